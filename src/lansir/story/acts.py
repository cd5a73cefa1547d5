"""Events as comparing them needs them, read from the store."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.record import EventType, Status
from lansir.story.centres import centred
from lansir.vectors import unpacked

__all__ = ["STAGES", "Act", "Stage", "acts", "acts_of"]

Stage = str
STAGES: dict[Status, Stage] = {
    "actual": "happened",
    "planned": "ahead",
    "requested": "ahead",
    "hypothetical": "ahead",
    "negated": "denied",
}
"""Statuses that tell one and the same happening."""
Vector = NDArray[np.float32]
QUERY = """
SELECT e.*, a.language, a.published_day, p.name AS place_name, p.country AS place_country, p.geonames, v.data,
       substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS words,
       substr(a.text, e.start + 1, e."end" - e.start) AS sentence
FROM event e JOIN article a ON a.id = e.article LEFT JOIN place p ON p.id = e.place
LEFT JOIN event_vector v ON v.event = e.id WHERE e.{column} IN ({marks}) AND e.review <> 'rejected'
ORDER BY e.article, e.number
"""
"""Events that a person rejected are not compared: they belong to no occurrence."""
FILLERS = """
SELECT f.event, f.slot, coalesce(n.actor, f.entity) AS who, n.actor IS NOT NULL AS named, n.country
FROM event_actor f JOIN entity n ON n.id = f.entity JOIN event e ON e.id = f.event WHERE e.{column} IN ({marks})
"""
NAMES = (
    "SELECT m.start, n.actor FROM mention m JOIN entity n ON n.id = m.entity "
    "WHERE m.article = ? AND n.actor IS NOT NULL ORDER BY m.start"
)
DAYS = (
    "SELECT start, julianday(substr(value, 1, 10)) FROM time WHERE article = ? AND type IN ('DATE', 'TIME') "
    "AND value GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' AND value NOT LIKE '%/%' ORDER BY start"
)
NUMBERS = "SELECT start, low FROM quantity WHERE article = ? AND low IS NOT NULL AND unit IS NULL ORDER BY start"


class Act(msgspec.Struct, frozen=True):
    """An event to be compared.

    `first` and `last` are ordinals of the days that its time covers, `told` that of publication. `actors` and
    `recipients` are named actors, `countries` those of all fillers. `names`, `numbers` and `days` are those of the
    whole `sentence`, `offset` is the place of the act's words in it. `vector` is centred.
    """

    key: int
    article: int
    type: EventType
    stage: Stage
    status: Status
    mode: str | None
    words: str
    language: str | None
    told: int | None
    first: int | None
    last: int | None
    place: tuple[int | None, str | None]
    country: str | None
    actors: frozenset[int]
    recipients: frozenset[int]
    countries: frozenset[str]
    size: tuple[int | None, ...]
    names: frozenset[int]
    numbers: frozenset[float]
    days: frozenset[float]
    sentence: str
    offset: int
    vector: Vector


def acts(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[int, list[Act]]:
    """The events of stored articles, by article."""
    found: dict[int, list[Act]] = {}
    for act in _acts(connection, "article", articles):
        found.setdefault(act.article, []).append(act)
    return found


def acts_of(connection: sqlite3.Connection, events: Sequence[int]) -> list[Act]:
    """Stored events."""
    return list(_acts(connection, "id", events))


def _acts(connection: sqlite3.Connection, column: str, keys: Sequence[int]) -> Iterator[Act]:
    marks = ", ".join("?" * len(keys))
    fillers: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(FILLERS.format(column=column, marks=marks), keys):
        fillers.setdefault(row["event"], []).append(row)
    article, within = None, []
    for row in connection.execute(QUERY.format(column=column, marks=marks), keys):
        if row["article"] != article:
            article = row["article"]
            within = [_Within(connection.execute(query, (article,)).fetchall()) for query in (NAMES, NUMBERS, DAYS)]
        yield _act(row, fillers.get(row["id"], []), [one.between(row["start"], row["end"]) for one in within])


class _Within:
    """Values at places of a text, in order of place, looked up by stretches of it."""

    def __init__(self, rows: Sequence[sqlite3.Row]) -> None:
        self._places = [row[0] for row in rows]
        self._values = [row[1] for row in rows]

    def between(self, start: int, end: int) -> frozenset[Any]:
        return frozenset(self._values[bisect_left(self._places, start) : bisect_left(self._places, end)])


def _act(row: sqlite3.Row, fillers: Sequence[sqlite3.Row], within: Sequence[frozenset[Any]]) -> Act:
    """The event of a row; `within` are names, numbers and days of its sentence."""
    names, numbers, days = within
    return Act(
        key=row["id"],
        article=row["article"],
        type=row["type"],
        stage=STAGES[row["status"]],
        status=row["status"],
        mode=row["mode"],
        words=row["words"].lower(),
        language=row["language"],
        told=_ordinal(row["published_day"]),
        first=_ordinal(row["first_day"]),
        last=_ordinal(row["last_day"]),
        place=(row["geonames"], row["place_name"]),
        country=row["place_country"],
        actors=_named(fillers, "actor"),
        recipients=_named(fillers, "recipient"),
        countries=frozenset(filler["country"] for filler in fillers if filler["country"]),
        size=(row["killed"], row["injured"], row["arrested"], row["displaced"], row["released"]),
        names=names,
        numbers=numbers,
        days=days,
        sentence=row["sentence"],
        offset=row["trigger_start"] - row["start"],
        vector=_vector(row),
    )


def _named(fillers: Sequence[sqlite3.Row], slot: str) -> frozenset[int]:
    return frozenset(filler["who"] for filler in fillers if filler["named"] and filler["slot"] == slot)


def _vector(row: sqlite3.Row) -> Vector:
    if not row["data"]:
        return np.zeros(0, dtype=np.float32)
    return centred(unpacked(row["data"]), row["language"], "events")


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
