"""How something was found, or why it was not, told in the language of the labels: records say it in English.

`id/reasons.yaml` has what the code says in English, with names in braces for what varies, and the other language's
words for it. What stands for a name says its name: a number, another reason, a role, a term of the file, or words that
stay as they are. A reason of which a part has no words there is told as it is: in English.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import msgspec

from lansir.words.catalogue import messages
from lansir.words.loading import table
from lansir.words.roles import role_words
from lansir.words.templates import Template, template, values_of

__all__ = ["OPEN", "ReasonWords", "Reasons"]

Terms = Mapping[str, Mapping[str, str]]
NUMBERS = ("n", "m")
HOW, LIST, ROLE, QUOTED, CODE = "how", "list", "role", "quoted", "code"
OPEN = {"place": "land", "language": "language"}
"""Names for which a term may stand, or other words, which stay as they are."""
QUOTES = "\"'"
COUNTRY = re.compile("[A-Z]{3}")
BETWEEN, AMONG = "; ", ", "
"""What stands between the parts of a reason, and between those of a list within one."""
LONGEST = 4000
"""Characters of a reason that are looked at."""
MOST_PARTS = 40
MOST_TRIED = 2000
DEEPEST = 4
"""Reasons within reasons that are told in other words."""


class ReasonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: `patterns` from English, `terms` that may stand for names of theirs, `numbers`: signs in numbers."""

    numbers: dict[str, str]
    terms: dict[str, dict[str, str]]
    patterns: dict[str, str]


class Reasons:
    """The reasons of one language other than English; `known` are terms beside those of its file."""

    def __init__(self, language: str, known: Terms) -> None:
        """Read the file; DataFileError where it is missing or broken."""
        words = _words(language)
        self.language, self.templates = language, _templates(language)
        self.terms: Terms = {**_shared(language), **words.terms, **known}
        self.signs = str.maketrans(words.numbers)
        self.told = lru_cache(maxsize=4096)(self._told)

    def _told(self, reason: str) -> str | None:
        """The reason in this language's words; None where it has none for all of it."""
        return _Telling(self).parts(reason, BETWEEN) if len(reason) <= LONGEST else None


class _Telling:
    """One reason being told; `left` are the parts that may still be tried, for a hostile one has any number."""

    def __init__(self, reasons: Reasons) -> None:
        self.of, self.left = reasons, MOST_TRIED

    def parts(self, text: str, mark: str, depth: int = 0) -> str | None:
        """The parts between the marks, each told, as many as possible: a mark may stand in somebody's words too."""
        pieces = text.split(mark)
        if len(pieces) > MOST_PARTS or depth > DEEPEST:
            return None
        behind: dict[int, list[str] | None] = {len(pieces): []}
        for start in range(len(pieces) - 1, -1, -1):
            ends = (end for end in range(start + 1, len(pieces) + 1) if behind[end] is not None)
            told = ((self._part(mark.join(pieces[start:end]), depth), end) for end in ends)
            behind[start] = next(([one, *(behind[end] or [])] for one, end in told if one is not None), None)
        return None if behind[0] is None else mark.join(behind[0])

    def _part(self, text: str, depth: int) -> str | None:
        self.left -= 1
        for one in self.of.templates if self.left >= 0 else ():
            values = values_of(text, one)
            if values is None:
                continue
            told = {name: self._value(name, value, one, depth) for name, value in values.items()}
            if None not in told.values():
                return one.told.format(**told)
        return None

    def _value(self, name: str, value: str, made: Template, depth: int) -> str | None:
        """What stands for a name, in this language; None where that may not stand for it."""
        readers: dict[str, Callable[[], str | None]] = {
            HOW: lambda: self._part(value, depth + 1) if depth < DEEPEST else None,
            LIST: lambda: self.parts(value, AMONG, depth + 1),
            ROLE: lambda: role_words(value, self.of.language),
            QUOTED: lambda: value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES else None,
            CODE: lambda: value if COUNTRY.fullmatch(value) else None,
        }
        if name in readers:
            return readers[name]()
        if name in NUMBERS:
            return value.translate(self.of.signs) if _is_number(value) else None
        if name in OPEN:
            return self.of.terms.get(OPEN[name], {}).get(value, value)
        return self.of.terms[name].get(value) if name in self.of.terms else _kept(name, value, made)


def _kept(name: str, value: str, made: Template) -> str | None:
    """Words that stay as they are; outside of quotation marks they are of one part of the reason."""
    place = made.names.index(name)
    quoted = made.pieces[place].endswith('"') and made.pieces[place + 1].startswith('"')
    return value if quoted or BETWEEN not in value else None


def _is_number(value: str) -> bool:
    return value.replace(".", "").replace(",", "").isdecimal()


@cache
def _words(language: str) -> ReasonWords:
    return table(language, "reasons", ReasonWords)


@cache
def _templates(language: str) -> tuple[Template, ...]:
    """Those with the most words of their own first."""
    return tuple(sorted((template(*both) for both in _words(language).patterns.items()), key=lambda one: -one.own))


def _shared(language: str) -> Terms:
    """Terms of the labels."""
    shown = messages(language)
    return {"sector": shown.sectors, "context": shown.contexts, "language": shown.languages}
