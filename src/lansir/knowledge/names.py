"""How a name is compared, and the index that finds names in words.

Case, diacritics, punctuation and spacing do not count, with one exception: names of up to three capitals ("AS", "US",
"MA") are ordinary words in small letters, so they match capitals only.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Generic, NamedTuple, TypeVar

from lansir.errors import DataFileError

__all__ = ["EVERY_LANGUAGE", "NameIndex", "Run", "Token", "apart", "indexed", "key_of", "rows", "tokens"]

EVERY_LANGUAGE = "mul"
ACRONYM_LENGTH = 3
WORD = re.compile(r"[\w.'’‘ʼ`´]+")
INNER = str.maketrans("", "", ".'’‘ʼ`´_")
Subject = TypeVar("Subject")


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of `knowledge/NAME.tsv`, without comments; DataFileError where a row has not that many columns."""
    lines = (files(__package__) / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    table = [(number, tuple(line.split("\t"))) for number, line in enumerate(lines, 1) if line and line[0] != "#"]
    for number, row in table:
        if len(row) != columns:
            raise DataFileError(f"knowledge/{name}.tsv line {number}: {len(row)} columns, {columns} expected")
    return tuple(row for _, row in table)


class Token(NamedTuple):
    """A word as compared (`key`), and how it was written: all in capitals, or with a capital or digit in front."""

    key: str
    upper: bool
    capital: bool


class Run(NamedTuple, Generic[Subject]):
    """A name found in words, from token `start` up to but without token `end`."""

    start: int
    end: int
    subjects: list[Subject]


@cache
def letters() -> dict[int, str]:
    """Latin letters that Unicode does not take apart, such as "ø", with what they are compared as."""
    return {ord(letter): plain for letter, plain in rows("letters", 2)}


def plain(word: str) -> str:
    """The word in small letters without diacritics."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").translate(letters())


def tokens(words: str) -> list[Token]:
    """The words as compared, in order; "Israel's" and "U.S." become "israel" and "us", "al-Assad" becomes two."""
    found = []
    for raw in WORD.findall(words if words.isascii() else unicodedata.normalize("NFKC", words)):
        bare = raw.strip(".'’‘ʼ`´_")
        if bare[-2:] in ("'s", "’s"):
            bare = bare[:-2]
        bare = bare.translate(INNER)
        if bare:
            found.append(Token(plain(bare), bare.isupper(), not bare[0].islower()))
    return found


def key_of(found: list[Token]) -> str:
    """The tokens as one string, by which names are the same or not."""
    return " ".join([token.key for token in found])


def indexed(name: str) -> tuple[str, int, bool]:
    """The key of a name, the number of its tokens, and whether it is an acronym that only capitals match."""
    words = name.split()
    together = "".join(words)
    # Most names of the tables are plain words, and indexing them is most of the time that loading takes.
    if together.isascii() and together.isalnum():
        return " ".join(words).lower(), len(words), len(words) == 1 and is_acronym(together, together.isupper())
    found = tokens(name)
    return key_of(found), len(found), len(found) == 1 and is_acronym(found[0].key, found[0].upper)


def is_acronym(word: str, upper: bool) -> bool:
    """Whether the word, which is all in capitals or not, is matched by capitals only."""
    return upper and len(word) <= ACRONYM_LENGTH


class NameIndex(Generic[Subject]):
    """Finds names of a language in tokens.

    A name of one word belongs to its own language; a longer one, and one of no particular language (`mul`), is found in
    the words of every language, as papers borrow such names.
    """

    def __init__(self, names: Iterable[tuple[str, str, Subject]]) -> None:
        """Index (language, name, subject) triples."""
        self.common: dict[str, list[tuple[bool, Subject]]] = {}
        self.own: dict[str, dict[str, list[tuple[bool, Subject]]]] = {}
        self.longest = 0
        for language, name, subject in names:
            key, length, acronym = indexed(name)
            single = length == 1 and language != EVERY_LANGUAGE
            table = self.own.setdefault(language, {}) if single else self.common
            table.setdefault(key, []).append((acronym, subject))
            self.longest = max(self.longest, length)

    def exact(self, found: list[Token], language: str, capitals: bool = False) -> list[Subject]:
        """What these tokens as a whole name; `capitals` asks for a capital in front of a name of one word."""
        key = key_of(found)
        senses = self.own.get(language, {}).get(key, []) + self.common.get(key, [])
        if len(found) != 1:
            return [subject for _, subject in senses]
        if capitals and not found[0].capital:
            return []
        return [subject for acronym, subject in senses if found[0].upper or not acronym]

    def runs(self, found: list[Token], language: str) -> list[Run[Subject]]:
        """Every run of tokens that is a name; takes time in proportion to the number of tokens."""
        spans = (
            (start, end)
            for start in range(len(found))
            for end in range(start + 1, min(len(found), start + self.longest) + 1)
        )
        named = (Run(start, end, self.exact(found[start:end], language, capitals=True)) for start, end in spans)
        return [run for run in named if run.subjects]


def apart(runs: Iterable[Run[Subject]]) -> list[Run[Subject]]:
    """Those runs that do not overlap, the longest chosen first, in the order of the words."""
    taken: set[int] = set()
    chosen = []
    for run in sorted(runs, key=lambda run: run.start - run.end):
        if taken.isdisjoint(range(run.start, run.end)):
            taken.update(range(run.start, run.end))
            chosen.append(run)
    return sorted(chosen, key=lambda run: run.start)
