"""The store's own time: its newest article's day counts as today, so an older store has something recent too."""

import sqlite3
from datetime import date, timedelta

__all__ = ["days_before", "first_day", "newest_day"]


def newest_day(connection: sqlite3.Connection) -> str | None:
    """The day of the newest article, None where no article has a day."""
    day: str | None = connection.execute("SELECT max(published_day) FROM article").fetchone()[0]
    return day


def first_day(connection: sqlite3.Connection) -> str | None:
    """The day of the oldest article."""
    day: str | None = connection.execute("SELECT min(published_day) FROM article").fetchone()[0]
    return day


def days_before(day: str, number: int) -> str:
    """The day so many days before (after, where negative); the first or last day of the calendar beyond it."""
    try:
        return (date.fromisoformat(day) - timedelta(number)).isoformat()
    except OverflowError:
        return (date.min if number > 0 else date.max).isoformat()
