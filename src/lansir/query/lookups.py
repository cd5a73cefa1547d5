"""What was looked up in a store, remembered until the store changes: the selections of a request ask for the same."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from lansir.store.store import Store

__all__ = ["Lookups", "lookups_of"]

KEPT = 128
"""Names of some thirty queries; each means a few keys."""
Found = TypeVar("Found")


class Lookups:
    """What was found in one store, the latest asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Remember nothing yet."""
        self._connection = connection
        self._version: int | None = None
        self._found: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, look: Callable[[], Found]) -> Found:
        """What was found for a key in this state of the store, else what is found now; not to be changed."""
        if self._connection.total_changes:
            return look()  # `data_version` tells of other connections only, and what one writes may be taken back
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._found.clear()
            self._version = version
        if key not in self._found:
            self._found[key] = look()
            if len(self._found) > KEPT:
                self._found.popitem(last=False)
        self._found.move_to_end(key)
        return self._found[key]  # type: ignore[return-value]  # a key has one kind of value


def lookups_of(store: Store) -> Lookups:
    """Those of an open store, which go when it goes."""
    with _LOCK:
        return _OF.setdefault(store, Lookups(store.connection))


_OF: WeakKeyDictionary[Store, Lookups] = WeakKeyDictionary()
_LOCK = Lock()
