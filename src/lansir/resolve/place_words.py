"""Takes words of a place apart: prepositions, directions and generic words around a name ("wilayah selatan Israel")."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from lansir.lang import codes, table
from lansir.resolve.gazetteer import fold

__all__ = ["Generic", "PlaceWords", "Reading", "place_words", "readings", "split_apart"]

Means = Literal["city", "admin1", "regency", "country", "same", "local", "site", "named", "near", "mission"]
AROUND = ("local", "site", "named", "near", "mission")

LONGEST_TOKENS = 24
"""Tokens of a place that are read; the longest of real articles has 12."""

_BRACKETS = re.compile(r"\([^()]{0,80}\)")


class Generic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A generic word beside a name: what sort of place it means, and how the whole is called in English.

    `country` (alpha-3) where only that country has such places ("kecamatan").
    """

    means: Means
    english: str = "{}"
    country: str | None = None


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<iso>/places.yaml`; see the comment there."""

    prepositions: list[str]
    joiners: list[str]
    connectors: list[str]
    determiners: list[str]
    back: list[str]
    directions: dict[str, str]
    parts: list[str]
    leading: dict[str, Generic]
    trailing: dict[str, Generic]
    locatives: list[str]
    facilities: list[str]
    behind_titles: list[str]
    home: str | None = None


class Lists(NamedTuple):
    """`PlaceWords` folded for comparison."""

    prepositions: frozenset[str]
    joiners: frozenset[str]
    connectors: frozenset[str]
    determiners: frozenset[str]
    back: frozenset[str]
    directions: dict[str, str]
    parts: frozenset[str]
    leading: dict[str, Generic]
    trailing: dict[str, Generic]
    locatives: frozenset[str]
    facilities: frozenset[str]
    behind_titles: frozenset[str]


class Reading(NamedTuple):
    """What is left of the words after some were taken off.

    `kind` is the class that a generic word asks for, `generic` whether all that is left is one, `around` the relation
    to the place named (site, local, named, near, mission), `direction` the part of it that is meant, `english` the
    frame for the English name, `country` the only one that has such places.
    """

    tokens: tuple[str, ...]
    kind: str | None = None
    around: str | None = None
    direction: str | None = None
    english: str = "{}"
    generic: bool = False
    country: str | None = None

    @property
    def words(self) -> str:
        """The tokens as one string."""
        return " ".join(self.tokens)


@cache
def place_words(language: str) -> Lists:
    """The lists of a language; those of all languages together where it has no folder."""
    known = [language] if language in codes() else codes()
    read = [table(code, "places", PlaceWords) for code in known]

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(word) or word for lists in read for word in getattr(lists, name))

    def phrases(name: str) -> dict[str, Generic]:
        return {fold(word): generic for lists in read for word, generic in getattr(lists, name).items()}

    return Lists(
        prepositions=words("prepositions"),
        joiners=words("joiners"),
        connectors=words("connectors"),
        determiners=words("determiners"),
        back=words("back"),
        directions={fold(word): english for lists in read for word, english in lists.directions.items()},
        parts=words("parts"),
        leading=phrases("leading"),
        trailing=phrases("trailing"),
        locatives=words("locatives"),
        facilities=words("facilities"),
        behind_titles=words("behind_titles"),
    )


def readings(words: str, language: str) -> Iterator[Reading]:
    """The words as they stand, then with more and more taken off; the last may be without tokens: all was generic."""
    lists = place_words(language)
    reading = Reading(tuple(_BRACKETS.sub(" ", words[:2000]).split()[:LONGEST_TOKENS]))
    while True:
        whole = fold(reading.words)
        yield reading._replace(generic=whole in lists.leading or whole in lists.trailing)
        taken = _take_off(reading, lists)
        if taken is None or not reading.tokens:
            return
        reading = taken


def split_apart(tokens: Sequence[str], marks: frozenset[str]) -> list[tuple[str, ...]]:
    """The tokens between marks (whole tokens such as "dan", or a dash), without empty pieces."""
    pieces: list[list[str]] = [[]]
    for token in tokens:
        if (fold(token) or token) in marks:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [tuple(piece) for piece in pieces if piece]


def _take_off(reading: Reading, lists: Lists) -> Reading | None:
    """One more word or phrase off, from the outside in; None where nothing more can go."""
    tokens = reading.tokens
    if not tokens or (len(tokens) == 1 and not _is_generic(tokens[0], lists)):
        return None
    folded = [fold(token) for token in tokens]
    if folded[0] in lists.prepositions or not folded[0]:
        return reading._replace(tokens=tokens[1:])
    if folded[-1] in lists.determiners or not folded[-1]:
        return reading._replace(tokens=tokens[:-1])
    return (
        _direction_before(reading, folded, lists)
        or _leading(reading, folded, lists)
        or _trailing(reading, folded, lists)
        or _direction_behind(reading, folded, lists)
    )


def _is_generic(token: str, lists: Lists) -> bool:
    word = fold(token)
    return word in lists.leading or word in lists.trailing or word in lists.prepositions or not word


def _leading(reading: Reading, folded: list[str], lists: Lists) -> Reading | None:
    for length in range(min(4, len(folded)), 0, -1):
        if generic := lists.leading.get(" ".join(folded[:length])):
            return _framed(reading, reading.tokens[length:], generic)
    return None


def _trailing(reading: Reading, folded: list[str], lists: Lists) -> Reading | None:
    for length in range(min(4, len(folded)), 0, -1):
        if generic := lists.trailing.get(" ".join(folded[-length:])):
            return _framed(reading, reading.tokens[:-length], generic)
    return None


def _framed(reading: Reading, rest: tuple[str, ...], generic: Generic) -> Reading:
    """The reading with a generic word taken off: the first relation counts, the last class."""
    english = reading.english.replace("{}", generic.english)
    country = generic.country or reading.country
    if generic.means in AROUND:
        around = reading.around or generic.means
        return reading._replace(tokens=rest, around=around, english=english, country=country)
    kind = reading.kind if generic.means == "same" else generic.means
    return reading._replace(tokens=rest, kind=kind, english=english, country=country)


def _direction_before(reading: Reading, folded: list[str], lists: Lists) -> Reading | None:
    """ "bagian utara Suriah", "northern Syria", "the north of Syria"."""
    start = 0
    while start < len(folded) and folded[start] in lists.parts:
        start += 1
    for length in (2, 1):
        direction = lists.directions.get(" ".join(folded[start : start + length]))
        if direction and start + length < len(folded):
            rest = reading.tokens[start + length :]
            while len(rest) > 1 and fold(rest[0]) in lists.parts:
                rest = rest[1:]
            if len(rest) > 2 and fold(" ".join(rest[:2])) in lists.parts:
                rest = rest[2:]
            return _directed(reading, rest, direction)
    return None


def _direction_behind(reading: Reading, folded: list[str], lists: Lists) -> Reading | None:
    """ "Suriah utara", "Kongo bagian timur"."""
    for length in (2, 1):
        direction = lists.directions.get(" ".join(folded[-length:]))
        if direction and length < len(folded):
            rest = reading.tokens[:-length]
            while len(rest) > 1 and fold(rest[-1]) in lists.parts:
                rest = rest[:-1]
            return _called(reading, rest, direction) or _directed(reading, rest, direction)
    return None


def _called(reading: Reading, rest: tuple[str, ...], direction: str) -> Reading | None:
    """ "Kowloon West": an English direction with a capital behind a name belongs to it."""
    last = reading.tokens[-1]
    if not last[:1].isupper() or not direction.startswith(last.casefold()):
        return None
    english = reading.english.replace("{}", f"{{}} {last}")
    return reading._replace(tokens=rest, direction=direction, english=english)


def _directed(reading: Reading, rest: tuple[str, ...], direction: str) -> Reading:
    return reading._replace(
        tokens=rest, direction=direction, english=reading.english.replace("{}", f"{direction} {{}}")
    )
