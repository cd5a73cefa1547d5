"""Where a person's names stand in a text, however they are written: case, diacritics, hyphens, slugs, handles.

A name of several words is found wherever its words stand one after the other and are no part of longer words ("Sari
Wijaya" in "sari-wijaya", "Wijaya, Sari" and "@sariwijaya", not in "Sari Wijayanto"). A name of one word may be an
ordinary word too: it is found with a capital letter, in addresses, and where it is all that there is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from lansir.forget.folding import Folded, fold

__all__ = ["Names", "Place", "words_of"]

WORD = re.compile(r"[^\W_]+")
GAP = r"(?:%20|[\s\-\u2010-\u2015_.+'’ʼ·])"
BETWEEN, LOOSELY = GAP + "{1,3}", GAP + "{0,3}"
JOINED = re.compile(r"['’ʼ-]")
ADDRESS = frozenset("/=@#")
"""Signs beside which a word in small letters is a name: "/suharto", "@suharto"."""
LETTERS = re.compile(r"[^\W_]*")
SPACE = re.compile(r"\s")
LONGEST = 40
"""Letters of a longer word that are looked at on either side."""
FEWEST = 2
"""Letters that a name of one word has at least."""


class Place(NamedTuple):
    """Where the letters of a name stand in a text; `whole` is false in longer words and in ordinary ones."""

    start: int
    end: int
    whole: bool


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in small plain letters."""
    return tuple(WORD.findall(fold(name)))


class Names(msgspec.Struct, frozen=True, dict=True):
    """Names that are looked for; `given` as they are written."""

    given: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """These names, without those of less than two letters."""
        return cls(frozenset(name for name in names if len("".join(words_of(name))) >= FEWEST))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.given)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names in small plain letters, their words parted by spaces."""
        return frozenset(" ".join(words_of(name)) for name in self.given)

    @cached_property
    def shortest(self) -> int:
        """How many characters a text has at least that one stands in; a character may be folded to two."""
        return min((len(key.replace(" ", "")) for key in self.keys), default=0) // 2

    @cached_property
    def _longest(self) -> frozenset[str]:
        """The longest word of each name: a text without any of them is done with at once."""
        return frozenset(max(key.split(), key=len) for key in self.keys)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways = sorted({way for name in self.given for way in _ways(name)}, key=lambda way: (-len(way), way))
        return re.compile("|".join(ways) if ways else r"(?!)")

    def places(self, text: str) -> Iterator[Place]:
        """Every place where the letters of a name stand, in text order; takes time in proportion to the text."""
        folded, alone = Folded(text), None
        if not any(word in folded.text for word in self._longest):
            return
        for match in self._pattern.finditer(folded.text):
            alone = SPACE.search(text) is None if alone is None else alone
            start, end = folded.span(match.start(), match.end())
            yield Place(start, end, self._is_whole(folded, match, start, alone))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names themselves stand."""
        return [(place.start, place.end) for place in self.places(text) if place.whole]

    def stand_in(self, text: str) -> bool:
        """Whether any of the names stands there."""
        return any(place.whole for place in self.places(text))

    def rest(self, text: str) -> Iterator[str]:
        """The longer or ordinary words that the letters of a name are in without being it."""
        for place in self.places(text):
            if not place.whole:
                before = LETTERS.match(text[max(0, place.start - LONGEST) : place.start][::-1])
                behind = LETTERS.match(text, place.end, place.end + LONGEST)
                yield text[place.start - (before.end() if before else 0) : behind.end() if behind else place.end]

    def _is_whole(self, folded: Folded, match: re.Match[str], start: int, alone: bool) -> bool:
        text = folded.text
        before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if before.isalnum() or behind.isalnum():
            return False
        if not match[0].isalnum() or match[0] not in self.keys:
            return True
        first = folded.given[start]
        if first.lower() == first.upper() or first != first.lower():
            return True
        return before in ADDRESS or alone


def _ways(name: str) -> Iterator[str]:
    """How a name is written, as patterns of folded text."""
    words = [re.escape(word) for word in words_of(name)]
    if len(words) == 1:
        yield words[0]
        return
    between = [LOOSELY if JOINED.fullmatch(gap) else BETWEEN for gap in _gaps(name)]
    yield words[0] + "".join(gap + word for gap, word in zip(between, words[1:], strict=True))
    yield rf"{words[-1]},\s{{0,2}}{BETWEEN.join(words[:-1])}"
    yield rf"(?<=[@#/=]){''.join(words)}"


def _gaps(name: str) -> list[str]:
    """What stands between the words of a name."""
    return WORD.split(fold(name))[1:-1]
