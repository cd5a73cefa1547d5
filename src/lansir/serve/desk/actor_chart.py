"""Counts over time as bars: which days, months or years there are, and how high each bar stands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

__all__ = ["Bar", "Chart", "Series", "chart"]

Unit = Literal["day", "month", "year"]
CHARACTERS: dict[Unit, int] = {"day": 10, "month": 7, "year": 4}
MOST_DAYS, MOST_MONTHS, MOST_YEARS = 62, 60, 60
HEIGHT, STEP = 40, 10
"""Of the drawing: its height, and the width that a bar has with the room beside it."""


class Bar(NamedTuple):
    """A bar: the time that it stands for, its count, and its place in the drawing."""

    time: str
    number: int
    x: int
    y: float
    height: float


class Series(NamedTuple):
    """The bars of one kind of count; `most` is the highest of them, None where there are none."""

    key: str
    bars: list[Bar]
    most: Bar | None


class Chart(NamedTuple):
    """Bars of several series over the same times, on one scale. `left` of all are not drawn: undated, or far off."""

    unit: Unit
    times: list[str]
    series: list[Series]
    width: int
    height: int
    highest: int
    left: int


def chart(days: Mapping[str, Counter[str]], everything: int) -> Chart | None:
    """The chart of counts by day, of `everything` there is; None where nothing has a day.

    By days where they lie close together, else by months or years.
    """
    known = sorted(day for counts in days.values() for day in counts)
    if not known:
        return None
    first, last = date.fromisoformat(known[0]), date.fromisoformat(known[-1])
    unit: Unit = (
        "day" if (last - first).days < MOST_DAYS else "month" if _months(first, last) <= MOST_MONTHS else "year"
    )
    times = list(_times(first, last, unit))[-MOST_YEARS if unit == "year" else -MOST_DAYS :]
    counted = {key: _by(counts, unit) for key, counts in days.items()}
    highest = max(max(counts.values(), default=0) for counts in counted.values())
    series = [_series(key, counts, times, highest) for key, counts in counted.items()]
    drawn = sum(bar.number for one in series for bar in one.bars)
    return Chart(unit, times, series, len(times) * STEP, HEIGHT, highest, everything - drawn)


def _by(counts: Counter[str], unit: Unit) -> Counter[str]:
    found: Counter[str] = Counter()
    for day, count in counts.items():
        found[day[: CHARACTERS[unit]]] += count
    return found


def _series(key: str, counts: Counter[str], times: list[str], highest: int) -> Series:
    bars = []
    for place, time in enumerate(times):
        height = max(round(counts[time] * HEIGHT / highest, 1), 1.0) if counts[time] else 0.0
        bars.append(Bar(time, counts[time], place * STEP, round(HEIGHT - height, 1), height))
    most = max(bars, key=lambda bar: bar.number)
    return Series(key, bars, most if most.number else None)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _times(first: date, last: date, unit: Unit) -> Iterator[str]:
    if unit == "year":
        yield from (f"{year:04d}" for year in range(first.year, last.year + 1))
    elif unit == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        yield from (f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months)
    else:
        yield from ((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))
