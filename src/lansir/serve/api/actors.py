"""Actors of a store: whom a name means there, and what one of them did, underwent and said."""

import sqlite3

from lansir.knowledge import knowledge
from lansir.query.found import EventFound, StatementFound
from lansir.query.language import Query, Term, parse
from lansir.query.names import actors_named
from lansir.query.selection import Selection, Total
from lansir.query.sql import listed
from lansir.serve.api.answers import ActorCard, ActorPage, ActorRow, Counts, Known
from lansir.serve.api.asked import ActorAsked, ActorsAsked
from lansir.serve.api.marks import mark_of, place_at
from lansir.store import Store
from lansir.store.connection import store_errors

__all__ = ["actor_card", "actors_page", "known_as"]

Row = EventFound | StatementFound
NAMED = "SELECT a.key, a.name, a.type, a.known FROM json_each(?) j CROSS JOIN actor a ON a.id = j.value"
NEITHER = "-"
"""In a cursor of two: this one has not begun. An empty one has ended."""


def actors_page(store: Store, asked: ActorsAsked) -> ActorPage:
    """Those of the store whom a name means, as in queries: those that the actor table knows first, then by name."""
    term = parse(str(Term("who", (asked.name,)))).terms[0]
    with store_errors(store.path):
        rows = store.connection.execute(NAMED, (listed(actors_named(store.connection, term.values[0])),)).fetchall()
    found = sorted((_row(row) for row in rows), key=_order)
    if asked.after:
        known, name, key = place_at(asked.after, "actors", int, str, str)
        behind = [row for row in found if _order(row) > (known, name, key)]
    else:
        behind = found
    page = behind[: asked.limit]
    more = mark_of("actors", *_order(page[-1])) if len(behind) > asked.limit else None
    return ActorPage(page, more, Total(len(found), exact=True), term.values[0])


def actor_card(store: Store, asked: ActorAsked) -> ActorCard:
    """An actor by its key, with a page of its timeline; KeyError where the store has none of that key."""
    with store_errors(store.path):
        query = "SELECT id, key, name, type, known FROM actor WHERE key = ?"
        row = store.connection.execute(query, (asked.key,)).fetchone()
        if row is None:
            raise KeyError(asked.key)
        counts = _counts(store, asked.key)
    query_given = parse(asked.q)
    items, more = _timeline(store, query_given.without("sort"), asked)
    return ActorCard(_row(row), counts, known_as(asked.key), items, more, str(query_given))


def known_as(key: str) -> Known | None:
    """What the actor table says of the actor of that key; None where it does not know it."""
    actor = knowledge().actors.get(key)
    if actor is None:
        return None
    role = actor.role_on(None)
    return Known(
        name=actor.name,
        country=(role.country if role else None) or actor.country,
        sectors=(role.sectors if role else None) or actor.sectors,
        role=role.role if role and role.to is None else None,
        wikidata=actor.wikidata,
    )


def _timeline(store: Store, query: Query, asked: ActorAsked) -> tuple[list[Row], str | None]:
    """A page of events and statements merged by day, and the cursor behind it."""
    events = Selection(store, _adding(query, "who", asked.key), "events")
    statements = Selection(store, _adding(query, "speaker", asked.key), "statements")
    first, second = _places(asked.after)
    some_events, after_events = _page(events, asked.limit, first)
    some_statements, after_statements = _page(statements, asked.limit, second)
    merged = sorted([*some_events, *some_statements], key=lambda row: row.day or "", reverse=True)[: asked.limit]
    taken = sum(isinstance(row, EventFound) for row in merged)
    ends = (
        _end(events, first, some_events, taken, after_events),
        _end(statements, second, some_statements, len(merged) - taken, after_statements),
    )
    return merged, "~".join(ends) if any(ends) else None


def _adding(query: Query, field: str, key: str) -> Query:
    """The query for that actor alone. The term is made here: what is a key needs no reading."""
    return query.adding(Term(field, (key,)))


def _page(selection: Selection, limit: int, place: str) -> tuple[list[Row], str]:
    if not place:
        return [], ""
    page = selection.page(limit, None if place == NEITHER else place, seconds=0)
    return list(page.rows), page.next or ""


def _end(selection: Selection, place: str, rows: list[Row], taken: int, after: str) -> str:
    """Where to go on in one of the two when so many of its rows were taken."""
    if taken == len(rows):
        return after
    if not taken:
        return place
    return selection.page(taken, None if place == NEITHER else place, seconds=0).next or ""


def _places(cursor: str) -> tuple[str, str]:
    first, _, second = cursor.partition("~") if cursor else (NEITHER, "", NEITHER)
    return first, second


def _counts(store: Store, key: str) -> Counts:
    """As queries count: without what was rejected, and of each page its newest version."""
    acts, suffers = (
        Selection(store, _adding(parse(""), slot, key), "events").count() for slot in ("actor", "recipient")
    )
    return Counts(acts, suffers, Selection(store, _adding(parse(""), "speaker", key), "statements").count())


def _row(row: sqlite3.Row) -> ActorRow:
    return ActorRow(row["key"], row["name"], row["type"], bool(row["known"]))


def _order(row: ActorRow) -> tuple[int, str, str]:
    return int(not row.known), row.name.casefold(), row.key
