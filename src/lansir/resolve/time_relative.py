"""Rules for times that are counted from another: "last week", "two days ago", "the past year", "that day", "now"."""

import datetime

import msgspec

from lansir.resolve.time_dates import part_of_year
from lansir.resolve.time_durations import UNTOLD_NUMBER
from lansir.resolve.time_leaning import Moment, weekday_day
from lansir.resolve.time_periods import (
    DAY,
    Period,
    day_period,
    joined,
    month_period,
    shifted,
    unit_period,
    year_period,
)
from lansir.resolve.time_tokens import NO_REFERENCE, NO_RULE, NO_TODAY, Answer, Tokens

__all__ = [
    "TOO_COARSE",
    "ago",
    "ahead",
    "beside",
    "calendar_unit",
    "coming",
    "counted_day",
    "end_of_unit",
    "just_same",
    "later",
    "next_day",
    "now",
    "part_of_day",
    "same_last_year",
    "same_unit",
    "that_time",
    "the_day",
    "the_weekend",
    "trailing",
    "unit_around",
    "unit_before",
    "untold_number",
    "vague",
    "weekday_of_week",
]

Date = datetime.date
NO_CLOCK = "the text gives no time of the day to count from"
TOO_COARSE = "the time that it counts from is told too coarsely"
TUESDAY, SATURDAY = 1, 5
CLOCK_UNITS = ("second", "minute", "hour")
LONG_UNITS = ("week", "fortnight", "month", "year", "decade", "century", "windu")


def weekday_of_week(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "Tuesday of last week"."""
    if moment.today is None:
        return NO_TODAY
    if part.text("U") != "week":
        return weekday_day(part.number("W") or 1, moment.lean, moment)
    today = _writers_day(part, moment) or moment.today
    monday = unit_period("week", today).start + 7 * DAY * (part.step() or 0)
    return day_period(monday + DAY * ((part.number("W") or 1) - 1))


def counted_day(_: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """Of two such words the second corrects the first: "besok (hari ini)"."""
    said = Tokens(everything.tokens[::-1]).number("T") or 0
    return day_period(moment.today + DAY * said) if moment.today else NO_TODAY


def _writers_day(part: Tokens, moment: Moment) -> Date | None:
    """What "last week" counts from: the page's date even where it reports the Sunday before; a plan too."""
    step = part.step() or 0
    return moment.published if step < 0 or (not step and moment.lean > 0) else moment.today


def calendar_unit(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """Last week, this month, next year, the start of this year."""
    unit, step = part.text("U"), Tokens(part.tokens).step() or 0
    if moment.today is None:
        return NO_TODAY
    if unit in CLOCK_UNITS:
        return NO_CLOCK
    if unit == "day" and "t" not in part.codes:
        return _beside_reference("day", step, moment) if step else same_unit(part, everything, moment)
    day = _writers_day(part, moment) if unit in ("week", "weekend") else moment.today
    day = day or moment.today
    early = everything.has("e") or everything.text("E") == "early"
    if unit == "month" and step == 0 and early and day.day == 1:
        step = -1  # nothing is "earlier this month" on the first
    if (
        unit == "weekend"
        and step == 0
        and moment.lean <= 0
        and day.weekday() < (SATURDAY if moment.lean else TUESDAY + 1)
    ):
        step = -1
    return part_of_year(unit_period(unit, shifted(unit_period(unit, day).start, unit, step)), everything, moment)


def the_weekend(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "the weekend"."""
    return calendar_unit(part, everything, moment) if part.text("U") == "weekend" else NO_RULE


def the_day(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "the day" alone is the day told last, else today; "the weekend" the one beside it."""
    if part.text("U") != "day":
        return the_weekend(part, everything, moment)
    found = same_unit(part, everything, moment)
    if isinstance(found, str) and moment.reference is None and moment.today:
        return day_period(moment.today)
    return found


def unit_around(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "pada akhir pekan", "sepanjang tahun", "throughout the week": the weekend beside today, the unit around it."""
    named = part.text("U") in (("weekend", "week", "month", "year") if part.has("w") else ("weekend",))
    return calendar_unit(part, everything, moment) if named else NO_RULE


def end_of_unit(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "year end", "the end of the month"."""
    if moment.today is None:
        return NO_TODAY
    period = unit_period(part.text("U"), moment.today)
    if part.codes == "UE" and part.text("U") == "year":
        return day_period(period.end)
    return part_of_year(period, everything, moment)


def ago(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "two days ago": the day, week, month or year so far back."""
    return _counted(part, -1, moment)


def ahead(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "three days from now"."""
    return _counted(part, 1, moment)


def _counted(part: Tokens, sign: int, moment: Moment) -> Answer:
    count, unit = part.token("N"), part.text("U")
    if moment.today is None:
        return NO_TODAY
    if unit in CLOCK_UNITS:
        return NO_CLOCK
    number = float(count.value) if count and isinstance(count.value, int | float) else 1.0
    day = shifted(moment.today, unit, sign * number)
    return _around("month" if unit == "year" and number < 1 else unit, day)


def _around(unit: str, day: Date) -> Period:
    """The unit that the day lies in, at the granularity in which one counts: tens of years are told by the year."""
    told = {"fortnight": "week", "decade": "year", "century": "year", "windu": "year", "semester": "month"}
    return unit_period(told.get(unit, unit), day) if unit in LONG_UNITS or unit in told else day_period(day)


def _stretch(part: Tokens, sign: int, moment: Moment) -> Answer:
    """The past three months, the next two weeks: a range that ends or begins with today."""
    anchor = moment.published if sign < 0 else moment.today
    if anchor is None:
        return NO_TODAY
    if part.text("U") == "weekend" and not part.has("N"):
        return _weekend(sign, anchor)
    count, unit = part.token("N"), part.text("U")
    number = float(count.value) if count and isinstance(count.value, int | float) else 1.0
    if unit == "month" and sign < 0 and moment.today:
        first = shifted(moment.today.replace(day=1), "month", 1 - number)
        return _joined_months(month_period(first.year, first.month), unit_period("month", moment.today))
    other = shifted(anchor, unit, sign * number)
    return Period(min(anchor, other), max(anchor, other), "range")


def _weekend(sign: int, day: Date) -> Period:
    """ "the past weekend", "the coming weekend": the last that has begun, the first that has not."""
    weekend = unit_period("weekend", day)
    if sign < 0:
        return weekend if weekend.start < day else unit_period("weekend", day - 7 * DAY)
    return weekend if weekend.start > day else unit_period("weekend", day + 7 * DAY)


def _joined_months(first: Period, last: Period) -> Period:
    """A range of months, or the one month where both are the same."""
    return last if first.start >= last.start else joined(first, last)


def trailing(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "the past three months"."""
    return _stretch(part, -1, moment)


def coming(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "the next two weeks"."""
    return _stretch(part, 1, moment)


def _beside_reference(unit: str, count: float, moment: Moment) -> Answer:
    return beside(unit, count, moment.reference) if moment.reference else NO_REFERENCE


def beside(unit: str, count: float, reference: Period, *, to_the_day: bool = False) -> Answer:
    """So many units off a time, in whole units or `to_the_day`; a reason where that time is told too coarsely."""
    if unit in CLOCK_UNITS:
        return NO_CLOCK
    fine = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 31, "quarter": 92, "semester": 184}.get(
        unit, 366
    )
    if (reference.end - reference.start).days + 1 > fine:
        return TOO_COARSE
    day = shifted(reference.start, unit, count)
    return unit_period(unit, day) if unit in LONG_UNITS and not to_the_day else day_period(day)


def later(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "two days later", "a week earlier": counted from the time told last."""
    sign = 1 if part.has("lg") else -1
    count = part.token("N")
    number = float(count.value) if count and isinstance(count.value, int | float) else 1.0
    return _beside_reference(part.text("U"), sign * number, moment)


def unit_before(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "the year before", "the following week"."""
    found = later(part, everything, moment)
    if isinstance(found, str) and part.text("U") == "year" and moment.today:
        return year_period(moment.today.year + (1 if part.has("lg") else -1))
    return found


def next_day(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "the next day", "the day before"."""
    return _beside_reference("day", 1 if part.has("jfg") else -1, moment)


def that_time(_: Tokens, __: Tokens, moment: Moment) -> Answer:
    """ "at that time": the time told last, where that is past."""
    reference = moment.reference
    if reference is None or moment.today is None or reference.end >= moment.today:
        return NO_REFERENCE
    return msgspec.structs.replace(reference, clock=None, clock_end=None)


def just_same(_: Tokens, __: Tokens, moment: Moment) -> Answer:
    """ "the same period": the time told last."""
    return moment.reference or NO_REFERENCE


def same_last_year(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """The same period last year: the time told last, a unit back."""
    reference, unit = moment.reference, Tokens(part.tokens[::-1]).text("U")
    if reference is None or unit in CLOCK_UNITS:
        return calendar_unit(part, everything, moment) if unit == "year" else NO_REFERENCE
    count = part.number("N") or 1
    end = shifted(reference.end + DAY, unit, -count) - DAY
    return msgspec.structs.replace(reference, start=shifted(reference.start, unit, -count), end=end, value="")


def same_unit(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """That day, the same month: the unit that the time told last lies in."""
    unit, reference = part.text("U"), moment.reference
    if reference is None:
        return NO_REFERENCE
    if unit in CLOCK_UNITS:
        return NO_CLOCK
    around = unit_period(unit, reference.start)
    return around if around.contains(reference.end) else TOO_COARSE


def part_of_day(part: Tokens, everything: Tokens, moment: Moment) -> Answer:
    """ "this morning", "last night", a bare "in the evening"."""
    if part.has("tTp") and moment.today:
        return day_period(moment.today + DAY * (-1 if "p" in part.codes else part.number("T") or 0))
    if part.has("tTp"):
        return NO_TODAY
    reference = moment.reference
    day = reference.start if reference and reference.start == reference.end else moment.today
    return day_period(day) if day else NO_REFERENCE


def now(_: Tokens, __: Tokens, moment: Moment) -> Answer:
    """ "now" is the publication date."""
    return day_period(moment.published) if moment.published else NO_TODAY


def vague(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "recently", "soon": which way they point TIMEX3 names PAST_REF, FUTURE_REF or PRESENT_REF."""
    kind = part.text("V")
    return f"the words do not settle when{f' ({kind})' if kind else ''}"


def untold_number(part: Tokens, _: Tokens, __: Moment) -> Answer:
    """ "a few weeks ago", "recent months"."""
    return f"{UNTOLD_NUMBER}{' (PAST_REF)' if part.text('q') == 'PAST_REF' else ''}"
