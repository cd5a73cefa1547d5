"""Two selections as one: events and statements that a query finds, each article once."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from lansir.keys import key_of
from lansir.query.entries import Entry

__all__ = ["Both"]


class Side(Protocol):
    """A selection of one kind."""

    def ids(self) -> Iterable[str]:
        """What is selected."""
        ...

    def entries(self) -> Iterator[Entry]:
        """The articles of what is selected, each once."""
        ...


class Both:
    """Events of one selection and statements of another: first the articles with events, then those without.

    Of what is selected only the ids are in memory, eight bytes each.
    """

    def __init__(self, events: Side, statements: Side) -> None:
        """Join a selection of events and one of statements."""
        self._events, self._statements = events, statements

    def entries(self) -> Iterator[Entry]:
        """The articles, each once, with the events and statements selected of it."""
        events, statements = _Keys(self._events.ids()), _Keys(self._statements.ids())
        for entry in self._events.entries():
            yield _with(entry, events, statements)
        for entry in self._statements.entries():
            if not any(event.id in events for event in entry.record.events):
                yield _with(entry, events, statements)


class _Keys:
    """Ids as sorted numbers."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._keys = array("q", sorted(array("q", map(key_of, ids))))

    def __contains__(self, identity: str) -> bool:
        key = key_of(identity)
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at] == key


def _with(entry: Entry, events: _Keys, statements: _Keys) -> Entry:
    return msgspec.structs.replace(
        entry,
        selected_events=frozenset(event.id for event in entry.record.events if event.id in events),
        selected_statements=frozenset(told.id for told in entry.record.statements if told.id in statements),
    )
