"""Opening a store: one SQLite file in WAL mode, of this program, at this version of the schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from lansir.errors import DiskFault, LansirError, NewerStore, NotAStore, StoreBusy, StoreError, StoreFull

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "Log", "connect", "snapshot", "store_errors", "transaction"]

APPLICATION_ID = 0x4C414E53
"""SQLite's mark for the kind of file: "LANS"."""
SCHEMA_VERSION = 1
BUSY_SECONDS = 30.0
CACHE_KIB = 64 * 1024
READER_CACHE_KIB = 16 * 1024
LOG_PAGES = 32 * 1024
"""Pages of the log (128 MiB) from which it is moved into the file: an article touches some hundred pages all over the
file, and the same ones come again and again before the log is full."""

SYNCHRONOUS = "FULL"
"""SQLite's word for: what was said to be stored outlives a power cut."""
PAGE_BYTES = 4096
"""Bytes of a page, SQLite's own choice."""
BROKEN_INDEX = ("vtable constructor failed", "invalid fts5 file format")
"""What SQLite says of a search index that is not whole, with the code of a query that is wrong."""
LOG_WAIT_MS = 2000
"""How long those who read are waited for when a log is to be begun anew."""


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection to the store at `path`; with `write` the store is made where it is missing, and brought up to date.

    Readers work while one writer writes. It may go from thread to thread, but be used by one at a time. Raises
    NotAStore, NewerStore, StoreBusy, StoreFull, DiskFault or StoreError.
    """
    with store_errors(path):
        if not write and not path.is_file():
            raise NotAStore(f"{path}: no such store; `lansir ingest --store {path} SOURCE` makes one")
        mode = "rwc" if write else "ro"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _check(connection, path)
            _prepare(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """The store as it is at one moment, whoever writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


class Log:
    """The log beside a store's file, of one that writes: kept from growing without end.

    SQLite moves it into the file by itself, and begins it anew when nobody reads from it. Behind a server that many ask
    at once there is always somebody who does; then whoever writes waits for a moment until those that read have ended.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """The log of the store at `path`, which `connection` has open for writing."""
        self._connection, self._path = connection, path.with_name(f"{path.name}-wal")
        self._tried = 0

    def keep_short(self) -> None:
        """Begin it anew where it has grown; where somebody reads for long, not before it has grown further."""
        usual = LOG_PAGES * PAGE_BYTES
        size = self._path.stat().st_size if self._path.exists() else 0
        if size <= max(usual + usual // 2, self._tried + usual // 4):
            return
        self._connection.execute(f"PRAGMA busy_timeout = {LOG_WAIT_MS}")
        try:
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError as error:  # what was written is safe where it is
            if (error.sqlite_errorcode & 0xFF) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            busy = 1
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        self._tried = size if busy else 0


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back where anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as those of Lansir, in one line that says what to do."""
    try:
        yield
    except (LansirError, BrokenPipeError):
        raise
    except sqlite3.DatabaseError as error:
        raise _told(path, error) from None
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise StoreError(f"{path}: {told}; check that file and folder may be read and written") from None


def _told(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"{path}: another process is writing to it; try again when it has ended")
    if code == sqlite3.SQLITE_FULL:
        return StoreFull(f"{path}: no room left on the disk; what was stored before is safe: free some and run again")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(error).startswith(BROKEN_INDEX):
        return NotAStore(f"{path}: not a store, or damaged ({error}); take your latest copy of it, or another name")
    if code == sqlite3.SQLITE_IOERR:
        return DiskFault(
            f"{path}: the disk did not read or write what it should ({error}); check the disk, its quota and the limit "
            f"on the size of files, run again, and let `lansir doctor --store {path}` look at it"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(f"{path}: cannot be opened for this ({error}); check that file and folder may be written")
    return StoreError(f"{path}: {error}")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no store, and one of a newer Lansir."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and not empty:
        raise NotAStore(f"{path}: a database, but no store of Lansir; give another name")
    if version > SCHEMA_VERSION:
        raise NewerStore(
            f"{path}: written by a newer Lansir (schema {version}, this one knows {SCHEMA_VERSION}); update Lansir"
        )


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB if write else READER_CACHE_KIB}")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        _migrate(connection)
        return
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not version:
        raise NotAStore(f"{path}: an empty file; `lansir ingest --store {path} SOURCE` makes a store of it")
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by an older Lansir (schema {version}, this one reads {SCHEMA_VERSION}); copy it, then "
            f"`lansir store rebuild {path}` brings it up to date"
        )


def _migrate(connection: sqlite3.Connection) -> None:
    """Make the schema where there is none; later versions of it are reached one step at a time."""
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number in range(version + 1, SCHEMA_VERSION + 1):
            for statement in _statements(_step(number)):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _step(number: int) -> str:
    """The SQL that leads to a version of the schema: the schema itself for the first, a migration for the others."""
    name = "schema.sql" if number == 1 else f"migrations/{number:04d}.sql"
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit what the transaction holds."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
