"""Going through a selection in order: candidates from an index, the other conditions asked of them some at a time."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import chain, groupby, islice, repeat
from operator import itemgetter
from time import monotonic
from typing import Any, NamedTuple

from lansir.query.bounded import plain_rows
from lansir.query.conditions import Condition, conditions, days_of_query, fits
from lansir.query.driver import BOUND, FEW, Arm, Driver, whole, within_days
from lansir.query.drivers import Drivers
from lansir.query.language import Query, Term
from lansir.query.lookups import Lookups
from lansir.query.names import Names
from lansir.query.ranges import Bounds
from lansir.query.sql import ALIASES, Kind, Sql, all_of, between, listed

__all__ = ["Place", "Walk"]

CHUNKS = (64, 256, 1024)
"""How many candidates are asked at a time: the first page needs few, a count many."""
ENOUGH, RARE = 8000, 400
"""Where of so many candidates fewer than one in so many fits, all rows of another driver are read instead."""
SORTING = 3
"""To read and sort a row of a driver takes as long as to ask so many candidates."""
SMALL = 20_000
"""Rows of a store up to which no time is too short: how busy the machine is must not change what is told of it."""
FLOOR = 1000
"""Candidates of a larger store that are asked however short the time is."""
ALL: dict[Kind, str] = {
    "events": "SELECT count(*) FROM (SELECT 1 FROM event INDEXED BY event_newest LIMIT ?)",
    "statements": "SELECT count(*) FROM (SELECT 1 FROM statement INDEXED BY statement_day LIMIT ?)",
}
KEYS = {"confidence": "{}.confidence", "ingested": "a.ingested"}

Key = str | float | None


class Place(NamedTuple):
    """Where a row stands in the order: the value that it is sorted by, and its key. Those without a day come last."""

    value: Key
    id: int


class Walk:
    """The ids of a selection in its order."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        kind: Kind,
        today: date,
        until: float | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        """Look the names of the query up, and choose where to begin.

        `until` is on the monotonic clock, and means nothing to a small store; `lookups` are what is known of the store.
        """
        self._connection, self._kind = connection, kind
        lookups = lookups or Lookups(connection)
        self._until = None if until is None or self._is_small(lookups) else until
        self.cut: Place | None = None
        """Where the search was left because the time was up; None where it went on to its end."""
        self._table, self._alias = kind.removesuffix("s"), ALIASES[kind]
        sort = query.single("sort") or "-day"
        self._sort, self._down = sort.removeprefix("-"), sort.startswith("-")
        self._names = names = Names(connection, lookups)
        self._days = days_of_query(query, kind, today)
        self._conditions = conditions(query, kind, names, today)
        self._spare: Driver | None = None
        """What is begun with anew where too little is found by the driver."""
        self._enough: float = ENOUGH
        self._driver = self._chosen(Drivers(connection, query, kind, names, today))

    @property
    def unmatched(self) -> list[Term]:
        """The names of the query that mean nobody and nothing here."""
        return self._names.unmatched

    def after(self, place: Place | None = None) -> Iterator[Place]:
        """Every place behind one; from the first where it is None."""
        return self._in_order(place) if self._sort == self._driver.sort else self._sorted(place)

    @property
    def asked(self) -> Sql:
        """All that the query asks, of any event `e` or statement `s`."""
        return fits(self._conditions, self._kind)

    @property
    def told(self) -> Sql:
        """What the events that a statement tells must be for the statement to be selected, over an event `e`."""
        asked = [one.sql for one in self._conditions if one.level == "event" and not one.term.excluded]
        return all_of(asked) if self._kind == "statements" else Sql("1")

    def count(self) -> int:
        """How many there are."""
        if self._driver.terms or not self._driver.ordered:
            return sum(1 for _ in self._in_order(None))
        where = self.asked
        text = f"SELECT count(*) FROM {self._table} {self._alias} WHERE {where.text}"
        count: int = self._connection.execute(text, where.values).fetchone()[0]
        return count

    def _is_small(self, lookups: Lookups) -> bool:
        most = SMALL

        def count() -> int:
            number: int = self._connection.execute(ALL[self._kind], (most + 1,)).fetchone()[0]
            return number

        return lookups.get((self._kind, most), count) <= most

    def _chosen(self, drivers: Drivers) -> Driver:
        """The driver that gives fewest rows; of those that give many, one in the order asked for."""
        found = list(drivers)
        if any(not driver.arms for driver in found):
            return Driver((), (), ordered=False)
        if self._sort != "day" and self._days != Bounds():
            found.append(within_days(self._kind, self._days))
        counted = sorted(((driver.estimate(self._connection), driver) for driver in found), key=itemgetter(0))
        if counted and counted[0][0] <= FEW:
            return counted[0][1]
        if self._sort != "day":
            return self._chosen_in_order(drivers, counted)
        self._spare = next((driver for number, driver in counted if number < BOUND and not driver.ordered), None)
        return next((driver for _, driver in counted if driver.ordered), whole(self._kind))

    def _chosen_in_order(self, drivers: Drivers, counted: Sequence[tuple[float, Driver]]) -> Driver:
        """All rows in the order asked for; where next to nothing fits, the smallest driver before that costs more."""
        number, smallest = counted[0] if counted else (BOUND, whole(self._kind))
        if number < BOUND:
            self._spare, self._enough = smallest, max(ENOUGH, SORTING * number)
        return drivers.in_order(self._sort) or smallest

    def _left(self) -> list[Condition]:
        """The conditions that the driver does not answer."""
        return [one for one in self._conditions if one.term not in self._driver.terms]

    def _in_order(self, place: Place | None) -> Iterator[Place]:
        """What fits of the driver's rows, as they come."""
        candidates, where = self._candidates(place), fits(self._left(), self._kind)
        seen = found = 0
        for size in chain(CHUNKS, repeat(CHUNKS[-1])):
            chunk = list(islice(candidates, size))
            if not chunk:
                return
            kept = self._asked([one.id for one in chunk], where)
            yield from (one for one in chunk if one.id in kept)
            seen, found = seen + len(chunk), found + len(kept)
            if self._until and seen >= FLOOR and monotonic() > self._until:
                self.cut = chunk[-1] if next(candidates, None) else None
                return
            if self._spare and seen > self._enough and found * RARE < seen:
                self._driver, self._spare = self._spare, None
                if self._driver.sort != self._sort:
                    yield from self._sorted(chunk[-1])
                    return
                candidates, where = self._candidates(chunk[-1]), fits(self._left(), self._kind)

    def _asked(self, ids: Sequence[int], where: Sql) -> set[int]:
        """Those of the ids that meet a condition."""
        table, alias = self._table, self._alias
        source = f"json_each(?) j CROSS JOIN {table} {alias} ON {alias}.id = j.value"
        return {
            row[0]
            for row in self._rows(
                Sql(f"SELECT {alias}.id FROM {source} WHERE {where.text}", (listed(ids), *where.values))
            )
        }

    def _candidates(self, place: Place | None) -> Iterator[Place]:
        """What the driver gives, in its order, each once: those without a day last."""
        if self._sort != "day":
            yield from self._merged(lambda arm: self._behind(arm, place))
            return
        if place is None or place.value is not None:
            yield from self._merged(lambda arm: self._dated(arm, place))
        if self._days == Bounds():
            last = place if place and place.value is None else None
            yield from self._merged(lambda arm: self._undated(arm, last))

    def _merged(self, within: Callable[[Arm], Sql]) -> Iterator[Place]:
        selects = [self._arm(arm, within(arm)) for arm in self._driver.arms]
        if self._driver.ordered:
            rows: Iterable[tuple[Any, int]] = merge(*map(self._rows, selects), reverse=self._down)
        else:
            rows = sorted({row for select in selects for row in self._rows(select)}, reverse=self._down)
        for row, _ in groupby(rows):
            yield Place(*row)

    def _dated(self, arm: Arm, place: Place | None) -> Sql:
        return all_of([Sql(f"{arm.day} > ''"), between(arm.day, self._days), self._behind(arm, place)])

    def _undated(self, arm: Arm, place: Place | None) -> Sql:
        sign = "<" if self._down else ">"
        return all_of([Sql(f"{arm.day} IS NULL"), *([Sql(f"{arm.id} {sign} ?", (place.id,))] if place else [])])

    def _behind(self, arm: Arm, place: Place | None) -> Sql:
        if place is None:
            return Sql("1")
        sign = "<" if self._down else ">"
        text = f"{arm.day} {sign}= ? AND ({arm.day} {sign} ? OR {arm.id} {sign} ?)"
        return Sql(text, (place.value, place.value, place.id))

    def _arm(self, arm: Arm, range_: Sql) -> Sql:
        where = all_of([arm.where, range_])
        way = "DESC" if self._down else "ASC"
        order = f" ORDER BY {arm.day} {way}, {arm.id} {way}" if self._driver.ordered else ""
        return Sql(f"SELECT {arm.day}, {arm.id} FROM {arm.table} WHERE {where.text}{order}", where.values)

    def _sorted(self, place: Place | None) -> Iterator[Place]:
        """In another order than the driver's: all that fit are read and sorted."""
        alias, (way, sign) = self._alias, ("DESC", "<") if self._down else ("ASC", ">")
        key, source = KEYS[self._sort].format(alias), self._source()
        where = fits(self._left(), self._kind)
        behind = Sql(f"({key}, {alias}.id) {sign} (?, ?)", tuple(place)) if place else Sql("1")
        text = (
            f"SELECT {key}, {alias}.id FROM {source.text} "
            f"WHERE {where.text} AND {behind.text} ORDER BY {key} {way}, {alias}.id {way}"
        )
        for row in self._rows(Sql(text, (*source.values, *where.values, *behind.values))):
            yield Place(*row)

    def _source(self) -> Sql:
        """The rows of the driver with their articles."""
        table, alias = self._table, self._alias
        article = f"CROSS JOIN article a ON a.id = {alias}.article"
        if self._driver == whole(self._kind):
            return Sql(f"{table} {alias} {article}")
        parts = [
            (f"SELECT {arm.id} AS id FROM {arm.table} WHERE {arm.where.text}", arm.where.values)
            for arm in self._driver.arms
        ]
        text = " UNION ALL ".join(part for part, _ in parts) or "SELECT 0 AS id WHERE 0"
        values = tuple(value for _, own in parts for value in own)
        return Sql(
            f"(SELECT DISTINCT id FROM ({text})) d CROSS JOIN {table} {alias} ON {alias}.id = d.id {article}", values
        )

    def _rows(self, sql: Sql) -> Iterator[Any]:
        return plain_rows(self._connection, sql)
