"""What visitors of the desk and programs of the API ask for: addresses of a store, drawn from what it holds."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from lansir.keys import id_of
from lansir.store import Store

__all__ = ["Route", "drawn", "routes"]

PICKED = 200
"""Ids of each kind that are asked for."""
HELD: Mapping[str, tuple[str, str]] = {
    "article": ("ar", "SELECT id FROM article ORDER BY id LIMIT ?"),
    "event": ("ev", "SELECT id FROM event ORDER BY id LIMIT ?"),
    "statement": ("st", "SELECT id FROM statement ORDER BY id LIMIT ?"),
    "story": ("sy", "SELECT id FROM story ORDER BY id LIMIT ?"),
    "occurrence": ("oc", "SELECT occurrence FROM occurrence_event GROUP BY 1 ORDER BY 1 LIMIT ?"),
}
ACTORS = "SELECT key FROM actor WHERE id IN (SELECT actor FROM event_actor) ORDER BY key LIMIT ?"
QUERIES = (
    "", "type:ASSAULT", "status:actual", "type:ASSAULT,COERCE -status:planned", "quad:material-conflict killed:>0",
    "confidence:>=0.5 sort:-confidence", "reported_by:outlet", "has:place", "copies:no", "korban", "serang*",
    "last:10y", "language:id type:CONSULT",
)  # fmt: skip


class Route(NamedTuple):
    """A kind of address, how often it is asked for beside the others, and the addresses of that kind."""

    name: str
    weight: int
    addresses: Sequence[str]


def routes(store: Store) -> list[Route]:
    """The kinds of addresses that people and programs ask for, as that store has them."""
    held = {kind: [id_of(mark, int(row[0])) for row in _rows(store, sql)] for kind, (mark, sql) in HELD.items()}
    actors = [quote(str(row[0]), safe="") for row in _rows(store, ACTORS)]
    return [route for route in (*_desk(held, actors), *_api(held, actors)) if route.addresses]


def drawn(found: Sequence[Route], chance: random.Random) -> tuple[str, str]:
    """The name of a route, and one of its addresses."""
    (route,) = chance.choices(found, [one.weight for one in found])
    return route.name, chance.choice(route.addresses)


def _desk(held: Mapping[str, Sequence[str]], actors: Sequence[str]) -> list[Route]:
    return [
        Route("desk: front", 8, ["/"]),
        Route("desk: explore", 10, [f"/explore?{urlencode({'q': query})}" for query in QUERIES]),
        Route("desk: explore, statements", 3, ["/explore?kind=statements"]),
        Route("desk: chart", 2, ["/explore?view=chart"]),
        Route("desk: network", 1, ["/explore?view=network"]),
        Route("desk: article", 10, [f"/article/{one}" for one in held["article"]]),
        Route("desk: event", 5, [f"/event/{one}" for one in held["event"]]),
        Route("desk: statement", 3, [f"/statement/{one}" for one in held["statement"]]),
        Route("desk: stories", 3, ["/stories"]),
        Route("desk: story", 4, [f"/story/{one}" for one in held["story"]]),
        Route("desk: occurrence", 2, [f"/occurrence/{one}" for one in held["occurrence"]]),
        Route("desk: actors", 2, ["/actors"]),
        Route("desk: actor", 5, [f"/actor/{one}" for one in actors]),
        Route("desk: map", 2, ["/map"]),
        Route("desk: review", 3, ["/review", "/review?kind=statements"]),
        Route("desk: sources", 1, ["/sources"]),
        Route("desk: codebook", 1, ["/codebook"]),
    ]


def _api(held: Mapping[str, Sequence[str]], actors: Sequence[str]) -> list[Route]:
    asked = [urlencode({"q": query, "limit": 50}) for query in QUERIES]
    return [
        Route("api: events", 8, [f"/api/v1/events?{query}" for query in asked]),
        Route("api: statements", 4, [f"/api/v1/statements?{query}" for query in asked]),
        Route("api: event", 4, [f"/api/v1/events/{one}" for one in held["event"]]),
        Route("api: article", 4, [f"/api/v1/articles/{one}" for one in held["article"]]),
        Route("api: actor", 3, [f"/api/v1/actors/{one}?limit=20" for one in actors]),
        Route("api: stories", 2, ["/api/v1/stories?order=largest&limit=20"]),
        Route("api: story", 2, [f"/api/v1/stories/{one}" for one in held["story"]]),
        Route("api: facets", 3, [f"/api/v1/facets?{query.rpartition('&')[0]}" for query in asked]),
        Route("api: store", 1, ["/api/v1/store"]),
        Route("api: health", 2, ["/api/v1/health"]),
    ]


def _rows(store: Store, sql: str) -> Sequence[Sequence[Any]]:
    found: Sequence[Sequence[Any]] = store.connection.execute(sql, (PICKED,)).fetchall()
    return found
