"""Events of different articles that are one happening, joined into occurrences."""

import sqlite3
from collections.abc import Iterable, Sequence

from lansir.record import content_id
from lansir.store.keys import id_of, key_of
from lansir.story.acts import Act, acts
from lansir.story.articles import Features
from lansir.story.likeness import chance

__all__ = ["SAME", "place_events"]

SAME = 0.8
"""Chance from which two events are taken for one happening; what is joined that way is one occurrence."""
MOST_ARTICLES = 60
"""Articles of an article's own neighbourhood whose events are compared."""


def place_events(connection: sqlite3.Connection, article: Features, tied: Sequence[int]) -> None:
    """Join each event of an article to the occurrences that the articles tied to it tell, or begin a new one."""
    neighbours = sorted(tied)[:MOST_ARTICLES]
    found = acts(connection, [article.key, *neighbours])
    told = [act for key in neighbours for act in found.get(key, [])]
    for act in found.get(article.key, []):
        same = [(other.key, chance(act, other)) for other in told if (act.type, act.stage) == (other.type, other.stage)]
        ties = [(act.key, other, strength) for other, strength in same if strength >= SAME]
        connection.executemany("INSERT INTO event_tie(event, other, strength) VALUES (?, ?, ?)", ties)
        _join(connection, article, act, [other for _, other, _ in ties])


def _join(connection: sqlite3.Connection, article: Features, act: Act, tied: Sequence[int]) -> None:
    """Put an event into the occurrence of those that it is tied to, and several of these into one."""
    marks = ", ".join("?" * len(tied))
    query = (
        "SELECT DISTINCT o.* FROM occurrence_event e JOIN occurrence o ON o.id = e.occurrence "
        f"WHERE e.event IN ({marks})"
    )
    held = connection.execute(query, tied).fetchall()
    own = f"{article.moment} {id_of('ar', article.key)} {id_of('ev', act.key)}"
    earliest = min([own, *(row["earliest"] for row in held)])
    occurrence = key_of(content_id("oc", earliest.rpartition(" ")[2]))
    for row in held:
        if row["id"] != occurrence:
            _move(connection, row["id"], occurrence)
    row = (occurrence, earliest, act.type, act.stage, *_days(connection, act, held), 1 + sum(r["events"] for r in held))
    connection.execute(
        "INSERT OR REPLACE INTO occurrence(id, earliest, type, stage, first_day, last_day, events) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    connection.execute("INSERT INTO occurrence_event(event, occurrence) VALUES (?, ?)", (act.key, occurrence))


def _days(connection: sqlite3.Connection, act: Act, held: Iterable[sqlite3.Row]) -> tuple[str | None, str | None]:
    """First and last day that any of the tellings gives; None where none does."""
    own = connection.execute("SELECT first_day, last_day FROM event WHERE id = ?", (act.key,)).fetchone()
    given = [(row["first_day"], row["last_day"]) for row in (own, *held) if row["first_day"]]
    return min((first for first, _ in given), default=None), max((last for _, last in given), default=None)


def _move(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Give an occurrence another id."""
    connection.execute("UPDATE occurrence_event SET occurrence = ? WHERE occurrence = ?", (new, old))
    for column in ("ahead", "result"):
        connection.execute(f"UPDATE OR REPLACE outcome SET {column} = ? WHERE {column} = ?", (new, old))
    connection.execute("DELETE FROM occurrence WHERE id = ?", (old,))
