"""Found contents, cues and speakers become statements."""

from collections.abc import Mapping, Sequence

import msgspec

from lansir.encoder.calibration import calibrated
from lansir.encoder.reading import FoundContent, FoundLink, FoundSpan, Reading
from lansir.record import Argument, Mention, Span, Statement, content_id
from lansir.resolve.passage import Passage
from lansir.resolve.quotations import MARKS, form_of

__all__ = ["argument", "innermost", "resolve_statements"]

NO_SPEAKER = "the text names no speaker"
TRIMMED = MARKS | frozenset(" ,;:.…'‘’")


def resolve_statements(passage: Passage, reading: Reading, mentions: Mapping[int, Mention]) -> list[Statement]:
    """Statements in text order; pieces around one cue are one statement, contents inside another point at it."""
    statements = [
        statement
        for group in _groups(reading.contents)
        if (statement := _statement(passage, reading, group, mentions)) is not None
    ]
    statements.sort(key=lambda statement: (statement.content[0].start, -statement.content[-1].end))
    return [_nested(statement, statements) for statement in statements]


def _groups(contents: Sequence[FoundContent]) -> list[list[FoundContent]]:
    """Contents that share a cue and a level; a content without a cue stands alone."""
    groups: dict[object, list[FoundContent]] = {}
    for place, content in enumerate(contents):
        key: object = (content.inner, content.cue.to) if content.cue else place
        groups.setdefault(key, []).append(content)
    return list(groups.values())


def _statement(
    passage: Passage, reading: Reading, group: list[FoundContent], mentions: Mapping[int, Mention]
) -> Statement | None:
    pieces = [span for content in group if (span := _trimmed(passage, content.span)) is not None]
    if not pieces:
        return None
    lead = max(group, key=lambda content: content.span.end - content.span.start)
    speaker = _speaker(lead, reading, mentions)
    cue = passage.span(reading.cues[lead.cue.to]) if lead.cue else None
    chance = lead.span.chance * (speaker.confidence if speaker else lead.nobody)
    return Statement(
        id=content_id("st", passage.article_id, *[(piece.start, piece.end) for piece in pieces]),
        sentence=passage.sentence(lead.span.sentence),
        content=sorted(pieces),
        form=form_of([(piece.start, piece.end) for piece in pieces], passage.quoted),
        confidence=round(calibrated(passage.calibration, "statement", chance), 4),
        speaker=speaker,
        cue=cue,
        addressee=argument(lead.addressee, lead.span.sentence, reading, mentions),
        reasons={} if speaker else {"speaker": NO_SPEAKER},
    )


def _speaker(content: FoundContent, reading: Reading, mentions: Mapping[int, Mention]) -> Argument | None:
    """The likeliest speaker, chances of mentions of one entity added up; None where "nobody" is likelier."""
    sums: dict[str, float] = {}
    best: dict[str, FoundLink] = {}
    for link in content.speakers:
        entity = mentions[link.to].entity
        sums[entity] = sums.get(entity, 0.0) + link.chance
        best.setdefault(entity, link)
    if not sums:
        return None
    entity = max(sums, key=lambda key: sums[key])
    if sums[entity] < content.nobody:
        return None
    found = argument(best[entity], content.span.sentence, reading, mentions)
    assert found is not None
    return Argument(found.entity, found.mention, round(min(1.0, sums[entity]), 4), found.elided)


def argument(
    link: FoundLink | None, sentence: int, reading: Reading, mentions: Mapping[int, Mention]
) -> Argument | None:
    """The filler that a link names, as seen from a sentence (its number)."""
    if link is None:
        return None
    mention = mentions[link.to]
    elided = reading.mentions[link.to].span.sentence != sentence
    return Argument(mention.entity, mention.id, round(link.chance, 4), elided)


def _trimmed(passage: Passage, found: FoundSpan) -> Span | None:
    """The words without quotation marks and stops at either end."""
    start, end = found.start, found.end
    while start < end and passage.text[start] in TRIMMED:
        start += 1
    while end > start and passage.text[end - 1] in TRIMMED:
        end -= 1
    return Span(start, end, passage.text[start:end]) if start < end else None


def _nested(statement: Statement, statements: Sequence[Statement]) -> Statement:
    """The statement with the one that reports it."""
    outer = innermost(statement.content[0].start, statement.content[-1].end, statements, apart_from=statement.id)
    if outer is None:
        return statement
    return msgspec.structs.replace(statement, inside=outer.id)


def innermost(start: int, end: int, statements: Sequence[Statement], apart_from: str = "") -> Statement | None:
    """The statement with the shortest piece around the words from `start` to `end`."""
    around = [
        (piece.end - piece.start, statement)
        for statement in statements
        for piece in statement.content
        if piece.start <= start and end <= piece.end and statement.id != apart_from
    ]
    return min(around, key=lambda pair: pair[0])[1] if around else None
