"""Bare numbers of a text, in digits, in words, vague or as a share, each with how it was read."""

import re
from collections.abc import Callable
from typing import NamedTuple

from lansir.resolve.number_words import read_digits, spelled_number
from lansir.resolve.quantity_words import Line

__all__ = ["Number", "Setting", "number_at"]

SPELLED = 16  # words of a number that is written out
SCALES = 2  # "tens of thousands of millions"
_GLUED_BEFORE = re.compile(r"[\w/.,:\-@#_]")
_MARKED_BEHIND = re.compile(r"[/:]\d|['’°](?![CcFf]\b)")


class Number(NamedTuple):
    """A number: the range it means, the places of its words (end exclusive), and how it was read.

    `exact` numbers are said as one number; a `share` is a part of one, so 0.5 is half.
    """

    low: float
    high: float
    first: int
    last: int
    how: str
    exact: bool = True
    share: bool = False


class Setting(NamedTuple):
    """What goes before a number: money, a bound, and whether it is the upper end of a range."""

    money: bool = False
    bound: bool = False
    joined: bool = False


def number_at(line: Line, place: int, setting: Setting) -> Number | None:
    """The number that begins at a place, None where there is none, or one that counts nothing."""
    readers: tuple[Callable[[Line, int, Setting], Number | None], ...] = (_nobody, _vague, _share)
    for reader in readers:
        found = reader(line, place, setting)
        if found:
            return found
    if line.kind(place) == "number":
        return _digits(line, place, setting)
    return _spelled(line, place, setting)


def _nobody(line: Line, place: int, _: Setting) -> Number | None:
    """ "no one", "tidak ada korban": zero."""
    phrase = line.phrase(place, "nobody")
    if phrase is None:
        phrase = line.phrase(place, "zero")
        end = place + (phrase[1] if phrase else 0)
        if phrase is None or line.low(end) not in (*line.table.people, *line.table.persons):
            return None
    return Number(0, 0, place, place + phrase[1], f"zero: {phrase[0]}")


def _vague(line: Line, place: int, __: Setting) -> Number | None:
    phrase, table = line.phrase(place, "vague"), line.table
    if phrase is None:
        return None
    low, high = table.some.get(phrase[0]) or table.vague[phrase[0]]
    end = place + phrase[1]
    for _ in range(SCALES):
        scale = table.scales.get(line.low(end)) or table.times.get(line.low(end)) or _vague_scale(line, end)
        if not scale:
            break
        low, high, end = low * scale, (high + 1) * scale - 1, end + 1
        end += 1 if line.low(end) == "of" else 0
    if phrase[0] in table.some and end == place + phrase[1] and not _counts(line, end):
        return None
    said = line.said(place, end).lower()
    return Number(low, high, place, end, f"vague: {said} is {low} to {high}", exact=False)


def _counts(line: Line, end: int) -> bool:
    """Whether what stands behind "several" is surely counted."""
    follows = {line.low(end), line.low(end + 1)}
    return bool(follows & {*line.table.people}) or line.phrase(end, "measures") is not None


def _vague_scale(line: Line, place: int) -> int | None:
    """ "tens of thousands": a vague number that scales another."""
    low = line.table.vague.get(line.low(place), (0, 0))[0]
    return low if low >= 100 else None


def _share(line: Line, place: int, setting: Setting) -> Number | None:
    """ "two-thirds", "half of", "separuh"; with a scale or a measure behind it is that much of one."""
    phrase = line.phrase(place, "fractions") or line.phrase(place, "loose_fractions")
    if phrase is None:
        return None
    end, table = place + phrase[1], line.table
    loose = line.phrase(place, "fractions") is None
    skip = end + (line.low(end) in table.articles)
    much = line.low(skip) in table.scales or line.low(skip) in table.times or line.phrase(skip, "measures")
    if loose and not (setting.bound or much or line.low(end) in table.fraction_next):
        return None
    value, how = float(phrase[0]), f"share: {line.said(place, end).lower()}"
    if not much:
        return Number(value, value, place, end, how, share=True)
    value, end = _scaled(line, skip, value)
    return Number(round(value, 3), round(value, 3), place, end, how)


def _scaled(line: Line, place: int, value: float) -> tuple[float, int]:
    """The value times the scales that follow, and the place behind them."""
    table = line.table
    for _ in range(SCALES):
        scale = table.scales.get(line.low(place)) or (table.times.get(line.low(place)) if value < 1 else None)
        if not scale:
            break
        value, place = value * scale, place + 1
    return value, place


def _spelled(line: Line, place: int, setting: Setting) -> Number | None:
    found = spelled_number(_parts(line, place), line.language)
    if found is None or _named_by(line, place) in line.table.not_after:
        return None
    value, end = found[0], place + found[1]
    if half := line.phrase(end, "and_half") if value.is_integer() else None:
        value, end = _scaled(line, end + half[1], value + 0.5)
    table, behind = line.table, line.low(end + line.hyphen(end))
    if line.hyphen(end) and not (
        _is_joined_unit(line, end + 1) or spelled_number(_parts(line, end + 1), line.language)
    ):
        return None
    known = behind in table.measures or behind in table.people or behind in table.persons
    alone = value == 1 and end == place + 1 and not (known or setting.joined)
    return None if alone else Number(value, value, place, end, "number words")


def _parts(line: Line, place: int) -> list[str]:
    """The words from a place on, up to the first mark that does not join number words."""
    parts: list[str] = []
    while place < len(line.words) and len(parts) < SPELLED:
        if line.kind(place) != "word" and not (line.hyphen(place) and "-" in line.table.joiners):
            break
        parts.append(line.low(place))
        place += 1
    return parts


def _named_by(line: Line, place: int) -> str:
    """The word before a number or its bracket; of an abbreviation ("No. 8") the one before its full stop."""
    place -= line.low(place - 1) == "("
    return line.low(place - 2 if line.low(place - 1) == "." and line.glued(place - 1) else place - 1)


def _digits(line: Line, place: int, setting: Setting) -> Number | None:
    """A number in digits, unless its surroundings say that it counts nothing: a code, a law, a year, a clock."""
    word = line.words[place]
    glued = word.start and _GLUED_BEFORE.match(line.text[word.start - 1])
    if (glued and not setting.money and not setting.joined) or not _ends_cleanly(line, place):
        return None
    if not setting.money and _named_by(line, place) in line.table.not_after:
        return None
    found = read_digits(word.text, line.language, whole=_is_whole(line, place, setting))
    if found is None or (word.text.startswith("0") and len(word.text) > 1 and found[0] >= 1):
        return None
    value, end, half = found[0], place + 1, line.phrase(place + 1, "and_half")
    if half and value.is_integer():
        value, end = value + 0.5, end + half[1]
    if _is_scale(line, end):
        value, end = _scaled(line, end, value)
    if setting.money and line.low(end) in line.table.money_scales and line.words[end].text.isupper():
        value, end = value * line.table.money_scales[line.low(end)], end + 1
    if not setting.money and end == place + 1 and _like_year(line, place):
        return None
    return Number(value, value, place, end, found[1])


def _is_whole(line: Line, place: int, setting: Setting) -> bool:
    """Whether the number counts whole things: people and things, or money without a scale, not a measure or a share."""
    end = place + 1
    if line.low(end) in line.table.scales:
        return False
    part = line.phrase(end, "percent") or line.phrase(end, "points") or line.phrase(end, "measures")
    return setting.money or not (part or line.hyphen(end) or line.phrase(place - 1, "unit_before"))


def _ends_cleanly(line: Line, place: int) -> bool:
    """Whether no other sign touches the number's end but a unit, a scale or the upper end of a range."""
    end, table = line.words[place].end, line.table
    if _MARKED_BEHIND.match(line.text[end : end + 3]):
        return False
    if line.glued(place + 1) and line.kind(place + 1) == "word":
        return line.low(place + 1) in table.scales or line.low(place + 1) in table.measures
    if line.hyphen(place + 1) and line.kind(place + 2) == "word":
        spelled = spelled_number(_parts(line, place + 2), line.language)
        return bool(spelled or line.phrase(place + 1, "after")) or _is_joined_unit(line, place + 2)
    return True


def _is_joined_unit(line: Line, place: int) -> bool:
    """Whether the word behind a hyphen is what is counted or measured: "10-day", "500-member", not "737-class"."""
    table, low = line.table, line.low(place)
    named = any(line.phrase(place, name) for name in ("measures", "percent", "money_after", "points"))
    words = (table.people, table.persons, table.scales, table.times, table.head.skip)
    return named or any(low in some for some in words)


def _is_scale(line: Line, place: int) -> bool:
    """A one-letter scale ("5m") counts only where it touches its number."""
    low = line.low(place)
    return low in line.table.scales and (len(low) > 1 or line.glued(place))


def _like_year(line: Line, place: int) -> bool:
    """Four bare digits of our times, with nothing behind them that they could count."""
    digits = line.words[place].text
    if not (len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) < 2100):
        return False
    counted = line.low(place + 1) in line.table.people or line.phrase(place + 1, "measures")
    return not (counted or line.phrase(place + 1, "percent"))
