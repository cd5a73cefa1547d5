"""Rules for times that name their place in the calendar: dates, months, weekdays, years, holidays, seasons."""

import datetime
import re

from lansir.resolve.time_holidays import holidays_in, islamic_holiday
from lansir.resolve.time_leaning import Moment, day_of_year, is_misprinted, month_of_year, weekday_day
from lansir.resolve.time_periods import (
    DAY,
    Period,
    day_period,
    month_period,
    months_period,
    year_period,
    years_period,
)
from lansir.resolve.time_tokens import NO_RULE, NO_TODAY, Answer, Tokens, lean_of, leans, named_year

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
    "school_or_fiscal",
    "school_term",
    "week_after_weekday",
]

Date = datetime.date
MONTHS = 12
DAY_OR_MONTH = "either number can be the day, and nothing says which"
NOT_KNOWN = "the holiday's date in that year is not known"
SCHOOL_STARTS = 6  # terms that begin after this month are in the first of the school year's two years
TWICE = "it falls twice in that year"


def iso_date(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "2024-04-28"."""
    value = part.tokens[0].value
    return day_period(value) if isinstance(value, Date) else "no such day in the calendar"


def numeric_date(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "21/8", "29/10/2013"; which number is the day the language says, or a weekday beside it, or the article."""
    value = part.tokens[0].value
    assert isinstance(value, tuple)
    first, second, year = value
    weekday = everything.number("W")
    read = [_figures(day, month, year, everything, moment) for day, month in _orders(first, second, moment)]
    days = [one for one in read if isinstance(one, Period)]
    fitting = [one for one in days if one.start.isoweekday() == weekday]
    found = fitting if len(days) > 1 and fitting else days
    if len(found) > 1:
        return DAY_OR_MONTH
    if found and year is None and weekday and is_misprinted(found[0].start, weekday, moment):
        return weekday_day(weekday, lean_of(everything, everything, moment), moment)
    return found[0] if found else read[0]


def _orders(first: int, second: int, moment: Moment) -> list[tuple[int, int]]:
    """Day and month as the two numbers can be read."""
    if first > MONTHS or first == second:
        return [(first, second)]
    if second > MONTHS:
        return [(second, first)]
    order = moment.numeric_order if moment.words.numeric_order == "either" else moment.words.numeric_order
    both = {"dmy": (first, second), "mdy": (second, first)}
    return [both[order]] if order else list(both.values())


def _figures(day: int, month: int, year: int | None, everything: Tokens, moment: Moment) -> Answer:
    if year is None:
        return day_of_year(day, month, lean_of(everything, everything, moment), moment, everything.number("W"))
    return day_period(Date(year, month, day))


def full_date(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "29 October 2013"."""
    day, month, year = part.number("NO"), part.number("M"), part.number("Y")
    return day_period(Date(year or 0, month or 0, day or 0))


def day_month(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "28 June", with the nearest year that the direction allows."""
    day, month = part.number("NO") or 0, part.number("M") or 0
    if not 1 <= day <= 31:
        return month_of_year(month, lean_of(part, everything, moment), moment)
    told = part.has("pf") or leans(everything)
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
    told = part.has("pf") or leans(everything)
    if "t" in part.codes and moment.today:
        return month_period(moment.today.year, part.number("M") or 0)
    return month_of_year(part.number("M") or 0, lean, moment, told=told, strict=part.has("pf"))


def named_weekday(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "on Sunday", "last Friday", "next Monday"; "this Friday" is the one of this week."""
    weekday = part.number("W") or 1
    turned = everything.has("pf<") or part.has("t") or part.number("T")
    if moment.today is None or not turned:
        return _weekday_or_eve(weekday, everything, moment)
    gap = (weekday - moment.today.isoweekday()) % 7
    if everything.has("f") or (part.number("T") or 0) > 0:
        return day_period(moment.today + DAY * (gap or 7))
    if part.has("t") and not everything.has("p<T"):
        return day_period(moment.today - DAY * (moment.today.isoweekday() - weekday))
    return day_period(moment.today - DAY * ((7 - gap) or 7))


def _weekday_or_eve(weekday: int, everything: Tokens, moment: Moment) -> Answer:
    """The weekday as the sentence leans; Indonesian "malam Minggu" is the night before it."""
    eve = moment.words.night_before and re.search("PW", everything.codes) and everything.text("P") == "EV"
    if eve:
        return weekday_day((weekday - 2) % 7 + 1, lean_of(everything, everything, moment), moment)
    return weekday_day(weekday, lean_of(everything, everything, moment), moment)


def week_after_weekday(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "Tuesday week": the Tuesday of the week after the coming one."""
    if moment.today is None or moment.words.modifier == "after":
        return NO_TODAY if moment.today is None else NO_RULE
    gap = ((part.number("W") or 1) - moment.today.isoweekday()) % 7
    return day_period(moment.today + DAY * ((gap or 7) + 7))


def ordinal_unit(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """The third quarter, the first half, the 19th century; without a year the quarter that the sentence looks to."""
    unit = part.text("U")
    order = part.number("O")
    if unit == "century":
        return _century(order or 1, moment)
    size = {"quarter": 3, "semester": 6, "half": 6}.get(unit)
    if size is None:
        return NO_RULE
    if order is None:
        order = 12 // size  # "the final quarter"
    if not 1 <= order <= 12 // size:
        return "a year has no such part"
    rest = [token for token in everything.tokens if token not in part.tokens]
    if not any(token.code in "YUptf" for token in rest) and moment.lean and moment.today:
        years = [months_period(moment.today.year + k, (order - 1) * size + 1, size, "quarter") for k in (-1, 0, 1)]
        return _whole_beside(years, moment.lean, moment.today)
    year = named_year(Tokens(rest), moment)
    return year if isinstance(year, str) else months_period(year, (order - 1) * size + 1, size, "quarter")


def _century(order: int, moment: Moment) -> Period:
    first = order * 100 - 99
    value = f"{first:04d}/{first + 99:04d}" if moment.words.spelled_year_ranges == "years" else ""
    return years_period(first, first + 99, value=value)


def _whole_beside(periods: list[Period], lean: int, today: Date) -> Period:
    """The last of the periods that is over, or the first that is not."""
    over = [one for one in periods if one.end < today]
    return over[-1] if lean < 0 else next(one for one in periods if one.end >= today)


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
    """ "Christmas", "Lebaran tahun lalu", "the end of Ramadan 2025", "Idul Fitri 1445 H"."""
    found = _holiday_days(part.text("H"), everything, moment)
    if isinstance(found, Period) and found.start < found.end and everything.has("E"):
        return day_period(found.start if everything.text("E") in ("start", "early") else found.end)
    return found


def _holiday_days(name: str, everything: Tokens, moment: Moment) -> Answer:
    if everything.has("y"):
        return islamic_holiday(name, everything.number("y") or 0) or NOT_KNOWN
    if everything.has("Y") or re.search("[pft]U|U[pftT]|[N1]U[ap]", everything.codes):
        year = named_year(everything, moment)
        days = [] if isinstance(year, str) else holidays_in(name, year)
        return (year if isinstance(year, str) else NOT_KNOWN) if not days else TWICE if len(days) > 1 else days[0]
    if moment.today is None:
        return NO_TODAY
    around = [day for k in (-1, 0, 1) for day in holidays_in(name, moment.today.year + k)]
    lean = lean_of(everything, everything, moment) if everything.has("pfusT") else moment.lean
    return _closest(around, lean, moment.today) or NOT_KNOWN


def _closest(periods: list[Period], lean: int, today: Date) -> Period | None:
    ahead = [one for one in periods if one.end >= today]
    back = [one for one in periods if one.start <= today]
    if lean > 0 and ahead:
        return ahead[0]
    if lean < 0 and back:
        return back[-1]
    return min(periods, key=lambda one: abs((one.start - today).days), default=None)


def named_season(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "last spring", "the summer of 2017", "the winter of 2022-23"."""
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
    lean = 1 if everything.has("u") else moment.lean
    return _closest(found, lean, moment.today) or NO_TODAY


def school_or_fiscal(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "the 2024-25 fiscal year" names its two years; one year alone does not say where it begins."""
    years = [int(str(token.value)) for token in everything.tokens if token.code == "Y"]
    if len(years) == 1 and "YrN" in everything.codes:
        years.append(years[0] + 1)
    if len(years) == 2:
        return years_period(years[0], years[1], value=f"{years[0]:04d}/{years[1]:04d}")
    return f"a {part.text('F')} year need not be the calendar's, and the text does not say where it begins"


def school_term(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "semester genap 2023/2024"; where terms differ by school it stays open."""
    value = part.tokens[0].value
    years = [int(str(token.value)) for token in everything.tokens if token.code == "Y"]
    if not isinstance(value, tuple) or not value[0]:
        return "the dates of school terms differ by country and school"
    if len(years) != 2:
        return "the school year of the term is not told"
    first, last = value
    return months_period(years[0] if first > SCHOOL_STARTS else years[1], first, last - first + 1)
