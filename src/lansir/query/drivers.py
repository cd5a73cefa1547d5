"""Where to begin with a query.

The store keeps no statistics, so SQLite cannot know that one actor is rare and a type is not. Each term that an index
answers gives a driver here; the one with the fewest rows leads, and the other conditions are asked of what it gives.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import product

from lansir.codebook.tables import codebook
from lansir.keys import key_of
from lansir.query.driver import Arm, Driver, by_columns, of_rows, sorted_by
from lansir.query.fields import codes_of
from lansir.query.language import Query, Term
from lansir.query.names import Names, each_value, matching
from lansir.query.ranges import day_bounds, number_bounds
from lansir.query.sql import ALIASES, ANY, Kind, Sql, any_of, between, listed

__all__ = ["Drivers", "indexes"]

SLOTS = {"actor": ("actor",), "recipient": ("recipient",), "who": ("actor", "recipient")}
NUMBERS = ("killed", "injured", "arrested", "displaced", "released")
OF_ARTICLE, OF_PLACE, ADDRESSED = 8.0, 0.3, 0.05
"""About how many events or statements there are to an article, to a place, and to somebody in an article."""
SPOKEN = "statement s INDEXED BY {index} CROSS JOIN event e INDEXED BY event_reported_by ON e.reported_by = s.id"
TO_WHOM = (
    "entity n INDEXED BY entity_actor CROSS JOIN statement s INDEXED BY statement_article "
    "ON s.article = n.article AND s.addressee = n.id"
)
SOURCE = (
    "entity n INDEXED BY entity_source_kind CROSS JOIN statement s INDEXED BY statement_speaker ON s.speaker = n.id"
)
TELLS = " CROSS JOIN event e INDEXED BY event_reported_by ON e.reported_by = s.id"
PLACES = (
    "place p INDEXED BY place_country CROSS JOIN event e INDEXED BY event_article "
    "ON e.article = p.article AND e.place = p.id"
)
OCCURRED = "occurrence_event o INDEXED BY occurrence_event_occurrence CROSS JOIN event e ON e.id = o.event"


def indexes(connection: sqlite3.Connection) -> frozenset[str]:
    """The indexes that the store has: one made by an earlier version lacks some."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
    return frozenset(row[0] for row in rows)


class Drivers:
    """The drivers of a query in a store."""

    def __init__(self, connection: sqlite3.Connection, query: Query, kind: Kind, names: Names, today: date) -> None:
        """Look for none yet."""
        self._today = today
        self._connection, self._query, self._kind, self._names = connection, query, kind, names
        self._table, self._alias = kind.removesuffix("s"), ALIASES[kind]
        self._indexes = indexes(connection)

    def __iter__(self) -> Iterator[Driver]:
        """Every driver for the terms that an index answers."""
        asked = [term for term in self._query.terms if not term.excluded]
        words = tuple(term for term in asked if term.field == "text")
        if words:
            found = Sql("article_text MATCH ?", (matching(words),))
            yield self._by_article(words, "article_text", "article_text.rowid", found)
        for term in asked:
            yield from self._of_both(term)
            yield from self._of_events(term) if self._kind == "events" else self._of_statements(term)

    def in_order(self, sort: str) -> Driver | None:
        """A driver that gives all in that order, which is not by day; None where no index has it."""
        asked = self._query.of("confidence") if sort == "confidence" else ()
        stated = next((term.values for term in asked if not term.excluded), ())
        wheres = (between(f"{self._alias}.confidence", number_bounds(value)) for value in stated)
        return sorted_by(sort, self._kind, self._indexes, *wheres)

    def _of_both(self, term: Term) -> Iterator[Driver]:
        field, table, alias = term.field, self._table, self._alias
        yield from self._of_articles(term)
        if field == "id":
            prefix = "ev-" if self._kind == "events" else "st-"
            keys = listed(key_of(value) for value in term.values if value.startswith(prefix))
            yield of_rows((term,), f"{table} {alias}", alias, Sql(f"{alias}.id {ANY}", (keys,)))
        if field == "review" and not {"any", "machine"} & set(term.values) and self._has(f"{table}_review"):
            source = f"{table} {alias} INDEXED BY {table}_review"
            yield by_columns(term, source, alias, {"review": term.values}, also=f" AND {alias}.review <> 'machine'")
        if field == "confidence" and self._has(f"{table}_confidence"):
            source = f"{table} {alias} INDEXED BY {table}_confidence"
            wheres = (between(f"{alias}.confidence", number_bounds(value)) for value in term.values)
            yield of_rows((term,), source, alias, *wheres)

    def _of_articles(self, term: Term) -> Iterator[Driver]:
        """Drivers by what stands with the article."""
        field, names = term.field, self._names
        if field == "outlet":
            found = Sql(f"x.outlet {ANY}", (listed(names.found(term)),))
            yield self._by_article((term,), "article x INDEXED BY article_outlet", "x.id", found)
        if field in ("origin", "story"):
            found = Sql(f"x.{field} {ANY}", (listed(names.found(term)),))
            yield self._by_article((term,), f"placed x INDEXED BY placed_{field}", "x.article", found)
        if field == "article":
            yield self._by_article(
                (term,), "article x", "x.id", Sql(f"x.id {ANY}", (listed(map(key_of, term.values)),))
            )
        if field == "version" and term.values == ("older",) and self._has("article_older"):
            yield self._by_article((term,), "article x INDEXED BY article_older", "x.id", Sql("x.newest = 0"))
        if field == "published" and self._kind == "events":
            wheres = (between("x.published_day", day_bounds(value, self._today)) for value in term.values)
            yield self._by_article((term,), "article x INDEXED BY article_published", "x.id", *wheres)
        if field == "context":
            # An event has some of the contexts of its article, so of events it is asked again.
            terms = (term,) if self._kind == "statements" else ()
            table = "article_context x INDEXED BY article_context_context"
            yield self._by_article(terms, table, "x.article", Sql(f"x.context {ANY}", (listed(term.values),)))

    def _by_article(self, terms: tuple[Term, ...], table: str, article: str, *wheres: Sql) -> Driver:
        name, alias = self._table, self._alias
        joined = f"{table} CROSS JOIN {name} {alias} INDEXED BY {name}_article ON {alias}.article = {article}"
        return of_rows(terms, joined, alias, *wheres, fan=OF_ARTICLE)

    def _of_events(self, term: Term) -> Iterator[Driver]:
        field, names = term.field, self._names
        first, _, part = field.partition(".")
        if first in SLOTS and (part != "sector" or self._has("event_actor_sector")):
            column = part or "actor"
            values = names.found(term) if column == "actor" else term.values
            table = f"event_actor f INDEXED BY event_actor_{column}"
            yield by_columns(term, table, "f", {column: values, "slot": SLOTS[first]}, key="event")
        if field in ("type", "quad"):
            yield self._by_type(term)
        if field == "status":
            yield by_columns(term, "event e INDEXED BY event_status", "e", {"status": term.values})
        if field == "mode":
            arm = Arm("event e INDEXED BY event_day", Sql(f"e.mode {ANY}", (listed(term.values),)), "e.day", "e.id")
            yield Driver((term,), (arm,), ordered=True, counted=False)
        if field in NUMBERS and self._has("event_sized"):
            yield self._by_size(term)
        if field == "occurrence":
            yield of_rows((term,), OCCURRED, "e", Sql(f"o.occurrence {ANY}", (listed(map(key_of, term.values)),)))
        if first == "place":
            yield of_rows((term,), PLACES, "e", *self._placed(term), fan=OF_PLACE)
        yield from self._of_tellers(term)

    def _of_tellers(self, term: Term) -> Iterator[Driver]:
        """Events by who tells them; what the statement says is asked again, for it may have been rejected."""
        field = term.field
        if field == "speaker.country":
            where = Sql(f"s.country {ANY}", (listed(term.values),))
            yield of_rows((), SPOKEN.format(index="statement_country"), "e", where)
        elif field == "speaker" or (field == "reported_by" and "outlet" not in term.values):
            where = Sql(f"s.actor {ANY}", (listed(self._names.found(term)),))
            yield of_rows((), SPOKEN.format(index="statement_actor"), "e", where)
        elif field == "addressee":
            where = Sql(f"n.actor {ANY}", (listed(self._names.found(term)),))
            yield of_rows((), TO_WHOM + TELLS, "e", where, fan=ADDRESSED)
        elif field == "source":
            yield of_rows((), SOURCE + TELLS, "e", self._kinds(term))

    def _of_statements(self, term: Term) -> Iterator[Driver]:
        field = term.field
        if field == "speaker":
            table = "statement s INDEXED BY statement_actor"
            yield by_columns(term, table, "s", {"actor": self._names.found(term)})
        if field in ("speaker.country", "who.country", "speaker.sector"):
            yield self._by_country(term)
        if field == "form" and self._has("statement_form"):
            yield by_columns(term, "statement s INDEXED BY statement_form", "s", {"form": term.values})
        if field in ("who", "addressee"):
            found = listed(self._names.found(term))
            arms = [Arm(TO_WHOM, Sql(f"n.actor {ANY}", (found,)), "s.day", "s.id")]
            if field == "who":
                table = "statement s INDEXED BY statement_actor"
                arms.append(Arm(table, Sql(f"s.actor {ANY}", (found,)), "s.day", "s.id"))
            yield Driver((term,), tuple(arms), ordered=False, fan=ADDRESSED if field == "addressee" else 1.0)
        if field == "source":
            yield of_rows((term,), SOURCE, "s", self._kinds(term))
        if field.partition(".")[0] in (*SLOTS, *NUMBERS, "type", "status", "mode", "occurrence", "place"):
            # Several terms ask for one event, so all are asked again of the statements that tell it.
            yield from map(_told, self._of_events(term) if field.partition(".")[0] != "who" else ())

    def _by_type(self, term: Term) -> Driver:
        """Types, each with each status: so every arm is in order of day."""
        types = term.values
        if term.field == "quad":
            types = tuple(code.type for code in codebook().types if code.quad in term.values)
        asked = next((one for one in self._query.of("status") if not one.excluded), None)
        statuses = asked.values if asked else codes_of("status")
        wheres = (Sql("e.type = ? AND e.status = ?", pair) for pair in product(types, statuses))
        arms = (Arm("event e INDEXED BY event_type", where, "e.day", "e.id") for where in wheres)
        return Driver((term, asked) if asked else (term,), tuple(arms), ordered=True)

    def _by_size(self, term: Term) -> Driver:
        asked = any_of([between(f"e.{term.field}", number_bounds(value)) for value in term.values])
        where = Sql(f"e.sized = 1 AND {asked.text}", asked.values)
        return Driver((term,), (Arm("event e INDEXED BY event_sized", where, "e.day", "e.id"),), ordered=True)

    def _by_country(self, term: Term) -> Driver:
        """Statements by country and sector of the speaker, each pair in order of day."""
        table = "statement s INDEXED BY statement_country"
        if term.field == "speaker.sector":
            countries = [None, *each_value(self._connection, "statement", "country")]
            return by_columns(term, table, "s", {"country": countries, "sector": term.values})
        sectors: set[str] = set()
        for country in term.values:
            sectors |= set(each_value(self._connection, "statement", "sector", "country", country))
        return by_columns(term, table, "s", {"country": term.values, "sector": [None, *sorted(sectors)]})

    def _placed(self, term: Term) -> list[Sql]:
        if term.field == "place.country":
            return [Sql(f"p.country {ANY}", (listed(term.values),))]
        places = listed(self._names.found(term))
        countries = listed(each_value(self._connection, "place", "country"))
        return [
            Sql(f"p.country {ANY} AND p.name {ANY}", (countries, places)),
            Sql(f"p.country IS NULL AND p.name {ANY}", (places,)),
        ]

    def _kinds(self, term: Term) -> Sql:
        return Sql(f"n.source_kind IS NOT NULL AND n.source_kind {ANY}", (listed(term.values),))

    def _has(self, index: str) -> bool:
        return index in self._indexes


def _told(driver: Driver) -> Driver:
    """The statements that tell the events of a driver."""
    arms = []
    for arm in driver.arms:
        event = "" if " event e" in f" {arm.table}" else f" CROSS JOIN event e ON e.id = {arm.id}"
        table = f"{arm.table}{event} CROSS JOIN statement s ON s.id = e.reported_by"
        arms.append(Arm(table, arm.where, "s.day", "s.id"))
    return Driver((), tuple(arms), ordered=False, fan=driver.fan)
