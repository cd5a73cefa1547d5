"""The words of time expressions: a language's `times.yaml`, and the lexer that turns text into time tokens.

Every token has a one-letter code; the rules of `lansir.resolve.time_rules` are patterns over the string of codes.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from lansir.errors import DataFileError
from lansir.lang import table
from lansir.resolve.number_words import number_words, spelled_number
from lansir.resolve.time_figures import Piece, figure, pieces

__all__ = [
    "AHEAD",
    "BEFORE",
    "CODES",
    "EACH",
    "NEARING",
    "OF",
    "ON_DAY",
    "STARTING",
    "TimeWords",
    "Token",
    "lex",
    "time_words",
]

# code: what a token of it is, and the type of its value
CODES = {
    "W": "weekday: 1 to 7", "M": "month: 1 to 12", "Y": "year", "N": "number", "O": "ordinal number",
    "S": "numeric date: (first number, second number, year or None)", "I": "date, or None where there is none such",
    "C": "clock time: (hour, minute)", "A": "a.m. or p.m.", "Z": "time zone: its offset, empty for local time",
    "U": "unit: its name", "E": "part of a period", "P": "part of the day", "T": "day counted from today: offset",
    "H": "holiday: its key", "G": "season: (first month, last month)", "R": "decade: its first year", "K": "now",
    "V": "time that is not settled: TIMEX3's name for it", "X": "event that has a day: its key",
    "F": "year that need not begin in January: fiscal or school", "Q": "school term: (first month, last month)",
    "n": "day that differs by country", "B": "that time", "=": "the same", "p": "previous", "f": "following",
    "t": "this", "a": "ago", "h": "ahead", "l": "later", "e": "earlier", "b": "before", "D": "after", "L": "final",
    "o": "the whole or the rest of", "<": "trailing", "s": "since", "u": "until", "r": "to", "[": "from", "&": "and",
    "|": "or", "v": "every: how often it comes round", "c": "so many times", "q": "few", "k": "o'clock",
    "%": "past the hour", "_": "short of the hour",
    "~": "about", "w": "within", "1": "one", "2": "half", "d": "the", "i": "in",
    "m": "in (before a length)", "g": "the one after that", "j": "the day after", "J": "the day before",
    "z": "of the Islamic calendar", "y": "Islamic year", "@": "of our era", "!": "before our era", "-": "dash",
    ",": "comma", "(": "open", ")": "close", ".": "full stop", "x": "any other word",
}  # fmt: skip
_LISTS = {
    "now": "K", "vague": "V", "vague_past": "V", "vague_future": "V", "vague_present": "V", "differs": "n",
    "that_time": "B", "same": "=", "previous": "p", "following": "f", "this": "t", "ago": "a", "ahead": "h",
    "later": "l", "earlier": "e", "earlier_or_before": "e", "before": "b", "nearing": "b", "after": "D", "final": "L",
    "whole": "o", "trailing": "<", "since": "s", "starting": "s", "until": "u", "to": "r", "from": "[", "and": "&",
    "or": "|", "times": "c", "few": "q", "recent": "q", "clock": "k", "past_hour": "%", "to_hour": "_", "ampm": "A",
    "about": "~", "within": "w", "one": "1", "half": "2", "the": "d", "in": "i", "in_ahead": "i", "each_of": "i",
    "of": "i", "on_day": "i", "then_next": "g", "day_after": "j", "day_before": "J", "islamic_year": "z", "era": "@",
    "before_era": "!",
}  # fmt: skip
AHEAD, EACH, OF, ON_DAY = "ahead", "each", "of", "day"  # what a preposition says, where it says more than "in"
STARTING = "starting"  # "since" what may be to come
BEFORE, NEARING = "before", "nearing"  # "before" on either side of a time, and shortly before
_VALUES = {"vague_past": "PAST_REF", "vague_future": "FUTURE_REF", "vague_present": "PRESENT_REF", "recent": "PAST_REF",
    "vague": "", "in_ahead": AHEAD, "each_of": EACH, "of": OF, "on_day": ON_DAY,
    "starting": STARTING, "earlier_or_before": BEFORE, "nearing": NEARING,
}  # fmt: skip
_TABLES = {
    "months": "M", "weekdays": "W", "units": "U", "days": "T", "parts": "E", "dayparts": "P", "seasons": "G",
    "holidays": "H", "ordinals": "O", "decades": "R", "zones": "Z", "clock_words": "C", "events": "X", "years": "F",
    "every": "v", "terms": "Q",
}  # fmt: skip
_MARKS = {"-": "-", "–": "-", "—": "x", ",": ",", "(": "(", ")": ")", ".": ".", "−": "-"}
LONGEST_NUMBER = 24  # pieces


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `times.yaml`; every phrase in lower case.

    `parts` are early, start, middle, late, end; `dayparts` TIMEX3's MO, MI, AF, EV, NI; `days` offsets from today,
    `parts_within` the part of the day that such a word tells with it; `zones` offsets from UTC; `years` fiscal or
    school years; `terms` months of school terms; `every` words of repeated times with how often they come round;
    `plurals` units that without a number count nothing; `one_units` and `many_units` words that hold their number.
    `words` maps further classes to phrases; `surely_times` are those for now and for unsettled times that are nothing
    else, `weak_days` those of `days` that alone are as often no time. A word of `capital_only` counts only with a
    capital.

    Of the cues that say which way a sentence looks, those of two words count first; a verb behind one of
    `passive_marks` is none; `past_relative` is a word and the beginning of the verb behind it that look back together
    ("yang di..."). `clause_openers` join a clause to the one before it, `perfect_marks` tell what is over.

    `since_runs_to_today`, `spelled_year_ranges` ("days" or "years") and `late_part` ("quarter" or "month") are how the
    annotators of the language write "since 2014", "from 2004 to 2009" and "late 2016". `numeric_order` is dmy or
    either; `modifier` is where "last" and "next" stand: before or after the unit; `night_before`: "night Sunday" is the
    night to Sunday.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    capital_only: list[str]
    units: dict[str, str]
    plurals: list[str]
    one_units: dict[str, str]
    many_units: dict[str, str]
    ordinals: dict[str, int]
    days: dict[str, int]
    parts_within: dict[str, str]
    parts: dict[str, str]
    dayparts: dict[str, str]
    clock_words: dict[str, tuple[int, int]]
    zones: dict[str, str]
    decades: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    years: dict[str, str]
    terms: dict[str, tuple[int, int]]
    events: dict[str, str]
    every: dict[str, str]
    holidays: dict[str, str]
    words: dict[str, list[str]]
    surely_times: list[str]
    weak_days: list[str]
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
    night_before: bool
    past_relative: tuple[str, str] | None = None
    clause_openers: list[str] = []
    perfect_marks: list[str] = []


class Token(NamedTuple):
    """A word, phrase or mark: its code (see CODES), value and place in the text; `many`: a plural without number."""

    code: str
    value: object
    start: int
    end: int
    many: bool = False


Lexicon = dict[tuple[str, ...], tuple[str, object]]


def time_words(language: str) -> TimeWords:
    """The time words of a language; DataFileError where its file is missing or off."""
    words: TimeWords = table(language, "times", TimeWords)
    return words


@cache
def _lexicon(language: str) -> Lexicon:
    """Phrases as tuples of lower-case pieces, each with its code and value; the longest is to be taken."""
    words, entries = time_words(language), Lexicon()
    for name, phrases in words.words.items():
        if name not in _LISTS:
            raise DataFileError(f"lang/{language}/times.yaml: no class of words is called {name}")
        entries |= {_key(phrase): (_LISTS[name], _VALUES.get(name, phrase)) for phrase in phrases}
    entries |= {_key(word): ("O", value) for word, value in number_words(language).ordinals.items()}
    for name, code in _TABLES.items():
        entries |= {_key(phrase): (code, value) for phrase, value in getattr(words, name).items()}
    for phrase, part in words.parts_within.items():
        entries[_key(phrase)] = ("TP", (words.days[phrase], part))
    for code, units in (("NU", words.one_units), ("qU", words.many_units)):
        entries |= {_key(phrase): (code, (1.0, unit)) for phrase, unit in units.items()}
    return entries


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(piece.text.lower() for piece in pieces(phrase))


@cache
def _longest(language: str) -> dict[str, int]:
    """First piece of a phrase -> pieces in the longest phrase that begins with it."""
    longest: dict[str, int] = {}
    for key in _lexicon(language):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


@cache
def _plurals(language: str) -> frozenset[str]:
    return frozenset(time_words(language).plurals)


def lex(text: str, language: str, *, inside: bool = False) -> list[Token]:
    """The text as time tokens in order; what is no time word has code "x", a mark its own code.

    `inside` says that it begins inside a sentence, where a capital is a name's. Linear in the length of the text.
    """
    found, tokens, place = pieces(text), list[Token](), 0
    lower = [piece.text.lower() for piece in found]
    while place < len(found):
        taken, more = _take(found, lower, place, language, inside)
        tokens += more
        place += taken
    return tokens


def _take(found: list[Piece], lower: list[str], place: int, language: str, inside: bool) -> tuple[int, list[Token]]:
    piece = found[place]
    phrase = _phrase(found, lower, place, language, inside)
    if piece.kind not in ("word", "mark", "ampm"):
        return phrase if phrase and phrase[0] > 1 else (1, list(_figure(piece, language)))
    number = spelled_number(lower[place : place + LONGEST_NUMBER], language)
    if number and (not phrase or number[1] > phrase[0]):
        return number[1], [Token("N", number[0], piece.start, found[place + number[1] - 1].end)]
    if phrase:
        return phrase
    return 1, [Token(_MARKS.get(piece.text, "x"), None, piece.start, piece.end)]


def _phrase(
    found: list[Piece], lower: list[str], place: int, language: str, inside: bool
) -> tuple[int, list[Token]] | None:
    entries = _lexicon(language)
    for size in range(min(_longest(language).get(lower[place], 0), len(lower) - place), 0, -1):
        entry = entries.get(tuple(lower[place : place + size]))
        if entry and not (size == 1 and _lower_name(found, lower, place, language)):
            code, value = entry
            if size == 1 and code in "WU" and _two_ways(lower[place], language):
                code, value = _weekday_or_unit(found, lower, place, language, inside)
            many = code == "U" and lower[place + size - 1] in _plurals(language)
            start, end = found[place].start, found[place + size - 1].end
            values = value if len(code) > 1 and isinstance(value, tuple) else (value,)
            return size, [Token(one, told, start, end, many) for one, told in zip(code, values, strict=True)]
    return None


def _lower_name(found: list[Piece], lower: list[str], place: int, language: str) -> bool:
    """Whether a word that names a month or weekday only with a capital stands without one."""
    words = time_words(language)
    return lower[place] in words.capital_only and found[place].text[0].islower() and lower[place] not in words.units


def _two_ways(word: str, language: str) -> bool:
    words = time_words(language)
    return word in words.weekdays and word in words.units


def _weekday_or_unit(
    found: list[Piece], lower: list[str], place: int, language: str, inside: bool
) -> tuple[str, object]:
    """Indonesian "Minggu" is Sunday, "minggu" a week; the first word of a sentence tells by what follows."""
    words, word = time_words(language), lower[place]
    before = lower[place - 1] if place else ""
    after = lower[place + 1] if place + 1 < len(lower) else ""
    follows = {phrase for name in ("previous", "following", "this") for phrase in words.words[name]}
    capital = found[place].text[0].isupper()
    first = found[place - 1].kind != "word" if place else not inside
    if words.units.get(before) == "day" or (capital and not (first and after in follows)):
        return "W", words.weekdays[word]
    return "U", words.units[word]


def _figure(piece: Piece, language: str) -> Iterator[Token]:
    for code, value in figure(piece, time_words(language).clock_separators):
        yield Token(code, value, piece.start, piece.end)
