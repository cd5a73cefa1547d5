"""A selection as a network: who did something to whom, or spoke to whom, and how often."""

from collections import Counter

import msgspec

from lansir.query.fields import QUADS
from lansir.query.language import Term
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.serve.desk.explore_words import ValueWords

__all__ = ["MOST_ACTORS", "Edge", "Network", "Node", "network"]

MOST_ACTORS = 60
SECONDS = 1.2
SLOTS: dict[Kind, tuple[str, str]] = {"events": ("actor", "recipient"), "statements": ("speaker", "addressee")}
Pairs = Counter[tuple[str, str, str]]
"""Who acts, on whom, and the quad of what was done; empty for words."""


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
    pairs, counted, complete = _pairs(selection)
    degrees: Counter[str] = Counter()
    for (one, other, _), number in pairs.items():
        degrees.update({one: number, other: number})
    chosen = [key for key, _ in sorted(degrees.items(), key=lambda one: (-one[1], one[0]))[:MOST_ACTORS]]
    words.learn(chosen)
    nodes = {key: Node(key, words.value("who", key), degrees[key], str(Term("who", (key,)))) for key in chosen}
    kept = Counter({pair: number for pair, number in pairs.items() if pair[0] in nodes and pair[1] in nodes})
    return Network([*nodes.values()], _edges(selection, kept, nodes, words), len(degrees), counted, complete)


def _pairs(selection: Selection) -> tuple[Pairs, int, bool]:
    """Who acts on whom; what one does to oneself is no pair."""
    acts = ("quad",) if selection.kind == "events" else ()
    counts, counted, complete = selection.cross((*SLOTS[selection.kind], *acts), seconds=SECONDS)
    pairs: Pairs = Counter()
    for (one, other, *quad), number in counts.items():
        if one and other and one != other:
            pairs[one, other, (quad and quad[0]) or ""] += number
    return pairs, counted, complete


def _edges(selection: Selection, pairs: Pairs, nodes: dict[str, Node], words: ValueWords) -> list[Edge]:
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
                    Term(doing, (one,)),
                    Term(receiving, (other,)),
                    *([Term("quad", (quad,))] if quad in QUADS else []),
                )
            ),
        )
        for (one, other, quad), number in pairs.most_common()
    ]
