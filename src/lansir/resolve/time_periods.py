"""Stretches of the calendar and their ISO 8601 values: days, weeks, months, quarters, years, and ranges of them."""

import datetime
from typing import Literal

import msgspec

__all__ = [
    "Granularity",
    "Period",
    "day_period",
    "joined",
    "month_period",
    "months_period",
    "shifted",
    "unit_period",
    "year_period",
    "years_period",
]

Granularity = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade", "range"]
Date = datetime.date
DAY = datetime.timedelta(days=1)
MONTHS_OF: dict[str, tuple[int, Granularity]] = {
    "month": (1, "month"), "quarter": (3, "quarter"), "semester": (6, "range"), "half": (6, "range"),
}  # fmt: skip
YEARS_OF: dict[str, tuple[int, Granularity]] = {
    "year": (1, "year"), "windu": (8, "range"), "decade": (10, "decade"), "century": (100, "range"),
}  # fmt: skip


class Period(msgspec.Struct, frozen=True):
    """A stretch of days, both ends included; `clock` (to `clock_end`) is the time of the day, "HH:MM", where stated."""

    start: Date
    end: Date
    granularity: Granularity
    clock: str | None = None
    clock_end: str | None = None
    value: str = ""

    def iso(self) -> str:
        """The value in ISO 8601 at the period's granularity, e.g. `2024-W17` or `2024-04-01/2024-04-30`."""
        if self.value:
            return self.value
        if self.clock:
            last = f"/{self.end}T{self.clock_end}" if self.clock_end else ""
            return f"{self.start}T{self.clock}{last}"
        return _bare_iso(self)

    def contains(self, day: Date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end


def _bare_iso(period: Period) -> str:
    start = period.start
    if period.granularity == "day":
        return str(start)
    if period.granularity == "week":
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if period.granularity == "month":
        return f"{start.year:04d}-{start.month:02d}"
    if period.granularity == "year":
        return f"{start.year:04d}"
    if period.granularity == "decade":
        return f"{start.year:04d}/{period.end.year:04d}"
    return f"{start}/{period.end}"


def day_period(day: Date) -> Period:
    """One day."""
    return Period(day, day, "day")


def month_period(year: int, month: int) -> Period:
    """One month; ValueError where there is none such."""
    return months_period(year, month, 1, "month")


def months_period(year: int, month: int, count: int, granularity: Granularity = "range") -> Period:
    """`count` months from the one given."""
    last = year * 12 + month - 1 + count
    return Period(Date(year, month, 1), Date(last // 12, last % 12 + 1, 1) - DAY, granularity)


def year_period(year: int) -> Period:
    """One year; ValueError outside 1 to 9999."""
    return Period(Date(year, 1, 1), Date(year, 12, 31), "year")


def years_period(first: int, last: int, granularity: Granularity = "range", value: str = "") -> Period:
    """The first day of `first` to the last day of `last`."""
    return Period(Date(first, 1, 1), Date(last, 12, 31), granularity, value=value)


def unit_period(unit: str, day: Date) -> Period:
    """The calendar unit that the day lies in: its week (from Monday), weekend, month, quarter, half-year, year ..."""
    monday = day - DAY * day.weekday()
    if unit == "week":
        return Period(monday, monday + 6 * DAY, "week")
    if unit == "weekend":
        return Period(monday + 5 * DAY, monday + 6 * DAY, "range")
    if unit in MONTHS_OF:
        size, granularity = MONTHS_OF[unit]
        return months_period(day.year, (day.month - 1) // size * size + 1, size, granularity)
    if unit in YEARS_OF:
        years, granularity = YEARS_OF[unit]
        first = day.year // years * years if unit != "century" else (day.year - 1) // 100 * 100 + 1
        return years_period(first, first + years - 1, granularity)
    return day_period(day)


def shifted(day: Date, unit: str, count: float) -> Date:
    """The day `count` units on (negative: back), the day of the month cut to the month's length.

    ValueError or OverflowError where that leaves the calendar. Hours and minutes move by whole days.
    """
    days = {
        "day": 1.0,
        "week": 7.0,
        "weekend": 7.0,
        "fortnight": 14.0,
        "hour": 1 / 24,
        "minute": 1 / 1440,
        "second": 0.0,
    }
    if unit in days:
        return day + datetime.timedelta(days=round(count * days[unit]))
    months = {
        "month": 1,
        "quarter": 3,
        "semester": 6,
        "half": 6,
        "year": 12,
        "windu": 96,
        "decade": 120,
        "century": 1200,
    }[unit]
    total = day.year * 12 + day.month - 1 + round(count * months)
    year, month = divmod(total, 12)
    return Date(year, month + 1, min(day.day, months_period(year, month + 1, 1).end.day))


def joined(first: Period, last: Period, *, spelled_days: bool = False) -> Period:
    """The range from one period to another: at their common granularity, else in days.

    `spelled_days` writes a range of years as days ("from 2004 to 2009" is 2004-01-01/2009-12-31).
    """
    start, end = min(first.start, last.start), max(first.end, last.end)
    if first.clock and last.clock:
        return Period(first.start, last.end, "range", first.clock, last.clock)
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}" if first.value and last.value else ""
    same = first.granularity == last.granularity and first.granularity in ("month", "year", "week")
    if first.granularity == last.granularity == "decade" and first.start <= last.start:
        value = f"{start.year:04d}/{end.year:04d}"
    if same and first.start <= last.start and not (spelled_days and first.granularity == "year"):
        value = f"{first.iso()}/{last.iso()}"
    return Period(start, end, "range", value=value)
