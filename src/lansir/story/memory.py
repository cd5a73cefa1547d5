"""What placing has read of the articles and occurrences around, held until it changes.

A story is told for days: each of its articles is compared with nearly the same others, and each of its occurrences with
nearly the same that lie ahead. So these are read and decoded once, and not again for every article that comes.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from lansir.story.acts import Act, acts
from lansir.story.articles import Features, features
from lansir.story.tellings import MOST_TELLINGS, Happening, happening_of, tellings

__all__ = ["Memory"]

Value = TypeVar("Value")
MOST_ARTICLES = 1024
MOST_HAPPENINGS = 2048
"""Those that are held: the ones that were used last."""
NO_MATTER = frozenset({"added", "version"})
"""Changes that leave alone what is held of articles: that one came, or which of an address is the newest."""
CHANGED = "SELECT number, article, what FROM change WHERE number > ? ORDER BY number"
LAST = "SELECT coalesce(max(number), 0) FROM change"


class Memory:
    """What was read from one store: `catch_up` has to be called before it is used in a new transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Hold what is read from this store; nothing is held yet."""
        self._connection = connection
        self._features = _Recent[Features](MOST_ARTICLES)
        self._acts = _Recent[list[Act]](MOST_ARTICLES)
        self._happenings = _Recent[Happening](MOST_HAPPENINGS)
        self._seen: int | None = None

    def catch_up(self) -> set[int]:
        """Let go of what anybody has changed since the last time; gives the articles that came, changed or went."""
        if self._seen is None:
            self._seen = self._connection.execute(LAST).fetchone()[0]
            return set()
        changed = set()
        for number, article, what in self._connection.execute(CHANGED, (self._seen,)).fetchall():
            self._seen = number
            if what != "version":
                changed.add(article)
            if what not in NO_MATTER:
                self.drop(article)
        return changed

    def drop(self, article: int) -> None:
        """Let go of an article, whose rows have changed, and of all occurrences: any may be told by it."""
        self._features.drop(article)
        self._acts.drop(article)
        self._happenings.clear()

    def forget(self) -> None:
        """Let go of everything."""
        self._features.clear()
        self._acts.clear()
        self._happenings.clear()
        self._seen = None

    def features(self, keys: Iterable[int]) -> dict[int, Features]:
        """The features of stored articles by key; keys that are not there are left out."""
        found, missing = self._features.held(keys)
        for key, read in features(self._connection, missing).items() if missing else ():
            found[key] = read
            self._features.hold(key, read)
        return found

    def acts(self, articles: Iterable[int]) -> dict[int, list[Act]]:
        """The events of stored articles, by article."""
        found, missing = self._acts.held(articles)
        read = acts(self._connection, missing) if missing else {}
        for key in missing:
            found[key] = read.get(key, [])
            self._acts.hold(key, found[key])
        return found

    def happenings(self, rows: Iterable[sqlite3.Row]) -> dict[int, Happening]:
        """The occurrences of rows of that table, by key, in their order; what others tell now is read again."""
        given = {row["id"]: row for row in rows}
        found, missing = self._happenings.held(given)
        stale = [key for key, known in found.items() if not known.is_of(given[key])]
        for key in (*missing, *stale):
            found[key] = self._read(given[key])
            self._happenings.hold(key, found[key])
        return {key: found[key] for key in given}

    def _read(self, row: sqlite3.Row) -> Happening:
        told = tellings(self._connection, row["id"], MOST_TELLINGS)
        found = self.acts({article for _, article in told})
        events = {event for event, _ in told}
        return happening_of(row, [act for key in sorted(found) for act in found[key] if act.key in events])


class _Recent(Generic[Value]):
    """Values by key; of more than so many those that were used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[int, Value] = OrderedDict()

    def held(self, keys: Iterable[int]) -> tuple[dict[int, Value], Sequence[int]]:
        """The values of those keys that are held, and the other keys, each once."""
        found: dict[int, Value] = {}
        missing: dict[int, None] = {}
        for key in keys:
            value = self._values.get(key)
            if value is None:
                missing[key] = None
            else:
                found[key] = value
                self._values.move_to_end(key)
        return found, list(missing)

    def hold(self, key: int, value: Value) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: int) -> None:
        self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()
