"""Calendar days of an ISO 8601 value, for filters: first and last day that it covers."""

import calendar
import re
from datetime import date

__all__ = ["days_of"]

POINT = re.compile(r"(\d{4})(?:-W(\d\d)|-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


def days_of(value: str | None) -> tuple[str, str] | None:
    """First and last day of a day, week, month, year or `start/end`; None for durations and for what is no value."""
    if value is None:
        return None
    start, _, end = value.partition("/")
    first, last = _bounds(start), _bounds(end or start)
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0].isoformat(), last[1].isoformat()


def _bounds(point: str) -> tuple[date, date] | None:
    found = POINT.fullmatch(point)
    if not found:
        return None
    year, week, month, day = (int(part) if part else None for part in found.groups())
    try:
        return _days(year or 0, week, month, day)
    except ValueError:
        return None


def _days(year: int, week: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    if week:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    if month and day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
