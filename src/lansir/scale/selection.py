"""A selection over a lake: what `lansir.query.selection.Selection` gives of a store, from the same query."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from lansir.query.conditions import Condition, conditions, fits
from lansir.query.cursors import cursor_of, place_of
from lansir.query.facets import Facet, field_of
from lansir.query.faults import refusal
from lansir.query.language import Query, Term, parse
from lansir.query.loading import load_events, load_statements
from lansir.query.names import ANY_ENDING, Names
from lansir.query.selection import MOST_ROWS, PAGE, Found, Page, Total
from lansir.query.sql import ALIASES, Kind, Sql, all_of, any_of
from lansir.query.walk import Place
from lansir.scale.dialect import in_duckdb
from lansir.scale.excerpt import Excerpt, looked_up
from lansir.scale.facets import count_facets
from lansir.scale.lake import Lake
from lansir.scale.tables import folded

__all__ = ["LakeSelection"]

BATCH = 1024
"""Rows that are read together when all are gone through."""
KEYS = {"day": "{}.day", "confidence": "{}.confidence", "ingested": "a.ingested"}
WORDS = "contains(a.words, ?)"


class LakeSelection:
    """What a query asks for of a lake. Every count is exact, and takes the time that going through the lake takes."""

    def __init__(self, lake: Lake, query: Query | str, kind: Kind, *, today: date | None = None) -> None:
        """Select "events" or "statements"; `today` is the day that `last:` and `today` count from."""
        self.lake, self.kind = lake, kind
        self.query = parse(query) if isinstance(query, str) else query
        self.today = today or date.today()
        self._unmatched: dict[Query, list[Term]] = {}
        self._wheres: dict[Query, tuple[Sql, Sql]] = {}

    def __iter__(self) -> Iterator[Found]:
        """Every row."""
        return self.found()

    def count(self) -> int:
        """How many there are."""
        where, _ = self._asked_of(self.query)
        text = f"SELECT count(*) FROM {self._table} {self._alias} WHERE {where.text}"
        return int(self.lake.rows(Sql(text, where.values))[0][0])

    def total(self, seconds: float = 0) -> Total:
        """How many there are, always exact."""
        del seconds
        return Total(self.count(), exact=True)

    def page(self, limit: int = PAGE, after: str | None = None, *, seconds: float = 0) -> Page:
        """The first `limit` rows, or those behind a cursor of the same query; cursors of a store fit too."""
        del seconds
        if not 0 < limit <= MOST_ROWS:
            message = f"limit {limit}: a page has 1 to {MOST_ROWS} rows; go on with its cursor for more"
            raise refusal("page_size", message, word=limit, suggestion=MOST_ROWS)
        place = place_of(after, self._asked) if after else None
        places = self.lake.rows(self._in_order(place, limit + 1))
        rows = self._load(places[:limit])
        end = Place(*places[limit - 1][:2]) if len(places) > limit else None
        total = Total(len(places), exact=True) if not place and end is None else self.total()
        return Page(rows, total, end and cursor_of(end, self._asked))

    def found(self, after: str | None = None) -> Iterator[Found]:
        """Every row, or every row behind a cursor of the same query."""
        asked = self._in_order(place_of(after, self._asked) if after else None, None)
        reading = self.lake.connection.cursor().execute(asked.text, list(asked.values))
        while places := reading.fetchmany(BATCH):
            yield from self._load(places)

    def facets(self, names: Iterable[str], limit: int = 20, *, seconds: float | None = None) -> dict[str, Facet]:
        """Counts by each facet, of the selection without what the query asks of that same field; always complete."""
        del seconds
        found = {}
        for name in names:
            field = field_of(name)
            where, told = self._asked_of(self.query if field == "day" else self.query.without(field))
            found[name] = count_facets(self.lake, self.kind, name, where, told, limit)
        return found

    def unmatched(self) -> list[Term]:
        """The names of the query that nobody and nothing in the lake bears, each as a term of its own."""
        self._asked_of(self.query)
        return self._unmatched[self.query]

    @property
    def _asked(self) -> str:
        return f"{self.kind} {self.query}"

    @property
    def _table(self) -> str:
        return self.kind.removesuffix("s")

    @property
    def _alias(self) -> str:
        return ALIASES[self.kind]

    def _asked_of(self, query: Query) -> tuple[Sql, Sql]:
        """What a query asks, over an event `e` or a statement `s`; and of the events that a statement tells."""
        if query not in self._wheres:
            names = Names(looked_up(self.lake, query).connection)
            found = [_sought(one) for one in conditions(query, self.kind, names, self.today)]
            told = [one.sql for one in found if one.level == "event" and not one.term.excluded]
            of_events = all_of(told) if self.kind == "statements" else Sql("1")
            self._wheres[query] = in_duckdb(fits(found, self.kind)), in_duckdb(of_events)
            self._unmatched[query] = names.unmatched
        return self._wheres[query]

    def _in_order(self, place: Place | None, limit: int | None) -> Sql:
        """The value that rows are sorted by, their keys and articles, behind a place."""
        sort = self.query.single("sort") or "-day"
        key, alias = KEYS[sort.removeprefix("-")].format(self._alias), self._alias
        way, sign = ("DESC", "<") if sort.startswith("-") else ("ASC", ">")
        where, _ = self._asked_of(self.query)
        behind = _behind(key, f"{alias}.id", sign, place)
        text = (
            f"SELECT {key}, {alias}.id, {alias}.article FROM {self._table} {alias} "
            f"JOIN article a ON a.id = {alias}.article WHERE {where.text} AND {behind.text} "
            f"ORDER BY {key} {way} NULLS LAST, {alias}.id {way}"
        )
        return Sql(text if limit is None else f"{text} LIMIT {limit}", (*where.values, *behind.values))

    def _load(self, places: list[tuple[Any, ...]]) -> list[Found]:
        keys = [place[1] for place in places]
        excerpt = Excerpt()
        excerpt.take(self.lake, sorted({place[2] for place in places}), keys if self.kind == "events" else [])
        return [*(load_events if self.kind == "events" else load_statements)(excerpt.connection, keys)]


def _behind(key: str, id: str, sign: str, place: Place | None) -> Sql:
    """Rows behind a place: those without a value come last, in the order of their keys."""
    if place is None:
        return Sql("1")
    if place.value is None:
        return Sql(f"({key} IS NULL AND {id} {sign} ?)", (place.id,))
    text = f"({key} {sign} ? OR ({key} = ? AND {id} {sign} ?) OR {key} IS NULL)"
    return Sql(text, (place.value, place.value, place.id))


def _sought(one: Condition) -> Condition:
    """A condition; one of full text asks for its words as the lake has them, without an index."""
    if one.term.field != "text":
        return one
    return one._replace(sql=any_of([Sql(WORDS, (_phrase(value),)) for value in one.term.values]))


def _phrase(value: str) -> str:
    """The words of a value side by side; without the last blank where any ending will do."""
    words = folded(value.rstrip(ANY_ENDING))
    return words[:-1] if value.endswith(ANY_ENDING) else words
