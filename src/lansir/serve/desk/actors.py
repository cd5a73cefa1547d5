"""The list of actors: looked up by name, or by country and sector, the most active first."""

import sqlite3
from itertools import islice
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response

from lansir.codebook.tables import codebook
from lansir.knowledge import knowledge
from lansir.knowledge.entries import NON_STATES
from lansir.lang import codes as languages
from lansir.query.names import actors_named, each_value
from lansir.query.values import is_searchable
from lansir.serve.desk.actor_names import asking, country_name, named
from lansir.serve.desk.actor_ranks import MOST, Counts, Ranked, Ranks, counts_of
from lansir.serve.desk.pages import language_of, page
from lansir.serve.opened import reading
from lansir.store import Store

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
PER_PAGE = 50
LONGEST = 200
MOST_NAMED = 1000
"""Actors of a name that are looked through for a country or sector, the most active."""
ranks = Ranks()


class Line(NamedTuple):
    """An actor of the list."""

    actor: Ranked
    name: str
    counts: Counts
    explore: str


class Wanted(NamedTuple):
    """What is looked for; empty where it does not matter."""

    name: str
    country: str
    sector: str


def wanted(
    name: Annotated[str, Query(max_length=LONGEST)] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    sector: Annotated[str, Query(max_length=3)] = "",
) -> Wanted:
    """The parameters of the list."""
    return Wanted(" ".join(name.split()), country, sector)


@router.get("/actors")
def show_actors(
    request: Request,
    store: Reading,
    asked: Annotated[Wanted, Depends(wanted)],
    start: Annotated[int, Query(ge=0, le=MOST)] = 0,
) -> Response:
    """The actors of the store."""
    connection, iso = store.connection, language_of(request)
    found = _found(store, asked, start)
    total = connection.execute("SELECT count(*) FROM actor").fetchone()[0]
    return page(
        request,
        "actors.html",
        asked=asked,
        lines=_lines(connection, found[:PER_PAGE], iso),
        countries=_countries(connection, iso),
        sectors=[sector.sector for sector in codebook().sectors],
        total=total,
        most=MOST,
        ranked=ranks.size(connection, str(store.path)),
        start=start,
        before=max(start - PER_PAGE, 0) if start else None,
        after=start + PER_PAGE if len(found) > PER_PAGE else None,
    )


def _found(store: Store, asked: Wanted, start: int) -> list[Ranked]:
    """The actors from that place on, one more than a page shows where there are more."""
    connection, path = store.connection, str(store.path)
    if not asked.name:
        fitting = (one for one in ranks.first(connection, path) if _fits(one, asked))
        return list(islice(fitting, start, start + PER_PAGE + 1))
    ids = ranks.sort(connection, path, _by_name(connection, asked.name))
    if not (asked.country or asked.sector):
        return ranks.describe(connection, path, ids[start : start + PER_PAGE + 1])
    fitting = (one for one in ranks.describe(connection, path, ids[:MOST_NAMED]) if _fits(one, asked))
    return list(islice(fitting, start, start + PER_PAGE + 1))


def _fits(one: Ranked, asked: Wanted) -> bool:
    return asked.country in ("", one.country) and asked.sector in ("", one.sector)


def _by_name(connection: sqlite3.Connection, name: str) -> list[int]:
    """Whom the name means by the tables, and all with words in their name that begin so."""
    if not is_searchable(name):
        return []
    if "/" in name or name.endswith("*"):
        return actors_named(connection, name)
    known = any(knowledge().find(name, language) for language in languages())
    return [*(actors_named(connection, name) if known else []), *actors_named(connection, f"{name}*")]


def _lines(connection: sqlite3.Connection, found: list[Ranked], iso: str) -> list[Line]:
    ids = [one.id for one in found]
    names, counts = named(connection, ids, iso), counts_of(connection, ids)
    none = Counts(0, 0, 0)
    return [Line(one, names[one.id].name, counts.get(one.id, none), asking(who=one.key)) for one in found]


def _countries(connection: sqlite3.Connection, iso: str) -> list[tuple[str, str]]:
    """The countries of which the store has actors, by name; what belongs to none comes last."""
    codes = each_value(connection, "entity", "country")
    known = sorted((name, code) for code in codes if (name := country_name(code, iso)))
    return [*((code, name) for name, code in known), *((code, code) for code in NON_STATES if code in codes)]
