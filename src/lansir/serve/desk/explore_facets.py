"""The facets of Explore: how many have each value, with the addresses that take a value in or leave it out."""

from typing import NamedTuple

import msgspec

from lansir.query.facets import Facet, FacetValue
from lansir.query.language import Query
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.serve.desk.explore_asked import Asked, dropping, excluding, holding, including
from lansir.serve.desk.explore_words import ValueWords

__all__ = ["FIRST", "OTHERS", "Choice", "Group", "groups", "names_of"]

FIRST: dict[Kind, tuple[str, ...]] = {
    "events": ("type", "status", "actor", "recipient", "outlet"),
    "statements": ("speaker", "form", "type", "outlet"),
}
"""Those that stand open and are counted with every page."""
OTHERS: dict[Kind, tuple[str, ...]] = {
    "events": (
        "actor.country", "recipient.country", "actor.sector", "recipient.sector", "quad", "mode", "context", "place",
        "place.country", "speaker", "origin", "story", "language", "month", "year", "review",
    ),
    "statements": (
        "speaker.country", "speaker.sector", "anonymous", "source", "context", "origin", "story", "language", "month",
        "year", "review",
    ),
}  # fmt: skip
"""Those that are counted when they are opened."""
FARTHEST = 2_000
"""How many values are looked through for one that the query asks for and that is rare."""


class Choice(NamedTuple):
    """A value of a facet. `address` takes it in, or out again where it is `chosen`; `without` leaves it out."""

    value: str
    label: str
    gloss: str | None
    number: int
    chosen: bool
    address: str
    without: str


class Group(NamedTuple):
    """A facet: its name and title, and its choices, None where it was not counted yet."""

    name: str
    title: str
    choices: list[Choice] | None
    facet: Facet | None
    more: str
    open: bool


def names_of(asked: Asked) -> tuple[str, ...]:
    """The facets that are counted at once: the first ones, and those that the query asks for."""
    query = asked.query or Query()
    used = {term.field for term in query.terms}
    return (*FIRST[asked.kind], *(name for name in OTHERS[asked.kind] if name in used))


def groups(
    asked: Asked, selection: Selection, words: ValueWords, names: tuple[str, ...], *, limit: int, seconds: float
) -> list[Group]:
    """The facets of those names counted, then the others of the kind uncounted where several were asked for."""
    counted = selection.facets(names, limit, seconds=seconds)
    counted |= {one.name: _with_chosen(asked, selection, one, seconds) for one in counted.values()}
    found = [_group(asked, words, name, counted[name]) for name in names]
    if len(names) > 1:
        found += [_group(asked, words, name, None) for name in OTHERS[asked.kind] if name not in counted]
    return found


def _with_chosen(asked: Asked, selection: Selection, facet: Facet, seconds: float) -> Facet:
    """The facet with the counts of what the query asks for, however rare that is."""
    chosen = holding(asked.query or Query(), facet.field)
    if facet.name != facet.field or not chosen - {one.value for one in facet.values}:
        return facet
    every = selection.facets((facet.name,), FARTHEST, seconds=seconds)[facet.name]
    rare = [one for one in every.values[len(facet.values) :] if one.value in chosen]
    return msgspec.structs.replace(facet, values=[*facet.values, *rare])


def _group(asked: Asked, words: ValueWords, name: str, facet: Facet | None) -> Group:
    more = asked.address(path="/explore/values", view=asked.view, name=name)
    choices = None if facet is None else _choices(asked, words, facet)
    return Group(name, words.field(name), choices, facet, more, facet is not None)


def _choices(asked: Asked, words: ValueWords, facet: Facet) -> list[Choice]:
    query = asked.query or Query()
    chosen = holding(query, facet.field)
    shown = [_choice(asked, words, query, facet, value, value.value in chosen) for value in facet.values]
    counted = {value.value for value in facet.values}
    if facet.name != facet.field:
        return shown
    beside = [FacetValue(value, "", 0) for value in sorted(chosen - counted)]
    return [*(_choice(asked, words, query, facet, value, True) for value in beside), *shown]


def _choice(asked: Asked, words: ValueWords, query: Query, facet: Facet, value: FacetValue, chosen: bool) -> Choice:
    field = facet.field
    changed = dropping(query, field, value.value, excluded=False) if chosen else including(query, field, value.value)
    label = words.value(field, value.value, value.label or None)
    without = asked.address(excluding(query, field, value.value))
    gloss = words.gloss(field, value.value)
    return Choice(value.value, label, gloss, value.count, chosen, asked.address(changed), without)
