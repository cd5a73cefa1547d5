"""The store as requests see it: read-only connections that are kept open, each lent to one request at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from fastapi import Request

from lansir.serve.turnstile import AT_ONCE
from lansir.store import Store

__all__ = ["Stores", "reading"]

KEPT = AT_ONCE
"""Connections that stay open between requests; the latest used is lent first, its pages are in its memory."""
CACHE_KIB = 4 * 1024
"""What each keeps of the file in memory: little, because there are several, and the system keeps it too."""


class Stores:
    """Open stores of one file."""

    def __init__(self, path: Path) -> None:
        """Stores of the file at `path`; it is opened when it is first asked for."""
        self.path = path
        self._free: LifoQueue[Store] = LifoQueue(KEPT)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """A store for reading, in one state from beginning to end whoever writes meanwhile; NotAStore where it is none.

        An answer takes many queries, and what one of them names may be gone with the next.
        """
        try:
            store = self._free.get_nowait()
        except Empty:
            store = self._opened()
        try:
            store.connection.execute("BEGIN")
            yield store
        finally:
            self._give_back(store)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """A store for writing; StoreBusy where another process writes for too long."""
        with Store(self.path, write=True) as store:
            yield store

    def close(self) -> None:
        """Close those that nobody uses."""
        while not self._free.empty():
            self._free.get_nowait().close()

    def _opened(self) -> Store:
        store = Store(self.path)
        store.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return store

    def _give_back(self, store: Store) -> None:
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")
        if self._free.full():
            store.close()
        else:
            self._free.put_nowait(store)


def reading(request: Request) -> Iterator[Store]:
    """The store of a request, for reading: a dependency of pages and of the API."""
    stores: Stores = request.app.state.stores
    with stores.reading() as store:
        yield store
