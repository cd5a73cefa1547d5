"""Counts that an index alone gives: of type, mode, status and day of events, of form, country, sector and day of words.

The rows of the table are not read, which is some twenty times as quick. What no index tells is whether a row was
rejected, and whether its article is the newest version of its page: what is left out for that are few rows, which are
counted apart and taken off.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import product
from time import monotonic
from typing import NamedTuple

from lansir.codebook.tables import codebook
from lansir.query.bounded import bounded, plain_rows
from lansir.query.conditions import days_of_query
from lansir.query.drivers import indexes
from lansir.query.language import Query, Term
from lansir.query.lookups import lookups_of
from lansir.query.ranges import Bounds
from lansir.query.sql import ANY, Kind, Sql, all_of, between, listed
from lansir.store.store import Store

__all__ = ["covered"]

DAYS = ("day", "from", "to", "last")
WAITING = Term("review", ("machine",))
FIELDS: dict[Kind, dict[str, str]] = {
    "events": {"type": "type", "quad": "type", "mode": "mode", "status": "status"},
    "statements": {"form": "form", "speaker.country": "country", "speaker.sector": "sector"},
}
"""The columns that fields ask for; a quad is some types."""
INDEXES: dict[Kind, dict[str, tuple[str, ...]]] = {
    "events": {
        "event_newest": ("day",),
        "event_status": ("status", "day"),
        "event_type": ("type", "status", "day"),
        "event_day": ("day", "type", "status", "mode"),
    },
    "statements": {
        "statement_day": ("day",),
        "statement_form": ("form", "day"),
        "statement_country": ("country", "sector", "day"),
    },
}
"""Their columns in order; the narrowest first."""
ALL: dict[Kind, tuple[str, ...]] = {
    "events": ("type", "mode", "status", "day"),
    "statements": ("form", "country", "sector", "day"),
}
LEFT_OUT = """
SELECT id FROM {table} INDEXED BY {table}_review WHERE review <> 'machine' AND review {reviews}
UNION SELECT x.id FROM article a INDEXED BY article_older CROSS JOIN {table} x INDEXED BY {table}_article
 ON x.article = a.id WHERE a.newest = 0
"""
"""What was rejected (decided, where a query asks for what waits), and what older versions of a page say."""
MOST_LEFT_OUT = 100_000
"""To look so many rows up takes a fifth of a second, once for each state of the store."""
LOOKING = 0.2
"""Seconds for that; more where more are given for the counts."""
MOST_ARMS = 100
Values = tuple[str | None, ...]
Row = Mapping[str, str | None]
Counted = tuple[Row, int]


class Column(NamedTuple):
    """What is asked of a column: one of the values, None for any, and none of those that are barred."""

    values: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()

    def asking(self, values: frozenset[str], *, excluded: bool) -> "Column":
        """The same, and that it is one of some further values, or none of them."""
        if excluded:
            return Column(self.values, self.barred | values)
        return Column(values if self.values is None else self.values & values, self.barred)

    def holds(self, value: str | None) -> bool:
        """Whether a value is as asked."""
        return (self.values is None or value in self.values) and value not in self.barred


class Asked(NamedTuple):
    """What a query asks, column by column, and of the days; `waiting` is whether it asks for what nobody decided on."""

    columns: Mapping[str, Column]
    days: Bounds[str]
    waiting: bool

    def holds(self, row: Row) -> bool:
        """Whether a row is as asked."""
        fits = all(column.holds(row[name]) for name, column in self.columns.items())
        return fits and self.days.holds(row["day"])


class LeftOut(NamedTuple):
    """What is left out, grouped by all columns; None where it is much."""

    rows: list[Counted] | None


def covered(
    store: Store,
    query: Query,
    kind: Kind,
    today: date,
    columns: Sequence[str],
    seconds: float | None = None,
) -> Counter[Values] | None:
    """How many rows of a selection have each combination of values, all of them under () where no column is named.

    None where indexes alone do not tell, or not within the time. What is left out is looked up once for each state of
    the store, in a time of its own.
    """
    connection = store.connection
    known, asked = indexes(connection), _asked(query, kind, today)
    index = asked and _index(kind, asked, columns, known)
    if asked is None or index is None or not {f"{kind[:-1]}_review", "article_older"} <= known:
        return None
    left_out = _left_out(store, kind, seconds, waiting=asked.waiting)
    until = None if seconds is None else monotonic() + seconds
    found = bounded(connection, lambda: list(_rows(connection, kind, index, asked, columns)), until)
    if left_out is None or found is None:
        return None
    counts: Counter[Values] = Counter()
    for row, number in (*found, *((row, -number) for row, number in left_out if asked.holds(row))):
        counts[_told(row, columns, kind)] += number
    return +counts


def _asked(query: Query, kind: Kind, today: date) -> Asked | None:
    """None where the query asks for something that is not in these columns."""
    columns: dict[str, Column] = {}
    for term in query.terms:
        if term.field in FIELDS[kind]:
            name = FIELDS[kind][term.field]
            columns[name] = columns.get(name, Column()).asking(_values(term), excluded=term.excluded)
        elif not _is_plain(term):
            return None
    return Asked(columns, days_of_query(query, kind, today), waiting=bool(query.of("review")))


def _is_plain(term: Term) -> bool:
    """Whether it is told by the days alone, or by what is left out."""
    if term.field in DAYS:
        return len(term.values) == 1 and not term.excluded
    return term.field == "sort" or term == WAITING


def _values(term: Term) -> frozenset[str]:
    if term.field == "quad":
        return frozenset(code.type for code in codebook().types if code.quad in term.values)
    return frozenset(term.values)


def _index(kind: Kind, asked: Asked, columns: Sequence[str], known: frozenset[str]) -> str | None:
    """The index that holds all the columns; of several the one whose first columns are asked for."""
    if not all(name == "day" or name in FIELDS[kind] for name in columns):
        return None
    needed = {*asked.columns, *(_column(name, kind) for name in columns), *(["day"] if asked.days != Bounds() else [])}
    fitting = [name for name, held in INDEXES[kind].items() if name in known and needed <= set(held)]
    return max(fitting, key=lambda name: _narrowed(INDEXES[kind][name], asked), default=None)


def _narrowed(held: tuple[str, ...], asked: Asked) -> int:
    """By how many of its columns, from the first, an index leads to what is asked."""
    leading = len(_leading(held, asked))
    return leading + (asked.days != Bounds() and held[leading : leading + 1] == ("day",))


def _leading(held: tuple[str, ...], asked: Asked) -> dict[str, list[str]]:
    """The first columns of an index that are asked for, with their values: rows of each combination lie together."""
    found: dict[str, list[str]] = {}
    arms = 1
    for name in held:
        values = asked.columns.get(name, Column()).values
        if values is None or arms * len(values) > MOST_ARMS:
            break
        found[name] = sorted(values - asked.columns[name].barred)
        arms *= len(values)
    return found


def _rows(
    connection: sqlite3.Connection, kind: Kind, index: str, asked: Asked, columns: Sequence[str]
) -> Iterator[Counted]:
    """What the index has of the values asked for, by the columns needed, each with how many there are."""
    held, table = INDEXES[kind][index], kind.removesuffix("s")
    leading, needed = _leading(held, asked), {_column(name, kind) for name in columns}
    told = [name for name in held if name in needed and name not in leading]
    grouped = held[len(leading) : held.index(told[-1]) + 1] if told else ()
    rest = [_filter(name, column) for name, column in asked.columns.items() if name not in leading]
    where = all_of([*(Sql(f"x.{name} = ?") for name in leading), *rest, between("x.day", asked.days)])
    source = f"{table} x INDEXED BY {index}" if grouped or where.text != "1" else table
    text = _counting(f"FROM {source} WHERE {where.text}", grouped, told)
    for values in product(*leading.values()):
        given = dict(zip(leading, values, strict=True))
        for *found, number in plain_rows(connection, Sql(text, (*values, *where.values))):
            yield given | dict(zip(told, found, strict=True)), number


def _counting(source: str, grouped: Sequence[str], told: Sequence[str]) -> str:
    """Counts by the first columns of an index, which come in its order; then by those of them that are told."""
    if not told:
        return f"SELECT count(*) {source}"
    names, few = ", ".join(grouped), ", ".join(told)
    counts = f"SELECT {names}, count(*) AS number {source} GROUP BY {names}"
    return counts if few == names else f"SELECT {few}, sum(number) FROM ({counts}) GROUP BY {few}"


def _filter(name: str, column: Column) -> Sql:
    """What is asked of a column behind the first ones; the sign keeps the rows in the order of the index."""
    parts = [] if column.values is None else [Sql(f"+x.{name} {ANY}", (listed(sorted(column.values)),))]
    if column.barred:
        parts.append(Sql(f"(+x.{name} {ANY}) IS NOT TRUE", (listed(sorted(column.barred)),)))
    return all_of(parts)


def _left_out(store: Store, kind: Kind, seconds: float | None, *, waiting: bool) -> list[Counted] | None:
    """What is left out; None where it is much, or cannot be had in time."""
    until = None if seconds is None else monotonic() + max(seconds, LOOKING)

    def look() -> LeftOut:
        found = bounded(store.connection, partial(_looked_up, store.connection, kind, waiting=waiting), until)
        if found is None:
            raise TimeoutError
        return found

    try:
        return lookups_of(store).get((LEFT_OUT, kind, waiting), look).rows
    except TimeoutError:  # not remembered: what was read so far is in memory the next time
        return None


def _looked_up(connection: sqlite3.Connection, kind: Kind, *, waiting: bool) -> LeftOut:
    table, names = kind.removesuffix("s"), ALL[kind]
    text = LEFT_OUT.format(table=table, reviews="<> 'machine'" if waiting else "= 'rejected'")
    ((number,),) = plain_rows(connection, Sql(f"SELECT count(*) FROM ({text})"))
    if number > MOST_LEFT_OUT:
        return LeftOut(None)
    told, group = (", ".join(f"x.{name}" for name in names), ", ".join(str(n + 1) for n in range(len(names))))
    found = Sql(f"SELECT {told}, count(*) FROM ({text}) o CROSS JOIN {table} x ON x.id = o.id GROUP BY {group}")
    rows = plain_rows(connection, found)
    return LeftOut([(dict(zip(names, row, strict=True)), number) for *row, number in rows])


def _column(name: str, kind: Kind) -> str:
    return FIELDS[kind].get(name, name)


def _told(row: Row, columns: Sequence[str], kind: Kind) -> Values:
    return tuple(_quads().get(row["type"]) if name == "quad" else row[_column(name, kind)] for name in columns)


@cache
def _quads() -> dict[str | None, str]:
    return {code.type: code.quad for code in codebook().types}
