"""Numbers and days as a query states them: one, from, up to, between; and stretches of days up to today."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Generic, TypeVar, cast

import msgspec

from lansir.query.faults import Unfit
from lansir.query.fields import value_words
from lansir.store.days import days_of

__all__ = ["Bounds", "day_bounds", "number_bounds", "period_start", "plain_days", "plain_numbers", "plain_period"]

Value = TypeVar("Value")
RANGE = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<first>[^.]*(?:\.\d[^.]*)?)(?:(?P<to>\.\.)(?P<last>.*))?")
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
POINT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d\d)?")
PERIOD = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>[a-z]+)")
RELATIVE = {"today": 0, "yesterday": 1}
DAYS = {"d": 1, "w": 7}
MONTHS = {"m": 1, "y": 12}


class Bounds(msgspec.Struct, Generic[Value], frozen=True):
    """What lies between `low` and `high`, both included unless said otherwise; None is open on that side."""

    low: Value | None = None
    high: Value | None = None
    above: bool = False
    below: bool = False

    def holds(self, value: Value | None) -> bool:
        """Whether a value lies within; None does where there are no bounds."""
        if value is None:
            return self.low is None and self.high is None
        if value in (self.low, self.high):
            return not (value == self.low and self.above) and not (value == self.high and self.below)
        here, low, high = cast(Any, value), cast(Any, self.low), cast(Any, self.high)
        return (low is None or low < here) and (high is None or here < high)


def plain_numbers(stated: str) -> str:
    """A number or range of numbers in its one spelling (">=0.8", "0.5..0.8"); Unfit where it is none."""
    return _plain(stated, _plain_number, lambda first, last: float(first) <= float(last))


def number_bounds(stated: str) -> Bounds[float]:
    """The bounds of a plain number or range."""
    sign, first, last = _parts(stated)
    if last is not None:
        return Bounds(float(first), float(last))
    return _signed(sign, float(first), float(first))


def plain_days(stated: str) -> str:
    """A day, month, year or week, or a range of such ("2024-04..2024-05", ">=2024"); Unfit where it is none."""
    return _plain(stated, _plain_point, lambda first, last: _relative(first, last) or _first(first) <= _last(last))


def day_bounds(stated: str, today: date) -> Bounds[str]:
    """First and last day of plain days; `today` is what "today" and "yesterday" are counted from."""
    sign, first, last = _parts(stated)
    if last is not None:
        return Bounds(_first(first, today), _last(last, today))
    low, high = _first(first, today), _last(first, today)
    if sign in (">", "<="):
        return Bounds(high, above=True) if sign == ">" else Bounds(high=high)
    if sign in (">=", "<"):
        return Bounds(low) if sign == ">=" else Bounds(high=low, below=True)
    return Bounds(low, high)


def plain_period(stated: str) -> str:
    """A stretch of days up to today ("7d", "2w", "3m", "1y"); Unfit where it is none."""
    found = PERIOD.fullmatch(stated.strip().lower())
    unit = value_words("units").get(found["unit"]) if found else None
    if not found or unit is None or not int(found["number"]):
        raise Unfit("value_period", "write days, weeks, months or years such as 7d, 2w, 3m, 1y")
    return f"{int(found['number'])}{unit}"


def period_start(stated: str, today: date) -> str:
    """The first day of a plain period that ends today: "1d" is today alone, "1m" begins the day after a month ago."""
    number, unit = int(stated[:-1]), stated[-1]
    if unit in DAYS:
        return date.fromordinal(max(1, today.toordinal() - number * DAYS[unit] + 1)).isoformat()
    months = max(12, today.year * 12 + today.month - 1 - number * MONTHS[unit])
    year, month = divmod(months, 12)
    before = date(year, month + 1, 1) + timedelta(days=today.day - 1)
    return (before + timedelta(days=1)).isoformat()


def _plain(stated: str, plain: Callable[[str], str], ordered: Callable[[str, str], bool]) -> str:
    sign, first, last = _parts(stated.replace(" ", ""))
    if last is None:
        return f"{'' if sign == '=' else sign}{plain(first)}"
    if sign or not (first or last):
        raise Unfit("value_range", "write a range as a..b")
    if not first or not last:
        return f">={plain(first)}" if first else f"<={plain(last)}"
    low, high = plain(first), plain(last)
    if not ordered(low, high):
        raise Unfit("value_order", f"{high} comes before {low}", f"{high}..{low}")
    return low if low == high else f"{low}..{high}"


def _parts(stated: str) -> tuple[str, str, str | None]:
    found = RANGE.fullmatch(stated)
    if not found:
        raise Unfit("value_bounds", "write one value, >=a, or a..b")
    return found["sign"] or "", found["first"], found["last"] if found["to"] else None


def _signed(sign: str, low: Value, high: Value) -> Bounds[Value]:
    if sign.startswith(">"):
        return Bounds(low, above=sign == ">")
    if sign.startswith("<"):
        return Bounds(high=high, below=sign == "<")
    return Bounds(low, high)


def _plain_number(stated: str) -> str:
    if not NUMBER.fullmatch(stated):
        raise Unfit("value_number", "write a number such as 10 or 0.8")
    value = float(stated)
    return str(int(value)) if value.is_integer() else str(value)


def _plain_point(stated: str) -> str:
    if relative := value_words("days").get(stated.lower()):
        return relative
    if not POINT.fullmatch(stated.upper()) or days_of(stated.upper()) is None:
        raise Unfit("value_day", "write a day, month or year such as 2024-04-13, 2024-04, 2024")
    return stated.upper()


def _relative(*points: str) -> bool:
    return any(point in RELATIVE for point in points)


def _first(point: str, today: date | None = None) -> str:
    return _days(point, today)[0]


def _last(point: str, today: date | None = None) -> str:
    return _days(point, today)[1]


def _days(point: str, today: date | None) -> tuple[str, str]:
    if point in RELATIVE and today is not None:
        day = (today - timedelta(days=RELATIVE[point])).isoformat()
        return day, day
    found = days_of(point)
    if found is None:
        raise ValueError(f"{point!r} is no day, month or year")
    return found
