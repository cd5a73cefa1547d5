"""Events of different articles that are one happening, joined into occurrences."""

import sqlite3
from collections.abc import Sequence

from lansir.story.acts import Act, acts, acts_of
from lansir.story.articles import Features, features
from lansir.story.likeness import chance
from lansir.story.occurrences import join_occurrence

__all__ = ["SAME", "place_events", "place_events_again"]

SAME = 0.55
"""Chance from which two events are taken for one happening; what is joined that way is one occurrence."""
MOST_ARTICLES = 60
"""Articles of an article's own neighbourhood whose events are compared."""
TIED = "SELECT other FROM tie WHERE article = ? UNION SELECT article FROM tie WHERE other = ?"


def place_events(connection: sqlite3.Connection, article: Features, story: int, tied: Sequence[int]) -> list[int]:
    """Join each event of an article to the occurrences that the articles tied to it tell, or begin a new one.

    Gives the occurrences.
    """
    neighbours = sorted(tied)[:MOST_ARTICLES]
    found = acts(connection, [article.key, *neighbours])
    told = [act for key in neighbours for act in found.get(key, [])]
    return [_joined(connection, article, story, act, told) for act in found.get(article.key, [])]


def place_events_again(connection: sqlite3.Connection, article: int, events: Sequence[int]) -> list[int]:
    """Like `place_events`, for some events of a placed article that were taken out of their occurrences."""
    story = connection.execute("SELECT story FROM placed WHERE article = ?", (article,)).fetchone()[0]
    tied = [row[0] for row in connection.execute(TIED, (article, article))]
    told = [act for one in acts(connection, tied).values() for act in one]
    own = features(connection, [article])[article]
    return [_joined(connection, own, story, act, told) for act in acts_of(connection, events)]


def _joined(connection: sqlite3.Connection, article: Features, story: int, act: Act, told: Sequence[Act]) -> int:
    """The occurrence of an act, with those of the acts told elsewhere that are the same."""
    same = [(other.key, chance(act, other)) for other in told if (act.type, act.stage) == (other.type, other.stage)]
    ties = [(act.key, other, strength) for other, strength in same if strength >= SAME]
    connection.executemany("INSERT INTO event_tie(event, other, strength) VALUES (?, ?, ?)", ties)
    return join_occurrence(connection, article, story, act, [other for _, other, _ in ties])
