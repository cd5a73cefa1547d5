"""Events of different articles that are one happening, joined into occurrences."""

import sqlite3
from collections.abc import Sequence

from lansir.story.acts import acts
from lansir.story.articles import Features
from lansir.story.likeness import chance
from lansir.story.occurrences import join_occurrence

__all__ = ["SAME", "place_events"]

SAME = 0.55
"""Chance from which two events are taken for one happening; what is joined that way is one occurrence."""
MOST_ARTICLES = 60
"""Articles of an article's own neighbourhood whose events are compared."""


def place_events(connection: sqlite3.Connection, article: Features, story: int, tied: Sequence[int]) -> list[int]:
    """Join each event of an article to the occurrences that the articles tied to it tell, or begin a new one.

    Gives the occurrences.
    """
    neighbours = sorted(tied)[:MOST_ARTICLES]
    found = acts(connection, [article.key, *neighbours])
    told = [act for key in neighbours for act in found.get(key, [])]
    placed = []
    for act in found.get(article.key, []):
        same = [(other.key, chance(act, other)) for other in told if (act.type, act.stage) == (other.type, other.stage)]
        ties = [(act.key, other, strength) for other, strength in same if strength >= SAME]
        connection.executemany("INSERT INTO event_tie(event, other, strength) VALUES (?, ?, ?)", ties)
        placed.append(join_occurrence(connection, article, story, act, [other for _, other, _ in ties]))
    return placed
