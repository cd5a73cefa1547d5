"""Times written in figures ("14/11/2023", "09.30", "1990s", "Q3", "H-3") as coded values, and the pieces of a text."""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Coded", "Piece", "figure", "pieces"]

Coded = list[tuple[str, object]]
_PIECE = re.compile(
    r"(?P<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z?(?!\d))"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<ymd>\d{4}/\d{1,2}/\d{1,2}(?!\d))"
    r"|(?P<years>\d{4}/(?:\d{4}|\d\d)(?!\d))"
    r"|(?P<slash>\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?(?:\d{4}|\d\d))?(?![\d/]))"
    r"|(?P<dashed>\d{1,2}([-.])\d{1,2}\7(?:\d{4})(?!\d))"
    r"|(?P<clock>\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?![.,:]?\d))"
    r"|(?P<decade>(?:\d{4}|['’]?\d0)(?:['’]?s\b|\s?-\s?an\b))"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b|ke\s?-\s?\d{1,3}\b)"
    r"|(?P<product>\d{1,2}\s?[x×]\s?\d{1,3}\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<part>\b[QH][1-4]\b)"
    r"|(?P<fiscal>\bFY\s?(?:\d{4}|\d\d)\b)"
    r"|(?P<hday>\bH\s?[-+–]\s?\d{1,2}\b)"
    r"|(?P<zone>\b(?:GMT|UTC)\s?[-+]\s?\d{1,2}(?::\d\d)?\b)"
    r"|(?P<ampm>[ap]\.\s?m\b\.?)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_CAPITALS = ("part", "fiscal", "hday")  # with a small letter these are no abbreviations
LONGEST_NUMBER = 12
FIRST_YEAR, LAST_YEAR = 1000, 2199
CENTURY_TURN = 40  # a two-digit year from here on is of the 1900s


class Piece(NamedTuple):
    """A figure, word or mark: its kind, text and place in the text."""

    kind: str
    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The text in pieces, white space left out; linear in its length."""
    found = (Piece(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _PIECE.finditer(text))
    return [part for piece in found for part in _plain(piece)]


def _plain(piece: Piece) -> list[Piece]:
    """A piece that only looks like an abbreviation, word by word."""
    if piece.kind not in _CAPITALS or piece.text[0].isupper():
        return [piece]
    parts = re.finditer(r"(?P<word>[^\W\d_]+)|(?P<number>\d+)|(?P<mark>[^\w\s])", piece.text)
    return [Piece(m.lastgroup or "", m.group(), piece.start + m.start(), piece.start + m.end()) for m in parts]


def figure(piece: Piece, clock_separators: str) -> Coded:
    """The codes and values of a piece in figures; see `time_words.CODES`."""
    if piece.kind == "clock":
        return _clock(piece.text, clock_separators)
    return _READ[piece.kind](piece.text)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text)]


def _full_year(year: int) -> int:
    return year if year >= 100 else year + (2000 if year < CENTURY_TURN else 1900)


def _day(year: int, month: int, day: int) -> Coded:
    try:
        return [("I", datetime.date(year, month, day))]
    except ValueError:
        return [("I", None)]


def _stamp(text: str) -> Coded:
    year, month, day, hour, minute, *_ = _numbers(text)
    zone: Coded = [("Z", "+00:00")] if text[-1] in "Zz" else []
    return [*_day(year, month, day), *_time(hour, minute), *zone]


def _time(hour: int, minute: int) -> Coded:
    return [("C", (hour % 24, minute))] if hour <= 24 and minute < 60 else [("x", None)]


def _iso(text: str) -> Coded:
    year, month, day = _numbers(text)
    return _day(year, month, day)


def _years(text: str) -> Coded:
    """Two years in a row ("2023/24"); other figures with a stroke are no time."""
    first, last = _numbers(text)
    if last < 100 and (first + 1) % 100 == last:
        last = first + 1
    if FIRST_YEAR <= first < last <= LAST_YEAR:
        return [("Y", first), ("r", None), ("Y", last)]
    return [("x", None)]


def _slash(text: str) -> Coded:
    """The two first numbers in the order of the text: which of them is the day is the reader's to say."""
    first, second, *rest = _numbers(text)
    year = _full_year(rest[0]) if rest else None
    return [("S", (first, second, year))]


def _clock(text: str, separators: str) -> Coded:
    hour, minute = _numbers(text)[:2]
    separator = next(mark for mark in text if not mark.isdigit())
    if separator in separators and hour <= 24 and minute < 60:
        return _time(hour, minute)
    return [("N", float(f"{hour}.{minute:02d}"))]


def _decade(text: str) -> Coded:
    year = _numbers(text)[0]
    return [("R", year + 1900 if year < 100 else year)]


def _ordinal(text: str) -> Coded:
    return [("O", _numbers(text)[0])]


def _product(text: str) -> Coded:
    """ "2x24": so many times so much."""
    first, second = _numbers(text)
    return [("N", float(first * second))]


def _number(text: str) -> Coded:
    if not text.isdecimal():
        fraction = re.fullmatch(r"[0-9]{1,3}[.,][0-9]{1,2}", text)
        return [("N", float(text.replace(",", ".")))] if fraction else [("x", None)]
    if len(text) > LONGEST_NUMBER:
        return [("x", None)]
    value = int(text)
    if len(text) == 4 and text[0] == "0":
        return [("N", value)]
    return [("Y", value) if len(text) == 4 and FIRST_YEAR <= value <= LAST_YEAR else ("N", float(value))]


def _part(text: str) -> Coded:
    unit, count = ("quarter" if text[0] == "Q" else "semester"), int(text[1])
    return [("O", count), ("U", unit)]


def _fiscal(text: str) -> Coded:
    return [("F", "fiscal"), ("Y", _full_year(_numbers(text)[0]))]


def _hday(text: str) -> Coded:
    """Days before or after a feast or an election: "H-3"."""
    return [("N", float(_numbers(text)[0])), ("U", "day"), ("D" if "+" in text else "b", None)]


def _zone(text: str) -> Coded:
    hour, *minutes = _numbers(text)
    minute = minutes[0] if minutes else 0
    return [("Z", f"{'+' if '+' in text else '-'}{hour:02d}:{minute:02d}")]


_READ: dict[str, Callable[[str], Coded]] = {
    "stamp": _stamp, "iso": _iso, "ymd": _iso, "years": _years, "slash": _slash, "dashed": _slash, "decade": _decade,
    "short": lambda text: [("Y", _full_year(int(text[1:])))], "ordinal": _ordinal, "product": _product,
    "number": _number, "part": _part, "fiscal": _fiscal, "hday": _hday, "zone": _zone, "possessive": lambda _text: [],
}  # fmt: skip
