"""What placing an article needs to know of it and of its neighbours, read from the store."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.page.outlets import plain
from lansir.story.centres import centred
from lansir.story.fingerprints import unpacked_marks
from lansir.vectors import unpacked

__all__ = ["Features", "features", "moment_of"]

Vector = NDArray[np.float32]
RELAYS = "SELECT name FROM origin WHERE article = ? ORDER BY number"
ACTORS = "SELECT actor FROM entity WHERE article = ? AND actor IS NOT NULL"
LENGTH = "SELECT sum(\"end\" - start) FROM block WHERE article = ? AND kind = 'paragraph'"
NUMBERS = "SELECT low FROM quantity WHERE article = ? AND low IS NOT NULL"


class Features(msgspec.Struct, frozen=True):
    """An article as placing sees it.

    `day` is its day of publication as an ordinal, None where unknown; `moment` orders articles in time; `outlet` and
    `relays` are plain names; `length` counts the characters of its paragraphs; `vector` is centred, of length one, and
    empty where there is none. `numbers` are its quantities, `actors` its named actors.
    """

    key: int
    day: int | None
    moment: str
    language: str | None
    outlet: str | None
    relays: tuple[str, ...]
    address: str | None
    length: int
    marks: frozenset[int]
    vector: Vector
    actors: frozenset[int]
    numbers: frozenset[float]


def features(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Features]:
    """The features of stored articles by key; keys that are not there are left out."""
    query = f"SELECT * FROM article WHERE id IN ({_marks(keys)})"
    return {row["id"]: _features(connection, row) for row in connection.execute(query, keys)}


def _features(connection: sqlite3.Connection, row: sqlite3.Row) -> Features:
    key = row["id"]
    vector = connection.execute("SELECT data FROM vector WHERE article = ?", (key,)).fetchone()
    marks = connection.execute("SELECT marks FROM wording WHERE article = ?", (key,)).fetchone()
    none = np.zeros(0, dtype=np.float32)
    return Features(
        key=key,
        day=date.fromisoformat(row["published_day"]).toordinal() if row["published_day"] else None,
        moment=moment_of(row),
        language=row["language"],
        outlet=plain(row["outlet"]) if row["outlet"] else None,
        relays=tuple(plain(str(name)) for name in _column(connection, RELAYS, key)),
        address=row["address"],
        length=connection.execute(LENGTH, (key,)).fetchone()[0] or 0,
        marks=unpacked_marks(marks[0]) if marks else frozenset(),
        vector=centred(unpacked(vector[0]), row["language"], "articles") if vector else none,
        actors=frozenset(_column(connection, ACTORS, key)),
        numbers=frozenset(_column(connection, NUMBERS, key)),
    )


def moment_of(article: sqlite3.Row) -> str:
    """The moment of a row of `article`, in universal time; a time without a zone is taken as it is."""
    stated = article["updated"] or article["published"] or article["captured"]
    try:
        moment = datetime.fromisoformat(stated or "")
    except ValueError:
        return stated or ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def _column(connection: sqlite3.Connection, query: str, key: int) -> Iterable[Any]:
    return (row[0] for row in connection.execute(query, (key,)))


def _marks(keys: Sequence[int]) -> str:
    return ", ".join("?" * len(keys))
