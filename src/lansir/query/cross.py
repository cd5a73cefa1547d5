"""Counts of a selection by several columns at once: how many of each day and type, or of each pair of actors."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from time import monotonic
from typing import Any, NamedTuple

from lansir.query.bounded import bounded, plain_rows
from lansir.query.faults import refusal
from lansir.query.sql import ALIASES, Kind, Sql, listed
from lansir.query.walk import Walk

__all__ = ["COLUMNS", "Crossed", "checked", "scanned", "walked", "whole"]

CHUNK = 1024
Values = tuple[str | None, ...]


class Column(NamedTuple):
    """What a column is read from; with `actor` it is an actor's key, of which a row may have several or none."""

    text: str
    join: str = ""
    actor: bool = False


COLUMNS: dict[Kind, dict[str, Column]] = {
    "events": {
        **{name: Column(f"e.{name}") for name in ("day", "type", "mode", "status", "quad")},
        "actor": Column("x.actor", "JOIN event_actor x ON x.event = e.id AND x.slot = 'actor'", actor=True),
        "recipient": Column("y.actor", "JOIN event_actor y ON y.event = e.id AND y.slot = 'recipient'", actor=True),
    },
    "statements": {
        "day": Column("s.day"),
        "form": Column("s.form"),
        "speaker.sector": Column("s.sector"),
        "speaker.country": Column("s.country"),
        "speaker": Column("s.actor", actor=True),
        "addressee": Column("n.actor", "JOIN entity n ON n.id = s.addressee", actor=True),
    },
}
"""By the name of the field that asks for their values."""
KEYS = "SELECT k.id, k.key FROM json_each(?) j CROSS JOIN actor k ON k.id = j.value"


class Crossed(NamedTuple):
    """How many rows have each combination of values, as a query takes them and in the order of the columns.

    `counted` rows were looked at, all there are where it is `complete`. A row with several actors counts for each, and
    one without an actor for none; other columns have None where there is no value.
    """

    counts: Counter[Values]
    counted: int
    complete: bool


def checked(columns: Iterable[str], kind: Kind) -> dict[str, Column]:
    """The columns of those names; QueryError where there is no such column."""
    known = COLUMNS[kind]
    asked = tuple(columns)
    unknown = next((name for name in asked if name not in known), None if asked else "")
    if unknown is not None:
        told = ", ".join(known)
        message = f"{kind} have no column {unknown!r}; there are {told}"
        raise refusal("column_unknown", message, word=unknown, suggestion=told)
    return {name: known[name] for name in asked}


def walked(connection: sqlite3.Connection, walk: Walk, kind: Kind, columns: Mapping[str, Column]) -> Crossed:
    """The counts of what a walk finds in its time."""
    table, alias = kind.removesuffix("s"), ALIASES[kind]
    source = f"json_each(?) j CROSS JOIN {table} {alias} ON {alias}.id = j.value"
    for column in columns.values():
        source += f" CROSS {column.join}" if column.join else ""
    where = [f"{column.text} IS NOT NULL" for column in columns.values() if column.actor]
    sql = _grouped(columns, source, " AND ".join(where) or "1", f"count(DISTINCT {alias}.id)" if where else "count(*)")
    counts: Counter[tuple[Any, ...]] = Counter()
    counted, places = 0, walk.after()
    while ids := [place.id for place in islice(places, CHUNK)]:
        counted += len(ids)
        for *values, number in plain_rows(connection, Sql(sql, (listed(ids),))):
            counts[tuple(values)] += number
    return Crossed(_keyed(connection, counts, columns), counted, walk.cut is None)


def scanned(
    connection: sqlite3.Connection, asked: Sql, kind: Kind, columns: Mapping[str, Column], seconds: float
) -> Crossed | None:
    """The same by going through the whole table; None where that takes too long, or where there are actors in it."""
    if any(column.actor for column in columns.values()):
        return None
    sql = _grouped(columns, f"{kind.removesuffix('s')} {ALIASES[kind]}", asked.text, "count(*)")
    rows = bounded(connection, lambda: plain_rows(connection, Sql(sql, asked.values)).fetchall(), monotonic() + seconds)
    return None if rows is None else whole(Counter({tuple(values): number for *values, number in rows}))


def whole(counts: Counter[Values]) -> Crossed:
    """Counts of all there are, where each row has one combination."""
    return Crossed(counts, counts.total(), complete=True)


def _grouped(columns: Mapping[str, Column], source: str, where: str, count: str) -> str:
    # The sign keeps SQLite from going through an index, from where each row would be looked up apart.
    told = ", ".join(f"+{column.text}" for column in columns.values())
    group = ", ".join(str(number + 1) for number in range(len(columns)))
    return f"SELECT {told}, {count} FROM {source} WHERE {where} GROUP BY {group}"


def _keyed(
    connection: sqlite3.Connection, counts: Counter[tuple[Any, ...]], columns: Mapping[str, Column]
) -> Counter[Values]:
    """With the keys of the actor table for those of the store."""
    actors = [number for number, column in enumerate(columns.values()) if column.actor]
    if not actors:
        return counts
    ids = {values[number] for values in counts for number in actors}
    keys = dict(plain_rows(connection, Sql(KEYS, (listed(ids),))))
    return Counter({_told(values, keys, actors): number for values, number in counts.items()})


def _told(values: tuple[Any, ...], keys: Mapping[int, str], actors: Sequence[int]) -> Values:
    return tuple(keys[value] if number in actors else value for number, value in enumerate(values))
