"""Quantities of a text: numbers in digits and words, vague ones, shares, money, measures; and what they count."""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from lansir.resolve.quantity_numbers import Number, Setting, number_at
from lansir.resolve.quantity_units import Unit, bracketed_age, counted, unit_at
from lansir.resolve.quantity_words import Line
from lansir.resolve.time_finder import find_times

__all__ = ["FoundQuantity", "find_quantities"]

ROUGHLY = 0.1  # "about 100" is 90 to 110, "almost 100" 90 to 100
LEADING = 4  # phrases before a number: "usia setidaknya sekitar 12"
AGE = "year of age"
HELD, HELD_TEXT = 256, 2000  # sentences whose quantities are held, for the sizes of events ask again; their characters
SAID = {
    "at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than",
    "almost": "almost: up to 10% below", "about": "about: ±10%",
}  # fmt: skip
Range = tuple[float | None, float | None]


class FoundQuantity(msgspec.Struct, frozen=True):
    """A quantity as a closed range, None where that side is open; offsets into the text, end exclusive.

    `unit` is an ISO 4217 currency, "percent", a unit of time or measure; `of` the words counted, as written.
    `resolved` says how the range was read. `stated` is the one number said, without its "at least" and the like
    (`bound`); None of a vague number, a share or a range.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
    resolved: str = ""
    stated: float | None = None
    bound: str | None = None


class _Lead(NamedTuple):
    """What goes before a number, and the number's place."""

    place: int
    bound: str | None = None
    unit: str | None = None
    money: str | None = None
    between: str | None = None
    negative: bool = False


class _Reach(NamedTuple):
    """A number or a range of two, the place behind it, and how it was read; `unit` where the first end repeats it."""

    low: float
    high: float
    last: int
    how: str
    upper: Number | None = None


def find_quantities(text: str, language: str) -> list[FoundQuantity]:
    """The quantities of a text, in order, without overlap.

    Years, dates, clock times, ordinals, scores, the numbers of laws and those inside names are none.
    Linear in the length of the text. DataFileError where the language has no number words.
    """
    return [*(_held if len(text) <= HELD_TEXT else _found)(text, language)]


def _found(text: str, language: str) -> tuple[FoundQuantity, ...]:
    times = find_times(text, language)
    line = Line.of(text, language, frozenset(start for start, _ in times))
    found, free, time = list[FoundQuantity](), 0, 0
    for place in line.openings():
        start = line.words[place].start
        while time < len(times) and times[time][1] <= start:
            time += 1
        if place < free or (time < len(times) and times[time][0] <= start):
            continue
        quantity, free = _quantity_at(line, place)
        if quantity and not (time < len(times) and times[time][0] < quantity.end):
            found.append(quantity)
    return tuple(found)


_held = lru_cache(maxsize=HELD)(_found)


def _quantity_at(line: Line, start: int) -> tuple[FoundQuantity | None, int]:
    """The quantity that begins at a word, and the place behind it."""
    lead = _lead(line, start)
    number = number_at(line, lead.place, Setting(lead.money is not None, lead.bound is not None)) if lead else None
    if lead is None or number is None:
        return _one_unit(line, start)
    if line.low(number.last) in line.table.versus and line.kind(number.last + 1) == "number":
        return None, number.last + 2
    reach = _reach(line, number, lead, start)
    if reach is None or _is_score(line, start, reach):
        return None, number.last + 2
    behind = line.phrase(reach.last, "after")
    last = reach.last + (behind[1] if behind else 0)
    bound = lead.bound or (behind[0] if behind else None)
    return _finished(line, (start, last), number, reach, lead._replace(bound=bound))


def _lead(line: Line, place: int) -> _Lead | None:
    lead, start = _Lead(place), place
    for _ in range(LEADING):
        if lead.money:
            break
        if bound := line.phrase(place, "bound"):
            lead, place = lead._replace(bound=lead.bound or bound[0]), place + bound[1]
        elif unit := line.phrase(place, "unit_before"):
            lead, place = lead._replace(unit=unit[0]), place + unit[1]
        elif money := line.phrase(place, "money_before"):
            lead, place = lead._replace(money=money[0]), place + money[1]
            place += line.low(place) == "."
        elif line.low(place) in line.table.minus:
            lead, place = lead._replace(negative=True), place + 1
        elif line.low(place) in line.table.between:
            lead, place = lead._replace(between=line.low(place)), place + 1
        elif place > start and (filler := line.phrase(place, "fillers")):
            place += filler[1]
        else:
            break
    return lead._replace(place=place)


def _one_unit(line: Line, start: int) -> tuple[FoundQuantity | None, int]:
    """ "less than an hour", "for a week", "selama sebulan": one of a unit, where its length is meant; "twofold"."""
    if fold := line.phrase(start, "multiples"):
        span, value = (line.words[start].start, line.words[start + fold[1] - 1].end), float(fold[0])
        return FoundQuantity(*span, value, value, "fold", None, "number words", value), start + fold[1]
    bound = line.phrase(start, "bound")
    place = start + (bound[1] if bound else 0)
    if not (bound or line.low(start - 1) in line.table.lasting):
        return None, start
    found = line.phrase(place, "one_unit")
    article = line.low(place) in line.table.articles
    plain = line.low(place + 1) not in line.table.ordinals  # "a second"
    measure = line.phrase(place + 1, "measures") if article and plain and not found else None
    if not (found or measure) or line.low(place + 2) in ("of", "ago"):
        return None, start
    last = place + (found[1] if found else 1 + measure[1] if measure else 0)
    low, high = _limits(1.0, 1.0, bound[0] if bound else None)
    how = _joined(SAID[bound[0]] if bound else "", "one of its unit")
    unit = found[0] if found else measure[0] if measure else None
    span = line.words[start].start, line.words[last - 1].end
    return FoundQuantity(*span, low, high, unit, None, how, None, bound[0] if bound else None), last


def _reach(line: Line, number: Number, lead: _Lead, start: int) -> _Reach | None:
    """The number with the other end of its range; None where it turns out to be no number of things ("14-0")."""
    first = unit_at(line, number.last) if not lead.money else None
    for unit in (None, first):
        other = _upper_end(line, unit.last if unit else number.last, lead, start)
        if other and other.high >= number.low and (unit is None or _same(line, unit, other)):
            low = number.low * _lent_scale(line, number, other)
            how = number.how if number.how == other.how else f"{number.how}; {other.how}"
            return _Reach(low, other.high, other.last, f"range of two numbers; {how}", other)
    if lead.between or (
        line.low(number.last) in "-–" and line.kind(number.last + 1) == "number" and line.glued(number.last)
    ):
        return None
    return _Reach(number.low, number.high, number.last, number.how)


def _same(line: Line, unit: Unit, other: Number) -> bool:
    again = unit_at(line, other.last)
    return again is not None and again.name == unit.name


def _upper_end(line: Line, place: int, lead: _Lead, start: int) -> Number | None:
    joint = line.phrase(place, "to")
    if lead.between:
        joins = line.table.between[lead.between]
        joint = (line.low(place), 1) if line.low(place) in joins else joint
    if joint is None or (joint[0].isalpha() and _changes(line, start)):
        return None
    place += joint[1]
    again = line.phrase(place, "money_before") if lead.money else None
    place += again[1] if again else 0
    return number_at(line, place, Setting(lead.money is not None, joined=True))


def _changes(line: Line, start: int) -> bool:
    """ "rose from 10 to 15" tells two numbers, not a range."""
    table = line.table
    return line.low(start - 1) in table.change and line.low(start - 2) not in table.ranging


def _lent_scale(line: Line, number: Number, other: Number) -> float:
    """ "10-15 juta": the scale said once belongs to both ends."""
    scales = line.table.scales
    spelled = [scales[word.low] for word in line.words[other.first : other.last] if word.low in scales]
    own = any(word.low in scales for word in line.words[number.first : number.last])
    return float(spelled[0]) if spelled and not own and number.low < 1000 else 1.0


def _is_score(line: Line, start: int, reach: _Reach) -> bool:
    """ "vote of 4-5", "menang 1-2": a score or the two sides of a vote."""
    if reach.upper is None or line.low(reach.upper.first - 1) not in "-–":
        return False
    before = (line.low(start - 1), line.low(start - 2) if line.low(start - 1) in ("of", "dengan") else "")
    return any(word in line.table.scores for word in (*before, line.low(reach.last)))


def _finished(
    line: Line, places: tuple[int, int], number: Number, reach: _Reach, lead: _Lead
) -> tuple[FoundQuantity | None, int]:
    start, last = places
    unit = None if lead.money else unit_at(line, last)
    last = unit.last if unit else last
    name, how = _unit_name(line, number, lead, unit)
    of = None if lead.money else counted(line, last, name, share=number.share)
    if _in_a_name(line, start, number) and not (lead.bound or name or of or reach.upper):
        return None, last
    factor = 100.0 if number.share and name == "percent" else 1.0
    if lead.negative:
        reach, factor = reach._replace(low=reach.high, high=reach.low), -factor
    limits = _limits(reach.low * factor, reach.high * factor, lead.bound)
    low, high = (None if side is None else round(float(side), 6) for side in limits)
    single = number.exact and not number.share and reach.upper is None
    stated = float(number.low) if single and not lead.negative else None
    resolved = _joined(SAID.get(lead.bound or "", ""), reach.how, how)
    span = line.words[start].start, line.words[last - 1].end
    return FoundQuantity(*span, low, high, name, of, resolved, stated, lead.bound), last


def _unit_name(line: Line, number: Number, lead: _Lead, unit: Unit | None) -> tuple[str | None, str]:
    """The unit, and what is to be said of it."""
    if lead.money:
        bare = line.low(lead.place - 1) == "$"
        return lead.money, "$ without a country is taken for USD" if bare else ""
    if lead.unit and (unit is None or lead.unit == AGE):
        return lead.unit, ""
    if number.share and unit is None:
        return "percent", "as a percentage"
    if unit is None and number.last - number.first == 1 and bracketed_age(line, number.first, number.last):
        return AGE, "an age, as it stands behind a name"
    return (unit.name if unit else None), ""


def _in_a_name(line: Line, start: int, number: Number) -> bool:
    """Whether a bare number stands behind a word that begins large inside a sentence ("Apollo 11", "Kelapa Dua")."""
    if start < 2 or line.titled or number.last - number.first > 1 or line.words[start].text.islower():
        return False
    before = line.words[start - 1]
    return before.kind == "word" and before.text[0].isupper() and line.kind(start - 2) == "word"


def _limits(low: float, high: float, bound: str | None) -> Range:
    limits: dict[str, Range] = {
        "at_least": (low, None),
        "more_than": (low, None),
        "at_most": (None, high),
        "less_than": (None, high),
        "almost": (low - abs(low) * ROUGHLY, high),
        "about": (low - abs(low) * ROUGHLY, high + abs(high) * ROUGHLY),
    }
    return limits.get(bound or "", (low, high))


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
