"""The map: where events happened, as precisely as the words say and no more."""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Annotated, Final
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from lansir.query import language
from lansir.query.loading import load_events
from lansir.query.ranges import day_bounds
from lansir.serve.desk.explore_asked import MOST_CHANGES, Asked, asked, dropping, replacing
from lansir.serve.desk.explore_words import ValueWords
from lansir.serve.desk.map_places import Spot, latest, located, unplaced
from lansir.serve.desk.map_view import MapView, event_told, view
from lansir.serve.desk.pages import language_of, page
from lansir.serve.opened import reading
from lansir.store import Store
from lansir.store.connection import store_errors

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
Words = Annotated[str, Query(max_length=language.MOST_CHARACTERS)]
SECONDS, UNPLACED_SECONDS = 0.2, 0.05
WHOLE_SECONDS, WHOLE_UNPLACED_SECONDS = 8.0, 4.0
LATEST, LATEST_SECONDS = 5, 1.0
KEPT: Final = 8
"""Answers that are kept for each connection while its store does not change."""
PLACED = {"place", "place.country"}
PLACED_VALUES = {"place", "coordinates"}


class Chip(msgspec.Struct, frozen=True):
    """What is asked of one field, in words, and the address of the map without it."""

    field: str
    value: str
    excluded: bool
    without: str


class Answers:
    """What was answered from one state of a store, by the `PRAGMA data_version` of its connection."""

    def __init__(self, version: int) -> None:
        """Nothing yet."""
        self.version = version
        self.made: dict[tuple[object, ...], bytes] = {}

    def keep(self, key: tuple[object, ...], answer: bytes) -> bytes:
        """Keep an answer in place of the oldest."""
        if len(self.made) >= KEPT:
            self.made.pop(next(iter(self.made)))
        self.made[key] = answer
        return answer


_answers: WeakKeyDictionary[Store, Answers] = WeakKeyDictionary()
_lock = Lock()


@router.get("/map")
def show_map(
    request: Request,
    store: Reading,
    q: Words = "",
    since: Annotated[str | None, Query(alias="from")] = None,
    until: Annotated[str | None, Query(alias="to")] = None,
) -> Response:
    """The map of a query's events; with `from` or `to` of the form, the address of the query that has them."""
    if since is not None or until is not None:
        return RedirectResponse(_address(replacing(q, {"from": since or "", "to": until or ""})), 303)
    given = asked(q, "events")
    every = _chips(given, ValueWords(store.connection, language_of(request)))
    return page(
        request,
        "map.html",
        asked=given,
        chips=every[:MOST_CHANGES],
        chips_left=len(every[MOST_CHANGES:]),
        since=_day(given, "from"),
        until=_day(given, "to"),
        empty=_is_empty(store),
    )


@router.get("/map/data")
def places(request: Request, store: Reading, q: Words = "", whole: bool = False) -> Response:
    """The places of a query's events with their numbers: within a quarter of a second, or with `whole` all of them."""
    query, iso, today = language.parse(q), language_of(request), date.today()

    def made() -> MapView:
        seconds = (WHOLE_SECONDS, WHOLE_UNPLACED_SECONDS) if whole else (SECONDS, UNPLACED_SECONDS)
        with store_errors(store.path):
            found = located(store.connection, query, today, seconds[0])
            none = (0, True) if _asks_place(query) else unplaced(store.connection, query, today, seconds[1])
        return view(query, found, none, iso)

    return _json(_kept(store, (str(query), iso, today), whole, lambda: msgspec.json.encode(made())))


@router.get("/map/place")
def latest_there(request: Request, store: Reading, spot: Annotated[Spot, Depends()], q: Words = "") -> Response:
    """The latest events of a query at one place of the map."""
    query = language.parse(q)
    with store_errors(store.path):
        ids = latest(store.connection, query, spot, date.today(), LATEST_SECONDS, LATEST)
        found = load_events(store.connection, ids)
    iso = language_of(request)
    return _json(msgspec.json.encode({"events": [event_told(event, iso) for event in found]}))


def _kept(store: Store, key: tuple[object, ...], whole: bool, make: Callable[[], bytes]) -> bytes:
    """What was answered before, the whole before a part of it; else what is made now."""
    version = store.connection.execute("PRAGMA data_version").fetchone()[0]
    with _lock:
        kept = _answers.get(store)
        if kept is None or kept.version != version:
            kept = _answers[store] = Answers(version)
        found = kept.made.get((*key, True)) or kept.made.get((*key, whole))
    if found is not None:
        return found
    answer = make()
    with _lock:
        return kept.keep((*key, whole), answer)


def _asks_place(query: language.Query) -> bool:
    """Whether what tells no place cannot be meant."""
    asked_for = [term for term in query.terms if not term.excluded]
    return any(term.field in PLACED or (term.field == "has" and PLACED_VALUES & {*term.values}) for term in asked_for)


def _chips(given: Asked, words: ValueWords) -> list[Chip]:
    """Each value of each term, to be taken out with a click."""
    query = given.query or language.Query()
    found = []
    for term in query.terms:
        for value in term.values:
            left = dropping(query, term.field, value, excluded=term.excluded)
            told = words.field(term.field), words.value(term.field, value)
            found.append(Chip(*told, term.excluded, _address(str(left))))
    return found


def _day(given: Asked, field: str) -> str:
    """The first day of what `from:` says, or the last of `to:`, as a form has it."""
    value = given.query.single(field) if given.query else None
    if not value:
        return ""
    bounds = day_bounds(value, date.today())
    return (bounds.low if field == "from" else bounds.high) or ""


def _address(query: str) -> str:
    return f"/map?{urlencode({'q': query})}" if query else "/map"


def _is_empty(store: Store) -> bool:
    with store_errors(store.path):
        return store.connection.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
