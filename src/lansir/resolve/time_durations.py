"""Lengths of time in ISO 8601: "two and a half years" is P30M, "three days and four hours" P3DT4H."""

import re

from lansir.resolve.time_tokens import Tokens

__all__ = ["UNTOLD_NUMBER", "length_of", "names_length"]

UNTOLD_NUMBER = "the number is not told"
NO_LENGTH = "that unit has no fixed length"
_ONLY_LENGTH = re.compile("[wmd]*1?(?:[N1q]U&?)+w?")
_APPROXIMATE = re.compile("N[ru|]?NU")
# unit -> its ISO designator, how many of those it holds, and the finer unit that a fraction of it is told in
_UNITS: dict[str, tuple[str, int, str]] = {
    "second": ("S", 1, ""), "minute": ("M", 1, "second"), "hour": ("H", 1, "minute"), "day": ("D", 1, "hour"),
    "week": ("W", 1, "day"), "fortnight": ("W", 2, "week"), "month": ("M", 1, ""), "quarter": ("M", 3, ""),
    "semester": ("M", 6, ""), "year": ("Y", 1, "month"), "windu": ("Y", 8, "year"), "decade": ("Y", 10, "year"),
    "century": ("Y", 100, "year"), "half": ("M", 6, ""),
}  # fmt: skip
_FINER = {"second": 60, "minute": 60, "hour": 24, "day": 7, "week": 2, "month": 12, "year": 1}
_OF_DAY = ("hour", "minute", "second")


def names_length(tokens: Tokens) -> bool:
    """Whether the words are a length of time and nothing else ("53 days", "a year and three months").

    "Recent weeks" is none: it lies in the calendar, though not told where.
    """
    return bool(_ONLY_LENGTH.fullmatch(tokens.codes)) and tokens.text("q") != "PAST_REF"


def is_approximate(tokens: Tokens) -> bool:
    """Whether units are counted by two numbers: "two or three days", "10 to 15 minutes", "one, two days"."""
    return bool(_APPROXIMATE.search(tokens.codes))


def length_of(tokens: Tokens) -> tuple[str | None, str]:
    """The length in ISO 8601, and why there is none (else empty)."""
    if "q" in tokens.codes or is_approximate(tokens):
        return None, UNTOLD_NUMBER
    parts: list[tuple[str, str]] = []
    count = 1.0
    for token in tokens.tokens:
        if token.code in "N1":
            count = float(token.value) if isinstance(token.value, int | float) else 1.0
        elif token.code == "U":
            part = _part(count, str(token.value))
            if part is None:
                return None, NO_LENGTH
            parts.append(part)
            count = 1.0
    return _written(parts), ""


def _part(count: float, unit: str) -> tuple[str, str] | None:
    """ "30M" of a length, and the unit it is told in."""
    if unit not in _UNITS:
        return None
    letter, size, finer = _UNITS[unit]
    whole = count * size
    if whole.is_integer():
        return f"{int(whole)}{letter}", unit
    if finer:
        times = {"fortnight": 2, "windu": 8, "decade": 10, "century": 100}.get(unit, _FINER[finer])
        if (count * times).is_integer():
            return _part(count * times, finer)
    return f"{whole:g}{letter}", unit


def _written(parts: list[tuple[str, str]]) -> str | None:
    days = "".join(text for text, unit in parts if unit not in _OF_DAY)
    hours = "".join(text for text, unit in parts if unit in _OF_DAY)
    return f"P{days}{'T' + hours if hours else ''}" if parts else None
