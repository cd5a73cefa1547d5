"""A person's part of an article taken out: mentions, statements, acts and what hangs on them."""

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from lansir.keys import id_of
from lansir.story.outcomes import link_outcomes
from lansir.story.removal import take_out_events

__all__ = ["Removed", "remove_entities"]

SPOKEN = "SELECT id FROM statement WHERE speaker = ?"
INSIDE = "SELECT id FROM statement WHERE article = ? AND inside = ?"
DONE = "SELECT DISTINCT event FROM event_actor WHERE entity = ?"
TOLD = "SELECT id FROM event WHERE article = ? AND reported_by = ?"
UNADDRESSED = (
    "UPDATE statement SET addressee = NULL, addressee_mention = NULL, addressee_confidence = NULL, "
    "addressee_elided = 0, reasons = json_set(reasons, '$.addressee', 'forgotten') WHERE article = ? AND addressee = ?"
)


class Removed(msgspec.Struct):
    """How much was removed."""

    mentions: int = 0
    statements: int = 0
    events: int = 0
    decisions: int = 0

    def add(self, other: "Removed") -> None:
        """Count that too."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def remove_entities(connection: sqlite3.Connection, article: int, entities: Sequence[int]) -> Removed:
    """Remove entities of an article: their mentions, what they said, what they did and what was done to them.

    What is told inside a statement of theirs goes with it: it would else seem to be the outlet's own word. A statement
    made to them stays, to nobody. Inside the caller's transaction, foreign keys being off.
    """
    statements = _statements(connection, article, entities)
    events = {row[0] for entity in entities for row in connection.execute(DONE, (entity,))}
    events |= {row[0] for one in statements for row in connection.execute(TOLD, (article, one))}
    decisions = _remove_events(connection, sorted(events)) + _remove_statements(connection, sorted(statements))
    mentions = 0
    for entity in entities:
        connection.execute(UNADDRESSED, (article, entity))
        mentions += connection.execute("DELETE FROM mention WHERE entity = ?", (entity,)).rowcount
        connection.execute("DELETE FROM entity WHERE id = ?", (entity,))
    return Removed(mentions, len(statements), len(events), decisions)


def _statements(connection: sqlite3.Connection, article: int, entities: Iterable[int]) -> set[int]:
    """What the entities said, with the statements reported inside."""
    waiting = [row[0] for entity in entities for row in connection.execute(SPOKEN, (entity,))]
    found: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [row[0] for row in connection.execute(INSIDE, (article, one))]
    return found


def _remove_events(connection: sqlite3.Connection, events: Sequence[int]) -> int:
    """Remove events, from what is told together too; gives how many decisions went with them."""
    link_outcomes(connection, take_out_events(connection, events) if events else [])
    for event in events:
        for table in ("event_vector", "event_context", "event_actor"):
            connection.execute(f"DELETE FROM {table} WHERE event = ?", (event,))
        connection.execute("DELETE FROM event WHERE id = ?", (event,))
    return _remove_decisions(connection, "ev", events)


def _remove_statements(connection: sqlite3.Connection, statements: Sequence[int]) -> int:
    for statement in statements:
        connection.execute("DELETE FROM content WHERE statement = ?", (statement,))
        connection.execute("DELETE FROM statement WHERE id = ?", (statement,))
    return _remove_decisions(connection, "st", statements)


def _remove_decisions(connection: sqlite3.Connection, kind: str, keys: Iterable[int]) -> int:
    rows = (connection.execute("DELETE FROM review WHERE target = ?", (id_of(kind, key),)) for key in keys)
    return sum(done.rowcount for done in rows)
