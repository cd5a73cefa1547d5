"""Reading rows from SQLite: as plain tuples, and within a time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from lansir.query.sql import Sql

__all__ = ["bounded", "ended_by", "ended_when", "plain_rows"]

STEPS = 5_000
"""Steps of SQLite's machine between two looks at the clock: a quarter of a millisecond."""
Over = Callable[[], bool]
ENDS: dict[int, list[Over]] = {}
"""Whether what is asked of a connection is to end, by its identity: ends within ends, the last one has them all."""
Read = TypeVar("Read")


def plain_rows(connection: sqlite3.Connection, sql: Sql) -> sqlite3.Cursor:
    """The rows as plain tuples, which can be sorted."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql.text, sql.values)


def bounded(connection: sqlite3.Connection, read: Callable[[], Read], until: float | None) -> Read | None:
    """What is read, or None where the time was up first: `until` is on the monotonic clock, None sets no end."""
    if until is None:
        return read()
    if monotonic() > until:
        return None
    try:
        with ended_by(connection, until):
            return read()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_INTERRUPT or monotonic() < until:
            raise
        return None


@contextmanager
def ended_by(connection: sqlite3.Connection, until: float) -> Iterator[None]:
    """What is asked inside ends when the time is up, wherever it is: sqlite3.OperationalError, SQLITE_INTERRUPT.

    An end that was set before holds inside too, and again afterwards.
    """
    with ended_when(connection, lambda: monotonic() > until):
        yield


@contextmanager
def ended_when(connection: sqlite3.Connection, over: Over) -> Iterator[None]:
    """What is asked inside ends when it is `over`, as with `ended_by`; that is asked very often, and must be quick."""
    ends = ENDS.setdefault(id(connection), [])
    ends.append(_either(ends[-1], over) if ends else over)
    _watch(connection, ends)
    try:
        yield
    finally:
        ends.pop()
        _watch(connection, ends)
        if not ends:
            del ENDS[id(connection)]


def _either(before: Over, over: Over) -> Over:
    return lambda: before() or over()


def _watch(connection: sqlite3.Connection, ends: list[Over]) -> None:
    """Let the connection ask whether it is over, where there is any end."""
    if ends:
        connection.set_progress_handler(ends[-1], STEPS)
    else:
        connection.set_progress_handler(None, 0)
