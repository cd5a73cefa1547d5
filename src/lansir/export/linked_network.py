"""A network of who does what to whom, gathered on the disk act by act, so that it may be larger than the memory.

A node is an actor across articles, or one of those without a name, who is known in one article only. An edge holds the
acts of one pair that are of one quad class and one status: what was planned or denied never adds to what happened.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import msgspec

__all__ = ["Act", "Edge", "Network", "Node", "Person", "Span", "network"]

TABLES = """
CREATE TABLE node (id TEXT PRIMARY KEY, type TEXT, named INTEGER) WITHOUT ROWID;
CREATE TABLE told (id TEXT, what TEXT, value TEXT, times INTEGER, PRIMARY KEY (id, what, value)) WITHOUT ROWID;
CREATE TABLE edge (id INTEGER PRIMARY KEY, source TEXT, target TEXT, quad TEXT, status TEXT, acts INTEGER,
  intensity REAL, reviewed INTEGER, UNIQUE (source, target, quad, status));
CREATE TABLE kind (edge INTEGER, type TEXT, times INTEGER, PRIMARY KEY (edge, type)) WITHOUT ROWID;
CREATE TABLE change (edge INTEGER, day TEXT, by INTEGER, PRIMARY KEY (edge, day)) WITHOUT ROWID;
"""
ADD_NODE = "INSERT INTO node VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
ADD_TOLD = "INSERT INTO told VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
ADD_EDGE = """
INSERT INTO edge (source, target, quad, status, acts, intensity, reviewed) VALUES (?, ?, ?, ?, 1, ?, ?)
ON CONFLICT DO UPDATE SET acts = acts + 1, intensity = intensity + excluded.intensity,
  reviewed = reviewed + excluded.reviewed RETURNING id
"""
ADD_KIND = "INSERT INTO kind VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
ADD_CHANGE = "INSERT INTO change VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET by = by + excluded.by"
NODES = "SELECT id, type, named FROM node ORDER BY id"
TOLD = "SELECT what, value FROM told WHERE id = ? ORDER BY what, times, value DESC"
EDGES = (
    "SELECT id, source, target, quad, status, acts, intensity, reviewed FROM edge ORDER BY source, target, quad, status"
)
KINDS = "SELECT type FROM kind WHERE edge = ? ORDER BY times DESC, type"
CHANGES = "SELECT day, by FROM change WHERE edge = ? AND by <> 0 ORDER BY day"
ONE_DAY = timedelta(days=1)
LAST_DAY = date.max.isoformat()


class Person(msgspec.Struct, frozen=True):
    """Somebody or some body, as one article tells of him, her or it."""

    id: str
    label: str
    type: str
    named: bool
    country: str | None
    sector: str | None
    wikidata: str | None


class Act(msgspec.Struct, frozen=True):
    """An act of one upon another; `days` are its first and last, None where no day is known."""

    source: Person
    target: Person
    type: str
    quad: str
    status: str
    intensity: float
    reviewed: bool
    days: tuple[str, str] | None


class Node(msgspec.Struct, frozen=True):
    """A node; what articles tell differently is as most of them tell it."""

    id: str
    type: str
    named: bool
    told: dict[str, str]


class Span(msgspec.Struct, frozen=True):
    """Days, both inclusive, on each of which that many acts of an edge are going on."""

    first: str
    last: str
    acts: int


class Edge(msgspec.Struct, frozen=True):
    """An edge: its number of acts, the mean of their intensity, and how many of them people reviewed.

    `types` are PLOVER's, the most frequent first.
    """

    id: int
    source: str
    target: str
    quad: str
    status: str
    acts: int
    intensity: float
    reviewed: int
    types: list[str]


class Network:
    """Nodes and edges of the acts that were added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """The connection's database is empty."""
        self._connection = connection
        connection.executescript(TABLES)

    def add(self, act: Act) -> None:
        """One more act."""
        run = self._connection.execute
        (edge,) = run(
            ADD_EDGE, (act.source.id, act.target.id, act.quad, act.status, act.intensity, act.reviewed)
        ).fetchone()
        run(ADD_KIND, (edge, act.type))
        for day, change in _changes(act.days):
            run(ADD_CHANGE, (edge, day, change))

    def meet(self, people: Iterable[Person]) -> None:
        """What one article tells of some who act, each once."""
        for one in people:
            self._connection.execute(ADD_NODE, (one.id, one.type, one.named))
            told = {"label": one.label, "country": one.country, "sector": one.sector, "wikidata": one.wikidata}
            self._connection.executemany(ADD_TOLD, [(one.id, what, value) for what, value in told.items() if value])

    def nodes(self) -> Iterator[Node]:
        """The nodes by id."""
        for identity, kind, named in self._connection.execute(NODES):
            yield Node(identity, kind, bool(named), dict(self._connection.execute(TOLD, (identity,))))

    def edges(self) -> Iterator[Edge]:
        """The edges by their ends."""
        for row in self._connection.execute(EDGES):
            types = [kind for (kind,) in self._connection.execute(KINDS, (row[0],))]
            identity, source, target, quad, status, acts, intensity, reviewed = row
            yield Edge(identity, source, target, quad, status, acts, intensity / acts, reviewed, types)

    def spans(self, edge: Edge) -> Iterator[Span]:
        """When the acts of an edge were going on, in order; spans never meet, days without any are left out."""
        first, going = "", 0
        for day, change in self._connection.execute(CHANGES, (edge.id,)):
            if going:
                yield Span(first, (date.fromisoformat(day) - ONE_DAY).isoformat(), going)
            first, going = day, going + change
        if going:
            yield Span(first, LAST_DAY, going)


def _changes(days: tuple[str, str] | None) -> Iterator[tuple[str, int]]:
    """One more act from the first day on, one less from the day after the last; the calendar's last day has none."""
    if days is None:
        return
    yield days[0], 1
    if days[1] != LAST_DAY:
        yield (date.fromisoformat(days[1]) + ONE_DAY).isoformat(), -1


@contextmanager
def network() -> Iterator[Network]:
    """An empty network in a temporary file, which is gone at the end."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        yield Network(connection)
    finally:
        connection.close()
