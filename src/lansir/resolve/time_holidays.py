"""Days that have a name: fixed ones, those that move with Easter, the moon or another holiday; from `holidays.yaml`."""

import datetime
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.resolve.time_periods import DAY, Period

__all__ = ["Holiday", "holiday", "holiday_note", "holidays_in", "islamic_day", "islamic_holiday"]

Date = datetime.date
ISLAMIC_EPOCH = 227015  # 16 July 622 of the Julian calendar as a proleptic Gregorian day number
LAST_ISLAMIC_YEAR = 2000
CLOSE = 3  # days between the tabular calendar and the moon's
JULIAN_DELAY = 13  # days between the Julian and the Gregorian calendar, 1900 to 2099


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a holiday's date is known: one of `day` to `dates`, as the head of `holidays.yaml` says.

    It lasts `length` days, or up to the day before the holiday `until`. `observed_in` names whose date it is where
    countries differ, `islamic` is its month and day in the Islamic calendar; dates outside the years `settled` are
    calculated and may be a day off.
    """

    day: str | None = None
    easter: int | None = None
    orthodox_easter: int | None = None
    nth: tuple[int, int, int] | None = None
    after: tuple[str, int] | None = None
    cycle: tuple[Date, int] | None = None
    dates: list[Date] = []
    islamic: tuple[int, int] | None = None
    length: int = 1
    until: str | None = None
    observed_in: str | None = None
    settled: tuple[int, int] | None = None
    source: str | None = None


@cache
def _holidays() -> dict[str, Holiday]:
    path = files("lansir.knowledge") / "holidays.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, Holiday])
    except (OSError, msgspec.DecodeError) as error:
        raise DataFileError(f"knowledge/holidays.yaml: {error}") from None


def holidays_in(name: str, year: int) -> list[Period]:
    """The times that a holiday begins in a year: mostly one, two of a short year's; KeyError for an unknown name.

    Empty where its date is not known for that year.
    """
    row = _holidays()[name]
    return [Period(start, end, "day" if start == end else "range") for start, end in _stretches(row, year)]


def holiday(name: str, year: int) -> Period | None:
    """The first time that a holiday begins in a year; None where its date is not known for it."""
    return next(iter(holidays_in(name, year)), None)


def islamic_holiday(name: str, year: int) -> Period | None:
    """The holiday of a year of the Islamic calendar; None where it is none of that calendar, or its date not known."""
    row = _holidays()[name]
    base = _holidays()[row.after[0]] if row.after else row
    if base.islamic is None or not 1 <= year <= LAST_ISLAMIC_YEAR:
        return None
    near = islamic_day(year, *base.islamic)
    found = [day for k in (-1, 0, 1) for day in holidays_in(name, near.year + k)]
    close = [day for day in found if abs(day.start - near - DAY * (row.after[1] if row.after else 0)) <= DAY * CLOSE]
    return close[0] if close else None


def islamic_day(year: int, month: int, day: int) -> Date:
    """A day of the tabular Islamic calendar (civil epoch, leap years 2 5 7 10 13 16 18 21 24 26 29 of thirty)."""
    days = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + ISLAMIC_EPOCH - 1
    return Date.fromordinal(days)


def holiday_note(name: str, year: int) -> str:
    """What is to be said about a holiday's date: whose it is, and whether it is calculated; empty where nothing is."""
    row = _holidays()[name]
    source = _holidays()[row.after[0]] if row.after else row
    notes = [f"as observed in {source.observed_in}"] if source.observed_in else []
    if source.settled and not source.settled[0] <= year <= source.settled[1]:
        notes.append("calculated: may be a day off")
    return ", ".join(notes)


def _stretches(row: Holiday, year: int) -> list[tuple[Date, Date]]:
    return [(start, _end(row, start)) for start in _starts(row, year)]


def _end(row: Holiday, start: Date) -> Date:
    following = [
        day for year in (start.year, start.year + 1) if row.until for day in _starts(_holidays()[row.until], year)
    ]
    after = [day for day in following if day > start]
    return after[0] - DAY if after else start + DAY * (row.length - 1)


def _starts(row: Holiday, year: int) -> list[Date]:
    """First days in a year, by the one field that is set."""
    ways: list[tuple[object, Callable[[], list[Date]]]] = [
        (row.day, lambda: [Date(year, *_month_day(row.day or ""))]),
        (row.easter is not None, lambda: [_easter(year) + DAY * (row.easter or 0)]),
        (row.orthodox_easter is not None, lambda: [_orthodox_easter(year) + DAY * (row.orthodox_easter or 0)]),
        (row.nth, lambda: [_nth_weekday(year, *(row.nth or (1, 1, 1)))]),
        (row.after, lambda: _after(row, year)),
        (row.cycle, lambda: _cycle(row, year)),
    ]
    found = next((read for told, read in ways if told), None)
    return found() if found else [day for day in row.dates if day.year == year]


def _month_day(text: str) -> tuple[int, int]:
    return int(text[:2]), int(text[3:])


def _after(row: Holiday, year: int) -> list[Date]:
    name, days = row.after or ("", 0)
    first = _holidays()[name]
    starts = [start + DAY * days for k in (-1, 0, 1) for start in _starts(first, year + k)]
    return [day for day in starts if day.year == year]


def _cycle(row: Holiday, year: int) -> list[Date]:
    start, days = row.cycle or (Date(year, 1, 1), 366)
    first = Date(year, 1, 1) + DAY * ((start - Date(year, 1, 1)).days % days)
    return [day for day in (first, first + DAY * days) if day.year == year]


def _easter(year: int) -> Date:
    """Western Easter Sunday: the anonymous Gregorian computus (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return Date(year, f // 31, f % 31 + 1)


def _orthodox_easter(year: int) -> Date:
    """Eastern Easter Sunday in the Gregorian calendar: the Julian computus (Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Date(year, month, day + 1) + DAY * JULIAN_DELAY


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> Date:
    """The n-th weekday of a month, from its end where n is negative."""
    if n < 0:
        last = Date(year + month // 12, month % 12 + 1, 1) - DAY
        return last - DAY * ((last.isoweekday() - weekday) % 7 + 7 * (-n - 1))
    first = Date(year, month, 1)
    return first + DAY * ((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
