"""Quantities of a text: numbers in digits and words, vague ones, money, shares, lengths; and what they count."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from lansir.resolve.event_sizes import event_size
from lansir.resolve.number_words import NumberWords, digits_value, number_words, spelled_number
from lansir.resolve.quantity_words import Word, phrase_at, split
from lansir.resolve.time_finder import find_times

__all__ = ["FoundQuantity", "event_size", "find_quantities"]

_GLUED_BEFORE = re.compile(r"[\w/.,:-]")
OF_WORDS = 3
ROUGHLY = 0.1  # "about 100" is 90 to 110, "almost 100" 90 to 100
Range = tuple[float | None, float | None]


class FoundQuantity(msgspec.Struct, frozen=True):
    """A quantity as a closed range, None where that side is open; offsets into the text, end exclusive.

    `unit` is an ISO 4217 currency, "percent", a unit of time or measure; `of` the words counted, as written.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None


class _Number(NamedTuple):
    """A bare number: the range it means and the places of its words (end exclusive)."""

    low: float
    high: float
    first: int
    last: int
    digits: bool


def find_quantities(text: str, language: str) -> list[FoundQuantity]:
    """The quantities of a text, in order, without overlap.

    Years, dates, clock times, ordinals and the numbers of laws are none.
    Linear in the length of the text. DataFileError where the language has no number words.
    """
    words = split(text)
    times = find_times(text, language)
    found, place, time = list[FoundQuantity](), 0, 0
    while place < len(words):
        while time < len(times) and times[time][1] <= words[place].start:
            time += 1
        inside = time < len(times) and times[time][0] <= words[place].start
        quantity = None if inside else _quantity_at(words, place, text, language)
        if quantity is None:
            place += 1
            continue
        result, place = quantity
        found += [result] if not (time < len(times) and times[time][0] < result.end) else []
    return found


def _quantity_at(words: list[Word], place: int, text: str, language: str) -> tuple[FoundQuantity, int] | None:
    """The quantity that begins at a word, and the place behind it."""
    start = place
    bound = phrase_at(words, place, "bound", language)
    place += bound[1] if bound else 0
    money = phrase_at(words, place, "money_before", language)
    place += money[1] if money else 0
    place += 1 if money and place < len(words) and words[place].text == "." else 0
    number = _number_at(words, place, text, language, money=bool(money))
    if number is None:
        return None
    low, high, place = number.low, number.high, number.last
    other = _upper_end(words, place, text, language, money=bool(money))
    if other and other.high >= low:
        high, place = other.high, other.last
        low = low * _lent_scale(number, other, words, language)
    elif re.match(r"[-–]\d", text[words[place - 1].end : words[place - 1].end + 2]):
        return None
    behind = phrase_at(words, place, "after", language)
    place += behind[1] if behind else 0
    limits = _limits(low, high, bound[0] if bound else behind[0] if behind else None)
    return _with_unit(words, (start, place), limits, money[0] if money else None, text, language)


def _lent_scale(number: _Number, other: _Number, words: Sequence[Word], language: str) -> float:
    """ "10-15 juta": the scale said once belongs to both ends."""
    scales = number_words(language).scales
    spelled = [scales[word.low] for word in words[other.first : other.last] if word.low in scales]
    own = any(word.low in scales for word in words[number.first : number.last])
    return float(spelled[0]) if spelled and not own and number.low < 1000 else 1.0


def _upper_end(words: list[Word], place: int, text: str, language: str, *, money: bool) -> _Number | None:
    joint = phrase_at(words, place, "range", language)
    if joint is None:
        return None
    place += joint[1]
    again = phrase_at(words, place, "money_before", language) if money else None
    return _number_at(words, place + (again[1] if again else 0), text, language, money=money, joined=True)


def _number_at(
    words: list[Word], place: int, text: str, language: str, *, money: bool, joined: bool = False
) -> _Number | None:
    if place >= len(words):
        return None
    table = number_words(language)
    vague = phrase_at(words, place, "vague", language)
    if vague:
        return _vague(words, place, vague, language)
    if words[place].kind == "number":
        return _digits(words, place, text, language, money=money, joined=joined)
    spelled = spelled_number(_parts(words, place, table), language)
    if spelled is None:
        return None
    value, count = spelled
    place_end = _word_places(words, place, count) if "-" in table.joiners else place + count
    behind = words[place_end].low if place_end < len(words) else ""
    lone_one = value == 1 and count == 1 and behind not in table.measures and behind not in table.people
    if _named_by(words, place) in table.not_after or lone_one:
        return None
    return _Number(value, value, place, place_end, False)


def _parts(words: Sequence[Word], place: int, table: NumberWords) -> list[str]:
    """The words from a place on, up to the first mark; split at hyphens where the language joins numbers with them."""
    parts: list[str] = []
    for word in words[place : place + 16]:
        if word.kind != "word":
            break
        parts += word.low.replace("-", " - ").split() if "-" in table.joiners else [word.low]
    return parts


def _word_places(words: Sequence[Word], place: int, count: int) -> int:
    """The place behind the word that holds the `count`-th part."""
    while count > 0 and place < len(words):
        count -= len(words[place].low.replace("-", " - ").split())
        place += 1
    return place


def _named_by(words: Sequence[Word], place: int) -> str:
    """The word before a number; of an abbreviation ("No. 8") the one before its full stop."""
    stop = place > 1 and words[place - 1].text == "." and words[place - 2].end == words[place - 1].start
    return words[place - 1 - stop].low if place else ""


def _vague(words: list[Word], place: int, vague: tuple[str, int], language: str) -> _Number | None:
    table, (phrase, count) = number_words(language), vague
    end = place + count
    if phrase in table.some:
        follows = {word.low for word in words[end : end + 2]}
        low, high = table.some[phrase]
        return _Number(low, high, place, end, False) if follows & set(table.people) else None
    low, high = table.vague[phrase]
    while end < len(words) and (words[end].low in table.scales or _vague_scale(words[end].low, language)):
        scale = table.scales.get(words[end].low) or _vague_scale(words[end].low, language) or 1
        low, high, end = low * scale, (high + 1) * scale - 1, end + 1
        end += 1 if end < len(words) and words[end].low == "of" else 0
    return _Number(low, high, place, end, False)


def _vague_scale(word: str, language: str) -> int | None:
    """ "tens of thousands": a vague number that scales another."""
    low = number_words(language).vague.get(word, (0, 0))[0]
    return low if low >= 1000 else None


def _digits(words: list[Word], place: int, text: str, language: str, *, money: bool, joined: bool) -> _Number | None:
    """A number in digits, unless its surroundings say that it counts nothing: a code, a law, a year, a clock."""
    word, table = words[place], number_words(language)
    glued = word.start and _GLUED_BEFORE.match(text[word.start - 1])
    if (glued and not money and not joined) or not _ends_cleanly(words, place, text, table):
        return None
    if not money and _named_by(words, place) in table.not_after:
        return None
    value = digits_value(word.text, language)
    if value is None or (word.text.startswith("0") and len(word.text) > 1 and value >= 1):
        return None
    end, scaled = place + 1, value
    while end < len(words) and words[end].low in table.scales and (end > place + 1 or _is_scale(words, end, table)):
        scaled, end = scaled * table.scales[words[end].low], end + 1
    if not money and end == place + 1 and _like_year(word.text, words, end, table):
        return None
    return _Number(scaled, scaled, place, end, True)


def _ends_cleanly(words: Sequence[Word], place: int, text: str, table: NumberWords) -> bool:
    """Whether no other sign touches the number's end but a unit, a scale or the upper end of a range."""
    end = words[place].end
    if re.match(r"[/:]\d|['’°]|-[^\W\d_]", text[end : end + 2]):
        return bool(re.match(r"-[^\W\d_]", text[end : end + 2]))
    glued = place + 1 < len(words) and words[place + 1].start == end and words[place + 1].kind == "word"
    return not glued or words[place + 1].low in table.scales or words[place + 1].low in table.measures


def _is_scale(words: Sequence[Word], place: int, table: NumberWords) -> bool:
    """A one-letter scale ("5m") counts only where it touches its number."""
    return len(words[place].low) > 2 or words[place - 1].end == words[place].start or words[place].low in table.measures


def _like_year(digits: str, words: Sequence[Word], end: int, table: NumberWords) -> bool:
    """Four bare digits of our times, with nothing behind them that they could count."""
    if not (len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) < 2100):
        return False
    follows = words[end].low if end < len(words) else ""
    return follows not in table.people and follows not in table.measures and follows not in table.percent


def _limits(low: float, high: float, bound: str | None) -> Range:
    limits: dict[str, Range] = {
        "at_least": (low, None),
        "more_than": (low, None),
        "at_most": (None, high),
        "less_than": (None, high),
        "almost": (low * (1 - ROUGHLY), high),
        "about": (low * (1 - ROUGHLY), high * (1 + ROUGHLY)),
    }
    return limits.get(bound or "", (low, high))


def _with_unit(
    words: list[Word], places: tuple[int, int], limits: Range, money: str | None, text: str, language: str
) -> tuple[FoundQuantity, int]:
    start, place = places
    unit = money
    for name in () if money else ("percent", "money_after", "measures"):
        found = phrase_at(words, place + (words[place : place + 1] != [] and words[place].text == "-"), name, language)
        if found:
            unit, place = found[0], place + found[1] + (words[place].text == "-")
            break
    of = None if unit else _counted(words, place, text, language)
    end = words[place - 1].end
    low, high = (None if side is None else round(side, 6) for side in limits)
    return FoundQuantity(words[start].start, end, low, high, unit, of), place


def _counted(words: Sequence[Word], place: int, text: str, language: str) -> str | None:
    """The one to three words behind the number, up to the first function word or mark; a classifier alone stays."""
    table = number_words(language)
    end = place
    while (
        end < len(words) and end < place + OF_WORDS and words[end].kind == "word" and words[end].low not in table.stop
    ):
        end += 1
    first = place + (place < end - 1 and words[place].low in table.classifiers)
    return text[words[first].start : words[end - 1].end] if end > first else None
