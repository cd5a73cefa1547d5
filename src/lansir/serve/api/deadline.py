"""A limit on how long one answer is worked on: SQLite is stopped where it takes longer."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lansir.errors import StoreError
from lansir.query.bounded import ended_by
from lansir.store import Store

__all__ = ["SECONDS", "within"]

SECONDS = 10.0


@contextmanager
def within(store: Store, seconds: float | None = None) -> Iterator[None]:
    """Read inside from the store for so long at most, SECONDS where it is None; TimeoutError where that is over.

    Afterwards the connection is as before: without a limit, and outside of any transaction.
    """
    limit = SECONDS if seconds is None else seconds
    until, connection = time.monotonic() + limit, store.connection
    try:
        with ended_by(connection, until):
            yield
    except (StoreError, sqlite3.Error):
        if time.monotonic() > until:
            raise TimeoutError(
                f"no answer within {limit:g} seconds; ask for less: add a time (from: ... to: ...), an actor or a type"
            ) from None
        raise
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
