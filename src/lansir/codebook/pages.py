"""What the codebook says in words: definitions, examples and the rules between neighbours. Read when asked for."""

from functools import cache
from typing import Literal, get_args

import msgspec

from lansir.codebook.tables import Language, Wording, read_table
from lansir.record import EventType, Status

__all__ = [
    "LANGUAGES",
    "Boundary",
    "Case",
    "ContextExamples",
    "Counterexample",
    "Example",
    "TypePage",
    "boundaries",
    "boundaries_of",
    "context_examples",
    "type_page",
]

LANGUAGES: tuple[Language, ...] = get_args(Language)
Instead = EventType | Literal["none"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with an event of the type; `trigger` are words of the sentence."""

    sentence: str
    trigger: str
    status: Status
    mode: str | None = None


class Counterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that looks like the type: the trigger is of the type `instead`, or no event; `why` says so."""

    sentence: str
    trigger: str
    instead: Instead
    why: str
    mode: str | None = None


class TypePage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type in words. `modes` defines each mode; `decision` settles a contradiction of the manual."""

    type: EventType
    definition: Wording
    is_not: Wording
    examples: dict[str, list[Example]]
    counterexamples: dict[str, list[Counterexample]]
    modes: dict[str, Wording] = {}
    decision: Wording | None = None


class ContextExamples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences of a context that do not name it."""

    context: str
    en: list[str]
    id: list[str]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that a rule decides."""

    sentence: str
    trigger: str
    type: EventType
    status: Status = "actual"
    mode: str | None = None


class Boundary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule between neighbouring types, with a case a language."""

    key: str
    between: list[EventType]
    rule: Wording
    cases: dict[str, Case]


@cache
def type_page(type: EventType) -> TypePage:
    """The words of a type; DataFileError where its file is missing or off."""
    return read_table(f"types/{type}", TypePage)


@cache
def context_examples() -> dict[str, ContextExamples]:
    """The examples of each context, by its name."""
    return {row.context: row for row in read_table("context_examples", list[ContextExamples])}


@cache
def boundaries() -> list[Boundary]:
    """All rules between neighbours."""
    return read_table("boundaries", list[Boundary])


def boundaries_of(type: EventType) -> list[Boundary]:
    """The rules in which a type takes part."""
    return [boundary for boundary in boundaries() if type in boundary.between]
