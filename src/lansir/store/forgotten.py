"""What was forgotten and is not to come back: hashes of the names that it went by."""

import hashlib
import sqlite3
from collections.abc import Iterable

from lansir.record import Article
from lansir.store.article_rows import address_of

__all__ = ["articles_of", "hashed", "is_forgotten", "lift", "names_of", "note"]

SIZE = 16


def hashed(name: str) -> bytes:
    """What is kept of a name: an article's id, an address, the key of an item or the SHA-256 of a page."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def names_of(article: Article) -> set[str]:
    """The names that an article goes by, those of the items that it was read from aside."""
    stated = (article.id, article.content_hash, article.url, article.canonical_url, address_of(article))
    return {name for name in stated if name}


def is_forgotten(connection: sqlite3.Connection, names: Iterable[str]) -> bool:
    """Whether something was forgotten that went by any of the names."""
    query = "SELECT 1 FROM forgotten WHERE hash = ?"
    return any(connection.execute(query, (hashed(name),)).fetchone() for name in names)


def articles_of(connection: sqlite3.Connection, names: Iterable[str]) -> set[int]:
    """The keys of the articles that went by any of the names when they were forgotten, or a person in them was."""
    query = "SELECT article FROM forgotten WHERE hash = ? AND article <> 0"
    return {row[0] for name in names for row in connection.execute(query, (hashed(name),))}


def note(connection: sqlite3.Connection, article: int, names: Iterable[str], at: str) -> None:
    """Note that what went by these names is not to come back, inside the caller's transaction."""
    rows = [(hashed(name), article, at) for name in names]
    connection.executemany("INSERT OR REPLACE INTO forgotten(hash, article, at) VALUES (?, ?, ?)", rows)


def lift(connection: sqlite3.Connection, name: str) -> int:
    """Let what went by a name come again, with every other name of the same article; gives how many names those were.

    Inside the caller's transaction.
    """
    row = connection.execute("SELECT article FROM forgotten WHERE hash = ?", (hashed(name),)).fetchone()
    if row is None:
        return 0
    where, value = ("article = ?", row[0]) if row[0] else ("hash = ?", hashed(name))
    return connection.execute(f"DELETE FROM forgotten WHERE {where}", (value,)).rowcount
