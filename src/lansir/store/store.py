"""The store: records in, records out, one SQLite file."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

from lansir.keys import id_of, key_of
from lansir.record import Record
from lansir.store.article_rows import address_of
from lansir.store.connection import Log, connect, store_errors, transaction
from lansir.store.decided.laying import reapply
from lansir.store.forgotten import is_forgotten, names_of
from lansir.store.records import RecordReader
from lansir.store.rows import rows_of
from lansir.story.placing import Placer
from lansir.story.removal import take_out
from lansir.vectors import Vectors, packed

__all__ = ["Page", "Store", "log_change", "now"]

ARTICLE_TABLES = (
    "event_vector", "event_context", "event_actor", "event", "content", "statement", "quantity", "place", "time",
    "mention", "entity", "reason", "article_context", "origin", "block", "vector",
)  # fmt: skip
"""Tables with rows of an article, those that refer to others first."""
INNER = {"event_vector": "event", "event_context": "event", "event_actor": "event", "content": "statement"}
"""Tables whose rows belong to an article through a statement or an event."""


What = Literal["added", "replaced", "decided", "removed", "version"]


class Page(NamedTuple):
    """The bytes that a record was read from."""

    data: bytes
    media_type: str | None = None


class Store:
    """An open store; a context manager.

    Any number of readers may be open beside one writer. Every error is a StoreError of `lansir.errors`.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        """Open the store at `path`; with `write` it is made where it is missing."""
        self.path = Path(path)
        self.connection = connect(self.path, write=write)
        self.connection.row_factory = sqlite3.Row
        self.log = Log(self.connection, self.path)
        self._placer: Placer | None = None

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the connection; what was stored stays."""
        self.connection.close()

    @property
    def placer(self) -> Placer:
        """What places articles of this store in stories, inside a transaction of the caller's own."""
        if self._placer is None:
            self._placer = Placer(self.connection)
        return self._placer

    def add(self, record: Record, page: Page | None = None, vectors: Vectors | None = None) -> bool:
        """Store a record in one transaction, with its page and vectors where given.

        False where that article was there already, or was forgotten: then nothing changes.
        """
        with self.writing():
            return self.put(record, page, vectors)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of what is done inside is stored, or nothing where anything is raised."""
        try:
            with store_errors(self.path):
                with transaction(self.connection):
                    yield
                self.log.keep_short()
        except BaseException:
            if self._placer is not None:
                self._placer.forget()
            raise

    def put(self, record: Record, page: Page | None = None, vectors: Vectors | None = None) -> bool:
        """Like `add`, inside a transaction of the caller's own."""
        if record.article.id in self or self.forgot(record):
            return False
        own = key_of(record.article.id)
        with self._noting_versions({own}, {address_of(record.article)}):
            self._put(record, page, vectors)
        log_change(self.connection, own, "added")
        return True

    def replace(
        self, record: Record, page: Page | None = None, vectors: Vectors | None = None, *, instead: str | None = None
    ) -> None:
        """Store a record in place of the one that is there (of article `instead`, else its own); decisions stay.

        Where that one was placed in a story, the record is placed anew.
        """
        with self.unreferenced(), self.writing():
            self.replace_within(record, page, vectors, instead=instead)

    def replace_within(
        self, record: Record, page: Page | None = None, vectors: Vectors | None = None, *, instead: str | None = None
    ) -> None:
        """Like `replace`, inside `unreferenced` and a transaction of the caller's own."""
        own, gone = key_of(record.article.id), key_of(instead or record.article.id)
        held = [key for key in {own, gone} if self._holds(key)]
        with self._noting_versions({own, gone}, {address_of(record.article), self._address(gone)}):
            placed = [self._delete(key) for key in {own, gone}]
            self._put(record, page, vectors)
        if gone in held and gone != own:
            log_change(self.connection, gone, "removed")
        log_change(self.connection, own, "replaced" if own in held else "added")
        if any(placed):  # the placer goes by what is noted above
            self.placer.place(own)

    def remove(self, article: str) -> None:
        """Remove an article with all that was read from it, and its page where no other article is from it."""
        with self.unreferenced(), self.writing():
            self.remove_within([key_of(article)])

    def remove_within(self, articles: Iterable[int]) -> None:
        """Like `remove`, for the keys of several, inside `unreferenced` and a transaction of the caller's own."""
        for key in articles:
            held = self._holds(key)
            with self._noting_versions({key}, {self._address(key)}):
                self._delete(key)
            if held:
                log_change(self.connection, key, "removed")
        self.connection.execute(
            "DELETE FROM page WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.page = page.hash)"
        )

    def forgot(self, record: Record) -> bool:
        """Whether the record is of an article that was forgotten, by `lansir forget`: it is not stored again."""
        return is_forgotten(self.connection, names_of(record.article))

    def record(self, article: str) -> Record:
        """The record of an article; KeyError where the store does not hold it."""
        with store_errors(self.path):
            return RecordReader(self.connection, key_of(article)).record()

    def records(self) -> Iterator[Record]:
        """All records, in order of id."""
        for article in self.articles():
            yield self.record(article)

    def articles(self) -> list[str]:
        """The ids of all articles."""
        with store_errors(self.path):
            return [id_of("ar", row[0]) for row in self.connection.execute("SELECT id FROM article ORDER BY id")]

    def page(self, article: str) -> Page | None:
        """The page that an article was read from, None where it was not stored; ValueError where it is damaged."""
        query = "SELECT p.* FROM page p JOIN article a ON a.page = p.hash WHERE a.id = ?"
        with store_errors(self.path):
            row = self.connection.execute(query, (key_of(article),)).fetchone()
        if row is None:
            return None
        try:
            data = zlib.decompress(row["data"])
        except zlib.error:
            raise ValueError(f"page {row['hash']} cannot be unpacked") from None
        if hashlib.sha256(data).hexdigest() != row["hash"]:
            raise ValueError(f"page {row['hash']} is not what was stored")
        return Page(data, row["media_type"])

    def __contains__(self, article: object) -> bool:
        """Whether the store holds the article of that id."""
        return self._holds(key_of(str(article)))

    def __len__(self) -> int:
        """The number of articles."""
        count: int = self.connection.execute("SELECT count(*) FROM article").fetchone()[0]
        return count

    def unreferenced(self) -> "_Unreferenced":
        """Foreign keys off, around a transaction in which whole articles go."""
        return _Unreferenced(self.connection)

    def _holds(self, article: int) -> bool:
        return self.connection.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone() is not None

    def _put(self, record: Record, page: Page | None, vectors: Vectors | None) -> None:
        hashed = self._page(page) if page else None
        for table, values in rows_of(record, hashed, now()):
            self.connection.execute(_insert(table, tuple(values)), tuple(values.values()))
        if vectors and vectors.article:
            self._vectors(record, vectors)
        self._number_versions(address_of(record.article))
        reapply(self.connection, record)

    def _page(self, page: Page) -> str:
        hashed = hashlib.sha256(page.data).hexdigest()
        row = (hashed, page.media_type, len(page.data), zlib.compress(page.data))
        self.connection.execute("INSERT OR IGNORE INTO page(hash, media_type, size, data) VALUES (?, ?, ?, ?)", row)
        return hashed

    def _vectors(self, record: Record, vectors: Vectors) -> None:
        row = (key_of(record.article.id), record.model, packed(vectors.article))
        self.connection.execute("INSERT INTO vector(article, model, data) VALUES (?, ?, ?)", row)
        rows = [(key_of(event), packed(vector)) for event, vector in vectors.events.items()]
        self.connection.executemany("INSERT INTO event_vector(event, data) VALUES (?, ?)", rows)

    def _number_versions(self, address: str | None) -> None:
        """Number the articles of an address by what they say of their time, whatever order they came in."""
        if address is None:
            return
        order = "SELECT id FROM article WHERE address = ? ORDER BY coalesce(updated, published, captured, ''), id"
        found = [row[0] for row in self.connection.execute(order, (address,))]
        if found:
            numbered = [(n, int(n == len(found)), article) for n, article in enumerate(found, start=1)]
            self.connection.executemany("UPDATE article SET version = ?, newest = ? WHERE id = ?", numbered)

    def _delete(self, article: int) -> bool:
        """Delete all rows of an article; whether it had a place in a story."""
        placed = take_out(self.connection, article)
        address = self._address(article)
        for table in ARTICLE_TABLES:
            within = INNER.get(table)
            chosen = f"{within} IN (SELECT id FROM {within} WHERE article = ?)" if within else "article = ?"
            self.connection.execute(f"DELETE FROM {table} WHERE {chosen}", (article,))
        self.connection.execute("UPDATE item SET article = NULL WHERE article = ?", (article,))
        self.connection.execute("DELETE FROM article WHERE id = ?", (article,))
        self._number_versions(address)
        return placed

    def _address(self, article: int) -> str | None:
        row = self.connection.execute("SELECT address FROM article WHERE id = ?", (article,)).fetchone()
        return row[0] if row else None

    @contextmanager
    def _noting_versions(self, own: set[int], addresses: set[str | None]) -> Iterator[None]:
        """Note the articles that become the newest of their address inside, or are not any more, but for `own`."""
        before = self._newest(addresses)
        yield
        for key in sorted((before ^ self._newest(addresses)) - own):
            log_change(self.connection, key, "version")

    def _newest(self, addresses: set[str | None]) -> set[int]:
        query = "SELECT id FROM article WHERE address = ? AND newest = 1"
        return {row[0] for address in addresses for row in self.connection.execute(query, (address,))}


class _Unreferenced:
    """Foreign keys off while whole articles are removed: SQLite would look for each row's referrers one by one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("PRAGMA foreign_keys = OFF")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")


def log_change(connection: sqlite3.Connection, article: int, what: What) -> None:
    """Note that an article has changed, inside the transaction in which it does."""
    connection.execute("INSERT INTO change(article, what, at) VALUES (?, ?, ?)", (article, what, now()))


def now() -> str:
    """The time of the machine, in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    if table == "actor":
        # One actor, many articles: the longest name stands, so the order of storing does not count.
        return (
            f"INSERT INTO actor({names}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET name = excluded.name "
            "WHERE length(excluded.name) > length(name) "
            "OR (length(excluded.name) = length(name) AND excluded.name < name)"
        )
    return f"INSERT INTO {table}({names}) VALUES ({marks})"
