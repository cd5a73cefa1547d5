"""Page furniture: the phrases of every language folder, and which lines are furniture by them.

The files `lang/<iso>/furniture.yaml` say what their fields mean. All languages are looked for on every page, because
Indonesian pages carry English furniture too.
"""

import re
from functools import cache
from typing import get_args

import msgspec

from lansir.lang import codes, table
from lansir.page.line import Line
from lansir.record import BlockKind

__all__ = ["Furniture", "Phrases", "all_words", "alternatives", "closing", "cuts", "furniture", "kind_of", "normal"]

_EDGES = " \t*_|•·●▪►▶»«›‹→←>-–—:;.!…[]()'\"“”#"
_LINE_LIMIT = 600
_LABEL_LIMIT = 260
_HAS_LIMIT = 300


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of one kind of furniture, by how they are looked for."""

    whole: list[str] = []
    label: list[str] = []
    starts: list[str] = []
    has: list[str] = []
    inside: list[str] = []
    closing: list[str] = []


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `furniture.yaml`."""

    phrases: dict[BlockKind, Phrases]
    credit_labels: list[str]
    credit_names: list[str]
    author_labels: list[str]
    staff_labels: list[str]
    not_authors: list[str]
    months: dict[str, int]
    weekdays: list[str]
    published_labels: list[str]
    updated_labels: list[str]
    clock_words: list[str]
    day_first: bool
    absent: list[str]
    function_words: list[str]
    rivals: dict[str, list[str]]


@cache
def furniture() -> dict[str, Furniture]:
    """The furniture of every language, by ISO 639-1 code."""
    return {code: table(code, "furniture", Furniture) for code in codes()}


@cache
def all_words(field: str) -> frozenset[str]:
    """The words of one list of `Furniture`, of all languages together, in lower case."""
    return frozenset(word.lower() for one in furniture().values() for word in getattr(one, field))


def alternatives(phrases: frozenset[str] | list[str]) -> str:
    """A regular expression for any of the phrases, the longest first; "*", "#" and "~" as the data files use them."""
    return "|".join(_pattern(phrase) for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase).replace(r"\ ", r"\s?" if phrase == " " else " ")
    few_words = r"[\w.'-]{1,40}(?:,? [\w.'-]{1,40}){0,3}?"
    return escaped.replace(r"\*", r".{0,120}?").replace(r"\#", r"\d{1,4}").replace("\\~", few_words)


def _phrases(kind: BlockKind, mode: str) -> list[str]:
    return [
        phrase for one in furniture().values() if kind in one.phrases for phrase in getattr(one.phrases[kind], mode)
    ]


@cache
def _compiled(mode: str) -> list[tuple[BlockKind, re.Pattern[str]]]:
    frames = {
        "whole": r"(?:{})",
        "label": r"(?:{})\s*:(.*)",
        "starts": r"(?:{})(?:(?<=\W)|(?!\w))",
        "has": r".*?(?:{})(?:(?<=\W)|(?!\w))",
    }
    kinds = [kind for kind in get_args(BlockKind) if _phrases(kind, mode)]
    return [
        (kind, re.compile(frames[mode].format(alternatives(_phrases(kind, mode))), re.IGNORECASE)) for kind in kinds
    ]


@cache
def cuts() -> list[tuple[BlockKind, re.Pattern[str]]]:
    """For every kind, the phrases that may stand inside a paragraph, as written."""
    return [
        (kind, re.compile(alternatives(phrases)))
        for kind in get_args(BlockKind)
        if (phrases := _phrases(kind, "inside"))
    ]


@cache
def closing() -> frozenset[str]:
    """Lines behind which a page saved as text holds nothing of the article any more, in lower case."""
    return frozenset(
        phrase.lower() for one in furniture().values() for phrases in one.phrases.values() for phrase in phrases.closing
    )


def normal(text: str) -> str:
    """A line for comparison: lower case, without bullets, arrows, brackets and stops at its edges."""
    return text.replace("’", "'").strip(_EDGES).lower()


def kind_of(line: Line) -> BlockKind | None:
    """The kind of furniture that the whole line is, or None; long lines are none."""
    if len(line.text) > _LINE_LIMIT:
        return None
    bare = normal(line.text)
    if not bare:
        return "navigation"
    for kind, pattern in _compiled("whole"):
        if pattern.fullmatch(bare):
            return kind
    return _by_start(line, line.text.replace("’", "'").lstrip(_EDGES.replace("[", "").replace("(", "")))


def _by_start(line: Line, text: str) -> BlockKind | None:
    for kind, pattern in _compiled("starts"):
        if pattern.match(text):
            return kind
    for kind, pattern in _compiled("label"):
        found = pattern.match(text)
        if found and _is_title(found.group(1), line):
            return kind
    if len(text) <= _HAS_LIMIT:
        return next((kind for kind, pattern in _compiled("has") if pattern.match(text)), None)
    return None


def _is_title(rest: str, line: Line) -> bool:
    """After a label stands a title or names, not a sentence; a link makes a title of anything."""
    return len(rest) <= _LABEL_LIMIT and (line.linked > 0.5 or not rest.rstrip().endswith((".", ".”", '."')))
