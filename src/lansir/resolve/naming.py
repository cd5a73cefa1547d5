"""How two names of one thing go together: the same, a short form, an abbreviation, with and without a class word."""

from collections.abc import Sequence
from typing import NamedTuple

from lansir.resolve.name_forms import (
    is_abbreviation_of,
    is_acronym,
    is_first_part_of,
    same_but_for_class,
    same_name,
)
from lansir.resolve.relations import class_words

__all__ = ["Naming", "are_types_of_one", "fit"]

COMPATIBLE = ({"ORG", "GPE"}, {"GPE", "LOC"}, {"ORG", "LOC"}, {"ORG", "PER"}, {"NORP", "PER"}, {"NORP", "ORG"})
LONGEST_INITIALS = 4


class Naming(NamedTuple):
    """A name as an article writes it: of what type, by which mention (its position), whether it is its main form."""

    name: str
    type: str
    mention: int
    main: bool = True


def are_types_of_one(one: str, other: str) -> bool:
    """Whether the model may give two mentions of one thing these two types."""
    return one == other or {one, other} in COMPATIBLE


def fit(name: str, kind: str, known: Naming, language: str) -> str | None:
    """How a name of a type goes with one already in the article, in words ("short form of"); None where it does not."""
    if not are_types_of_one(kind, known.type):
        return None
    if name.casefold() == known.name.casefold():
        return "same name as"
    if kind == known.type == "PER":
        return _person(name, known.name)
    if "ORG" in (kind, known.type) and (how := _abbreviation(name, known.name)):
        return how
    if kind == known.type and kind != "NORP" and same_but_for_class(name, known.name, class_words(language)):
        return "same name, apart from the word for what it is, as"
    return None


def _person(name: str, known: str) -> str | None:
    if same_name(name, known):
        return "short form of" if len(name) < len(known) else "full form of"
    if _are_initials(name, known):
        return "initials of"
    return "name in full of the initials" if _are_initials(known, name) else None


def _are_initials(short: str, long: str) -> bool:
    letters = "".join(letter for letter in short if letter.isalnum())
    fitting = len(letters) == len(long.split()) and len(letters) <= LONGEST_INITIALS
    return fitting and is_acronym(short) and is_abbreviation_of(short, long)


def _abbreviation(name: str, known: str) -> str | None:
    if is_abbreviation_of(name, known):
        return "abbreviation of"
    return "spelled-out form of" if is_abbreviation_of(known, name) else None


def head_of(name: str, known: Sequence[Naming], head_first: bool) -> Naming | None:
    """The one name of an organisation of which these words are the head; None where several are."""
    found = {
        naming.mention: naming
        for naming in known
        if naming.type == "ORG" and is_first_part_of(name, naming.name, head_first)
    }
    return next(iter(found.values())) if len(found) == 1 else None
