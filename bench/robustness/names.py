"""Persons by other names: every word of a person's name becomes a word of another name, wherever it stands.

So full and short forms change together, and two persons of one family stay so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from random import Random

import msgspec

from bench.robustness.subject import WORD, Change, Changed, Named, Subject, changed, table, whole_words

__all__ = ["NameTable", "Region", "name_changes", "name_words", "renamed"]

LEAST = 3
"""Letters of a word that is believed to be a name's: an initial stays."""


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First and family names of a part of the world."""

    women: list[str]
    men: list[str]
    family: list[str]


class NameTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `names.yaml`."""

    regions: dict[str, Region]
    particles: frozenset[str]


def name_changes() -> Iterator[Change]:
    """One change a region."""
    for region in table("names", NameTable).regions:
        yield Change(f"names: {region}", partial(_renamed, region=region))


def _renamed(subject: Subject, chance: Random, *, region: str) -> Changed | None:
    return changed(subject, whole_words(subject.text, renamed(subject, chance, region)))


def renamed(subject: Subject, chance: Random, region: str, gender: str = "") -> dict[str, str]:
    """Word of a name -> word of the other name; `gender` is that of the new names, by default that of the person."""
    names = table("names", NameTable).regions[region]
    sources = {"woman": _drawn(names.women, chance), "man": _drawn(names.men, chance)}
    family = _drawn(names.family, chance)
    found: dict[str, str] = {}
    for person in subject.people:
        words = name_words(person, subject)
        kind = gender or person.gender or chance.choice(("man", "woman"))
        for place, word in enumerate(words):
            source = sources[kind] if place == 0 and len(words) > 1 else family
            if word not in found and (fresh := next(source, None)):
                found[word] = fresh
    return _without_clashes(found)


def name_words(person: Named, subject: Subject) -> list[str]:
    """The words of a person's name that are the name's alone in this article."""
    words = [word for word in WORD.findall(person.name) if word[:1].isupper() and len(word) >= LEAST]
    particles, taken = table("names", NameTable).particles, _words_of_others(subject)
    return [word for word in words if word not in particles and word not in taken and not _is_a_word(word, subject)]


def _words_of_others(subject: Subject) -> set[str]:
    return {word for name in subject.names for word in WORD.findall(name)}


def _is_a_word(word: str, subject: Subject) -> bool:
    """Whether the article writes it small somewhere: "Bush" and "bush"."""
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", subject.text) is not None


def _drawn(names: Sequence[str], chance: Random) -> Iterator[str]:
    return iter(chance.sample(names, len(names)))


def _without_clashes(words: Mapping[str, str]) -> dict[str, str]:
    """Without words that would become a word that is somebody's already."""
    return {word: fresh for word, fresh in words.items() if fresh not in words}
