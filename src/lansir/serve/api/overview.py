"""The API about itself: the OpenAPI document, and a page of all endpoints with examples of this store."""

import sqlite3
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from lansir.keys import id_of
from lansir.serve.api.asked import LARGEST
from lansir.serve.api.endpoints import PREFIX, Endpoint, described, parameter
from lansir.serve.api.openapi import document, parameters_of
from lansir.serve.api.sending import json_answer
from lansir.serve.desk.pages import language_of, page
from lansir.serve.opened import reading
from lansir.store import Store
from lansir.store.connection import store_errors

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
FIRST = {
    "event": ("ev", "SELECT id FROM event WHERE review <> 'rejected' LIMIT 1"),
    "statement": ("st", "SELECT id FROM statement WHERE review <> 'rejected' LIMIT 1"),
    "article": ("ar", "SELECT id FROM article LIMIT 1"),
    "story": ("sy", "SELECT id FROM story ORDER BY articles DESC LIMIT 1"),
    "occurrence": ("oc", "SELECT id FROM occurrence LIMIT 1"),
}
"""What the examples name: something that the store has."""
SOMEBODY = (
    "SELECT key, name FROM actor WHERE id IN (SELECT actor FROM statement WHERE actor IS NOT NULL LIMIT 100) "
    "ORDER BY known DESC LIMIT 1"
)


class Shown(NamedTuple):
    """An endpoint as the page shows it; `link` is None where the store has nothing for its example."""

    method: str
    path: str
    told: str
    parameters: list[dict[str, Any]]
    link: str | None


@router.api_route("/api/openapi.json", methods=["GET", "HEAD"], response_model=None)
def show_document(request: Request) -> Response:
    """The OpenAPI document."""
    return json_answer(request, document())


@router.get("/api", response_model=None)
def show_api(request: Request, store: Reading) -> Response:
    """The endpoints, for people."""
    iso = language_of(request)
    with store_errors(store.path):
        filled = _filled(store.connection)
    shown = [_shown(endpoint, iso, filled) for endpoint in described()]
    origin = str(request.base_url).rstrip("/")
    return page(request, "api.html", endpoints=shown, origin=origin, prefix=PREFIX, largest=LARGEST)


def _shown(endpoint: Endpoint, iso: str, filled: dict[str, str]) -> Shown:
    parameters = [] if endpoint.method == "POST" else parameters_of(endpoint)
    rows = [
        {
            "name": one.name,
            "required": one.required,
            "default": one.schema.get("default"),
            "values": one.schema.get("enum"),
            "told": getattr(parameter(one.name), "id" if iso == "id" else "en"),
        }
        for one in parameters
    ]
    told = endpoint.told.id if iso == "id" else endpoint.told.en
    return Shown(endpoint.method, f"{PREFIX}/{endpoint.path}", told, rows, _link(endpoint.example, filled))


def _link(example: str, filled: dict[str, str]) -> str | None:
    try:
        return f"{PREFIX}/{example.format_map(filled)}" if example else None
    except KeyError:
        return None


def _filled(connection: sqlite3.Connection) -> dict[str, str]:
    """Ids and names of the store by what the examples call them, as an address writes them."""
    found = {}
    for name, (kind, query) in FIRST.items():
        if row := connection.execute(query).fetchone():
            found[name] = id_of(kind, row[0])
    if row := connection.execute(SOMEBODY).fetchone():
        found |= {"actor": quote(row["key"]), "name": quote(row["name"], safe="")}
    return found
