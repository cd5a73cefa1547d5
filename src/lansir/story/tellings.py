"""Occurrences as comparing them needs them: with the first that tell them, and what these say between them."""

import sqlite3
from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.record import EventType
from lansir.story.acts import Act, Stage

__all__ = ["MOST_TELLINGS", "Happening", "happening_of", "tellings"]

MOST_TELLINGS = 4
"""Tellings of an occurrence that are compared: the earliest."""
DAY = len("2031-03-05")
TELLINGS = (
    "SELECT t.event, e.article FROM occurrence_event t JOIN event e ON e.id = t.event "
    "JOIN article a ON a.id = e.article WHERE t.occurrence = ? ORDER BY a.published_day, a.id, e.number LIMIT ?"
)
Matrix = NDArray[np.float32]
Days = tuple[int, int]


class Happening(msgspec.Struct, frozen=True):
    """An occurrence with the first of its tellings; `told` is the ordinal of the day of the very first.

    What follows the tellings is what they say between them: `names` of their sentences, `actors`, `recipients` and
    `words` of the acts, the `sentences` with their articles, the `last` day that any gives, whether any is more than
    possible (`intended`); `given` are first and last days of their times, `days` the same or that of publication.
    `vectors` are those of the tellings, row by row; there may be none.
    """

    key: int
    story: int
    type: EventType
    stage: Stage
    earliest: str
    events: int
    told: int | None
    tellings: list[Act]
    names: frozenset[int]
    actors: frozenset[int]
    recipients: frozenset[int]
    words: frozenset[str]
    sentences: frozenset[tuple[int, str]]
    last: int | None
    intended: bool
    given: frozenset[Days]
    days: frozenset[Days]
    vectors: Matrix

    def is_of(self, row: sqlite3.Row) -> bool:
        """Whether this is how a row of `occurrence` stands: one has other tellings only where their number differs."""
        return (self.events, self.earliest, self.story) == (row["events"], row["earliest"], row["story"])


def tellings(connection: sqlite3.Connection, occurrence: int, most: int) -> list[tuple[int, int]]:
    """The first events that tell an occurrence, each with its article."""
    return [(event, article) for event, article in connection.execute(TELLINGS, (occurrence, most))]


def happening_of(row: sqlite3.Row, told: Sequence[Act]) -> Happening:
    """The occurrence of a row of that table, with these tellings."""
    return Happening(
        key=row["id"],
        story=row["story"],
        type=row["type"],
        stage=row["stage"],
        earliest=row["earliest"],
        events=row["events"],
        told=_day(row["earliest"]),
        tellings=list(told),
        names=frozenset[int]().union(*(act.names for act in told)),
        actors=frozenset[int]().union(*(act.actors for act in told)),
        recipients=frozenset[int]().union(*(act.recipients for act in told)),
        words=frozenset(act.words for act in told),
        sentences=frozenset((act.article, act.sentence) for act in told),
        last=max((act.last for act in told if act.last is not None), default=None),
        intended=any(act.status != "hypothetical" for act in told),
        given=frozenset((act.first, act.last) for act in told if act.first is not None and act.last is not None),
        days=frozenset(days for act in told if (days := _days(act)) is not None),
        vectors=_vectors(told),
    )


def _vectors(told: Sequence[Act]) -> Matrix:
    given = [act.vector for act in told if len(act.vector)]
    return np.stack(given) if len({len(vector) for vector in given}) == 1 else np.zeros((0, 0), dtype=np.float32)


def _days(act: Act) -> Days | None:
    """The days of an act, that on which it was told where it gives none; None where that is not known."""
    first, last = (act.first, act.last) if act.first is not None else (act.told, act.told)
    return None if first is None or last is None else (first, last)


def _day(earliest: str) -> int | None:
    try:
        return date.fromisoformat(earliest[:DAY]).toordinal()
    except ValueError:
        return None
