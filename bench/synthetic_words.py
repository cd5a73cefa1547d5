"""The words of a copy of the example world: other names, other words, other numbers, other weeks.

Everything is drawn from a hash of seed, copy and word, so a word becomes the same word wherever it stands in a copy,
and copies need no tables in memory.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from lansir.words.catalogue import messages

__all__ = ["CopyWords", "Lexicon", "Text", "lexicon", "shifted"]

LANGUAGES = ("en", "id")
WORD = re.compile(r"[^\W\d_]+")
CHUNK = re.compile(r"[^aeiou]{0,2}[aeiou]")
SHORTEST, LONGEST = 5, 10
"""Letters from which on words are replaced, and from which on all lengths are one class."""
KEPT = 0.15
"""Share of words that a copy keeps."""
PARTS = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)|-W(\d\d)|-(\d\d)(?!\d))?(?![\d-])")
DAYS_OF_WEEK = 7


class Text(NamedTuple):
    """A text that words are taken from: its language, its words, and the names in it that no table knows."""

    language: str
    text: str
    names: Sequence[str]


class Lexicon(msgspec.Struct, frozen=True):
    """What names and words are drawn from.

    `names` are the words of invented names, in lower case; `chunks` their syllables; `words` the other words by
    language and length; `outlets` the names of outlets and their initials, each with the full name.
    """

    names: frozenset[str]
    chunks: tuple[str, ...]
    words: Mapping[tuple[str, int], tuple[str, ...]]
    outlets: Mapping[str, str]


def lexicon(texts: Iterable[Text], outlets: Iterable[str]) -> Lexicon:
    """The lexicon of some texts; a word of a name that also stands in lower case is a plain word."""
    plain: dict[tuple[str, int], set[str]] = defaultdict(set)
    named: set[str] = set()
    for text in texts:
        for word in filter(str.islower, WORD.findall(text.text)):
            plain[text.language, min(len(word), LONGEST)].add(word)
        named |= {word for name in text.names for word in WORD.findall(name) if word[0].isupper()}
    lower = {word for words in plain.values() for word in words}
    names = frozenset(word.lower() for word in named if len(word) > 1) - lower - _calendar()
    return Lexicon(
        names=names,
        chunks=tuple(sorted({chunk for name in names for chunk in CHUNK.findall(name)})),
        words={key: tuple(sorted(words)) for key, words in plain.items() if key[1] >= SHORTEST},
        outlets={form: name for name in sorted(set(outlets)) for form in (name, _initials(name)) if len(form) > 2},
    )


class CopyWords:
    """How a copy of the world says things; `group` is the number of its set of outlets, which other copies share."""

    def __init__(self, lexicon: Lexicon, seed: int, copy: int, group: int, weeks: int) -> None:
        """Copy number `copy`, with everything `weeks` later."""
        self.lexicon = lexicon
        self.days = weeks * DAYS_OF_WEEK
        self.factor = 1 + _draw(f"{seed}/{copy}/factor") % 9
        self._key, self._group = f"{seed}/{copy}", f"{seed}/group/{group}"

    def word(self, word: str, language: str) -> str:
        """A name or word as the copy has it, in the same case."""
        lower = word.lower()
        if lower in self.lexicon.names:
            return _cased(self._name(self._key, lower), word)
        candidates = self.lexicon.words.get((language, min(len(lower), LONGEST)))
        if not candidates or lower in _calendar():
            return word
        drawn = _draw(f"{self._key}/{language}/{lower}")
        if drawn % 1000 < KEPT * 1000:
            return word
        return _cased(candidates[drawn // 1000 % len(candidates)], word)

    def words(self, text: str, language: str) -> str:
        """All words of a text that stands alone, as a name or a title."""
        if text in self.lexicon.outlets:
            return self.outlet(text)
        return WORD.sub(lambda found: self.word(found[0], language), text)

    def outlet(self, name: str) -> str:
        """An outlet's name or its initials, as the outlets of the copy are called."""
        full = self.lexicon.outlets.get(name)
        if full is None:
            return name
        called = " ".join(_cased(self._name(self._group, word), word) for word in full.split())
        return called if name == full else _initials(called)

    def number(self, figure: str) -> str:
        """A whole number in digits, with the separators of thousands that it had."""
        digits = re.sub(r"\D", "", figure)
        separator = next((sign for sign in figure if not sign.isdigit()), "")
        return f"{int(digits) * self.factor:,}".replace(",", separator)

    def country(self, name: str, countries: Sequence[str]) -> str:
        """The country of a name: one of three that the copy is about, some countries much oftener than others."""
        which = _draw(f"{self._key}/country/{_draw(f'{self._key}/{name}') % 3}") / 2**64
        return countries[int(which**3 * len(countries))]

    def _name(self, key: str, word: str) -> str:
        drawn, chunks = _draw(f"{key}/name/{word.lower()}"), self.lexicon.chunks
        name = ""
        for _ in range(2 + drawn % 2):
            drawn, chosen = divmod(drawn, len(chunks))
            name += chunks[chosen]
        return name


def shifted(value: str, days: int) -> str:
    """An ISO 8601 value with all its days, weeks, months and years so many days later; durations stay."""
    return PARTS.sub(lambda found: _shifted(found, days), value) if not value.startswith("P") else value


def _shifted(found: re.Match[str], days: int) -> str:
    year, month, day, week, only_month = found.groups()
    later = timedelta(days=days)
    if day:
        return (date(int(year), int(month), int(day)) + later).isoformat()
    if week:
        moved = (date.fromisocalendar(int(year), int(week), 1) + later).isocalendar()
        return f"{moved.year:04d}-W{moved.week:02d}"
    if only_month:
        return (date(int(year), int(only_month), 15) + later).isoformat()[: len("2031-03")]
    return f"{(date(int(year), 7, 1) + later).year:04d}"


@cache
def _calendar() -> frozenset[str]:
    """Names of months and days, which stay."""
    every = [messages(language) for language in LANGUAGES]
    return frozenset(name.lower() for words in every for name in (*words.months, *words.weekdays))


def _initials(name: str) -> str:
    return "".join(re.findall(r"\b[A-Z]", name))


def _cased(word: str, like: str) -> str:
    """The word in the case of another: SURYA, Surya, surya."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _draw(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
