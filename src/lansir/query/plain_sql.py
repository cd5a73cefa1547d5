"""One SQL query against a store: only reading, and only for so long."""

import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from lansir.query.faults import check_seconds, refusal, sql_late
from lansir.query.sql_answer import Answer
from lansir.store.connection import connect, store_errors

__all__ = ["asking"]

SECONDS = 10.0
STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: a few milliseconds."""
LONGEST = 500
"""Characters of what SQLite says that are told."""
LARGEST = 10_000_000
"""Bytes of the longest value that a query may make."""
LONGEST_PATTERN = 1_000
"""Bytes of the longest pattern of LIKE and GLOB: SQLite looks at no clock while it matches one."""
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
TELLING = {
    "data_version", "foreign_key_list", "function_list", "index_info", "index_list", "index_xinfo", "table_info",
    "table_list", "table_xinfo",
}  # fmt: skip
"""Pragmas that only tell; full-text search asks for one of them itself."""
FORBIDDEN = {"load_extension", "fts3_tokenizer"}
VIRTUAL = ("article_text", "json_each('[]')", "json_tree('[]')", "pragma_table_info('article')", "pragma_table_list")
"""Tables that SQLite makes when they are first asked for, which it would be refused afterwards."""


@contextmanager
def asking(path: Path, query: str, *, seconds: float = SECONDS) -> Iterator[Answer]:
    """The answer to one SELECT, to be read inside the context.

    QueryError where SQLite does not understand the query, where it would do more than read, or where it takes longer
    than `seconds`; StoreError where there is no store, or a damaged one. A single step of SQLite may outlast `seconds`:
    it is ended only where the query has a process of its own (`lansir.query.sql_process`).
    """
    check_seconds(seconds)
    with closing(connect(path)) as connection:
        until = time.monotonic() + seconds
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
        with store_errors(path):
            for table in VIRTUAL:
                connection.execute(f"SELECT 1 FROM {table} LIMIT 0")
        connection.set_authorizer(_may)
        connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        with store_errors(path), _told(seconds):
            cursor = connection.execute(query)
        if cursor.description is None:
            raise refusal("sql_reads", "sql: there is no SELECT in it; a store is only read here")
        with closing(_rows(cursor, path, seconds)) as rows:
            yield Answer([column[0] for column in cursor.description], rows)


def _rows(cursor: sqlite3.Cursor, path: Path, seconds: float) -> Generator[tuple[Any, ...], None, None]:
    """The rows; what goes wrong with them elsewhere is not taken for a fault of the query."""
    with store_errors(path), _told(seconds):
        yield from cursor


@contextmanager
def _told(seconds: float) -> Iterator[None]:
    """SQLite's complaints about the query as QueryErrors; those about the file stay as they are."""
    try:
        yield
    except (sqlite3.Warning, sqlite3.ProgrammingError, sqlite3.DataError, OverflowError, UnicodeError) as error:
        raise refusal("sql_fault", _said(error), word=error) from None
    except sqlite3.DatabaseError as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise sql_late(seconds) from None
        if code == sqlite3.SQLITE_AUTH:
            message = "sql: a store is only read here: write a SELECT, without ATTACH or PRAGMA"
            raise refusal("sql_reads", message) from None
        if code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE):
            raise refusal("sql_fault", _said(error), word=error) from None
        raise


def _said(error: Exception) -> str:
    """What SQLite says, in one line: it repeats words of the query, however long."""
    told = " ".join(str(error).split())
    return f"sql: {told}" if len(told) <= LONGEST else f"sql: {told[:LONGEST]}..."


def _may(action: int, first: str | None, second: str | None, _database: str | None, _view: str | None) -> int:
    allowed = (
        action in READING
        or (action == sqlite3.SQLITE_FUNCTION and second not in FORBIDDEN)
        or (action == sqlite3.SQLITE_PRAGMA and first in TELLING)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
