"""A selection as a network: who did something to whom, or spoke to whom, and how often."""

import time
from collections import Counter
from datetime import date
from itertools import islice

import msgspec

from lansir.query.fields import QUADS
from lansir.query.language import Term
from lansir.query.selection import Selection
from lansir.query.sql import Kind, listed
from lansir.query.walk import Walk
from lansir.serve.desk.explore_words import ValueWords
from lansir.store.connection import store_errors

__all__ = ["MOST_ACTORS", "Edge", "Network", "Node", "network"]

MOST_ACTORS = 60
CHUNK = 1024
SECONDS = 1.2
PAIRS: dict[Kind, str] = {
    "events": (
        "SELECT x.actor, y.actor, e.quad, count(*) FROM json_each(?) j CROSS JOIN event e ON e.id = j.value "
        "CROSS JOIN event_actor x ON x.event = e.id AND x.slot = 'actor' "
        "CROSS JOIN event_actor y ON y.event = e.id AND y.slot = 'recipient' "
        "WHERE x.actor IS NOT NULL AND y.actor IS NOT NULL AND x.actor <> y.actor GROUP BY 1, 2, 3"
    ),
    "statements": (
        "SELECT s.actor, n.actor, '', count(*) FROM json_each(?) j CROSS JOIN statement s ON s.id = j.value "
        "CROSS JOIN entity n ON n.id = s.addressee "
        "WHERE s.actor IS NOT NULL AND n.actor IS NOT NULL AND s.actor <> n.actor GROUP BY 1, 2"
    ),
}
SLOTS: dict[Kind, tuple[str, str]] = {"events": ("actor", "recipient"), "statements": ("speaker", "addressee")}
ACTORS = "SELECT id, key, name FROM actor WHERE id IN (SELECT value FROM json_each(?))"


class Node(msgspec.Struct, frozen=True):
    """An actor, and in how many of the pairs counted it is either side; `term` asks for it."""

    key: str
    name: str
    count: int
    term: str


class Edge(msgspec.Struct, frozen=True):
    """How often one did acts of a quad to another; both by their place among the nodes. `query` asks for them."""

    source: int
    target: int
    quad: str
    label: str
    count: int
    query: str


class Network(msgspec.Struct, frozen=True):
    """The actors with most pairs and what is between them.

    `counted` rows were looked at, all there are where it is `complete`, else the first in order; `actors` is how many
    there are in all of these.
    """

    nodes: list[Node]
    edges: list[Edge]
    actors: int
    counted: int
    complete: bool


def network(selection: Selection, words: ValueWords) -> Network:
    """Who does what to whom in a selection; StoreError as for selections."""
    with store_errors(selection.store.path):
        pairs, counted, complete = _pairs(selection)
        degrees: Counter[int] = Counter()
        for (one, other, _), number in pairs.items():
            degrees.update({one: number, other: number})
        chosen = [key for key, _ in sorted(degrees.items(), key=lambda one: (-one[1], one[0]))[:MOST_ACTORS]]
        nodes = _nodes(selection, chosen, degrees)
    kept = Counter({pair: number for pair, number in pairs.items() if pair[0] in nodes and pair[1] in nodes})
    return Network([*nodes.values()], _edges(selection, kept, nodes, words), len(degrees), counted, complete)


def _pairs(selection: Selection) -> tuple[Counter[tuple[int, int, str]], int, bool]:
    connection, kind = selection.store.connection, selection.kind
    pairs: Counter[tuple[int, int, str]] = Counter()
    counted, today = 0, selection.today or date.today()
    walk = Walk(connection, selection.query.without("sort"), kind, today, time.monotonic() + SECONDS)
    places = walk.after()
    while ids := [place.id for place in islice(places, CHUNK)]:
        counted += len(ids)
        cursor = connection.cursor()
        cursor.row_factory = None
        for one, other, quad, number in cursor.execute(PAIRS[kind], (listed(ids),)):
            pairs[one, other, quad] += number
    return pairs, counted, walk.cut is None


def _nodes(selection: Selection, chosen: list[int], degrees: Counter[int]) -> dict[int, Node]:
    rows = {row[0]: row for row in selection.store.connection.execute(ACTORS, (listed(chosen),))}
    field = "who"
    return {
        key: Node(rows[key][1], rows[key][2], degrees[key], str(Term(field, (rows[key][1],))))
        for key in chosen
        if key in rows
    }


def _edges(
    selection: Selection, pairs: Counter[tuple[int, int, str]], nodes: dict[int, Node], words: ValueWords
) -> list[Edge]:
    place = {key: number for number, key in enumerate(nodes)}
    doing, receiving = SLOTS[selection.kind]
    return [
        Edge(
            source=place[one],
            target=place[other],
            quad=quad,
            label=words.value("quad", quad) if quad in QUADS else words.field("says"),
            count=number,
            query=" ".join(
                str(term)
                for term in (
                    Term(doing, (nodes[one].key,)),
                    Term(receiving, (nodes[other].key,)),
                    *([Term("quad", (quad,))] if quad in QUADS else []),
                )
            ),
        )
        for (one, other, quad), number in pairs.most_common()
    ]
