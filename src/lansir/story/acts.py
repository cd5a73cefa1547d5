"""Events as comparing them needs them, read from the store."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.record import EventType, Status
from lansir.story.centres import centred
from lansir.vectors import unpacked

__all__ = ["STAGES", "Act", "Stage", "acts"]

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
ARTICLES = "SELECT id, text, language, published_day FROM article WHERE id IN ({marks}) ORDER BY id"
EVENTS = """
SELECT e.id, e.type, e.mode, e.status, e.trigger_start, e.trigger_end, e.start, e."end", e.first_day, e.last_day,
       e.killed, e.injured, e.arrested, e.displaced, e.released, p.name, p.country, p.geonames, v.data
FROM event e LEFT JOIN place p ON p.id = e.place LEFT JOIN event_vector v ON v.event = e.id
WHERE e.article = ? AND e.review <> 'rejected' ORDER BY e.number
"""
"""Events that a person rejected are not compared: they belong to no occurrence."""
FILLERS = """
SELECT f.event, f.slot, n.actor, n.country
FROM event e JOIN event_actor f ON f.event = e.id JOIN entity n ON n.id = f.entity WHERE e.article = ?
"""
SIZES = ("killed", "injured", "arrested", "displaced", "released")
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
    whole `sentence`, `offset` is the place of the act's words in it. `sized` says whether any figure of `size` is
    given. `vector` is centred.
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
    sized: bool
    names: frozenset[int]
    numbers: frozenset[float]
    days: frozenset[float]
    sentence: str
    offset: int
    vector: Vector


def acts(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[int, list[Act]]:
    """The events of stored articles, by article, in order of both; articles that tell none are left out."""
    query = ARTICLES.format(marks=", ".join("?" * len(articles)))
    told = ((row[0], list(_acts(connection, row))) for row in connection.execute(query, articles).fetchall())
    return {article: found for article, found in told if found}


def _acts(connection: sqlite3.Connection, article: sqlite3.Row) -> Iterator[Act]:
    own = (article["id"],)
    fillers: dict[int, list[_Filler]] = {}
    for event, *filler in connection.execute(FILLERS, own):
        fillers.setdefault(event, []).append(_Filler(*filler))
    within = [_Within(connection.execute(query, own).fetchall()) for query in (NAMES, NUMBERS, DAYS)]
    for row in connection.execute(EVENTS, own):
        said = [one.between(row["start"], row["end"]) for one in within]
        yield _act(article, row, fillers.get(row["id"], ()), said)


def _act(article: sqlite3.Row, row: sqlite3.Row, filled: Sequence["_Filler"], said: Sequence[frozenset[Any]]) -> Act:
    """The event of a row; `said` are names, numbers and days of its sentence."""
    text, size = article["text"], tuple(row[name] for name in SIZES)
    names, numbers, days = said
    return Act(
        key=row["id"],
        article=article["id"],
        type=row["type"],
        stage=STAGES[row["status"]],
        status=row["status"],
        mode=row["mode"],
        words=text[row["trigger_start"] : row["trigger_end"]].lower(),
        language=article["language"],
        told=_ordinal(article["published_day"]),
        first=_ordinal(row["first_day"]),
        last=_ordinal(row["last_day"]),
        place=(row["geonames"], row["name"]),
        country=row["country"],
        actors=_named(filled, "actor"),
        recipients=_named(filled, "recipient"),
        countries=frozenset(filler.country for filler in filled if filler.country),
        size=size,
        sized=any(figure is not None for figure in size),
        names=names,
        numbers=numbers,
        days=days,
        sentence=text[row["start"] : row["end"]],
        offset=row["trigger_start"] - row["start"],
        vector=_vector(row["data"], article["language"]),
    )


class _Filler(NamedTuple):
    """An entity in a slot of an event."""

    slot: str
    actor: int | None
    country: str | None


class _Within:
    """Values at places of a text, in order of place, looked up by stretches of it."""

    def __init__(self, rows: Sequence[sqlite3.Row]) -> None:
        self._places = [row[0] for row in rows]
        self._values = [row[1] for row in rows]

    def between(self, start: int, end: int) -> frozenset[Any]:
        return frozenset(self._values[bisect_left(self._places, start) : bisect_left(self._places, end)])


def _named(fillers: Iterable[_Filler], slot: str) -> frozenset[int]:
    return frozenset(filler.actor for filler in fillers if filler.actor is not None and filler.slot == slot)


def _vector(data: bytes | None, language: str | None) -> Vector:
    return centred(unpacked(data), language, "events") if data else np.zeros(0, dtype=np.float32)


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
