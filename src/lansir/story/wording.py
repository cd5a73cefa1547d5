"""The marks of a stored article's wording."""

import sqlite3
from collections.abc import Iterator

from lansir.page import NEWS_KINDS
from lansir.story.fingerprints import WORD, marks_of

__all__ = ["marks_of_article"]

WRITTEN_ANEW = frozenset({"headline", "deck", "byline", "dateline", "caption", "credit"})
"""News blocks that every outlet writes itself, copy or not."""


def marks_of_article(connection: sqlite3.Connection, key: int) -> frozenset[int]:
    """The marks of the article's paragraphs."""
    return marks_of(_words(connection, key))


def _words(connection: sqlite3.Connection, key: int) -> Iterator[str]:
    text: str = connection.execute("SELECT text FROM article WHERE id = ?", (key,)).fetchone()[0]
    query = 'SELECT kind, start, "end" FROM block WHERE article = ? ORDER BY number'
    for kind, start, end in connection.execute(query, (key,)):
        if kind in NEWS_KINDS and kind not in WRITTEN_ANEW:
            yield from map(str.lower, WORD.findall(text, start, end))
