"""What leads a selection: the rows of an index that meet some of the terms, by day where the index holds days."""

import sqlite3
from collections.abc import Container, Mapping, Sequence
from itertools import islice, product
from math import ceil
from typing import Any, NamedTuple

from lansir.query.language import Term
from lansir.query.ranges import Bounds
from lansir.query.sql import ALIASES, ANY, Kind, Sql, between, listed

__all__ = ["BOUND", "FEW", "Arm", "Driver", "by_columns", "of_rows", "sorted_by", "whole", "within_days"]

FEW = 4000
"""A driver that gives no more is read whole; beyond it one that gives its rows in order is better."""
BOUND = 60_000
"""Up to how many rows a driver's are counted."""
MOST_ARMS = 200
"""Sorted sources that are merged row by row; where there would be more, all is read and sorted."""


JOIN = " CROSS JOIN "


class Arm(NamedTuple):
    """One source of rows: tables, a condition on the first of them, and the columns of day and id.

    A driver that is sorted by something else has the column of that in place of the day's.
    """

    table: str
    where: Sql
    day: str
    id: str


class Driver(NamedTuple):
    """What gives the ids that meet some terms: `ordered` arms give them by day and id as they lie in an index.

    `sort` is what they are ordered by, where that is not the day. One that is not `counted` goes through a whole index
    for its rows, and is better than all rows of the table only. Where tables are joined, `fan` is about how many rows
    come of one of the first.
    """

    terms: tuple[Term, ...]
    arms: tuple[Arm, ...]
    ordered: bool
    counted: bool = True
    fan: float = 1.0
    sort: str = "day"

    def estimate(self, connection: sqlite3.Connection) -> float:
        """About how many rows it gives, up to a bound: an index is counted, joins are not made."""
        if not self.counted:
            return BOUND
        total, most = 0, ceil(BOUND / self.fan)
        for arm in self.arms:
            text = f"SELECT count(*) FROM (SELECT 1 FROM {arm.table.split(JOIN)[0]} WHERE {arm.where.text} LIMIT ?)"
            total += connection.execute(text, (*arm.where.values, most - total)).fetchone()[0]
            if total >= most:
                break
        return total * self.fan


def whole(kind: Kind) -> Driver:
    """All events, or statements."""
    table, alias, index = ("event", "e", "event_newest") if kind == "events" else ("statement", "s", "statement_day")
    return Driver((), (Arm(f"{table} {alias} INDEXED BY {index}", Sql("1"), f"{alias}.day", f"{alias}.id"),), True)


def sorted_by(sort: str, kind: Kind, known: Container[str], *wheres: Sql) -> Driver | None:
    """All of them in another order, or those that meet one of the conditions; None where no index has that order."""
    table, alias = kind.removesuffix("s"), ALIASES[kind]
    if sort == "ingested" and "article_ingested" in known:
        joined = f"article a INDEXED BY article_ingested{JOIN}{table} {alias} INDEXED BY {table}_article"
        source, key = f"{joined} ON {alias}.article = a.id", "a.ingested"
    elif sort == "confidence" and f"{table}_confidence" in known:
        source, key = f"{table} {alias} INDEXED BY {table}_confidence", f"{alias}.confidence"
    else:
        return None
    arms = tuple(Arm(source, where, key, f"{alias}.id") for where in wheres or (Sql("1"),))
    return Driver((), arms, ordered=True, sort=sort)


def within_days(kind: Kind, days: Bounds[str]) -> Driver:
    """Those of some days."""
    arm = whole(kind).arms[0]
    return Driver((), (arm._replace(where=between(arm.day, days)),), ordered=False)


def by_columns(
    term: Term, table: str, alias: str, columns: Mapping[str, Sequence[Any]], *, key: str = "id", also: str = ""
) -> Driver:
    """A driver by columns in front of the day in an index: an arm for each combination of their values."""
    pairs = list(islice(product(*columns.values()), MOST_ARMS + 1))
    day, id = f"{alias}.day", f"{alias}.{key}"
    if len(pairs) <= MOST_ARMS:
        text = " AND ".join(f"{alias}.{column} IS ?" for column in columns) + also
        return Driver((term,), tuple(Arm(table, Sql(text, pair), day, id) for pair in pairs), True)
    either = {column: f" OR {alias}.{column} IS NULL" if None in values else "" for column, values in columns.items()}
    text = " AND ".join(f"({alias}.{column} {ANY}{or_none})" for column, or_none in either.items()) + also
    where = Sql(text, tuple(listed(values) for values in columns.values()))
    return Driver((term,), (Arm(table, where, day, id),), False)


def of_rows(terms: tuple[Term, ...], table: str, alias: str, *wheres: Sql, fan: float = 1.0) -> Driver:
    """A driver by joined tables, whose rows come in no order."""
    arms = tuple(Arm(table, where, f"{alias}.day", f"{alias}.id") for where in wheres)
    return Driver(terms, arms, ordered=False, fan=fan)
