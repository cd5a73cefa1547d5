"""A selection: the events or statements of a store that a query asks for, by pages, counted, or one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from time import monotonic
from typing import Any

import msgspec

from lansir.keys import id_of
from lansir.query.covered import covered
from lansir.query.cross import Crossed, checked, scanned, walked, whole
from lansir.query.cursors import cursor_of, place_of
from lansir.query.entries import Entry, entry
from lansir.query.facets import DAYS, Facet, Tally, field_of
from lansir.query.faults import refusal
from lansir.query.found import EventFound, StatementFound, flat
from lansir.query.language import Query, Term, parse
from lansir.query.loading import load_events, load_statements
from lansir.query.lookups import lookups_of
from lansir.query.sql import Kind, Sql, listed
from lansir.query.walk import Walk
from lansir.store.connection import snapshot, store_errors
from lansir.store.store import Store

__all__ = ["MOST_ROWS", "Found", "Page", "Selection", "Total"]

PAGE = 50
MOST_ROWS = 1000
"""Rows of a page; for more there are further pages."""
BATCH = 256
"""Rows that are read together when all are gone through."""
SECONDS = 0.1
"""Time that is spent on counting beside a page, and on facets, where nothing else is said."""
PREFIXES: dict[Kind, str] = {"events": "ev", "statements": "st"}

Found = EventFound | StatementFound


class Total(msgspec.Struct, frozen=True):
    """How many there are: `number` of them, or where it is not `exact` at least so many."""

    number: int
    exact: bool


class Page(msgspec.Struct, frozen=True):
    """Some rows in order. `next` is the cursor to go on with, None where these are the last.

    With `unfinished` the time given was up before the page was full: there may be more rows behind `next`, or none.
    """

    rows: list[Found]
    total: Total
    next: str | None
    unfinished: bool = False


class Selection:
    """What a query asks for, read anew from the store each time; nothing is kept.

    Iterating gives every row. The order is that of the query's `sort:`, else the newest day first, and what has no day
    last. Raises QueryError for what is no query, StoreError where the store cannot be read.
    """

    def __init__(self, store: Store, query: Query | str, kind: Kind, *, today: date | None = None) -> None:
        """Select "events" or "statements"; `today` is the day that `last:` and `today` count from."""
        if kind not in PREFIXES:
            message = f"there are no {kind} to select; there are events and statements"
            raise refusal("kind_unknown", message, word=kind)
        self.store, self.kind = store, kind
        self.query = parse(query) if isinstance(query, str) else query
        self.today = today

    def __iter__(self) -> Iterator[Found]:
        """Every row."""
        return self.found()

    def __len__(self) -> int:
        """How many there are."""
        return self.count()

    def count(self) -> int:
        """How many there are, however long counting takes: see `total`."""
        with self._reading():
            found = self._covered((), None)
            return self._walk(ordered=False).count() if found is None else found.total()

    def total(self, seconds: float = SECONDS) -> Total:
        """How many there are, as far as they can be counted in about that time."""
        with self._reading():
            return self._total(seconds)

    def page(
        self, limit: int = PAGE, after: str | None = None, *, seconds: float = SECONDS, patience: float | None = None
    ) -> Page:
        """The first `limit` rows, or those behind the cursor `after` that a page of the same query gave.

        Cursors stay good while rows are added or removed. `seconds` are spent on the total beside the page. Looking for
        rows takes as long as it takes: with `patience` it stops after so many seconds, `unfinished`, where only few of
        very many events can fit.
        """
        if not 0 < limit <= MOST_ROWS:
            message = f"limit {limit}: a page has 1 to {MOST_ROWS} rows; go on with its cursor for more"
            raise refusal("page_size", message, word=limit, suggestion=MOST_ROWS)
        place = place_of(after, self._asked) if after else None
        with self._reading():
            walk = self._walk(until=None if patience is None else monotonic() + patience)
            places = list(islice(walk.after(place), limit + 1))
            rows = self._load([one.id for one in places[:limit]])
            end = places[limit - 1] if len(places) > limit else walk.cut
            finished = not place and end is None
            total = Total(len(places), exact=True) if finished else self._total(seconds)
        return Page(
            rows, total, end and cursor_of(end, self._asked), unfinished=walk.cut is not None and end is walk.cut
        )

    def found(self, after: str | None = None) -> Iterator[Found]:
        """Every row, or every row behind a cursor of the same query."""
        place = place_of(after, self._asked) if after else None
        with store_errors(self.store.path):
            places = self._walk().after(place)
            while ids := [one.id for one in islice(places, BATCH)]:
                yield from self._load(ids)

    def facets(self, names: Iterable[str], limit: int = 20, *, seconds: float | None = SECONDS) -> dict[str, Facet]:
        """Counts by each facet, of the selection without what the query asks of that same field.

        They are counted for about `seconds` altogether, the first rows in order first, and say so where they are not
        complete; None counts everything.
        """
        asked = {name: field_of(name) for name in names}
        queries: dict[Query, list[str]] = {}
        for name, field in asked.items():
            queries.setdefault(self.query if field == "day" else self.query.without(field), []).append(name)
        found: dict[str, Facet] = {}
        with self._reading():
            for query, together in queries.items():
                share = None if seconds is None else seconds / len(queries)
                found |= self._facets(query, together, limit, share)
        return {name: found[name] for name in asked}

    def cross(self, columns: Iterable[str], *, seconds: float | None = SECONDS, scan: float = 0) -> Crossed:
        """How many there are of each combination of values, such as of "day" and "type", or "actor" and "recipient".

        Events have the columns day, type, mode, status, quad, actor and recipient, statements day, form,
        speaker.sector, speaker.country, speaker and addressee; others are a QueryError. They are counted for about
        `seconds`, the first rows first, None counting everything; where that was not enough, all rows of the store are
        gone through in at most `scan` more. That is quicker for a large part of them, and does not know actors. Where
        an index tells all that is asked, it is gone through alone, which takes a tenth of a second for a large store.
        """
        asked = checked(columns, self.kind)
        with self._reading():
            counts = self._covered(tuple(asked), None if seconds is None else seconds + scan)
            if counts is not None:
                return whole(counts)
            walk = self._walk(ordered=False, until=None if seconds is None else monotonic() + seconds)
            found = walked(self.store.connection, walk, self.kind, asked)
            if found.complete or not scan:
                return found
            return scanned(self.store.connection, walk.asked, self.kind, asked, scan) or found

    def unmatched(self) -> list[Term]:
        """The names of the query that nobody and nothing in the store bears, each as a term of its own."""
        with self._reading():
            return self._walk().unmatched

    def ids(self) -> Iterator[str]:
        """The content ids of all, in order."""
        with store_errors(self.store.path):
            for place in self._walk().after():
                yield id_of(PREFIXES[self.kind], place.id)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every row as plain columns, for tables and data frames."""
        return map(flat, self)

    def entries(self) -> Iterator[Entry]:
        """The articles with what of them is selected, each once, in the order of their first row."""
        chosen: dict[str, list[str]] = {}
        for article, identity in self._by_article():
            chosen.setdefault(article, []).append(identity)
        for article, found in chosen.items():
            events, statements = (found, []) if self.kind == "events" else ([], found)
            try:
                yield entry(self.store, article, events, statements)
            except KeyError:
                continue  # removed since

    @property
    def _asked(self) -> str:
        return f"{self.kind} {self.query}"

    def _walk(self, query: Query | None = None, *, ordered: bool = True, until: float | None = None) -> Walk:
        query = self.query if query is None else query
        query = query if ordered else query.without("sort")
        with store_errors(self.store.path):
            today, lookups = self.today or date.today(), lookups_of(self.store)
            return Walk(self.store.connection, query, self.kind, today, until, lookups)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """All of one answer from one state of the store."""
        with store_errors(self.store.path), snapshot(self.store.connection):
            yield

    def _load(self, ids: list[int]) -> list[Found]:
        connection = self.store.connection
        with store_errors(self.store.path):
            return [*(load_events if self.kind == "events" else load_statements)(connection, ids)]

    def _covered(
        self, columns: tuple[str, ...], seconds: float | None, query: Query | None = None
    ) -> Counter[tuple[str | None, ...]] | None:
        """Counts from indexes alone, where these tell them in time."""
        asked = self.query if query is None else query
        with store_errors(self.store.path):
            return covered(self.store, asked, self.kind, self.today or date.today(), columns, seconds)

    def _covered_facets(self, query: Query, names: list[str], limit: int, seconds: float | None) -> dict[str, Facet]:
        """All of the facets from indexes alone, or none: those that are shown together are counted in the same rows."""
        found = {}
        for name in names:
            counts = self._covered(("day" if name in DAYS else name,), seconds, query)
            if counts is None:
                return {}
            tally = Tally(self.store.connection, self.kind, [name], Sql("1"))
            tally.take(name, counts)
            found[name] = tally.facet(name, limit, complete=True)
        return found

    def _total(self, seconds: float) -> Total:
        counts = self._covered((), seconds)
        if counts is not None:
            return Total(counts.total(), exact=True)
        walk = self._walk(ordered=False, until=monotonic() + seconds)
        number = sum(1 for _ in walk.after())
        return Total(number, exact=walk.cut is None)

    def _facets(self, query: Query, names: list[str], limit: int, seconds: float | None) -> dict[str, Facet]:
        if found := self._covered_facets(query, names, limit, seconds):
            return found
        walk = self._walk(query, ordered=False, until=None if seconds is None else monotonic() + seconds)
        tally = Tally(self.store.connection, self.kind, names, walk.told)
        places = walk.after()
        while ids := [place.id for place in islice(places, BATCH)]:
            tally.add(ids)
        return {name: tally.facet(name, limit, complete=walk.cut is None) for name in names}

    def _by_article(self) -> Iterator[tuple[str, str]]:
        """The article and id of each, in order."""
        table = self.kind.removesuffix("s")
        sql = f"SELECT x.article, x.id FROM json_each(?) j CROSS JOIN {table} x ON x.id = j.value ORDER BY j.key"
        with store_errors(self.store.path):
            places = self._walk().after()
            while ids := [place.id for place in islice(places, BATCH)]:
                for article, key in self.store.connection.execute(sql, (listed(ids),)):
                    yield id_of("ar", article), id_of(PREFIXES[self.kind], key)
