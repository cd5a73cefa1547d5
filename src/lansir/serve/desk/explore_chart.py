"""A selection over time: how many rows each day, month or year has, told apart by kind of act, status or form."""

import sqlite3
import time
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from typing import Literal

import msgspec

from lansir.codebook.tables import codebook
from lansir.query.conditions import conditions, fits
from lansir.query.fields import QUADS, codes_of
from lansir.query.language import Query, Term
from lansir.query.names import Names
from lansir.query.selection import Selection
from lansir.query.sql import ALIASES, Kind, listed
from lansir.query.walk import Walk
from lansir.serve.desk.explore_words import ValueWords
from lansir.store.connection import store_errors

__all__ = ["BY", "By", "Chart", "Series", "Unit", "chart", "usual_by"]

By = Literal["quad", "type", "status", "form", "sector"]
Unit = Literal["day", "month", "year"]
BY: dict[Kind, tuple[By, ...]] = {"events": ("quad", "type", "status"), "statements": ("form", "sector")}
CHARACTERS: dict[str, int] = {"day": 10, "month": 7, "year": 4}
MOST_TIMES = 1100
"""Bars of a chart: three years of days, or the last ones of more."""
DAYS_AS_DAYS, DAYS_AS_MONTHS = 92, 366 * 12
WALK_SECONDS, SCAN_SECONDS = 0.4, 4.0
CHUNK = 1024
STEPS = 50_000

Counts = Counter[tuple[str | None, str | None]]


class Series(msgspec.Struct, frozen=True):
    """What is counted together; `term` asks for it, None for what has no value."""

    key: str
    label: str
    term: str | None
    counts: list[int]


class Chart(msgspec.Struct, frozen=True):
    """Counts by time: `labels` are the times for people, `terms` ask for them.

    `counted` rows were counted, all there are where it is `complete`, else the newest; `undated` have no day, and `left`
    lie before the first time shown.
    """

    by: By
    unit: Unit
    times: list[str]
    labels: list[str]
    terms: list[str]
    series: list[Series]
    counted: int
    complete: bool
    undated: int
    left: int


def usual_by(kind: Kind) -> By:
    """What is told apart where nothing is said."""
    return BY[kind][0]


def chart(selection: Selection, by: By, unit: Unit | None, words: ValueWords) -> Chart:
    """The selection over time; without a unit the one that fits how long it lasts. StoreError as for selections."""
    with store_errors(selection.store.path):
        counts, complete = _counts(selection, by)
    days = sorted({day for day, _ in counts if day})
    chosen = unit or _fitting(days)
    size = CHARACTERS[chosen]
    times = _times(days[0][:size], days[-1][:size], chosen) if days else []
    shown = times[-MOST_TIMES:]
    return Chart(
        by=by,
        unit=chosen,
        times=shown,
        labels=[words.value("day", one) for one in shown],
        terms=[str(Term("day", (one,))) for one in shown],
        series=_series(counts, by, shown, size, words),
        counted=counts.total(),
        complete=complete,
        undated=sum(number for (day, _), number in counts.items() if not day),
        left=sum(number for (day, _), number in counts.items() if day and shown and day[:size] < shown[0]),
    )


def _counts(selection: Selection, by: By) -> tuple[Counts, bool]:
    """By day and value, and whether all were counted: from the selection's own index, else by one look at every row."""
    query = selection.query.without("sort")
    counts, complete = _walked(selection, query, by)
    if not complete and (scanned := _scanned(selection, query, by)) is not None:
        return scanned, True
    return counts, complete


def _walked(selection: Selection, query: Query, by: By) -> tuple[Counts, bool]:
    connection, kind = selection.store.connection, selection.kind
    table, column = kind.removesuffix("s"), _column(by)
    sql = f"SELECT x.day, {column}, count(*) FROM json_each(?) j CROSS JOIN {table} x ON x.id = j.value GROUP BY 1, 2"
    counts: Counts = Counter()
    walk = Walk(connection, query, kind, selection.today or date.today(), time.monotonic() + WALK_SECONDS)
    places = walk.after()
    while ids := [place.id for place in islice(places, CHUNK)]:
        for day, value, number in _plain(connection, sql, (listed(ids),)):
            counts[day, value] += number
    return counts, walk.cut is None


def _scanned(selection: Selection, query: Query, by: By) -> Counts | None:
    """The same by going through the whole table, None where that takes too long."""
    connection, kind = selection.store.connection, selection.kind
    where = fits(conditions(query, kind, Names(connection), selection.today or date.today()), kind)
    table, alias = kind.removesuffix("s"), ALIASES[kind]
    # The sign keeps SQLite from going through the index of days, from where each row would be looked up apart.
    sql = f"SELECT +{alias}.day, {_column(by, alias)}, count(*) FROM {table} {alias} WHERE {where.text} GROUP BY 1, 2"
    until = time.monotonic() + SCAN_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        return Counter({(day, value): number for day, value, number in _plain(connection, sql, where.values)})
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_INTERRUPT:
            raise
        return None
    finally:
        connection.set_progress_handler(None, 0)


def _column(by: By, alias: str = "x") -> str:
    return f"+{alias}.{by}"


def _plain(connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)


def _fitting(days: list[str]) -> Unit:
    if not days:
        return "day"
    lasts = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days
    return "day" if lasts <= DAYS_AS_DAYS else "month" if lasts <= DAYS_AS_MONTHS else "year"


def _times(first: str, last: str, unit: Unit) -> list[str]:
    """Every day, month or year from the first to the last, as far back from the last as a chart goes."""
    if unit == "day":
        end = date.fromisoformat(last)
        start = max(date.fromisoformat(first), end - timedelta(days=MOST_TIMES - 1))
        return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]
    if unit == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    low, high = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(low, high + 1)]


def _series(counts: Counts, by: By, times: list[str], size: int, words: ValueWords) -> list[Series]:
    sums: dict[str | None, Counter[str]] = {}
    for (day, value), number in counts.items():
        if day:
            sums.setdefault(value, Counter())[day[:size]] += number
    field = "speaker.sector" if by == "sector" else by
    known = _order(by)
    found = sorted(sums, key=lambda value: (known.index(value) if value in known else len(known), value or ""))
    return [
        Series(
            key=value or "",
            label=words.value(field, value) if value else words.field("none"),
            term=str(Term(field, (value,))) if value else None,
            counts=[sums[value][one] for one in times],
        )
        for value in found
    ]


def _order(by: By) -> tuple[str, ...]:
    if by == "quad":
        return QUADS
    if by == "type":
        return tuple(code.type for code in codebook().types)
    return codes_of(by)
