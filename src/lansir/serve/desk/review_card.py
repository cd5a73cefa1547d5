"""What is shown of one event or statement that a person decides on: its sentence, what stands around it, its fields."""

import sqlite3

import msgspec

from lansir.codebook import Code, codebook
from lansir.codebook.pages import type_page
from lansir.errors import InputError
from lansir.keys import id_of
from lansir.query.entries import Entry, entry
from lansir.record import Event, Statement
from lansir.review.decisions import article_of
from lansir.serve.desk.layers import Layer, Piece, marked_pieces
from lansir.serve.desk.review_fields import Choice, Values, people, places, stands, times
from lansir.serve.told import Refused
from lansir.store import Store

__all__ = ["Card", "TypeChoice", "card", "card_of", "last_decision"]

LAYERS: dict[str, tuple[Layer, ...]] = {
    "ev": ("event",), "st": ("content", "cue"), "mn": ("actor",), "tm": ("time",), "pl": ("place",)
}  # fmt: skip
"""What the words of an id are, by its kind."""
AROUND = 500
"""Characters shown before and behind the sentence, of its own block."""


class Words(msgspec.Struct, frozen=True):
    """Words of the sentence: what they are of the item, if anything, and the ids of all that was read from them."""

    text: str
    layers: tuple[Layer, ...]
    ids: tuple[str, ...]


class TypeChoice(msgspec.Struct, frozen=True):
    """A type with its modes, and what it means in the language of the reader."""

    type: str
    modes: tuple[str, ...]
    told: str


class Card(msgspec.Struct, frozen=True):
    """An item in its article. `values` stand in the form; `seen` is the number of the last decision, 0 for none.

    `before` and `behind` are the words around its sentence.
    """

    entry: Entry
    item: Event | Statement
    seen: int
    sentence: list[Words]
    before: str
    behind: str
    values: Values
    people: list[Choice]
    places: list[Choice]
    times: list[Choice]

    @property
    def is_event(self) -> bool:
        """Whether it is an event, and no statement."""
        return isinstance(self.item, Event)

    def types(self, language: str) -> list[TypeChoice]:
        """The types to choose from, in the codebook's order."""
        return [_type(code, language) for code in codebook().types]

    def words(self, choices: list[Choice], value: str) -> str:
        """The words of what was chosen."""
        return next((choice.words for choice in choices if choice.value == value), value)

    def marks(self, value: str) -> str:
        """The ids of the words in the sentence that stand for an entity."""
        return next((choice.marks for choice in self.people if choice.value == value), "")


def card(store: Store, target: str, values: Values | None = None) -> Card:
    """The card of an event or statement, 404 where the store has none; `values` are kept from a form sent before."""
    try:
        found = entry(store, id_of("ar", article_of(store.connection, target)), [], [])
        items: list[Event | Statement] = [*found.record.events, *found.record.statements]
        item = next(item for item in items if item.id == target)
    except (InputError, KeyError, StopIteration):
        raise Refused(404, "refusal.not_here", name=target) from None
    return card_of(found, item, last_decision(store.connection, target), values)


def card_of(found: Entry, item: Event | Statement, seen: int, values: Values | None = None) -> Card:
    """The card of an item of an entry that is at hand."""
    before, behind = _around(found, item)
    own = _own(item)
    return Card(
        entry=found,
        item=item,
        seen=seen,
        sentence=[_words(piece, own) for piece in marked_pieces(found.record, item.sentence)],
        before=before,
        behind=behind,
        values=values or stands(found, item),
        people=people(found, item),
        places=places(found, item),
        times=times(found),
    )


def last_decision(connection: sqlite3.Connection, target: str) -> int:
    """The number of the last decision on an item, 0 where there is none."""
    number: int = connection.execute("SELECT coalesce(max(id), 0) FROM review WHERE target = ?", (target,)).fetchone()[
        0
    ]
    return number


def _words(piece: Piece, own: set[str]) -> Words:
    kinds = {layer for identity in piece.ids if identity in own for layer in LAYERS[identity[:2]]}
    return Words(piece.text, tuple(layer for layer in piece.layers if layer in kinds), piece.ids)


def _own(item: Event | Statement) -> set[str]:
    """The ids whose words belong to the item."""
    arguments = (
        [*item.actors, *item.recipients]
        if isinstance(item, Event)
        else [one for one in (item.speaker, item.addressee) if one]
    )
    more = [item.time, item.place] if isinstance(item, Event) else [item.time]
    return {item.id, *(argument.mention for argument in arguments), *filter(None, more)}


def _around(found: Entry, item: Event | Statement) -> tuple[str, str]:
    """The words of the block before and behind the sentence, cut at a blank where they are many."""
    text, start, end = found.record.article.text, item.sentence.start, item.sentence.end
    block = next(
        (block.span for block in found.record.article.blocks if block.span.start <= start < block.span.end),
        item.sentence,
    )
    before, behind = text[max(block.start, start - AROUND) : start], text[end : min(block.end, end + AROUND)]
    if start - AROUND > block.start:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < block.end:
        behind = f"{behind.rpartition(' ')[0]} …"
    return before, behind


def _type(code: Code, language: str) -> TypeChoice:
    return TypeChoice(code.type, tuple(code.modes), type_page(code.type).definition.in_language(language))
