"""Whose news an article is: of those that copy one another, the outlet or agency that it comes from."""

import sqlite3
from typing import NamedTuple

from lansir.story.articles import Features
from lansir.story.memory import Memory
from lansir.story.outlet_names import OutletNames
from lansir.story.ties import COPIED

__all__ = ["Source", "sources", "write_sources"]

TIES = (
    "SELECT other, kind, strength FROM tie WHERE article = ? "
    "UNION ALL SELECT article, kind, strength FROM tie WHERE other = ?"
)
MOST_COPIES = 500
"""Articles of one text that are looked at; beyond that the first of them stand for all."""


class Source(NamedTuple):
    """Where an article's news comes from: a plain name, the article that it was taken from, and how that was told."""

    origin: str
    article: int | None
    how: str


def sources(connection: sqlite3.Connection, article: int, memory: Memory) -> dict[int, Source]:
    """The source of an article and of every other that has the same text, by key."""
    ties = _copies(connection, article)
    known = memory.features(sorted(ties))
    found: dict[int, Source] = {}
    for key in sorted(known, key=lambda key: (known[key].moment, key)):
        found[key] = _source(known[key], ties[key], known, found)
    return found


def write_sources(connection: sqlite3.Connection, article: int, names: OutletNames, memory: Memory) -> None:
    """Write whose news an article is into its place, and once more into that of every other with the same text."""
    told = sources(connection, article, memory)
    rows = [(names.full(found.origin), found.article, found.how, key) for key, found in told.items()]
    connection.executemany("UPDATE placed SET origin = ?, source = ?, how = ? WHERE article = ?", rows)


def _copies(connection: sqlite3.Connection, article: int) -> dict[int, dict[int, tuple[str, float]]]:
    """The articles with the same text, each with its ties: other article -> kind and strength."""
    ties: dict[int, dict[int, tuple[str, float]]] = {}
    waiting = [article]
    while waiting and len(ties) < MOST_COPIES:
        key = waiting.pop()
        if key in ties:
            continue
        rows = connection.execute(TIES, (key, key)).fetchall()
        ties[key] = {row[0]: (row[1], row[2]) for row in rows if row[1] in COPIED}
        waiting += [other for other in ties[key] if other not in ties]
    return ties


def _source(
    article: Features, ties: dict[int, tuple[str, float]], known: dict[int, Features], found: dict[int, Source]
) -> Source:
    """The source of an article, those of all earlier ones of its text being known."""
    own = article.outlet or f"unknown-{article.key & 0xFFFFFFFF:08x}"
    earlier = [(strength, other, kind) for other, (kind, strength) in ties.items() if other in found]
    _, taken, kind = max(earlier, key=lambda tie: (tie[2] != "version", tie[0], tie[1]), default=(0.0, None, "own"))
    if article.relays and article.relays[0] != own:
        return Source(article.relays[0], taken, "relays")
    if taken is None:
        return Source(own, None, "own")
    if kind == "version" or known[taken].outlet == article.outlet:
        return Source(found[taken].origin, taken, "version")
    return Source(found[taken].origin, taken, kind)
