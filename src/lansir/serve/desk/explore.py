"""The page of Explore: what a query finds, with facets, as a list, over time or as a network; each view an address."""

from functools import cache
from typing import Annotated, Any, NamedTuple

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from lansir.errors import QueryError
from lansir.query.fields import SORTS, fields
from lansir.query.language import parse
from lansir.query.selection import Page, Selection, Total
from lansir.query.sql import Kind
from lansir.serve.desk.explore_asked import MOST_CHANGES, Asked, View, asked, dropping, fault_of, replacing
from lansir.serve.desk.explore_chart import BY, UNITS, chart
from lansir.serve.desk.explore_facets import groups, names_of
from lansir.serve.desk.explore_network import MOST_ACTORS, network
from lansir.serve.desk.explore_rows import rows
from lansir.serve.desk.explore_words import ValueWords
from lansir.serve.desk.pages import environment, language_of, page
from lansir.serve.labels import labels
from lansir.serve.opened import reading
from lansir.store import Store
from lansir.store.days import days_of

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
PER_PAGE = 30
PER_FACET = 6
MOST_OF_FACET = 300
COUNTING = 0.03
"""Seconds for counting all that is found, beside the first page of it."""
FACETING, THOROUGH = 0.07, 3.0
"""Seconds for counting facets with every page, and where somebody wants to know exactly."""
PATIENCE = 1.0
"""Seconds of looking where few of very many rows fit; the reader may go on from there."""
TRYING = 0.01
MOST_TRIED = 8


class Way(NamedTuple):
    """Where to go from a query that finds nothing: a value that could be dropped, and how many there are without it."""

    field: str
    value: str
    excluded: bool
    address: str
    total: Total


def asking(q: str = "", kind: Kind = "events", view: View = "table", by: str = "", unit: str = "") -> Asked:
    """What is asked: a dependency of every address here."""
    return asked(q, kind, view, by if by in BY[kind] else "", unit if unit in UNITS else "")


Wanted = Annotated[Asked, Depends(asking)]


@router.get("/explore")
def show_explore(
    request: Request,
    store: Reading,
    wanted: Wanted,
    after: str = "",
    first: Annotated[str | None, Query(alias="from")] = None,
    last: Annotated[str | None, Query(alias="to")] = None,
    counted: bool = False,
) -> Response:
    """What a query finds; `counted` puts the facets into the page itself, for browsers without scripts."""
    if first is not None or last is not None:
        text = replacing(wanted.text, {"from": first or "", "to": last or ""})
        return RedirectResponse(wanted.address(text), 303)
    words = ValueWords(store.connection, language_of(request))
    try:
        selection = _selection(store, wanted)
        found = _found(selection, wanted, after)
    except QueryError as error:
        fault = wanted.fault or fault_of(error, wanted.text, meant=wanted.canonical)
        return page(request, "explore_fault.html", **_shared(request, wanted, words), fault=fault)
    told = groups(wanted, selection, words, names_of(wanted), limit=PER_FACET, seconds=THOROUGH) if counted else None
    shown = _shown(wanted, found, words) | _ways(selection, wanted, found, after)
    return page(request, "explore.html", **_shared(request, wanted, words), **shown, after=after, groups=told)


@router.get("/explore/facets")
def show_facets(request: Request, store: Reading, wanted: Wanted, thorough: bool = False) -> Response:
    """The facets alone, a piece of the page."""
    words = ValueWords(store.connection, language_of(request))
    seconds = THOROUGH if thorough else FACETING
    told = groups(wanted, _selection(store, wanted), words, names_of(wanted), limit=PER_FACET, seconds=seconds)
    return page(request, "explore_facets.html", asked=wanted, groups=told, thorough=thorough)


@router.get("/explore/values")
def show_values(
    request: Request, store: Reading, wanted: Wanted, name: str, part: bool = False, everything: bool = False
) -> Response:
    """The values of one facet, many of them: a page; or with `part` a piece of one, the first ones or `everything`."""
    words = ValueWords(store.connection, language_of(request))
    few = part and not everything
    limit, seconds = (PER_FACET, FACETING) if few else (MOST_OF_FACET, THOROUGH)
    found = groups(wanted, _selection(store, wanted), words, (name,), limit=limit, seconds=seconds)
    template = "explore_facets.html" if part else "explore_values.html"
    return page(request, template, asked=wanted, groups=found, group=found[0], thorough=True)


@router.get("/explore/total")
def tell_total(store: Reading, wanted: Wanted) -> Response:
    """How many there are, counted for some seconds: `{"number": 4, "exact": true}`."""
    return _json(_selection(store, wanted).total(THOROUGH))


@router.get("/explore/chart")
def tell_chart(request: Request, store: Reading, wanted: Wanted) -> Response:
    """The selection over time."""
    words = ValueWords(store.connection, language_of(request))
    return _json(chart(_selection(store, wanted), wanted.by, wanted.unit, words))


@router.get("/explore/network")
def tell_network(request: Request, store: Reading, wanted: Wanted) -> Response:
    """The selection as a network."""
    return _json(network(_selection(store, wanted), ValueWords(store.connection, language_of(request))))


@router.get("/explore/help")
def show_help(request: Request) -> Response:
    """The query language, field by field."""
    return page(request, "explore_help.html", help=_help(language_of(request)), asked=asked("", "events"))


def _selection(store: Store, wanted: Asked) -> Selection:
    return Selection(store, parse(wanted.text) if wanted.query is None else wanted.query, wanted.kind)


def _found(selection: Selection, wanted: Asked, after: str) -> Page:
    """A page of rows; for other views only how many there are."""
    if wanted.view != "table":
        return Page([], selection.total(COUNTING), None)
    return selection.page(PER_PAGE, after or None, seconds=COUNTING, patience=PATIENCE)


def _shared(request: Request, wanted: Asked, words: ValueWords) -> dict[str, Any]:
    """What the page shows whether or not the query can be read."""
    query = wanted.query
    first, last = (query.single("from"), query.single("to")) if query else (None, None)
    every = [change for change in wanted.changes() if change.field != "sort"]
    changes = every[:MOST_CHANGES]
    words.learn(change.value for change in changes)
    return {
        "asked": wanted,
        "values": words,
        "changes": changes,
        "changes_left": len(every) - len(changes),
        "sorts": [(sort, wanted.address(_sorted(wanted, sort))) for sort in SORTS] if query else [],
        "sort": (query.single("sort") if query else None) or "-day",
        "first": _day(first, 0),
        "last": _day(last, 1),
        "help": _help(language_of(request)),
    }


def _shown(wanted: Asked, found: Page, words: ValueWords) -> dict[str, Any]:
    """What was found, as the page takes it."""
    return {
        "found": found,
        "rows": rows(found.rows, words),
        "more": wanted.address(after=found.next) if found.next else None,
        "splits": BY[wanted.kind],
        "most_actors": MOST_ACTORS,
    }


def _sorted(wanted: Asked, sort: str) -> str:
    return replacing(wanted.canonical, {"sort": "" if sort == "-day" else sort})


def _day(point: str | None, end: int) -> str:
    """A bound as the date field takes it: the first or last day of a month or a year."""
    found = days_of(point) if point else None
    return found[end] if found else ""


def _ways(selection: Selection, wanted: Asked, found: Page, after: str) -> dict[str, Any]:
    """Where to go from nothing."""
    if found.total.number or after or found.unfinished:
        return {"ways": [], "of_other_kind": None, "empty_store": False}
    other: Kind = "statements" if wanted.kind == "events" else "events"
    beside = Selection(selection.store, selection.query, other).total(TRYING)
    return {
        "ways": _tried(selection, wanted),
        "of_other_kind": beside if beside.number else None,
        "empty_store": not len(selection.store),
    }


def _tried(selection: Selection, wanted: Asked) -> list[Way]:
    """The values without which there is something; the narrowest, without which there is most, first."""
    found = []
    for change in [one for one in wanted.changes() if one.field != "sort"][:MOST_TRIED]:
        left = dropping(selection.query, change.field, change.value, excluded=change.excluded)
        total = Selection(selection.store, left, wanted.kind).total(TRYING)
        found.append(Way(change.field, change.value, change.excluded, change.without, total))
    return sorted((way for way in found if way.total.number), key=lambda way: -way.total.number)


@cache
def _help(iso: str) -> Markup:
    """The query language, as a piece of a page in that language; its template has escaped it."""
    shown = environment().get_template("explore_language.html").render(t=labels(iso), lang=iso, fields=fields())
    return Markup(shown)


def _json(found: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(found), media_type="application/json")
