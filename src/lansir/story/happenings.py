"""Events of different articles that are one happening, joined into occurrences."""

import sqlite3
from collections.abc import Iterable, Sequence

from lansir.story.acts import Act
from lansir.story.articles import Features
from lansir.story.likeness import chance
from lansir.story.memory import Memory
from lansir.story.occurrences import join_occurrence

__all__ = ["SAME", "place_events", "place_events_again"]

SAME = 0.7
"""Chance from which two events are taken for one happening; what is joined that way is one occurrence."""
MOST_ARTICLES = 60
"""Articles of an article's own neighbourhood whose events are compared."""
TIED = "SELECT other FROM tie WHERE article = ? UNION SELECT article FROM tie WHERE other = ?"


Told = dict[tuple[str, str], list[Act]]


def place_events(
    connection: sqlite3.Connection, article: Features, story: int, tied: Sequence[int], memory: Memory
) -> list[int]:
    """Join each event of an article to the occurrences that the articles tied to it tell, or begin a new one.

    Gives the occurrences.
    """
    neighbours = sorted(tied)[:MOST_ARTICLES]
    found = memory.acts([article.key, *neighbours])
    told = _by_kind(act for key in neighbours for act in found[key])
    return [_joined(connection, article, story, act, told) for act in found[article.key]]


def place_events_again(
    connection: sqlite3.Connection, article: int, events: Sequence[int], memory: Memory
) -> list[int]:
    """Like `place_events`, for some events of a placed article that were taken out of their occurrences."""
    story = connection.execute("SELECT story FROM placed WHERE article = ?", (article,)).fetchone()[0]
    tied = [row[0] for row in connection.execute(TIED, (article, article))]
    told = _by_kind(act for one in memory.acts(tied).values() for act in one)
    own, chosen = memory.features([article])[article], frozenset(events)
    return [_joined(connection, own, story, act, told) for act in memory.acts([article])[article] if act.key in chosen]


def _by_kind(told: Iterable[Act]) -> Told:
    """Acts by what they have to have in common to be compared: their type and stage."""
    found: Told = {}
    for act in told:
        found.setdefault((act.type, act.stage), []).append(act)
    return found


def _joined(connection: sqlite3.Connection, article: Features, story: int, act: Act, told: Told) -> int:
    """The occurrence of an act, with those of the acts told elsewhere that are the same."""
    same = [(other.key, chance(act, other)) for other in told.get((act.type, act.stage), ())]
    ties = [(act.key, other, strength) for other, strength in same if strength >= SAME]
    connection.executemany("INSERT INTO event_tie(event, other, strength) VALUES (?, ?, ?)", ties)
    return join_occurrence(connection, article, story, act, [other for _, other, _ in ties])
