"""Events as comparing them needs them, read from the store."""

import sqlite3
from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.record import EventType, Status
from lansir.store.vectors import unpacked
from lansir.story.centres import centred

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
QUERY = """
SELECT e.*, a.language, a.published_day, p.name AS place_name, p.country AS place_country, p.geonames, v.data,
       substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS words
FROM event e JOIN article a ON a.id = e.article LEFT JOIN place p ON p.id = e.place
LEFT JOIN event_vector v ON v.event = e.id WHERE e.article IN ({marks}) ORDER BY e.article, e.number
"""
FILLERS = """
SELECT f.event, f.slot, coalesce(n.actor, f.entity) AS who, n.actor IS NOT NULL AS named, n.country
FROM event_actor f JOIN entity n ON n.id = f.entity JOIN event e ON e.id = f.event WHERE e.article IN ({marks})
"""


class Act(msgspec.Struct, frozen=True):
    """An event to be compared.

    `first` and `last` are ordinals of the days that its time covers, `told` that of publication. `actors` and
    `recipients` are named actors, `countries` those of all fillers. `vector` is centred.
    """

    key: int
    article: int
    type: EventType
    stage: Stage
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
    vector: Vector


def acts(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[int, list[Act]]:
    """The events of stored articles, by article."""
    marks = ", ".join("?" * len(articles))
    fillers: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(FILLERS.format(marks=marks), articles):
        fillers.setdefault(row["event"], []).append(row)
    found: dict[int, list[Act]] = {}
    for row in connection.execute(QUERY.format(marks=marks), articles):
        found.setdefault(row["article"], []).append(_act(row, fillers.get(row["id"], [])))
    return found


def _act(row: sqlite3.Row, fillers: Sequence[sqlite3.Row]) -> Act:
    named = [filler for filler in fillers if filler["named"]]
    none = np.zeros(0, dtype=np.float32)
    return Act(
        key=row["id"],
        article=row["article"],
        type=row["type"],
        stage=STAGES[row["status"]],
        mode=row["mode"],
        words=row["words"].lower(),
        language=row["language"],
        told=_ordinal(row["published_day"]),
        first=_ordinal(row["first_day"]),
        last=_ordinal(row["last_day"]),
        place=(row["geonames"], row["place_name"]),
        country=row["place_country"],
        actors=frozenset(filler["who"] for filler in named if filler["slot"] == "actor"),
        recipients=frozenset(filler["who"] for filler in named if filler["slot"] == "recipient"),
        countries=frozenset(filler["country"] for filler in fillers if filler["country"]),
        size=(row["killed"], row["injured"], row["arrested"], row["displaced"], row["released"]),
        vector=centred(unpacked(row["data"]), row["language"], "events") if row["data"] else none,
    )


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
