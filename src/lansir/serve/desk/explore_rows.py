"""Rows of Explore: the sentence of an event or a statement with the words that fill its fields marked in it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lansir.page.outlets import plain
from lansir.query.found import EventFound, Party, StatementFound
from lansir.query.selection import Found
from lansir.record import Span
from lansir.serve.desk.explore_words import ValueWords

__all__ = ["Passage", "Row", "marked", "rows"]


class Passage(NamedTuple):
    """Words of a sentence, and the layers that lie on them."""

    text: str
    layers: tuple[str, ...]


class Row(NamedTuple):
    """A row with what its line shows besides: `origin` where the news is not the outlet's own."""

    found: Found
    sentence: list[Passage]
    origin: str | None


def rows(found: Iterable[Found], words: ValueWords) -> list[Row]:
    """The rows of a page."""
    return [Row(one, marked(one.sentence, _marks(one)), _origin(one, words)) for one in found]


def marked(sentence: Span, marks: Iterable[tuple[str, Span]]) -> list[Passage]:
    """The sentence in passages, which put together are its words; what of a mark lies outside does not show."""
    first, last = sentence.start, sentence.end
    clipped = [(layer, max(span.start, first), min(span.end, last)) for layer, span in marks]
    inside = [(layer, start, end) for layer, start, end in clipped if start < end]
    cuts = sorted({first, last, *(start for _, start, _ in inside), *(end for _, _, end in inside)})
    return [
        Passage(sentence.text[start - first : end - first], _covering(inside, start)) for start, end in pairwise(cuts)
    ]


def _covering(inside: list[tuple[str, int, int]], place: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer for layer, start, end in inside if start <= place < end))


def _marks(found: Found) -> Iterator[tuple[str, Span]]:
    yield from _event_marks(found) if isinstance(found, EventFound) else _statement_marks(found)


def _event_marks(found: EventFound) -> Iterator[tuple[str, Span]]:
    yield "event", found.trigger
    for party in (*found.actors, *found.recipients, *_some(found.told_by)):
        yield "actor", party.span
    if found.time:
        yield "time", found.time
    if found.place:
        yield "place", found.place.span


def _statement_marks(found: StatementFound) -> Iterator[tuple[str, Span]]:
    for span in found.content:
        yield "content", span
    if found.cue:
        yield "cue", found.cue
    for party in (*_some(found.speaker), *_some(found.addressee)):
        yield "actor", party.span


def _some(party: Party | None) -> tuple[Party, ...]:
    return (party,) if party else ()


def _origin(found: Found, words: ValueWords) -> str | None:
    report = found.report
    if not report.origin or (report.outlet and plain(report.outlet) == report.origin):
        return None
    return words.origin(report.origin)
