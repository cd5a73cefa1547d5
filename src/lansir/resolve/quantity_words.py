"""The words of a text as quantities see them: numbers, words and marks, and the phrases that stand around numbers."""

import re
from functools import cache
from typing import NamedTuple

from lansir.resolve.number_words import NumberWords, number_words

__all__ = ["Line", "Word", "split"]

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<glued>(?:k|m|bn|mn|tn|rb|jt|km|km2|m2|cm|mm|kg|mg|g|ha|mw|gw|sr)\b)?"
    r"|(?P<word>(?:[^\W\d_]{1,3}(?=[$€£¥]))?[$€£¥]|°[cf]\b|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’./][^\W\d_]+)*(?:-[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
PHRASES = (
    "money_before", "money_after", "measures", "measures_of", "after", "unit_before", "one_unit", "fractions",
    "loose_fractions", "multiples",
)  # fmt: skip
OPENING = frozenset((
    "bound", "money_before", "unit_before", "vague", "fractions", "loose_fractions", "zero", "nobody", "one_unit",
    "multiples",
))  # fmt: skip
LISTS = {"percent": "percent", "points": "percentage point"}


class Word(NamedTuple):
    """A number, word or mark (its kind), as written and in lower case, with its offsets."""

    kind: str
    text: str
    low: str
    start: int
    end: int


class Line(NamedTuple):
    """A text as words, with the places at which a time expression begins; `titled` if most words begin large."""

    text: str
    words: list[Word]
    language: str
    times: frozenset[int]
    titled: bool

    @classmethod
    def of(cls, text: str, language: str, times: frozenset[int] = frozenset()) -> "Line":
        """The words of a text in a language."""
        words = split(text, language)
        letters = [word.text[0].isupper() for word in words if word.kind == "word" and len(word.text) > 3]
        return cls(text, words, language, times, len(letters) > 1 and 4 * sum(letters) > 3 * len(letters))

    @property
    def table(self) -> NumberWords:
        """The number words of its language."""
        return number_words(self.language)

    def low(self, place: int) -> str:
        """The word at a place in lower case; empty outside the text."""
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def kind(self, place: int) -> str:
        """number, word or mark; empty outside the text."""
        return self.words[place].kind if 0 <= place < len(self.words) else ""

    def glued(self, place: int) -> bool:
        """Whether nothing stands between a word and the one before it."""
        return 0 < place < len(self.words) and self.words[place - 1].end == self.words[place].start

    def hyphen(self, place: int) -> bool:
        """Whether a hyphen at this place joins the words at its sides ("10-day")."""
        return self.low(place) == "-" and self.glued(place) and self.glued(place + 1)

    def openings(self) -> list[int]:
        """The places at which a quantity can begin."""
        openers = _openers(self.language)
        return [place for place, word in enumerate(self.words) if word.kind == "number" or word.low in openers]

    def phrase(self, place: int, name: str) -> tuple[str, int] | None:
        """The meaning of the longest phrase of a class at a place, and how many words it has."""
        if not 0 <= place < len(self.words):
            return None
        for key, kind, value in _phrases(self.language).get(self.words[place].low, ()):
            if kind == name and tuple(word.low for word in self.words[place : place + len(key)]) == key:
                return value, len(key)
        return None

    def said(self, first: int, last: int) -> str:
        """The words from a place to another as written."""
        return self.text[self.words[first].start : self.words[last - 1].end]


def split(text: str, language: str) -> list[Word]:
    """The words of a text in order.

    A unit or scale that touches its number ("40km", "$2m") is a word of its own, and so are the numbers that begin a
    word with hyphens ("two-hour", "dua-tiga"); other such words stay whole.
    """
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        if match["glued"]:
            cut = match.start("glued")
            words.append(Word("number", match["number"], match["number"], match.start(), cut))
            words.append(Word("word", match["glued"], match["glued"].lower(), cut, match.end()))
        elif match["word"] and "-" in match["word"]:
            words += _pieces(match["word"], match.start(), language)
        else:
            words.append(_word(match.lastgroup or "", match.group(), match.start()))
    return words


def _word(kind: str, text: str, start: int) -> Word:
    return Word(kind, text, text.lower(), start, start + len(text))


def _pieces(word: str, start: int, language: str) -> list[Word]:
    """The number words that begin a word with hyphens, each on its own, and what is left of it as one word."""
    pieces, found = word.split("-"), list[Word]()
    leading = next((k for k, piece in enumerate(pieces) if piece.lower() not in _numerals(language)), len(pieces) - 1)
    for piece in pieces[:leading]:
        found += [_word("word", piece, start), _word("mark", "-", start + len(piece))]
        start += len(piece) + 1
    return [*found, _word("word", "-".join(pieces[leading:]), start)]


@cache
def _numerals(language: str) -> frozenset[str]:
    words = number_words(language)
    return frozenset((*words.add, *words.whole, *words.times, *words.scales))


@cache
def _openers(language: str) -> frozenset[str]:
    """The words with which a quantity that has no digits at its front can begin."""
    words = number_words(language)
    opening = {first for first, rows in _phrases(language).items() if any(kind in OPENING for _, kind, _ in rows)}
    return frozenset(opening.union(words.add, words.whole, words.articles, words.between, words.minus))


@cache
def _phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word -> phrases that begin with it, the longest first, with their class and meaning."""
    words, rows = number_words(language), list[tuple[tuple[str, ...], str, str]]()
    for name, phrases in words.bounds.items():
        rows += [(_key(phrase, language), "bound", name) for phrase in phrases]
    for name in PHRASES:
        rows += [(_key(phrase, language), name, str(value)) for phrase, value in getattr(words, name).items()]
    for name, meaning in LISTS.items():
        rows += [(_key(phrase, language), name, meaning) for phrase in getattr(words, name)]
    for name in ("to", "fillers", "and_half", "zero", "nobody", "of"):
        rows += [(_key(phrase, language), name, phrase) for phrase in getattr(words, name)]
    rows += [(_key(phrase, language), "vague", phrase) for phrase in (*words.vague, *words.some)]
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in sorted(rows, key=lambda row: -len(row[0])):
        table.setdefault(row[0][0], []).append(row)
    return table


def _key(phrase: str, language: str) -> tuple[str, ...]:
    return tuple(word.low for word in split(phrase, language))
