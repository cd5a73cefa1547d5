"""Ends within ends: each holds for what is asked inside it, and the outer one goes on afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from time import monotonic

import pytest

from lansir.query import bounded as module
from lansir.query.bounded import bounded, ended_by, ended_when

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
"""It never ends by itself."""
SHORT = "SELECT 1"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as found:
        yield found
    assert module.ENDS == {}


def read(connection: sqlite3.Connection, sql: str) -> list[tuple[int]]:
    return connection.execute(sql).fetchall()


def test_what_takes_too_long_is_none(connection: sqlite3.Connection) -> None:
    assert bounded(connection, lambda: read(connection, LONG), monotonic() + 0.01) is None
    assert bounded(connection, lambda: read(connection, SHORT), monotonic() + 5) == [(1,)]
    assert bounded(connection, lambda: read(connection, SHORT), None) == [(1,)]


def test_where_the_time_is_up_before_nothing_is_asked(connection: sqlite3.Connection) -> None:
    assert bounded(connection, lambda: pytest.fail("asked"), monotonic() - 1) is None


def test_an_outer_end_holds_inside_a_later_one_and_is_not_taken_for_it(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), ended_by(connection, monotonic() + 0.01):
        bounded(connection, lambda: read(connection, LONG), monotonic() + 60)


def test_an_outer_end_holds_again_after_a_nearer_one(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), ended_by(connection, monotonic() + 0.05):
        assert bounded(connection, lambda: read(connection, LONG), monotonic() + 0.01) is None
        read(connection, LONG)


def test_what_nobody_waits_for_ends_and_so_does_what_has_an_end_of_its_own_inside(
    connection: sqlite3.Connection,
) -> None:
    over = False
    with ended_when(connection, lambda: over):
        assert bounded(connection, lambda: read(connection, LONG), monotonic() + 0.01) is None
        assert read(connection, SHORT) == [(1,)]
        over = True
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            bounded(connection, lambda: read(connection, LONG), monotonic() + 60)


def test_afterwards_there_is_no_end(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEPS", 1)
    with ended_by(connection, monotonic() + 5), ended_by(connection, monotonic() + 5):
        assert read(connection, SHORT) == [(1,)]
    monkeypatch.setattr(module, "monotonic", lambda: pytest.fail("looked at the clock"))
    assert read(connection, SHORT) == [(1,)]


def test_other_faults_are_told(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        bounded(connection, lambda: read(connection, "SELECT * FROM missing"), monotonic() + 5)
