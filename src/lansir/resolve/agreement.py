"""Whether words can stand for the same one or ones: man or woman, one or several, people or things."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from lansir.lang import language as language_of
from lansir.resolve.gazetteer import fold
from lansir.resolve.mentions import MentionWords
from lansir.resolve.relations import begins_with, relations

__all__ = ["Agreement", "GivenNames", "agreement_of", "given_names"]

Gender = Literal["man", "woman"]
LONGEST = 12
"""Words of a mention that are looked at."""


class GivenNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/given_names.yaml`: first names, in small letters, that tell whether somebody is a man or a woman."""

    men: frozenset[str]
    women: frozenset[str]


class Agreement(msgspec.Struct, frozen=True):
    """What words tell of that; None where they do not. `several` is of people, for a state may be "they"."""

    gender: Gender | None = None
    several: bool | None = None

    def with_one(self, other: "Agreement") -> "Agreement":
        """The two together; what is known first stays."""
        return Agreement(
            self.gender if self.gender is not None else other.gender,
            self.several if self.several is not None else other.several,
        )

    def contradicts(self, other: "Agreement") -> bool:
        """Whether both know, and know different things."""
        gender = self.gender is not None and other.gender is not None and self.gender != other.gender
        number = self.several is not None and other.several is not None and self.several != other.several
        return gender or number


@cache
def given_names() -> GivenNames:
    """The first names, loaded once."""
    path = files("lansir.resolve").joinpath("data/given_names.yaml")
    return msgspec.yaml.decode(path.read_bytes(), type=GivenNames)


def agreement_of(mention: MentionWords, language: str) -> Agreement:
    """What the words of a mention tell: pronoun, title, first name, plural."""
    pronoun = mention.title.pronoun
    if pronoun:
        return Agreement(language_of(language).genders.get(pronoun), {"they": True, "we": None}.get(pronoun, False))
    if mention.found.type != "PER":
        return Agreement()
    one = mention.kind == "name" or begins_with(mention.words, relations(language).single)
    several = True if mention.title.plural else False if one else None
    return Agreement(_gender(mention, language), several)


def _gender(mention: MentionWords, language: str) -> Gender | None:
    """By the last word that tells in front of the name ("the president's wife"), else by the first name."""
    words = fold(mention.words).split()[:LONGEST]
    first = fold(mention.name).split()[:1] if mention.kind == "name" else []
    before = words[: words.index(first[0])] if first and first[0] in words else words
    told = [gender for word in before if (gender := _of_title(word, language))]
    if told:
        return told[-1]
    if len(fold(mention.name).split()) < 2 or not first:
        return None
    return "man" if first[0] in given_names().men else "woman" if first[0] in given_names().women else None


def _of_title(word: str, language: str) -> Gender | None:
    listed = relations(language)
    return "man" if word in listed.men else "woman" if word in listed.women else None
