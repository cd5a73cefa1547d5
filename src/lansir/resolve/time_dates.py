"""Rules for times that name their place in the calendar: dates, months, weekdays, years, holidays, seasons."""

import datetime

from lansir.resolve.time_leaning import Moment, day_of_year, month_of_year, weekday_day
from lansir.resolve.time_periods import (
    DAY,
    Period,
    day_period,
    holiday,
    month_period,
    months_period,
    year_period,
    years_period,
)
from lansir.resolve.time_tokens import NO_RULE, NO_TODAY, Answer, Tokens, lean_of, named_year

__all__ = [
    "bare_year",
    "day_month",
    "day_month_year_word",
    "decade",
    "full_date",
    "iso_date",
    "month_year",
    "named_holiday",
    "named_month",
    "named_season",
    "named_weekday",
    "numeric_date",
    "ordinal_unit",
    "part_of_year",
]

Date = datetime.date


def iso_date(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "2024-04-28"."""
    value = part.tokens[0].value
    return day_period(value) if isinstance(value, Date) else "no such day"


def numeric_date(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "21/8", "29/10/2013"; a weekday beside it helps to find the year."""
    value = part.tokens[0].value
    assert isinstance(value, tuple)
    day, month, year = value
    weekday = everything.number("W")
    if year is None:
        found = day_of_year(day, month, lean_of(everything, everything, moment), moment, weekday)
        if isinstance(found, str):
            return found
    else:
        found = day_period(Date(year, month, day))
    return found


def full_date(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "29 October 2013"."""
    day, month, year = part.number("NO"), part.number("M"), part.number("Y")
    return day_period(Date(year or 0, month or 0, day or 0))


def day_month(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "28 June", with the nearest year that the direction allows."""
    day, month = part.number("NO") or 0, part.number("M") or 0
    if not 1 <= day <= 31:
        return month_of_year(month, lean_of(part, everything, moment), moment)
    told = part.has("pf") or everything.has("us")
    return day_of_year(day, month, lean_of(part, everything, moment), moment, everything.number("W"), told=told)


def day_month_year_word(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "3 March last year"."""
    year = named_year(Tokens(part.tokens[2:]), moment)
    day, month = part.number("NO"), part.number("M")
    return year if isinstance(year, str) else day_period(Date(year, month or 0, day or 0))


def month_year(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "October 2017", "December last year"."""
    year = named_year(part, moment)
    return year if isinstance(year, str) else month_period(year, part.number("M") or 0)


def named_month(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "July", "last July"."""
    lean = lean_of(part, everything, moment)
    told = part.has("pf") or everything.has("us")
    if "t" in part.codes and moment.today:
        return month_period(moment.today.year, part.number("M") or 0)
    return month_of_year(part.number("M") or 0, lean, moment, told=told, strict=part.has("pf"))


def named_weekday(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "on Sunday", "last Friday", "next Monday"."""
    weekday = part.number("W") or 1
    step = part.step()
    if moment.today is None or not part.has("pfT"):
        return weekday_day(weekday, lean_of(part, everything, moment), moment)
    gap = (weekday - moment.today.isoweekday()) % 7
    if step and step > 0:
        return day_period(moment.today + DAY * (gap or 7))
    return day_period(moment.today - DAY * ((7 - gap) or 7))


def ordinal_unit(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """The third quarter, the first half, the 19th century."""
    order, unit = part.number("O") or 1, part.text("U")
    if unit == "century":
        first = order * 100 - 99
        value = f"{first:04d}/{first + 99:04d}" if moment.words.spelled_year_ranges == "years" else ""
        return years_period(first, first + 99, value=value)
    size = {"quarter": 3, "semester": 6}.get(unit)
    if size is None or not 1 <= order <= 12 // size:
        return NO_RULE
    rest = [token for token in everything.tokens if token not in part.tokens]
    year = named_year(Tokens(rest), moment)
    return year if isinstance(year, str) else months_period(year, (order - 1) * size + 1, size, "quarter")


def part_of_year(period: Period, everything: Tokens, moment: Moment) -> Period:
    """What "late", "end of" leave of a year; of shorter periods the whole is kept."""
    part = everything.text("E")
    if period.granularity != "year" or part not in ("start", "end", "late"):
        return period
    year = period.start.year
    if part == "late" and moment.words.late_part == "quarter":
        return months_period(year, 10, 3, "quarter")
    return month_period(year, 1 if part == "start" else 12)


def bare_year(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "2014", "late 2015"."""
    return part_of_year(year_period(part.number("Y") or 0), everything, moment)


def decade(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "the 1990s"."""
    first = part.number("R") or 0
    return years_period(first - first % 10, first - first % 10 + 9, "decade")


def named_holiday(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "Christmas", "Lebaran tahun lalu"."""
    name = part.text("H")
    if everything.has("YU"):
        year = named_year(everything, moment)
        return year if isinstance(year, str) else holiday(name, year) or "the holiday's date in that year is not known"
    if moment.today is None:
        return NO_TODAY
    found = [day for k in (-1, 0, 1) if (day := holiday(name, moment.today.year + k))]
    lean = lean_of(everything, everything, moment) if everything.has("pfus") else moment.lean
    return _closest(found, lean, moment.today) or "the holiday's date in that year is not known"


def _closest(periods: list[Period], lean: int, today: Date) -> Period | None:
    ahead = [one for one in periods if one.end >= today]
    back = [one for one in periods if one.start <= today]
    if lean > 0 and ahead:
        return ahead[0]
    if lean < 0 and back:
        return back[-1]
    return min(periods, key=lambda one: abs((one.start - today).days), default=None)


def named_season(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "last spring", "the summer of 2017"."""
    value = part.tokens[part.codes.index("G")].value
    assert isinstance(value, tuple)
    first, last = value
    size = (last - first) % 12 + 1
    if everything.has("YU"):
        year = named_year(everything, moment)
        return year if isinstance(year, str) else months_period(year, first, size)
    if moment.today is None:
        return NO_TODAY
    found = [months_period(moment.today.year + k, first, size) for k in (-1, 0, 1)]
    if "p" in everything.codes:
        return [one for one in found if one.end < moment.today][-1]
    if "f" in everything.codes:
        return next(one for one in found if one.start > moment.today)
    return _closest(found, moment.lean, moment.today) or NO_TODAY
