"""The endpoints that read: which function answers each, with what parameters and what shape."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from fastapi import FastAPI, HTTPException, Request, Response

from lansir.codebook.entries import Entry as CodebookEntry
from lansir.codebook.entries import WholeCodebook
from lansir.errors import InputError
from lansir.serve.api import actors, asked, evidence, lists
from lansir.serve.api import answers as shapes
from lansir.serve.api.deadline import within
from lansir.serve.api.endpoints import PREFIX
from lansir.serve.api.sending import json_answer, send
from lansir.serve.opened import Stores
from lansir.store import Store

__all__ = ["PAGE", "ROUTES", "Route", "add_routes", "answered"]

Read = Callable[[Store, Any], object]


class Route(NamedTuple):
    """An endpoint: its path, what reads the answer, its parameters (those in the path too), and the answer's type."""

    path: str
    read: Read
    parameters: type[msgspec.Struct]
    answer: Any


ROUTES = (
    Route("events", lists.events_page, asked.ListAsked, shapes.EventPage),
    Route("events/{id}", evidence.event_record, asked.IdentityAsked, shapes.EventRecord),
    Route("statements", lists.statements_page, asked.ListAsked, shapes.StatementPage),
    Route("statements/{id}", evidence.statement_record, asked.IdentityAsked, shapes.StatementRecord),
    Route("articles/{id}", evidence.article_record, asked.IdentityAsked, shapes.ArticleRecord),
    Route("actors", actors.actors_page, asked.ActorsAsked, shapes.ActorPage),
    Route("actors/{key:path}", actors.actor_card, asked.ActorAsked, shapes.ActorCard),
    Route("stories", lists.stories_page, asked.StoriesAsked, shapes.StoryPage),
    Route("stories/{id}", evidence.story_record, asked.OccurrencesAsked, shapes.StoryRecord),
    Route("occurrences/{id}", evidence.occurrence_record, asked.IdentityAsked, shapes.OccurrenceRecord),
    Route("facets", lists.facet_counts, asked.FacetsAsked, shapes.FacetCounts),
    Route("codebook", lambda _store, _asked: lists.whole(), asked.NothingAsked, WholeCodebook),
    Route("codebook/{name}", lists.codebook_entry, asked.CodebookAsked, CodebookEntry),
    Route("export", lists.formats, asked.NothingAsked, shapes.Formats),
    Route("store", lists.store_info, asked.NothingAsked, shapes.StoreInfo),
    Route("health", lists.health, asked.NothingAsked, shapes.Health),
)
PAGE = "articles/{id}/page"
"""The page of an article: bytes, no JSON."""


def add_routes(app: FastAPI) -> None:
    """Add the endpoints that read."""
    app.add_api_route(f"{PREFIX}/{PAGE}", _page, methods=["GET", "HEAD"], response_model=None)
    for route in ROUTES:
        endpoint = _endpoint(route)
        app.add_api_route(f"{PREFIX}/{route.path}", endpoint, methods=["GET", "HEAD"], response_model=None)


def answered(request: Request, read: Read, parameters: type[msgspec.Struct]) -> object:
    """What `read` answers to a request, with a time limit; HTTPException 404 where it is not there, 503 if too slow."""
    given = asked.read_parameters(parameters, request.query_params.multi_items(), request.path_params)
    stores: Stores = request.app.state.stores
    try:
        with stores.reading() as store, within(store):
            return read(store, given)
    except KeyError as error:
        raise HTTPException(404, _missing(str(error.args[0]))) from None
    except TimeoutError as error:
        raise HTTPException(503, str(error)) from None
    except OverflowError:
        raise InputError("a number in the request is out of range") from None


def _endpoint(route: Route) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return json_answer(request, answered(request, route.read, route.parameters))

    return endpoint


def _page(request: Request) -> Response:
    """The page of an article, to be saved: nothing in it runs here."""
    found = answered(request, _kept_page, asked.IdentityAsked)
    assert isinstance(found, bytes)
    name = f'attachment; filename="{request.path_params["id"]}.txt"'
    return send(request, found, "text/plain", {"Content-Disposition": name})


def _kept_page(store: Store, given: asked.IdentityAsked) -> bytes:
    evidence.key_in(given.id, "ar")
    if given.id not in store:
        raise KeyError(given.id)
    try:
        page = store.page(given.id)
    except ValueError as error:
        raise HTTPException(503, f"{given.id}: {error}") from None
    if page is None:
        raise KeyError(f"{given.id}: the page of this article was not kept")
    return page.data


def _missing(what: str) -> str:
    return what if " " in what else f"{what}: not in this store"
