"""Found contents, cues and speakers become statements."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from lansir.encoder.calibration import calibrated
from lansir.encoder.reading import FoundContent, FoundLink, FoundSpan, Reading
from lansir.record import Argument, Mention, Span, Statement, Time, content_id
from lansir.resolve.passage import Passage
from lansir.resolve.quotations import MARKS, form_of, left_open

__all__ = ["Told", "argument", "resolve_statements"]

NAMES_NONE = "the text names no speaker"
READ_NONE = "no speaker could be read surely enough"
NO_TIME = "no time stands with the words that report it"
SEVERAL_TIMES = "more than one time stands with the words that report it"
LONGEST_LINK = 3
"""Words that may link free indirect speech to the sentence before: "Untuk itu", "Tak hanya itu"."""
LONGEST_GAP = 4
"""Characters of white space and marks between a sentence and the next one."""
LEAST_SPEAKER = 0.25
"""Chance below which neither a speaker nor the absence of one is believed."""
CLOSING_MARK = re.compile(r"[.,!?]?[”»\"]")
ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}$")
TRIMMED = MARKS | frozenset(" ,;:.…'‘’")


def resolve_statements(
    passage: Passage, reading: Reading, mentions: Mapping[int, Mention], times: Sequence[Time]
) -> list[Statement]:
    """Statements in text order; pieces around one cue are one statement, contents inside another point at it."""
    found: dict[str, Statement] = {}
    for group in _groups(reading.contents):
        statement = _statement(passage, reading, group, mentions)
        if statement is not None:
            found.setdefault(statement.id, _timed(statement, times))
    statements = sorted(found.values(), key=lambda one: (one.content[0].start, -one.content[-1].end))
    told = Told(statements)
    return _carried_on([_nested(statement, told) for statement in statements])


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
    pieces = sorted(span for content in group if (span := _trimmed(passage, content.span)) is not None)
    if not pieces:
        return None
    lead = max(group, key=lambda content: content.span.end - content.span.start)
    speaker, reasons = _speaker(lead, reading, mentions)
    form = form_of([(piece.start, piece.end) for piece in pieces], passage.quoted)
    if form == "indirect" and speaker and speaker.elided and _is_part(passage, reading, lead, pieces[0]):
        return None
    chance = lead.span.chance * (speaker.confidence if speaker else lead.nobody)
    return Statement(
        id=content_id("st", passage.article_id, *[(piece.start, piece.end) for piece in pieces]),
        sentence=passage.sentence(lead.span.sentence),
        content=pieces,
        form=form,
        confidence=round(calibrated(passage.calibration, "statement", chance), 4),
        speaker=speaker,
        cue=passage.span(reading.cues[lead.cue.to]) if lead.cue else None,
        addressee=argument(lead.addressee, lead.span.sentence, reading, mentions),
        reasons=reasons,
    )


def _is_part(passage: Passage, reading: Reading, content: FoundContent, piece: Span) -> bool:
    """Whether words without a cue are only a part of their sentence, which then is no speech of somebody outside of it.

    Free indirect speech is a whole sentence, but for what links it to the one before (annotation guidelines, "Settled
    cases").
    """
    if content.cue or content.inner:
        return False
    number = content.span.sentence
    before = passage.text[passage.sentence(number).start : piece.start]
    named = any(one.span.sentence == number and one.span.end <= piece.start for one in reading.mentions)
    return named or len(before.split()) > LONGEST_LINK


def _speaker(
    content: FoundContent, reading: Reading, mentions: Mapping[int, Mention]
) -> tuple[Argument | None, dict[str, str]]:
    """The likeliest speaker, chances of mentions of one entity added up; else the reason why there is none."""
    sums: dict[str, float] = {}
    best: dict[str, FoundLink] = {}
    for link in content.speakers:
        entity = mentions[link.to].entity
        sums[entity] = sums.get(entity, 0.0) + link.chance
        best.setdefault(entity, link)
    entity = max(sums, key=lambda key: sums[key], default="")
    likely = sums.get(entity, 0.0)
    if content.nobody >= max(likely, LEAST_SPEAKER):
        return None, {"speaker": NAMES_NONE}
    if likely < LEAST_SPEAKER:
        return None, {"speaker": READ_NONE}
    found = argument(best[entity], content.span.sentence, reading, mentions)
    assert found is not None
    return msgspec.structs.replace(found, confidence=round(min(1.0, likely), 4)), {}


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
    """The words without marks and stops at either end; what closes a quotation begun inside, or "U.S.", stays."""
    text, start, end = passage.text, found.start, found.end
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED and not ABBREVIATION.search(text, max(start, end - 8), end):
        end -= 1
    if left_open(text[start:end]) and (closing := CLOSING_MARK.match(text, end)):
        end = closing.end()
    return Span(start, end, text[start:end]) if start < end else None


def _timed(statement: Statement, times: Sequence[Time]) -> Statement:
    """The statement with the one time that stands in its sentence outside its words."""
    sentence = statement.sentence
    outside = [
        time
        for time in times
        if sentence.start <= time.span.start < sentence.end
        and not any(piece.start <= time.span.start < piece.end for piece in statement.content)
    ]
    if len(outside) == 1:
        return msgspec.structs.replace(statement, time=outside[0].id)
    reason = SEVERAL_TIMES if outside else NO_TIME
    return msgspec.structs.replace(statement, reasons={**statement.reasons, "time": reason})


def _nested(statement: Statement, told: "Told") -> Statement:
    """The statement with the one that reports it."""
    outer = told.innermost(statement.content[0].start, statement.content[-1].end, apart_from=statement.id)
    return statement if outer is None else msgspec.structs.replace(statement, inside=outer.id)


def _carried_on(statements: Sequence[Statement]) -> list[Statement]:
    """Words without a cue between words of one speaker, sentence upon sentence, are that speaker's too.

    So it is of 326 of 327 such statements in the annotated articles that the model learns from and in our own.
    """
    outer = [statement for statement in statements if statement.inside is None]
    around = {
        one.id: before.speaker
        for before, one, behind in zip(outer, outer[1:], outer[2:], strict=False)
        if _follows(before, one) and _follows(one, behind) and _is_same(before.speaker, behind.speaker)
    }
    return [_spoken_by(statement, around.get(statement.id)) for statement in statements]


def _follows(before: Statement, after: Statement) -> bool:
    """Whether no words that tell anything stand between the sentences of the two."""
    return 0 <= after.sentence.start - before.sentence.end <= LONGEST_GAP


def _is_same(one: Argument | None, other: Argument | None) -> bool:
    return one is not None and other is not None and one.entity == other.entity


def _spoken_by(statement: Statement, speaker: Argument | None) -> Statement:
    """The statement with that speaker, where its sentence has neither a cue nor a speaker of its own."""
    own = statement.speaker is not None and not statement.speaker.elided
    if speaker is None or statement.cue or own or _is_same(statement.speaker, speaker):
        return statement
    told = {field: why for field, why in statement.reasons.items() if field != "speaker"}
    return msgspec.structs.replace(statement, speaker=msgspec.structs.replace(speaker, elided=True), reasons=told)


class Told:
    """Statements by the sentence of their pieces, to be asked for the one around some words."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._starts = sorted({statement.sentence.start for statement in statements})
        self._by_start: dict[int, list[Statement]] = {}
        for statement in statements:
            self._by_start.setdefault(statement.sentence.start, []).append(statement)

    def innermost(self, start: int, end: int, apart_from: str = "") -> Statement | None:
        """The statement with the shortest piece around the words from `start` to `end`; of equals the shorter one."""
        at = bisect_right(self._starts, start) - 1
        near = self._by_start[self._starts[at]] if at >= 0 else []
        around = [
            (piece.end - piece.start, sum(one.end - one.start for one in statement.content), statement)
            for statement in near
            for piece in statement.content
            if piece.start <= start and end <= piece.end and statement.id != apart_from
        ]
        return min(around, key=lambda found: found[:2])[2] if around else None
