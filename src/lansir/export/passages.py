"""The rows that are passages of the text: mentions, and the evidence of events and statements."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lansir.export.cells import Row
from lansir.page.sentences import split_sentences
from lansir.query.entries import Entry
from lansir.record import Argument, Event, Mention, Span, Statement

__all__ = ["evidence_rows", "mention_rows"]


def mention_rows(entry: Entry) -> Iterator[Row]:
    """Every mention of the article, with its entity and the sentence that it stands in."""
    article = entry.record.article
    sentences = split_sentences(article.text, 0, len(article.text), article.language or "en")
    starts = [start for start, _ in sentences]
    blocks = sorted((block.span.start, block.kind) for block in article.blocks)
    edges = [start for start, _ in blocks]
    for mention in entry.record.mentions:
        at = bisect_right(edges, mention.span.start) - 1
        left, right = _around(mention.span, sentences, starts)
        yield {
            **_mention(entry, mention),
            "block": blocks[at][1] if at >= 0 else None,
            "story_id": entry.story,
            "origin": entry.origin,
            "origin_how": entry.how,
            "copied_from": entry.source,
            "sentence": article.text[left:right],
            "sentence_start": left,
            "sentence_end": right,
        }


def _mention(entry: Entry, mention: Mention) -> Row:
    entity = entry.entities[mention.entity]
    return {
        "mention_id": mention.id,
        "entity_id": entity.id,
        "words": mention.span.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "kind": mention.kind,
        "type": mention.type,
        "confidence": mention.confidence,
        "name": entity.name,
        "country": entity.country,
        "sectors": entity.sectors,
        "role": entity.role,
        "key": entity.knowledge_id,
        "wikidata": entity.wikidata,
        "anonymous": entity.anonymous,
        "source_kind": entity.source_kind,
        "resolved": mention.resolved,
        "entity_resolved": entity.resolved,
    }


def _around(span: Span, sentences: Sequence[tuple[int, int]], starts: Sequence[int]) -> tuple[int, int]:
    """From the start of the sentence that the words begin in to the end of the one that they end in."""
    first = bisect_right(starts, span.start) - 1
    last = bisect_right(starts, max(span.start, span.end - 1)) - 1
    left = min(span.start, sentences[first][0]) if first >= 0 else span.start
    right = max(span.end, sentences[last][1]) if last >= 0 else span.end
    return left, right


def evidence_rows(entry: Entry) -> Iterator[Row]:
    """What each part of the selected events and statements was read from."""
    for event in entry.events:
        yield from _of_event(entry, event)
    for told in entry.statements:
        yield from _of_statement(entry, told)


def _of_event(entry: Entry, event: Event) -> Iterator[Row]:
    base: Row = {"item_id": event.id, "item": "event", **_sentence(event.sentence)}
    yield {**base, **_passage("act", 0, event.trigger, event.type, event.confidence)}
    for part, fillers in (("actor", event.actors), ("recipient", event.recipients)):
        for number, filler in enumerate(fillers):
            yield {**base, **_filler(entry, part, number, filler)}
    if time := entry.times.get(event.time or ""):
        yield {**base, **_passage("time", 0, time.span, time.value, time.confidence)}
    if place := entry.places.get(event.place or ""):
        yield {**base, **_passage("place", 0, place.span, place.name, place.confidence)}


def _of_statement(entry: Entry, told: Statement) -> Iterator[Row]:
    base: Row = {"item_id": told.id, "item": "statement", **_sentence(told.sentence)}
    for number, piece in enumerate(told.content):
        yield {**base, **_passage("content", number, piece, None, told.confidence)}
    if told.cue:
        yield {**base, **_passage("cue", 0, told.cue, None, None)}
    if told.speaker:
        yield {**base, **_filler(entry, "speaker", 0, told.speaker)}
        if stated := entry.entity_of(told.speaker).anonymity:
            yield {**base, **_passage("anonymity", 0, stated, None, None), "entity_id": told.speaker.entity}
    if told.addressee:
        yield {**base, **_filler(entry, "addressee", 0, told.addressee)}
    if time := entry.times.get(told.time or ""):
        yield {**base, **_passage("time", 0, time.span, time.value, time.confidence)}


def _filler(entry: Entry, part: str, number: int, filler: Argument) -> Row:
    span = entry.mentions[filler.mention].span
    read = _passage(part, number, span, entry.name_of(filler), filler.confidence)
    return {**read, "elided": filler.elided, "entity_id": filler.entity}


def _passage(part: str, number: int, span: Span, value: str | None, confidence: float | None) -> Row:
    return {
        "part": part,
        "number": number,
        "words": span.text,
        "start": span.start,
        "end": span.end,
        "elided": False,
        "entity_id": None,
        "value": value,
        "confidence": confidence,
    }


def _sentence(span: Span) -> Row:
    return {"sentence": span.text, "sentence_start": span.start, "sentence_end": span.end}
