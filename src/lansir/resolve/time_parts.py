"""Parts of a longer time by their order: "the first Monday of May", "pekan terakhir Maret", "the last two months"."""

import datetime
import re

from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import (
    DAY,
    Granularity,
    Period,
    day_period,
    joined,
    months_period,
    unit_period,
    years_period,
)
from lansir.resolve.time_tokens import NO_TODAY, Answer, Tokens

__all__ = ["day_of_month", "part_of_whole", "part_pattern"]

Date = datetime.date
NOT_IN_IT = "it has no such part"
_BEFORE = re.compile(r"(?P<order>[OLp])(?P<count>N?)(?P<unit>[UW])(?P<whole>[dUEpft]*[MYHGO].*|d?[pft]U|dU)$")
_AFTER = re.compile(r"(?P<count>N?)(?P<unit>[UW])(?P<order>[O<])(?P<whole>[dU]*[MYHG].*|U[pftT])$")
_SIZES = {"day": 1, "week": 7, "month": 28, "quarter": 89, "semester": 180, "half": 180, "year": 365}
THURSDAY = 4
LAST = -1


def part_pattern(everything: Tokens, moment: Moment) -> re.Match[str] | None:
    """Where the words order parts of a whole; the language says on which side of the unit the order stands."""
    pattern = _AFTER if moment.words.modifier == "after" else _BEFORE
    return pattern.search(everything.codes) or (_BEFORE.search(everything.codes) if "O" in everything.codes else None)


def part_of_whole(everything: Tokens, match: re.Match[str], whole: Period) -> Answer | None:
    """The part of the whole; None where the unit is too large to be a part of it."""
    order = Tokens(everything.tokens[match.start("order") : match.end("order")])
    unit = everything.tokens[match.start("unit")]
    counted = Tokens(everything.tokens[match.start("count") : match.end("count")])
    rank = order.number("O") or LAST
    if unit.code == "W":
        return _weekday(int(str(unit.value)), rank, whole) if _days(whole) >= _SIZES["month"] else None
    name = str(unit.value)
    if name != "half" and _SIZES.get(name, 10**6) >= _days(whole):
        return None
    if counted.tokens:
        return _several(name, counted.number("N") or 1, rank, whole)
    return _one(name, rank, whole)


def _days(whole: Period) -> int:
    return (whole.end - whole.start).days + 1


def _weekday(weekday: int, rank: int, whole: Period) -> Answer:
    if rank > 0:
        day = whole.start + DAY * ((weekday - whole.start.isoweekday()) % 7 + 7 * (rank - 1))
    else:
        day = whole.end - DAY * ((whole.end.isoweekday() - weekday) % 7)
    return day_period(day) if whole.contains(day) else NOT_IN_IT


def _one(unit: str, rank: int, whole: Period) -> Answer:
    if unit == "day":
        day = whole.start + DAY * (rank - 1) if rank > 0 else whole.end
        return day_period(day) if whole.contains(day) else NOT_IN_IT
    if unit == "week":
        return _week(rank, whole)
    if unit == "half" and _days(whole) < _SIZES["quarter"]:
        return _half_month(rank, whole)
    size = {"month": 1, "quarter": 3, "semester": 6, "half": 6}.get(unit)
    if size is None:
        return _year(rank, whole)
    count = round(_days(whole) / 30.4) // size
    place = rank if rank > 0 else count
    if not 1 <= place <= count:
        return NOT_IN_IT
    first = whole.start.month - 1 + (place - 1) * size
    told: Granularity = "month" if unit == "month" else "quarter" if unit == "quarter" else "range"
    return months_period(whole.start.year + first // 12, first % 12 + 1, size, told)


def _week(rank: int, whole: Period) -> Answer:
    """The ISO weeks of a month are those whose Thursday lies in it."""
    thursday = _weekday(THURSDAY, rank, whole)
    return unit_period("week", thursday.start) if isinstance(thursday, Period) else thursday


def _half_month(rank: int, whole: Period) -> Answer:
    middle = whole.start + DAY * (_days(whole) // 2)
    if rank not in (1, 2, LAST):
        return NOT_IN_IT
    start, end = (whole.start, middle - DAY) if rank == 1 else (middle, whole.end)
    return Period(start, end, "range")


def _year(rank: int, whole: Period) -> Answer:
    year = whole.start.year + rank - 1 if rank > 0 else whole.end.year
    return unit_period("year", Date(year, 1, 1)) if whole.start.year <= year <= whole.end.year else NOT_IN_IT


def _several(unit: str, count: int, rank: int, whole: Period) -> Answer | None:
    """The first or last few days, weeks or months; the second few are nobody's words."""
    if rank not in (1, LAST):
        return None
    if unit == "month":
        first = _one("month", 1 if rank == 1 else round(_days(whole) / 30.4) - count + 1, whole)
        last = _one("month", count if rank == 1 else LAST, whole)
        return joined(first, last) if isinstance(first, Period) and isinstance(last, Period) else NOT_IN_IT
    if unit == "year":
        start = whole.start.year if rank == 1 else whole.end.year - count + 1
        return years_period(start, start + count - 1, value=f"{start:04d}/{start + count - 1:04d}")
    size = DAY * (_SIZES.get(unit, 1) * count - 1)
    found = (
        Period(whole.start, whole.start + size, "range") if rank == 1 else Period(whole.end - size, whole.end, "range")
    )
    return found if whole.contains(found.start) and whole.contains(found.end) else NOT_IN_IT


def day_of_month(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "the 10th", "tanggal 5 bulan depan": the day of the month told, else of the one that the sentence looks to."""
    day = part.number("O") or 0
    if moment.today is None:
        return NO_TODAY
    if "U" in part.codes:
        month = unit_period("month", moment.today)
        step = part.step() or 0
        first = month.start.year * 12 + month.start.month - 1 + step
        return day_period(Date(first // 12, first % 12 + 1, day))
    lean = -1 if everything.has("s") else 1 if everything.has("u") else moment.lean
    found = _days_numbered(day, moment.today, everything.number("W"))
    if everything.has("W") and found:
        return day_period(min(found, key=lambda one: abs(one - (moment.today or one))))
    if lean < 0:
        return day_period(max(one for one in found if one <= moment.today))
    if lean > 0:
        return day_period(min(one for one in found if one >= moment.today))
    return "the words do not say of which month"


def _days_numbered(day: int, today: Date, weekday: int | None) -> list[Date]:
    """The days of that number in the months around, those on the weekday where one is named."""
    found = []
    for k in range(-3, 4):
        month = today.year * 12 + today.month - 1 + k
        try:
            one = Date(month // 12, month % 12 + 1, day)
        except ValueError:
            continue
        found += [one] if weekday in (None, one.isoweekday()) else []
    return found
