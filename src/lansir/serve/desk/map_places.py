"""Events by where they happened, each as precisely as it is known and no more."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from time import monotonic
from typing import Any, Literal, NamedTuple

import msgspec

from lansir.knowledge.countries import countries
from lansir.query.bounded import ended_by
from lansir.query.conditions import conditions, fits
from lansir.query.language import Query, Term
from lansir.query.names import Names, matching
from lansir.query.sql import Sql, all_of, listed
from lansir.query.walk import Walk

__all__ = ["WITH_PLACE", "Kind", "Located", "Spot", "Tally", "latest", "located", "unplaced"]

Kind = Literal["pin", "province", "country", "region", "unknown"]
Row = tuple[Any, ...]
WITH_PLACE, WITHOUT_PLACE = Term("has", ("place",)), Term("has", ("place",), excluded=True)
BATCH = 1024
FIRST_BATCH = 32
POSITIONED = "p.lat BETWEEN -90 AND 90 AND p.lon BETWEEN -180 AND 180"
KIND = f"""CASE
  WHEN p.precision IN ('point', 'city') AND {POSITIONED} THEN 'pin'
  WHEN p.precision = 'admin1' AND {POSITIONED} AND coalesce(p.admin1, p.name) IS NOT NULL THEN 'province'
  WHEN p.precision = 'region' AND p.name IS NOT NULL THEN 'region'
  WHEN p.country IS NOT NULL THEN 'country' ELSE 'unknown' END"""
GROUPED = f"{KIND}, p.country, p.admin1, p.name, p.lat, p.lon, count(*), max(e.day)"
PLACE = "CROSS JOIN place p ON p.id = e.place"
LISTED = "FROM json_each(?) j CROSS JOIN event e ON e.id = j.value"
SLICE = "FROM event e NOT INDEXED"
ROWS = f"SELECT e.id, {KIND}, p.country, p.admin1, p.name, p.lat, p.lon {LISTED} {PLACE} ORDER BY j.key"
OF_WORDS = "SELECT rowid FROM article_text WHERE article_text MATCH ?"
SLICES, SLICES_OF_WORDS = 64, 16
"""Parts of the store by the keys of events; keys are hashes, so each part is a fair sample. For each, words are looked
up once more."""
KEYS = 2**64
WALKING = 0.08
"""Seconds after which a selection is taken for a large one: then all events of the store are looked through."""
GRACE = 0.05


class Spot(NamedTuple):
    """A place as far as it is told apart from others: a pin by its position too, a province by its name in a country.

    A country stands for all that is known no more precisely; nothing is known of "unknown".
    """

    kind: Kind
    country: str | None = None
    name: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None


class Tally(msgspec.Struct):
    """How many events a spot has, the latest of their days, and the names by which the place goes."""

    number: int = 0
    latest: str | None = None
    names: Counter[str] = msgspec.field(default_factory=Counter)
    position: tuple[float, float] | None = None

    def add(self, name: str | None, position: tuple[float, float], number: int, latest: str | None) -> None:
        """Count some more."""
        self.number += number
        self.latest = max(self.latest or "", latest or "") or None
        self.position = self.position or position
        if name:
            self.names[name] += number


class Located(msgspec.Struct, frozen=True):
    """The spots of a selection, and how many of its events have a place; `share` of the store was looked through."""

    spots: dict[Spot, Tally]
    number: int
    share: float = 1.0


class Counted(NamedTuple):
    """Rows of counts, and the share of the store that they come from: below 1 where the time was up."""

    rows: list[Row]
    share: float


def located(connection: sqlite3.Connection, query: Query, today: date, seconds: float) -> Located:
    """Where the events of a query happened, as far as they are counted in about that many seconds."""
    spots: dict[Spot, Tally] = {}
    sql = (f"SELECT {GROUPED} {LISTED} {PLACE} GROUP BY 1, 2, 3, 4, 5, 6",
           f"SELECT {GROUPED} {SLICE} {PLACE} WHERE {{where}} GROUP BY 1, 2, 3, 4, 5, 6")  # fmt: skip
    rows, share = _counted(connection, query.adding(WITH_PLACE), today, seconds, *sql)
    for row in rows:
        spots.setdefault(_spot(*row[:6]), Tally()).add(row[3], row[4:6], *row[6:])
    return Located(spots, sum(tally.number for tally in spots.values()), share)


def unplaced(connection: sqlite3.Connection, query: Query, today: date, seconds: float) -> tuple[int, bool]:
    """How many events of a query tell no place, and whether those are all."""
    sql = f"SELECT count(*) {LISTED}", f"SELECT count(*) {SLICE} WHERE {{where}}"
    rows, share = _counted(connection, query.adding(WITHOUT_PLACE), today, seconds, *sql)
    return sum(row[0] for row in rows), share == 1.0


def latest(
    connection: sqlite3.Connection, query: Query, spot: Spot, today: date, seconds: float, most: int
) -> list[int]:
    """The keys of a spot's newest events, as far as they are found in about that many seconds."""
    asked = query.without("sort").adding(WITH_PLACE)
    if spot.country:
        asked = asked.adding(Term("place.country", (spot.country,)))
    if spot.name and spot.kind in ("pin", "region"):
        asked = asked.adding(Term("place", (spot.name,)))
    found: list[int] = []
    size, until = FIRST_BATCH, monotonic() + seconds
    with _until(connection, until + GRACE):
        places = Walk(connection, asked, "events", today, until).after()
        while len(found) < most and (ids := [place.id for place in islice(places, size)]):
            found += [row[0] for row in _rows(connection, ROWS, (listed(ids),)) if _spot(*row[1:]) == spot]
            size = BATCH
    return found[:most]


def _counted(
    connection: sqlite3.Connection, query: Query, today: date, seconds: float, of_ids: str, of_slice: str
) -> Counted:
    """Counts by an index where that is quick; else all events are looked through in the order in which they lie."""
    start = monotonic()
    asked = query.without("sort")
    rows = _walked(connection, asked, today, start + min(WALKING, seconds / 2), of_ids)
    return Counted(rows, 1.0) if rows is not None else _sliced(connection, asked, today, start + seconds, of_slice)


def _walked(connection: sqlite3.Connection, query: Query, today: date, until: float, sql: str) -> list[Row] | None:
    """None where the time was up first."""
    rows = []
    with _until(connection, until):
        walk = Walk(connection, query, "events", today, until)
        places = walk.after()
        while ids := [place.id for place in islice(places, BATCH)]:
            rows += _rows(connection, sql, (listed(ids),))
        return rows if walk.cut is None else None
    return None


def _sliced(connection: sqlite3.Connection, query: Query, today: date, until: float, sql: str) -> Counted:
    where = _where(connection, query, today)
    text = sql.format(where=f"e.id BETWEEN ? AND ? AND {where.text}")
    rows: list[Row] = []
    slices = SLICES_OF_WORDS if query.of("text") else SLICES
    done, width = 0, KEYS // slices
    with _until(connection, until):
        for first in range(-KEYS // 2, KEYS // 2, width):
            rows += _rows(connection, text, (first, first + width - 1, *where.values))
            done += 1
    return Counted(rows, done / slices)


def _where(connection: sqlite3.Connection, query: Query, today: date) -> Sql:
    """What a query asks; articles with its words are looked up together, not event by event."""
    rest = Query(tuple(term for term in query.terms if term.field != "text"))
    parts = [fits(conditions(rest, "events", Names(connection), today), "events")]
    for term in query.of("text"):
        found = f"e.article {'NOT ' if term.excluded else ''}IN ({OF_WORDS})"
        parts.append(Sql(found, (matching([term]),)))
    return all_of(parts)


@contextmanager
def _until(connection: sqlite3.Connection, until: float) -> Iterator[None]:
    """What is asked inside ends when the time is up, wherever it is."""
    try:
        with ended_by(connection, until):
            yield
    except sqlite3.OperationalError as error:
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF != sqlite3.SQLITE_INTERRUPT:
            raise


def _spot(
    kind: Kind, country: str | None, admin1: str | None, name: str | None, lat: float | None, lon: float | None
) -> Spot:
    if kind == "pin":
        return Spot(kind, country, name, admin1, lat, lon)
    if kind == "province":
        return Spot(kind, country, admin1 or name)
    if kind == "region":
        return Spot(kind, country, name)
    return Spot(kind, country) if kind == "country" and country in countries() else Spot("unknown")


def _rows(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> list[Row]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values).fetchall()
