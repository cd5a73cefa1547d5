"""Decided events and statements as rows of the store, inside a transaction of the caller's own."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from lansir.keys import id_of, key_of
from lansir.record import Event, Record, Statement, Time
from lansir.store.article_rows import Row, day_of
from lansir.store.rows import About, event_rows, statement_rows, time_row

__all__ = ["ItemWriter"]

KEPT = ("id", "article", "number")
"""Columns of an event or statement that no decision changes."""
UNUSED_TIMES = """
DELETE FROM time WHERE article = ?1 AND start = "end"
AND NOT EXISTS (SELECT 1 FROM event e WHERE e.article = ?1 AND e.time = time.id)
AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.article = ?1 AND s.time = time.id)
"""


class ItemWriter:
    """Writes items of one article, and the times that people gave for them."""

    def __init__(self, connection: sqlite3.Connection, record: Record) -> None:
        """Write into the stored article of this record."""
        self._connection, self._article = connection, key_of(record.article.id)
        self._day = day_of(record.article.published)
        self._times = {time.id: time for time in record.times}
        self._who = self._entities()

    def write(self, item: Event | Statement, state: str, given: Time | None = None) -> None:
        """Put an item in the place of its rows, with the state of its decision and a time `given` for it."""
        if given:
            self._times[given.id] = given
            self._upsert_time(time_row(given, self._article))
        about = About(self._article, self._day, self._times, self._who)
        if isinstance(item, Statement):
            (_, row), *_ = statement_rows(item, 0, about)
            self._update("statement", row | {"review": state})
            return
        (_, row), *lists = event_rows(item, 0, about)
        self._update("event", row | {"review": state})
        self._connection.execute("DELETE FROM event_actor WHERE event = ?", (row["id"],))
        for table, filler in lists:
            if table == "event_actor":
                names, marks = ", ".join(filler), ", ".join("?" * len(filler))
                self._connection.execute(f"INSERT INTO event_actor({names}) VALUES ({marks})", tuple(filler.values()))

    def close(self) -> None:
        """Remove the times that people gave and no item has any more."""
        self._connection.execute(UNUSED_TIMES, (self._article,))

    def _entities(self) -> dict[str, Row]:
        query = "SELECT id, actor, country, sector FROM entity WHERE article = ?"
        return {
            id_of("en", row["id"]): {"actor": row["actor"], "country": row["country"], "sector": row["sector"]}
            for row in self._connection.execute(query, (self._article,))
        }

    def _update(self, table: str, row: Mapping[str, Any]) -> None:
        changed = {name: value for name, value in row.items() if name not in KEPT}
        told = ", ".join(f'"{name}" = ?' for name in changed)
        self._connection.execute(f"UPDATE {table} SET {told} WHERE id = ?", (*changed.values(), row["id"]))

    def _upsert_time(self, row: Row) -> None:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        again = ", ".join(f'"{name}" = excluded."{name}"' for name in row)
        self._connection.execute(
            f"INSERT INTO time({names}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {again}", tuple(row.values())
        )
