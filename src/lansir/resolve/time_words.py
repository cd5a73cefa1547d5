"""The words of time expressions: a language's `times.yaml`, and the lexer that turns text into time tokens.

Every token has a one-letter code; the rules of `lansir.resolve.time_rules` are patterns over the string of codes.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from lansir.errors import DataFileError
from lansir.lang import table
from lansir.resolve.number_words import number_words, spelled_number

__all__ = ["CODES", "TimeWords", "Token", "lex", "time_words"]

# code: what a token of it is, and the type of its value
CODES = {
    "W": "weekday: 1 to 7", "M": "month: 1 to 12", "Y": "year", "N": "number", "O": "ordinal number",
    "S": "numeric date: (day, month, year or None)", "I": "ISO date", "C": "clock time: (hour, minute)",
    "A": "a.m. or p.m.", "Z": "time zone", "U": "unit: its name", "E": "part of a period", "P": "part of the day",
    "T": "day counted from today: offset", "H": "holiday: its key", "G": "season: (first month, last month)",
    "R": "decade: its first year", "K": "now", "V": "time that is not settled", "B": "that time", "=": "the same",
    "p": "previous", "f": "following", "t": "this", "a": "ago", "h": "ahead", "l": "later", "e": "earlier",
    "<": "trailing", "s": "since", "u": "until", "r": "to", "[": "from", "&": "and", "v": "every", "q": "few",
    "k": "o'clock", "~": "about", "w": "within", "1": "one", "d": "the", "i": "in", "g": "the one after that",
    "j": "the day after", "J": "the day before", "-": "dash", ",": "comma",
    "(": "open", ")": "close", ".": "full stop", "x": "any other word",
}  # fmt: skip
_LISTS = {
    "now": "K", "vague": "V", "that_time": "B", "same": "=", "previous": "p", "following": "f", "this": "t",
    "ago": "a", "ahead": "h", "later": "l", "earlier": "e", "trailing": "<", "since": "s", "until": "u", "to": "r",
    "from": "[", "and": "&", "every": "v", "few": "q", "clock": "k", "ampm": "A", "zone": "Z", "about": "~",
    "within": "w", "one": "1", "the": "d", "in": "i", "then_next": "g", "day_after": "j", "day_before": "J",
}  # fmt: skip
_TABLES = {
    "months": "M", "weekdays": "W", "units": "U", "days": "T", "parts": "E", "dayparts": "P", "seasons": "G",
    "holidays": "H",
}  # fmt: skip
_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<slash>\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?(?:\d{4}|\d\d))?(?![\d/]))"
    r"|(?P<dashed>\d{1,2}([-.])\d{1,2}\4(?:\d{4})(?!\d))"
    r"|(?P<clock>\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?![.,:]?\d))"
    r"|(?P<decade>(?:\d{4}|['’]?\d0)(?:['’]?s\b|\s?-\s?an\b))"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b|ke\s?-\s?\d{1,3}\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<ampm>[ap]\.\s?m\b\.?)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_MARKS = {"-": "-", "–": "-", "—": "x", ",": ",", "(": "(", ")": ")", ".": "."}


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `times.yaml`; every phrase in lower case.

    `parts` are early, start, middle, late, end; `dayparts` TIMEX3's MO, MI, AF, EV, NI; `days` offsets from today.
    `words` maps the names of further classes to phrases. A word of `capital_only` counts only with a capital letter.
    `since_runs_to_today`, `spelled_year_ranges` ("days" or "years") and `late_part` ("quarter" or "month") are how the
    annotators of the language write "since 2014", "from 2004 to 2009" and "late 2016". `modifier` is where "last" and
    "next" stand: before or after the unit.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    capital_only: list[str]
    units: dict[str, str]
    one_units: dict[str, str]
    days: dict[str, int]
    parts: dict[str, str]
    dayparts: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    holidays: dict[str, str]
    words: dict[str, list[str]]
    future_cues: list[str]
    past_cues: list[str]
    past_suffix: str | None
    passive_marks: list[str]
    numeric_order: str
    clock_separators: str
    since_runs_to_today: bool
    spelled_year_ranges: str
    late_part: str
    modifier: str


class Token(NamedTuple):
    """A word, phrase or mark: its code (see CODES), value and place in the text."""

    code: str
    value: object
    start: int
    end: int


class _Piece(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


Lexicon = dict[tuple[str, ...], tuple[str, object]]


def time_words(language: str) -> TimeWords:
    """The time words of a language; DataFileError where its file is missing or off."""
    words: TimeWords = table(language, "times", TimeWords)
    return words


def _pieces(text: str) -> list[_Piece]:
    return [_Piece(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _PIECE.finditer(text)]


@cache
def _lexicon(language: str) -> Lexicon:
    """Phrases as tuples of lower-case pieces, each with its code and value; the longest is to be taken."""
    words, entries = time_words(language), Lexicon()
    for name, phrases in words.words.items():
        if name not in _LISTS:
            raise DataFileError(f"lang/{language}/times.yaml: no class of words is called {name}")
        entries |= {_key(phrase): (_LISTS[name], phrase) for phrase in phrases}
    entries |= {_key(word): ("O", value) for word, value in number_words(language).ordinals.items()}
    for name, code in _TABLES.items():
        entries |= {_key(phrase): (code, value) for phrase, value in getattr(words, name).items()}
    return entries


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(piece.text.lower() for piece in _pieces(phrase))


@cache
def _longest(language: str) -> dict[str, int]:
    """First piece of a phrase -> pieces in the longest phrase that begins with it."""
    longest: dict[str, int] = {}
    for key in _lexicon(language):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def lex(text: str, language: str) -> list[Token]:
    """The text as time tokens in order; what is no time word has code "x", a mark its own code.

    Linear in the length of the text.
    """
    pieces, tokens, place = _pieces(text), list[Token](), 0
    lower = [piece.text.lower() for piece in pieces]
    while place < len(pieces):
        taken, found = _take(pieces, lower, place, language)
        tokens += found
        place += taken
    return tokens


def _take(pieces: list[_Piece], lower: list[str], place: int, language: str) -> tuple[int, list[Token]]:
    piece = pieces[place]
    if piece.kind not in ("word", "mark", "ampm"):
        return 1, list(_numeric(piece, language))
    phrase = _phrase(pieces, lower, place, language)
    number = spelled_number(lower[place : place + 24], language)
    if number and (not phrase or number[1] > phrase[0]):
        return number[1], [Token("N", number[0], piece.start, pieces[place + number[1] - 1].end)]
    if phrase:
        return phrase
    one = time_words(language).one_units.get(lower[place])
    if one:
        return 1, [Token("N", 1.0, piece.start, piece.end), Token("U", one, piece.start, piece.end)]
    return 1, [Token(_MARKS.get(piece.text, "x"), None, piece.start, piece.end)]


def _phrase(pieces: list[_Piece], lower: list[str], place: int, language: str) -> tuple[int, list[Token]] | None:
    entries = _lexicon(language)
    for size in range(min(_longest(language).get(lower[place], 0), len(lower) - place), 0, -1):
        entry = entries.get(tuple(lower[place : place + size]))
        if entry and not (size == 1 and _lower_name(pieces, lower, place, language)):
            code, value = entry
            if size == 1 and code in "WU" and _two_ways(lower[place], language):
                code, value = _weekday_or_unit(pieces, lower, place, language)
            return size, [Token(code, value, pieces[place].start, pieces[place + size - 1].end)]
    return None


def _lower_name(pieces: list[_Piece], lower: list[str], place: int, language: str) -> bool:
    """Whether a word that names a month or weekday only with a capital stands without one."""
    words = time_words(language)
    return lower[place] in words.capital_only and pieces[place].text[0].islower() and lower[place] not in words.units


def _two_ways(word: str, language: str) -> bool:
    words = time_words(language)
    return word in words.weekdays and word in words.units


def _weekday_or_unit(pieces: list[_Piece], lower: list[str], place: int, language: str) -> tuple[str, object]:
    """Indonesian "Minggu" is Sunday, "minggu" a week; the first word of a sentence tells by what follows."""
    words, word = time_words(language), lower[place]
    before = lower[place - 1] if place else ""
    after = lower[place + 1] if place + 1 < len(lower) else ""
    follows = {phrase for name in ("previous", "following", "this") for phrase in words.words[name]}
    capital = pieces[place].text[0].isupper()
    first = not place or pieces[place - 1].kind != "word"
    if words.units.get(before) == "day" or (capital and not (first and after in follows)):
        return "W", words.weekdays[word]
    return "U", words.units[word]


def _numeric(piece: _Piece, language: str) -> Iterator[Token]:
    for code, value in _NUMERIC[piece.kind](piece.text, time_words(language)):
        yield Token(code, value, piece.start, piece.end)


Coded = list[tuple[str, object]]


def _iso(text: str, _: TimeWords) -> Coded:
    try:
        return [("I", datetime.date.fromisoformat(text))]
    except ValueError:
        return [("x", None)]


def _slash(text: str, words: TimeWords) -> Coded:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    year = numbers[2] if len(numbers) > 2 else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    day, month = numbers[:2] if words.numeric_order == "dmy" else numbers[1::-1]
    if month > 12:
        day, month = month, day
    return [("S", (day, month, year)) if 1 <= day <= 31 and 1 <= month <= 12 else ("x", None)]


def _clock(text: str, words: TimeWords) -> Coded:
    hour, minute = (int(part) for part in re.findall(r"\d+", text)[:2])
    separator = next(mark for mark in text if not mark.isdigit())
    if separator in words.clock_separators and hour <= 24 and minute < 60:
        return [("C", (hour % 24, minute))]
    return [("N", float(f"{hour}.{minute:02d}"))]


def _decade(text: str, _: TimeWords) -> Coded:
    year = int(re.findall(r"\d+", text)[0])
    return [("R", year + 1900 if year < 100 else year)]


def _ordinal(text: str, _: TimeWords) -> Coded:
    return [("O", int(re.findall(r"\d+", text)[0]))]


def _number(text: str, _: TimeWords) -> Coded:
    if not text.isdecimal():
        fraction = re.fullmatch(r"\d{1,3}[.,]\d{1,2}", text)
        return [("N", float(text.replace(",", ".")))] if fraction else [("x", None)]
    if len(text) > 12:
        return [("x", None)]
    value = int(text)
    return [("Y", value) if len(text) == 4 and 1000 <= value < 2200 else ("N", float(value))]


_NUMERIC: dict[str, Callable[[str, TimeWords], Coded]] = {
    "iso": _iso,
    "slash": _slash,
    "dashed": _slash,
    "clock": _clock,
    "decade": _decade,
    "ordinal": _ordinal,
    "number": _number,
    "possessive": lambda _text, _words: [],
}
