"""`lansir.open`: a store for reading, in Python."""

from collections.abc import Iterator
from datetime import date
from heapq import merge
from pathlib import Path
from types import TracebackType
from typing import Self

from lansir.keys import id_of, key_of
from lansir.query.found import EventFound, StatementFound
from lansir.query.language import Query, Term, parse
from lansir.query.selection import Found, Selection
from lansir.record import Record
from lansir.store.connection import store_errors
from lansir.store.store import Store
from lansir.story import reading
from lansir.story.told import Occurrence, Story, StoryLine

__all__ = ["OpenStore", "open"]

HOLDERS = {"ev": "event", "st": "statement"}


class OpenStore:
    """A store that is read; a context manager.

    `events` and `statements` select with the query language: iterate them, or ask for `count()`, `page()`, `facets()`,
    `rows()` (for data frames) or `entries()` (for exporters).
    """

    def __init__(self, path: str | Path) -> None:
        """Open the store at `path`; NotAStore, NewerStore or StoreError where that cannot be done."""
        self.store = Store(path)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def __len__(self) -> int:
        """The number of articles."""
        return len(self.store)

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def events(self, query: str | Query = "", *, today: date | None = None) -> Selection:
        """The events that a query asks for; QueryError where it cannot be understood."""
        return Selection(self.store, query, "events", today=today)

    def statements(self, query: str | Query = "", *, today: date | None = None) -> Selection:
        """The statements that a query asks for; QueryError where it cannot be understood."""
        return Selection(self.store, query, "statements", today=today)

    def record(self, identity: str) -> Record:
        """The record of an article, or of the article that an event or a statement is from; KeyError without one."""
        table = HOLDERS.get(identity.partition("-")[0])
        if table is None:
            return self.store.record(identity)
        with store_errors(self.store.path):
            query = f"SELECT article FROM {table} WHERE id = ?"
            row = self.store.connection.execute(query, (key_of(identity),)).fetchone()
        if row is None:
            raise KeyError(identity)
        return self.store.record(id_of("ar", row[0]))

    def records(self) -> Iterator[Record]:
        """All records, in order of id."""
        return self.store.records()

    def timeline(self, actor: str, query: str = "") -> Iterator[Found]:
        """What an actor did, what was done to it and what it said, newest day first; `query` asks for less."""
        asked = parse(query).without("sort")
        named = _named("who", actor), _named("speaker", actor)
        events = Selection(self.store, asked.adding(named[0]), "events")
        statements = Selection(self.store, asked.adding(named[1]), "statements")
        return merge(events, statements, key=_moment, reverse=True)

    def stories(self, *, limit: int = 20, recent: bool = False) -> list[StoryLine]:
        """The largest stories, or the most recent."""
        with store_errors(self.store.path):
            return reading.stories(self.store.connection, limit=limit, order="recent" if recent else "largest")

    def story(self, identity: str) -> Story:
        """A story day by day; KeyError where there is none of that id, ValueError where it is no id."""
        with store_errors(self.store.path):
            return reading.story(self.store.connection, identity)

    def occurrence(self, identity: str) -> Occurrence:
        """An occurrence with all that tells it; KeyError or ValueError as for a story."""
        with store_errors(self.store.path):
            return reading.occurrence(self.store.connection, identity)


def open(path: str | Path) -> OpenStore:
    """Open a store for reading."""
    return OpenStore(path)


def _named(field: str, actor: str) -> Term:
    """The term as a query states it: what no query can name is refused here."""
    return parse(str(Term(field, (actor,)))).terms[0]


def _moment(found: EventFound | StatementFound) -> str:
    return found.day or ""
