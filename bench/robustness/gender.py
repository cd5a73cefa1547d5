"""Women for men, and men for women: pronouns, titles, words for people, and first names.

The text is changed throughout, not for one person; family names stay.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from typing import Literal

import msgspec

from bench.robustness.names import NameTable, name_words
from bench.robustness.rewriting import Edit
from bench.robustness.subject import Change, Changed, Subject, changed, table, whole_words

__all__ = ["GenderTable", "GenderWords", "gender_changes"]

Gender = Literal["woman", "man"]
HER = re.compile(r"(?<!\w)(?:[Hh]er|HER)(?!\w)(?:\s+(\w+))?")
BEHIND = re.compile(r"\s+([A-Z]\w+)")


class Her(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What "her" becomes: `whom` before one of `whom_before` or no word, else `whose`."""

    whose: str
    whom: str
    whom_before: frozenset[str]


class GenderWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language: what a man's word becomes for a woman, and a woman's for a man."""

    woman: dict[str, str]
    man: dict[str, str]
    her: Her | None = None


class GenderTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `gender.yaml`."""

    en: GenderWords
    id: GenderWords
    before_a_name: dict[str, dict[str, str]]

    def words(self, language: str) -> GenderWords:
        """The words of a language, the Indonesian ones for any but English."""
        return self.en if language == "en" else self.id


def gender_changes() -> Iterator[Change]:
    """Both ways."""
    yield Change("gender: women for men", partial(_changed, gender="woman"))
    yield Change("gender: men for women", partial(_changed, gender="man"))


def _changed(subject: Subject, chance: Random, *, gender: Gender) -> Changed | None:
    listed = table("gender", GenderTable)
    words = listed.words(subject.language)
    edits = whole_words(subject.text, _in_all_cases(getattr(words, gender)))
    if gender == "man":
        edits += _her(subject, words.her) if words.her else []
        edits += _before_names(subject, listed.before_a_name.get(subject.language, {}))
    return changed(subject, [*edits, *whole_words(subject.text, _first_names(subject, chance, gender))])


def _her(subject: Subject, her: Her) -> Iterator[Edit]:
    for match in HER.finditer(subject.text):
        whom = match[1] is None or match[1].lower() in her.whom_before
        end = match.start() + len("her")
        yield Edit(match.start(), end, _in_case(her.whom if whom else her.whose, subject.text[match.start() : end]))


def _before_names(subject: Subject, words: Mapping[str, str]) -> list[Edit]:
    names = {word for person in subject.people for word in name_words(person, subject)}
    edits = whole_words(subject.text, _in_all_cases(words))
    return [e for e in edits if (behind := BEHIND.match(subject.text, e.end)) and behind[1] in names]


def _first_names(subject: Subject, chance: Random, gender: Gender) -> dict[str, str]:
    """First names of the persons that the article does not show to be of that gender -> others of the same region."""
    region = table("names", NameTable).regions["nusantara" if subject.language == "id" else "latin-america"]
    source = iter(chance.sample(region.women if gender == "woman" else region.men, len(region.men)))
    others = [person for person in subject.people if person.gender != gender]
    words = [found[0] for person in others if len(found := name_words(person, subject)) > 1]
    return {word: fresh for word, fresh in zip(dict.fromkeys(words), source, strict=False) if fresh not in words}


def _in_all_cases(words: Mapping[str, str]) -> dict[str, str]:
    pairs = [(word, other) for word, other in words.items()]
    return {_in_case(word, case): _in_case(other, case) for case in ("x", "Xx", "XX") for word, other in pairs}


def _in_case(word: str, like: str) -> str:
    """The word in small letters, with a capital, or in capitals, like another."""
    if like[:1].islower():
        return word
    return word.upper() if like.isupper() and len(like) > 1 else word[:1].upper() + word[1:]
