"""The words of a text as quantities see them: numbers, words and marks, and the phrases that stand around numbers."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from lansir.resolve.number_words import number_words

__all__ = ["Word", "phrase_at", "split"]

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<glued>(?:k|m|bn|mn|tn|rb|jt|km|kg|cm|ha|mw)\b)?"
    r"|(?P<word>(?:[^\W\d_]{1,3}(?=[$€£¥]))?[$€£¥]|[^\W\d_]+(?:['’./][^\W\d_]+)*(?:-[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A number, word or mark (its kind), as written and in lower case, with its offsets."""

    kind: str
    text: str
    low: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """The words of a text in order; a unit or scale that touches its number ("40km", "$2m") is a word of its own."""
    words = []
    for match in _TOKEN.finditer(text):
        if match["glued"]:
            cut = match.start("glued")
            words.append(Word("number", match["number"], match["number"], match.start(), cut))
            words.append(Word("word", match["glued"], match["glued"].lower(), cut, match.end()))
            continue
        words.append(Word(match.lastgroup or "", match.group(), match.group().lower(), match.start(), match.end()))
    return words


@cache
def _phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word -> phrases that begin with it, the longest first, with their class and meaning."""
    words, rows = number_words(language), list[tuple[tuple[str, ...], str, str]]()
    for name, phrases in words.bounds.items():
        rows += [(_key(phrase), "bound", name) for phrase in phrases]
    for name in ("money_before", "money_after", "measures", "after"):
        rows += [(_key(phrase), name, value) for phrase, value in getattr(words, name).items()]
    rows += [(_key(phrase), "percent", "percent") for phrase in words.percent]
    rows += [(_key(phrase), "range", phrase) for phrase in words.to]
    rows += [(_key(phrase), "vague", phrase) for phrase in (*words.vague, *words.some)]
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in sorted(rows, key=lambda row: -len(row[0])):
        table.setdefault(row[0][0], []).append(row)
    return table


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(word.low for word in split(phrase))


def phrase_at(words: Sequence[Word], place: int, name: str, language: str) -> tuple[str, int] | None:
    """The meaning of the longest phrase of a class at a place, and how many words it has."""
    if place >= len(words):
        return None
    for key, kind, value in _phrases(language).get(words[place].low, ()):
        if kind == name and tuple(word.low for word in words[place : place + len(key)]) == key:
            return value, len(key)
    return None
