"""Counts of a selection by its facets: how many of it have each type, actor, outlet, month ..."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from lansir.keys import id_of
from lansir.query.faults import refusal
from lansir.query.fields import nearest
from lansir.query.sql import Kind, Sql, listed

__all__ = ["FACETS", "Facet", "FacetValue", "Tally", "field_of"]

DAYS = {"year": 4, "month": 7, "day": 10}
"""Characters of a day that make up the longer time."""
BY_ACTOR = ("actor", "recipient", "speaker")
Rows = list[tuple[Any, ...]]


class Source(NamedTuple):
    """Where the values of some facets are: rows of a key (of an event, statement or article), and a column a facet."""

    link: Literal["event", "statement", "article"]
    facets: tuple[str, ...]
    sql: str


FILLERS = (
    "SELECT f.event, f.actor, f.country, f.sector FROM json_each(?) j "
    "CROSS JOIN event_actor f ON f.event = j.value WHERE f.slot = '{slot}'"
)
SOURCES = (
    Source(
        "event",
        ("type", "mode", "status", "quad"),
        "SELECT e.id, e.type, e.mode, e.status, e.quad FROM json_each(?) j CROSS JOIN event e ON e.id = j.value",
    ),
    Source("event", ("actor", "actor.country", "actor.sector"), FILLERS.format(slot="actor")),
    Source("event", ("recipient", "recipient.country", "recipient.sector"), FILLERS.format(slot="recipient")),
    Source(
        "event",
        ("place", "place.country"),
        "SELECT e.id, p.name, p.country FROM json_each(?) j CROSS JOIN event e ON e.id = j.value "
        "CROSS JOIN place p ON p.id = e.place",
    ),
    Source(
        "statement",
        ("speaker", "speaker.country", "speaker.sector", "form"),
        "SELECT s.id, s.actor, s.country, s.sector, s.form FROM json_each(?) j "
        "CROSS JOIN statement s ON s.id = j.value",
    ),
    Source(
        "statement",
        ("anonymous", "source"),
        "SELECT s.id, iif(n.anonymous, 'yes', 'no'), n.source_kind FROM json_each(?) j "
        "CROSS JOIN statement s ON s.id = j.value CROSS JOIN entity n ON n.id = s.speaker",
    ),
    Source(
        "article",
        ("outlet", "language"),
        "SELECT a.id, a.outlet, a.language FROM json_each(?) j CROSS JOIN article a ON a.id = j.value",
    ),
    Source(
        "article",
        ("story", "origin"),
        "SELECT q.article, q.story, q.origin FROM json_each(?) j CROSS JOIN placed q ON q.article = j.value",
    ),
)
CONTEXTS: dict[Kind, Source] = {
    "events": Source(
        "event",
        ("context",),
        "SELECT c.event, c.context FROM json_each(?) j CROSS JOIN event_context c ON c.event = j.value",
    ),
    "statements": Source(
        "article",
        ("context",),
        "SELECT c.article, c.context FROM json_each(?) j CROSS JOIN article_context c ON c.article = j.value",
    ),
}
OWN: dict[Kind, str] = {
    "events": ("SELECT e.id, e.day, e.review, e.article FROM json_each(?) j CROSS JOIN event e ON e.id = j.value"),
    "statements": (
        "SELECT s.id, s.day, s.review, s.article FROM json_each(?) j CROSS JOIN statement s ON s.id = j.value"
    ),
}
TOLD = (
    "SELECT e.id, e.reported_by FROM json_each(?) j CROSS JOIN event e INDEXED BY event_reported_by "
    "ON e.reported_by = j.value WHERE e.review <> 'rejected' AND {asked}"
)
TELLERS = (
    "SELECT s.id, e.id FROM json_each(?) j CROSS JOIN event e ON e.id = j.value "
    "CROSS JOIN statement s ON s.id = e.reported_by WHERE s.review <> 'rejected'"
)
ACTORS = "SELECT k.id, k.key, k.name FROM json_each(?) j CROSS JOIN actor k ON k.id = j.value"
TITLES = "SELECT title FROM article WHERE id = (SELECT article FROM placed WHERE story = ? LIMIT 1)"
FACETS = (*(name for source in SOURCES for name in source.facets), "context", *DAYS, "review")
"""What can be counted."""


class FacetValue(msgspec.Struct, frozen=True):
    """A value as a query takes it, as people read it, and how many of the selection have it."""

    value: str
    label: str
    count: int


class Facet(msgspec.Struct, frozen=True):
    """The counts of one facet, the largest first, times in their order; `field` is the query's for its values.

    `counted` of the selection were looked at, the first in its order; with `complete` these are all. `missing` have no
    value, `more` are the values beyond those shown.
    """

    name: str
    field: str
    values: list[FacetValue]
    counted: int
    complete: bool
    missing: int
    more: int


def field_of(name: str) -> str:
    """The field that a facet's values are asked for with; QueryError where there is no such facet."""
    if name not in FACETS:
        told, listed = f"there is no facet {name}; ", ", ".join(FACETS)
        if close := nearest(name, FACETS):
            raise refusal("facet_misspelt", f"{told}did you mean {close}?", word=name, suggestion=close)
        raise refusal("facet_unknown", f"{told}there are {listed}", word=name, suggestion=listed)
    return "day" if name in DAYS else name


class Tally:
    """Counts facets of events or statements, which are given some at a time."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind, names: Iterable[str], told: Sql) -> None:
        """Start with nothing. Of the events that a statement tells, those count that are as `told` asks."""
        self._told = told
        self._connection, self._kind, self._names = connection, kind, tuple(names)
        self._counts: dict[str, Counter[Any]] = {name: Counter() for name in self._names}
        self._having: Counter[str] = Counter()
        self.counted = 0

    def add(self, ids: Sequence[int]) -> None:
        """Count these; nothing is counted twice that is given once."""
        own = self._rows(OWN[self._kind], ids)
        pairs: dict[str, set[tuple[int, Any]]] = {name: set() for name in self._names}
        for name in self._names:
            if name in DAYS:
                pairs[name] = {(row[0], row[1] and row[1][: DAYS[name]]) for row in own}
            elif name == "review":
                pairs[name] = {(row[0], row[2]) for row in own}
        for source in (*SOURCES, CONTEXTS[self._kind]):
            if not pairs.keys().isdisjoint(source.facets):
                self._gather(source, self._links(source.link, own), pairs)
        self._take(pairs)
        self.counted += len(own)

    def take(self, name: str, counts: Mapping[tuple[str | None, ...], int]) -> None:
        """Take counts of all there are, of days or of a facet's own values; None stands for those without one."""
        for (value,), number in counts.items():
            self.counted += number
            if value is not None:
                self._having[name] += number
                self._counts[name][value[: DAYS.get(name)]] += number

    def facet(self, name: str, limit: int, *, complete: bool) -> Facet:
        """The counts so far, those of the `limit` most frequent values; times stand in their order."""
        counts = self._counts[name]
        most = sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))[:limit]
        if name in DAYS:
            most.sort()
        labels = self._labels(name, [value for value, _ in most])
        values = [FacetValue(*labels[value], count) for value, count in most]
        missing = self.counted - self._having[name]
        return Facet(name, field_of(name), values, self.counted, complete, missing, len(counts) - len(most))

    def _links(self, link: str, own: Rows) -> dict[int, list[int]]:
        """What is counted by the key of its events, statement or article."""
        ids = [row[0] for row in own]
        told: Iterable[tuple[int, int]]
        if link == "article":
            told = ((row[3], row[0]) for row in own)
        elif link == self._kind.removesuffix("s"):
            told = zip(ids, ids, strict=True)
        elif link == "statement":
            told = self._rows(TELLERS, ids)
        else:
            told = self._rows(TOLD.format(asked=self._told.text), ids, *self._told.values)
        found: dict[int, list[int]] = {}
        for key, item in told:
            found.setdefault(key, []).append(item)
        return found

    def _gather(self, source: Source, links: Mapping[int, list[int]], pairs: dict[str, set[tuple[int, Any]]]) -> None:
        wanted = [(n, pairs[name]) for n, name in enumerate(source.facets, start=1) if name in pairs]
        for row in self._rows(source.sql, links):
            for item in links[row[0]]:
                for n, found in wanted:
                    found.add((item, row[n]))

    def _take(self, pairs: Mapping[str, set[tuple[int, Any]]]) -> None:
        for name, found in pairs.items():
            self._counts[name].update(value for _, value in found if value is not None)
            self._having[name] += len({item for item, value in found if value is not None})

    def _labels(self, name: str, values: Sequence[Any]) -> Mapping[Any, tuple[str, str]]:
        """Each value as a query takes it, and as people read it."""
        if name in BY_ACTOR:
            return {row[0]: (row[1], row[2]) for row in self._rows(ACTORS, values)}
        if name == "story":
            return {value: (id_of("sy", value), self._title(value)) for value in values}
        return {value: (value, value) for value in values}

    def _title(self, story: int) -> str:
        found = self._connection.execute(TITLES, (story,)).fetchone()
        return (found and found[0]) or id_of("sy", story)

    def _rows(self, sql: str, keys: Iterable[int], *values: object) -> Rows:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, (listed(keys), *values)).fetchall()
