"""What a store tells of one actor in figures: its acts and statements over time, with whom, its positions, its topics.

All of it comes from one pass over the newest acts and statements of the actor; the result says how far back they go.
"""

import json
import sqlite3
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any, NamedTuple

from lansir.codebook.tables import Quad
from lansir.record import EventType, Status

__all__ = ["MOST", "POSITIONS", "QUADS", "Partner", "Position", "Profile", "Profiles"]

MOST = 5_000
"""Acts, and statements, that are gone through; where an actor has more, the newest."""
KEPT = 64
QUADS: tuple[Quad, ...] = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
POSITIONS: tuple[EventType, ...] = ("REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE")
"""Demand, offer or promise, refusal, threat, accusation: in the order in which they are shown."""
TAKEN: tuple[Status, ...] = ("actual", "planned")
"""An act so told is a position; one that may come is shown where there is no other, what was denied or is only asked of
the actor never."""
PERHAPS: Status = "hypothetical"
ACTS = """
WITH own AS (
  SELECT DISTINCT day, event, slot FROM event_actor WHERE actor = ?1 ORDER BY day DESC, event DESC LIMIT ?2
)
SELECT o.day, o.event, o.slot, e.type, e.status, e.quad, g.actor
FROM own o CROSS JOIN event e ON e.id = o.event CROSS JOIN article a ON a.id = e.article
LEFT JOIN event_actor g ON g.event = o.event AND g.slot <> o.slot
WHERE e.review <> 'rejected' AND a.newest
"""
SAID = """
WITH own AS (SELECT day, id FROM statement WHERE actor = ?1 ORDER BY day DESC, id DESC LIMIT ?2)
SELECT o.day, s.article FROM own o CROSS JOIN statement s ON s.id = o.id CROSS JOIN article a ON a.id = s.article
WHERE s.review <> 'rejected' AND a.newest
"""
TOPICS = """
SELECT c.context, count(*) AS n FROM json_each(?) j CROSS JOIN article_context c ON c.article = j.value
GROUP BY 1 ORDER BY 2 DESC, 1
"""
DAYS = (
    "SELECT slot, day, count(DISTINCT event) FROM event_actor WHERE actor = ? GROUP BY day, slot",
    "SELECT 'said', day, count(*) FROM statement WHERE actor = ? GROUP BY day",
)
LEFT = (
    "SELECT day FROM (SELECT DISTINCT day, event, slot FROM event_actor WHERE actor = ? "
    "ORDER BY day DESC, event DESC LIMIT 1 OFFSET ?)",
    "SELECT day FROM statement WHERE actor = ? ORDER BY day DESC, id DESC LIMIT 1 OFFSET ?",
)
STATE = "SELECT max(number) FROM change"


class Act(NamedTuple):
    """An act of the actor or to it, once for each that it is with."""

    day: str | None
    event: int
    slot: str
    type: EventType
    status: Status
    quad: Quad
    other: int | None


class Partner(NamedTuple):
    """Another actor, with the number of acts by kind: those done to it, and those that it did."""

    other: int
    to: dict[Quad, int]
    by: dict[Quad, int]
    acts: int


class Position(NamedTuple):
    """The latest act of a type towards another actor, None for nobody named."""

    other: int | None
    type: EventType
    event: int


class Profile(NamedTuple):
    """The figures: acts done, acts received and statements by day, and in all (undated ones too).

    `since` is the newest day of which not all was gone through ("" for what has no day), None where everything was.
    Where it is a day, days and totals count everything, older versions of articles too; the rest is of the newest acts.
    """

    did: Counter[str]
    received: Counter[str]
    said: Counter[str]
    totals: dict[str, int]
    since: str | None
    partners: list[Partner]
    positions: dict[int | None, list[Position]]
    topics: list[tuple[str, int]]


class Profiles:
    """Profiles of actors, kept until the store changes, so that tabs and pages of a timeline need no new pass."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Profile] = OrderedDict()
        self._lock = Lock()

    def of(self, connection: sqlite3.Connection, store: str, actor: int) -> Profile:
        """The profile of an actor of the store at that path."""
        key = store, connection.execute(STATE).fetchone()[0], actor
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        found = profile(connection, actor)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


def profile(connection: sqlite3.Connection, actor: int, most: int = MOST) -> Profile:
    """The profile of an actor, from its newest acts and statements."""
    acts = [Act(*row) for row in _rows(connection, ACTS, actor, most)]
    said = list(_rows(connection, SAID, actor, most))
    since = _since(connection, actor, most)
    days = _days(acts, said) if since is None else _all_days(connection, actor)
    return Profile(
        did=_dated(days["actor"]),
        received=_dated(days["recipient"]),
        said=_dated(days["said"]),
        totals={"did": days["actor"].total(), "received": days["recipient"].total(), "said": days["said"].total()},
        since=since,
        partners=_partners(acts, actor),
        positions=_positions(acts, actor),
        topics=[(row[0], row[1]) for row in connection.execute(TOPICS, (json.dumps([row[1] for row in said]),))],
    )


def _rows(connection: sqlite3.Connection, query: str, *given: object) -> Iterator[Any]:
    """The rows as plain tuples: there may be many."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query, given)


def _days(acts: Iterable[Act], said: Iterable[Any]) -> dict[str, Counter[str | None]]:
    """How many acts and statements each day has, each act counted once for a part that the actor has in it."""
    parts = {(act.event, act.slot): act.day for act in acts}
    days: dict[str, Counter[str | None]] = {"actor": Counter(), "recipient": Counter(), "said": Counter()}
    for (_, slot), day in parts.items():
        days[slot][day] += 1
    days["said"].update(day for day, _ in said)
    return days


def _all_days(connection: sqlite3.Connection, actor: int) -> dict[str, Counter[str | None]]:
    """The same of everything that the store has, older versions of articles too: by the indexes alone."""
    days: dict[str, Counter[str | None]] = {"actor": Counter(), "recipient": Counter(), "said": Counter()}
    for query in DAYS:
        for slot, day, number in _rows(connection, query, actor):
            days[slot][day] += number
    return days


def _dated(days: Counter[str | None]) -> Counter[str]:
    return Counter({day: count for day, count in days.items() if day is not None})


def _since(connection: sqlite3.Connection, actor: int, most: int) -> str | None:
    """The newest day of which not everything was gone through; None where there is nothing left."""
    left = [row[0] for query in LEFT for row in connection.execute(query, (actor, most))]
    return max((day or "" for day in left), default=None)


def _partners(acts: Iterable[Act], actor: int) -> list[Partner]:
    """The other actors, those with most acts first."""
    quads = {(act.event, act.slot, act.other): act.quad for act in acts if act.other not in (None, actor)}
    counts: defaultdict[int, dict[str, Counter[Quad]]] = defaultdict(
        lambda: {"actor": Counter(), "recipient": Counter()}
    )
    for (_, slot, other), quad in quads.items():
        if other is not None:
            counts[other][slot][quad] += 1
    found = [
        Partner(other, dict(by["actor"]), dict(by["recipient"]), by["actor"].total() + by["recipient"].total())
        for other, by in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.acts, one.other))


def _positions(acts: Iterable[Act], actor: int) -> dict[int | None, list[Position]]:
    """The latest position of each type towards each other actor; those towards whom it takes most positions first."""
    latest: dict[int | None, dict[EventType, tuple[tuple[bool, str, int], int]]] = defaultdict(dict)
    weight: Counter[int | None] = Counter()
    for act in acts:
        if (
            act.slot != "actor"
            or act.type not in POSITIONS
            or act.other == actor
            or act.status not in (*TAKEN, PERHAPS)
        ):
            continue
        weight[act.other] += 1
        rank = act.status in TAKEN, act.day or "", act.event
        if act.type not in latest[act.other] or rank > latest[act.other][act.type][0]:
            latest[act.other][act.type] = rank, act.event
    order = sorted(latest, key=lambda other: (other is None, -weight[other], other or 0))
    return {
        other: [Position(other, type_, latest[other][type_][1]) for type_ in POSITIONS if type_ in latest[other]]
        for other in order
    }
