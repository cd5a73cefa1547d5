"""Occurrences as rows: joined by a new event, and written anew when one was taken out."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from lansir.keys import id_of, key_of
from lansir.story.acts import STAGES, Act
from lansir.story.articles import Features, moment_of

__all__ = ["join_occurrence", "settle_occurrence"]

INSERT = (
    "INSERT INTO occurrence(id, story, earliest, type, stage, first_day, last_day, events) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET story = excluded.story, "
    "earliest = excluded.earliest, type = excluded.type, stage = excluded.stage, first_day = excluded.first_day, "
    "last_day = excluded.last_day, events = excluded.events"
)
"""Not REPLACE: for that SQLite goes through all events of the occurrence twice, as rows that refer to it."""
TELLINGS = (
    "SELECT e.id AS event, e.type, e.status, e.first_day, e.last_day, p.story, a.id, a.updated, a.published, "
    "a.captured FROM event e JOIN article a ON a.id = e.article JOIN placed p ON p.article = a.id WHERE e.id = ?"
)


def join_occurrence(
    connection: sqlite3.Connection, article: Features, story: int, act: Act, tied: Sequence[int]
) -> int:
    """Put an event into the occurrence of those that it is tied to, and several of these into one; gives its id.

    Type and stage are those of the earliest telling.
    """
    marks = ", ".join("?" * len(tied))
    query = (
        "SELECT DISTINCT o.* FROM occurrence_event e JOIN occurrence o ON o.id = e.occurrence "
        f"WHERE e.event IN ({marks})"
    )
    held = connection.execute(query, tied).fetchall()
    own = f"{article.moment} {id_of('ar', article.key)} {id_of('ev', act.key)}"
    earliest, type_, stage = min([(own, act.type, act.stage), *((r["earliest"], r["type"], r["stage"]) for r in held)])
    occurrence = _id(earliest)
    for row in held:
        if row["id"] != occurrence:
            _rename(connection, row["id"], occurrence)
    told = connection.execute("SELECT first_day, last_day FROM event WHERE id = ?", (act.key,)).fetchone()
    row = (occurrence, story, earliest, type_, stage, *_range((told, *held)), 1 + sum(r["events"] for r in held))
    connection.execute(INSERT, row)
    connection.execute("INSERT INTO occurrence_event(event, occurrence) VALUES (?, ?)", (act.key, occurrence))
    return occurrence


def settle_occurrence(connection: sqlite3.Connection, occurrence: int, parts: Iterable[Collection[int]]) -> list[int]:
    """Write an occurrence anew as what is left of it, in as many parts as hang together; gives their ids."""
    connection.execute("DELETE FROM outcome WHERE ahead = ? OR result = ?", (occurrence, occurrence))
    connection.execute("DELETE FROM occurrence WHERE id = ?", (occurrence,))
    return [_write(connection, events) for events in parts]


def _write(connection: sqlite3.Connection, events: Collection[int]) -> int:
    told = [connection.execute(TELLINGS, (event,)).fetchone() for event in events]
    earliest, first = min(
        (f"{moment_of(row)} {id_of('ar', row['id'])} {id_of('ev', row['event'])}", k) for k, row in enumerate(told)
    )
    occurrence, row = _id(earliest), told[first]
    values = (occurrence, row["story"], earliest, row["type"], STAGES[row["status"]], *_range(told), len(told))
    connection.execute(INSERT, values)
    rows = [(event, occurrence) for event in events]
    connection.executemany("INSERT OR REPLACE INTO occurrence_event(event, occurrence) VALUES (?, ?)", rows)
    return occurrence


def _rename(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Give an occurrence another id; what came of it is said anew for that one."""
    connection.execute("UPDATE occurrence_event SET occurrence = ? WHERE occurrence = ?", (new, old))
    connection.execute("DELETE FROM outcome WHERE ahead = ? OR result = ?", (old, old))
    connection.execute("DELETE FROM occurrence WHERE id = ?", (old,))


def _range(rows: Iterable[sqlite3.Row]) -> tuple[str | None, str | None]:
    """First and last day that any of the tellings gives; None where none does."""
    given = [(row["first_day"], row["last_day"]) for row in rows if row["first_day"]]
    return min((first for first, _ in given), default=None), max((last for _, last in given), default=None)


def _id(earliest: str) -> int:
    return key_of(earliest.rpartition(" ")[2])
