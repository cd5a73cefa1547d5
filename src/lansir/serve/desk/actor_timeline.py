"""The timeline of an actor: what it did, what was done to it and what it said, newest day first, page by page."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple, get_args

from lansir.keys import id_of, key_of
from lansir.query.found import EventFound, StatementFound
from lansir.query.language import Query, Term
from lansir.query.loading import load_events, load_statements
from lansir.query.sql import Kind
from lansir.query.walk import Place, Walk
from lansir.record import Span

__all__ = ["PER_PAGE", "SHOWS", "Line", "Piece", "Show", "Timeline", "marked", "timeline"]

Show = Literal["all", "doing", "receiving", "saying"]
PER_PAGE = 25
CURSOR = re.compile(r"(\d{4}-\d\d-\d\d|)~((?:ev|st)-[0-9a-f]{16})")
LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1
FIELDS: dict[Show, dict[Kind, str]] = {
    "all": {"events": "who", "statements": "speaker"},
    "doing": {"events": "actor"},
    "receiving": {"events": "recipient"},
    "saying": {"statements": "speaker"},
}
SHOWS: tuple[Show, ...] = get_args(Show)


class Piece(NamedTuple):
    """Words of a sentence; `marked` ones are those of the act, or those said."""

    text: str
    marked: bool


class Line(NamedTuple):
    """One entry: the act or statement, the part the actor has in it (did, received, both, said), and its sentence."""

    found: EventFound | StatementFound
    part: str
    pieces: list[Piece]


class Timeline(NamedTuple):
    """A page of a timeline by day (None where there is none); `next` is the cursor to go on with."""

    days: list[tuple[str | None, list[Line]]]
    next: str | None


class _At(NamedTuple):
    """A place in the timeline: of a day acts come before statements."""

    day: str
    act: bool
    id: int

    @property
    def name(self) -> str:
        """The id of the act or statement."""
        return id_of("ev" if self.act else "st", self.id)


def timeline(connection: sqlite3.Connection, key: str, show: Show, after: str = "") -> Timeline:
    """A page of the timeline of the actor of that key; ValueError where `after` is no cursor of a timeline."""
    behind = _place(after) if after else None
    walks = [_walk(connection, kind, Term(field, (key,)), behind) for kind, field in FIELDS[show].items()]
    places = list(islice(merge(*walks, reverse=True), PER_PAGE + 1))
    shown = places[:PER_PAGE]
    found = _loaded(connection, shown)
    days: dict[str | None, list[Line]] = {}
    for place in shown:
        if place.name in found:
            days.setdefault(place.day or None, []).append(_line(found[place.name], key))
    return Timeline(list(days.items()), _cursor(shown[-1]) if len(places) > PER_PAGE else None)


def marked(sentence: Span, spans: list[Span]) -> list[Piece]:
    """The sentence in pieces; what of the spans lies in it is marked."""
    pieces, at = [], sentence.start
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(span.start, at), min(span.end, sentence.end)
        if start < end:
            pieces += [Piece(_part(sentence, at, start), False), Piece(_part(sentence, start, end), True)]
            at = end
    return [piece for piece in [*pieces, Piece(_part(sentence, at, sentence.end), False)] if piece.text]


def _part(sentence: Span, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]


def _walk(connection: sqlite3.Connection, kind: Kind, term: Term, behind: _At | None) -> Iterator[_At]:
    act = kind == "events"
    places = Walk(connection, Query((term,)), kind, date.min).after(behind and _behind(behind, act=act))
    return (_At(str(place.value or ""), act, place.id) for place in places)


def _behind(place: _At, *, act: bool) -> Place:
    """Where one kind goes on behind a place of either: of the same day, acts are all told before any statement."""
    if place.act == act:
        return Place(place.day or None, place.id)
    return Place(place.day or None, LOWEST if act else HIGHEST)


def _loaded(connection: sqlite3.Connection, places: list[_At]) -> dict[str, EventFound | StatementFound]:
    events = load_events(connection, [place.id for place in places if place.act])
    statements = load_statements(connection, [place.id for place in places if not place.act])
    return {**{found.id: found for found in events}, **{found.id: found for found in statements}}


def _line(found: EventFound | StatementFound, key: str) -> Line:
    if isinstance(found, StatementFound):
        return Line(found, "said", marked(found.sentence, found.content))
    did, received = (any(party.actor == key for party in parties) for parties in (found.actors, found.recipients))
    part = "both" if did and received else "received" if received else "did"
    return Line(found, part, marked(found.sentence, [found.trigger]))


def _cursor(place: _At) -> str:
    return f"{place.day}~{place.name}"


def _place(cursor: str) -> _At:
    found = CURSOR.fullmatch(cursor)
    if not found:
        raise ValueError("after: this is no place in a timeline; begin with its first page")
    return _At(found[1], found[2].startswith("ev-"), key_of(found[2]))
