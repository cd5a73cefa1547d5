"""Decisions as they stand in the store: the history of one item, and those that fit nothing any more."""

import sqlite3
from typing import Any, Literal

import msgspec

from lansir.errors import InputError
from lansir.keys import id_of, key_of
from lansir.store.connection import store_errors
from lansir.store.store import Store

__all__ = ["LATEST", "TABLES", "Decision", "State", "decision_of", "history", "key_of_target", "lost"]

State = Literal["machine", "confirmed", "corrected", "rejected"]
LATEST = "SELECT * FROM review WHERE target = ? ORDER BY id DESC LIMIT 1"
TABLES = {"ev": "event", "st": "statement"}
"""Where the items of a kind of id stand."""
LATEST_OF_ALL = """
SELECT * FROM review r WHERE state <> 'machine'
AND NOT EXISTS (SELECT 1 FROM review x WHERE x.target = r.target AND x.id > r.id) ORDER BY id
"""


class Decision(msgspec.Struct, frozen=True):
    """A decision; `machine` means that what was decided before is taken back.

    `correction` are the fields as the person wants them, None where they wanted none; `was` is the event or statement
    as the machine last read it. `at` is UTC.
    """

    number: int
    target: str
    article: str
    state: State
    by: str
    at: str
    note: str | None
    correction: dict[str, Any] | None
    was: dict[str, Any] | None


def history(store: Store, target: str) -> list[Decision]:
    """All decisions on an event or statement, the earliest first; InputError for what is the id of neither."""
    key_of_target(target)
    with store_errors(store.path):
        rows = store.connection.execute("SELECT * FROM review WHERE target = ? ORDER BY id", (target,))
        return [decision_of(row) for row in rows]


def lost(store: Store) -> list[Decision]:
    """Decisions that count and stand nowhere: their item is not read any more, or is read so that they do not fit."""
    with store_errors(store.path):
        rows = store.connection.execute(LATEST_OF_ALL).fetchall()
        return [decision_of(row) for row in rows if not _stands(store.connection, row["target"])]


def decision_of(row: sqlite3.Row) -> Decision:
    """A row of the table `review`."""
    return Decision(
        number=row["id"],
        target=row["target"],
        article=id_of("ar", row["article"]),
        state=row["state"],
        by=row["by"],
        at=row["at"],
        note=row["note"],
        correction=msgspec.json.decode(row["correction"]) if row["correction"] else None,
        was=msgspec.json.decode(row["was"]) if row["was"] else None,
    )


def key_of_target(target: str) -> int:
    """The key of an event or statement; InputError where the id is of neither."""
    try:
        if target[:3] in ("ev-", "st-"):
            return key_of(target)
    except ValueError:
        pass
    raise InputError(f"{target!r} is no id of an event or statement, such as ev-1f0c5a9be2d4770b")


def _stands(connection: sqlite3.Connection, target: str) -> bool:
    query = f"SELECT review FROM {TABLES[target[:2]]} WHERE id = ?"
    row = connection.execute(query, (key_of(target),)).fetchone()
    return row is not None and row["review"] != "machine"
