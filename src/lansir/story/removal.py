"""Taking an article out of the stories: what hung together through it alone falls apart again."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from lansir.story.fingerprints import packed_marks, unpacked_marks
from lansir.story.membership import settle_story
from lansir.story.memory import Memory
from lansir.story.occurrences import settle_occurrence
from lansir.story.origins import write_sources
from lansir.story.outcomes import link_outcomes
from lansir.story.outlet_names import OutletNames
from lansir.story.ties import COPIED
from lansir.story.wording import marks_of_article

__all__ = ["mark_again", "take_out", "take_out_events"]

Neighbours = Callable[[int], Iterable[int]]


def take_out(connection: sqlite3.Connection, article: int) -> bool:
    """Take an article out of its story, its events out of their occurrences; whether it had been placed.

    Called inside the caller's transaction, before the rows of the article itself go.
    """
    row = connection.execute("SELECT story FROM placed WHERE article = ?", (article,)).fetchone()
    beside = dict(_ties(connection, article))
    told = "SELECT DISTINCT o.occurrence FROM occurrence_event o JOIN event e ON e.id = o.event WHERE e.article = ?"
    occurrences = [found[0] for found in connection.execute(told, (article,))]
    _delete(connection, article)
    if row:
        apart = _fallen_apart(list(beside), lambda key: (other for other, _ in _ties(connection, key)))
        settle_story(connection, row[0], article, apart)
        _name_sources(connection, [key for key, kind in beside.items() if kind in COPIED])
    left = [part for occurrence in occurrences for part in _settled(connection, occurrence)]
    link_outcomes(connection, left)
    return row is not None


def take_out_events(connection: sqlite3.Connection, events: Sequence[int]) -> list[int]:
    """Take events out of their occurrences, and give what is left of these; their article keeps its place."""
    marks = ", ".join("?" * len(events))
    told = f"SELECT DISTINCT occurrence FROM occurrence_event WHERE event IN ({marks})"
    occurrences = [found[0] for found in connection.execute(told, events)]
    for column in ("event", "other"):
        connection.execute(f"DELETE FROM event_tie WHERE {column} IN ({marks})", events)
    connection.execute(f"DELETE FROM occurrence_event WHERE event IN ({marks})", events)
    return [part for occurrence in occurrences for part in _settled(connection, occurrence)]


def mark_again(connection: sqlite3.Connection, article: int) -> None:
    """Mark the wording of a placed article anew, whose text has changed; its ties and its place stay."""
    if not connection.execute("SELECT 1 FROM wording WHERE article = ?", (article,)).fetchone():
        return
    _delete_marks(connection, article)
    marks = marks_of_article(connection, article)
    connection.execute("INSERT INTO wording(article, marks) VALUES (?, ?)", (article, packed_marks(marks)))
    rows = [(mark, article) for mark in marks]
    connection.executemany("INSERT INTO fingerprint(hash, article) VALUES (?, ?)", rows)


def _delete(connection: sqlite3.Connection, article: int) -> None:
    events = "(SELECT id FROM event WHERE article = ?)"
    for column in ("event", "other"):
        connection.execute(f"DELETE FROM event_tie WHERE {column} IN {events}", (article,))
    connection.execute(f"DELETE FROM occurrence_event WHERE event IN {events}", (article,))
    for column in ("article", "other"):
        connection.execute(f"DELETE FROM tie WHERE {column} = ?", (article,))
    _delete_marks(connection, article)
    connection.execute("UPDATE placed SET source = NULL WHERE source = ?", (article,))
    connection.execute("DELETE FROM placed WHERE article = ?", (article,))


def _delete_marks(connection: sqlite3.Connection, article: int) -> None:
    """By the article's own list of its marks: the table of all marks has no index by article."""
    for (marks,) in connection.execute("SELECT marks FROM wording WHERE article = ?", (article,)).fetchall():
        rows = [(mark, article) for mark in unpacked_marks(marks)]
        connection.executemany("DELETE FROM fingerprint WHERE hash = ? AND article = ?", rows)
    connection.execute("DELETE FROM wording WHERE article = ?", (article,))


def _settled(connection: sqlite3.Connection, occurrence: int) -> list[int]:
    query = "SELECT event FROM occurrence_event WHERE occurrence = ?"
    events = {row[0] for row in connection.execute(query, (occurrence,))}
    parts = list(_fallen_apart(sorted(events), lambda key: _event_ties(connection, key), whole=True))
    return settle_occurrence(connection, occurrence, parts)


def _fallen_apart(keys: Collection[int], neighbours: Neighbours, *, whole: bool = False) -> Iterator[set[int]]:
    """The groups that keys which hung together are in now, but for the last of them unless `whole`.

    A walk ends as soon as it has met all keys that are still looked for: then they hang together still.
    """
    missing = list(dict.fromkeys(keys))
    while missing and (whole or len(missing) > 1):
        group = _walk(missing[0], neighbours, None if whole else frozenset(missing))
        if group is None:
            return
        yield group
        missing = [key for key in missing if key not in group]


def _walk(start: int, neighbours: Neighbours, looked_for: frozenset[int] | None) -> set[int] | None:
    """All that can be reached from a key; None as soon as all that is looked for was met."""
    met, waiting = {start}, [start]
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in met:
                met.add(other)
                waiting.append(other)
        if looked_for is not None and looked_for <= met:
            return None
    return met


def _ties(connection: sqlite3.Connection, article: int) -> list[tuple[int, str]]:
    query = "SELECT other, kind FROM tie WHERE article = ? UNION ALL SELECT article, kind FROM tie WHERE other = ?"
    return [(row[0], row[1]) for row in connection.execute(query, (article, article))]


def _event_ties(connection: sqlite3.Connection, event: int) -> list[int]:
    query = "SELECT other FROM event_tie WHERE event = ? UNION ALL SELECT event FROM event_tie WHERE other = ?"
    return [row[0] for row in connection.execute(query, (event, event))]


def _name_sources(connection: sqlite3.Connection, copies: Iterable[int]) -> None:
    """Say once more whose news those are that had the article's text."""
    names, memory = OutletNames(connection), Memory(connection)
    for key in copies:
        write_sources(connection, key, names, memory)
