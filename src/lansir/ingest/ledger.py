"""What is noted of an ingest in the store: runs, items, failures, addresses. One transaction an item."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

import msgspec

from lansir._version import __version__
from lansir.errors import DiskFault, InputError, LansirError, NotAStore, StoreBusy, StoreFull
from lansir.ingest.address import canonical, is_address
from lansir.ingest.items import Again, Content, Finished, Item, Visit
from lansir.ingest.reading import Failed, Read
from lansir.keys import key_of
from lansir.record import Record
from lansir.store import Page, Store
from lansir.store.connection import connect, store_errors, transaction
from lansir.store.forgotten import is_forgotten
from lansir.store.store import now

__all__ = ["Known", "Ledger", "Noted"]

VISIT = (
    "INSERT INTO address(url, etag, last_modified, hash, fetched) VALUES (?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE "
    "SET etag = excluded.etag, last_modified = excluded.last_modified, hash = excluded.hash, fetched = excluded.fetched"
)
NEVER = 1 << 31
FORGOTTEN = "(forgotten)"
"""What stands for a source that was forgotten."""
FAILURE = (
    "INSERT INTO failure(key, stage, error, message, source, run, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(key) DO UPDATE SET stage = excluded.stage, error = excluded.error, message = excluded.message, "
    "source = excluded.source, run = excluded.run, at = excluded.at, tries = tries + ?"
)


class Noted(NamedTuple):
    """A failure as it is noted: its item's key, and how to get that again."""

    key: str
    again: Again


class Ledger:
    """The store with its notes, open for writing; a context manager. Errors are those of the store."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, made where it is missing."""
        self.store = Store(path, write=True)
        self._run: int | None = None

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.store.close()

    def begin(self, sources: Sequence[str]) -> None:
        """Note that a run begins, of which sources, but for the names of what was forgotten."""
        told = [FORGOTTEN if self._is_forgotten(source) else source for source in sources]
        row = (now(), json.dumps(told, ensure_ascii=False), __version__)
        with self._writing() as connection:
            self._run = connection.execute("INSERT INTO run(started, sources, lansir) VALUES (?, ?, ?)", row).lastrowid

    def end(self) -> None:
        """Note that the run has ended."""
        with self._writing() as connection:
            connection.execute("UPDATE run SET finished = ? WHERE id = ?", (now(), self._run))

    def keep(self, item: Item, content: Content, read: Read) -> Literal["stored", "present"] | Failed:
        """Store and place a record, and note with it that its item is dealt with; a failure where it is refused.

        Of what was forgotten nothing is noted.
        """
        try:
            with self._writing() as connection:
                record = msgspec.msgpack.decode(read.record, type=Record)
                if self.store.forgot(record):
                    return "present"
                page = None if content.own else Page(content.data, content.media_type)
                added, article = self.store.put(record, page, read.vectors), key_of(record.article.id)
                self.store.placer.place(article)
                row = (item.key, record.article.content_hash, article, self._run, now())
                connection.execute(
                    "INSERT OR REPLACE INTO item(key, hash, article, run, at) VALUES (?, ?, ?, ?, ?)", row
                )
                connection.execute("DELETE FROM failure WHERE key = ?", (item.key,))
                if content.visit:
                    connection.execute(VISIT, _visit_row(content.visit))
        except (StoreFull, StoreBusy, NotAStore, DiskFault):
            raise
        except (LansirError, ValueError, OverflowError, RecursionError) as error:
            self.store.placer.forget()
            failed = Failed("store", type(error).__name__, str(error))
            self.fail(item, failed)
            return failed
        return "stored" if added else "present"

    def fail(self, item: Item, failed: Failed) -> None:
        """Note that an item failed; a retry counts."""
        with self._writing() as connection:
            source = msgspec.json.encode(item.again).decode()
            told = tuple(_storable(text) for text in (item.key, failed.stage, failed.error, failed.message, source))
            connection.execute(FAILURE, (*told, self._run, now(), int(item.retry)))

    def unchanged(self, item: Item) -> None:
        """Note that a server said that the page of an item is as it was."""
        with self._writing() as connection:
            connection.execute("UPDATE address SET fetched = ? WHERE url = ?", (now(), item.key))
            connection.execute("DELETE FROM failure WHERE key = ?", (item.key,))

    def finish(self, finished: Finished) -> None:
        """Note that a source was read to its end."""
        query = "SELECT 1 FROM failure WHERE key = ?"
        if finished.visit is None and not self.store.connection.execute(query, (finished.key,)).fetchone():
            return
        with self._writing() as connection:
            connection.execute("DELETE FROM failure WHERE key = ?", (finished.key,))
            if finished.visit:
                connection.execute(VISIT, _visit_row(finished.visit))

    def failures(self, *, stage: str | None = None, tries: int = NEVER, before: str = "9") -> list[Noted]:
        """The failures in order of key: all, or those of a `stage`, tried fewer than `tries` times, noted `before`."""
        query = "SELECT key, source FROM failure WHERE coalesce(stage = ?, TRUE) AND tries < ? AND at < ? ORDER BY key"
        with store_errors(self.store.path):
            rows = self.store.connection.execute(query, (stage, tries, before)).fetchall()
        return [Noted(key, msgspec.json.decode(source, type=Again)) for key, source in rows]

    def _is_forgotten(self, source: str) -> bool:
        try:
            names = {source, canonical(source)} if is_address(source) else {source}
        except InputError:
            names = {source}
        with store_errors(self.store.path):
            return is_forgotten(self.store.connection, map(_storable, names))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with store_errors(self.store.path):
            with transaction(self.store.connection):
                yield self.store.connection
            self.store.log.keep_short()


class Known:
    """What the store knows of items; to be used in the thread that made it."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path` for reading."""
        self._path = path
        self._connection = connect(path)

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    def state(self, key: str) -> Literal["done", "failed"] | None:
        """Whether an item was dealt with, or failed when it was tried itself: not where its source did."""
        query = (
            "SELECT (SELECT 1 FROM item WHERE key = ?1), "
            "(SELECT 1 FROM failure WHERE key = ?1 AND coalesce(json_extract(source, '$.whole'), 0) = 0)"
        )
        with store_errors(self._path):
            done, failed = self._connection.execute(query, (_storable(key),)).fetchone()
        return "failed" if failed else "done" if done or self.is_forgotten(key) else None

    def is_forgotten(self, key: str) -> bool:
        """Whether what was read from an item was forgotten: it is passed over, whatever else is asked for."""
        with store_errors(self._path):
            return is_forgotten(self._connection, [_storable(key)])

    def is_done(self, key: str) -> bool:
        """Whether an item was dealt with."""
        return self.state(key) == "done"

    def is_noted(self, key: str) -> bool:
        """Whether an item was dealt with, or failed."""
        return self.state(key) is not None

    def visit(self, url: str) -> Visit | None:
        """What a server last said of an address."""
        query = "SELECT url, etag, last_modified, hash FROM address WHERE url = ?"
        with store_errors(self._path):
            row = self._connection.execute(query, (_storable(url),)).fetchone()
        return Visit(*row) if row else None


def _visit_row(visit: Visit) -> tuple[str | None, ...]:
    return visit.url, visit.etag, visit.last_modified, visit.hash, now()


def _storable(text: str) -> str:
    """Text that SQLite takes: names of files may hold bytes that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode()
