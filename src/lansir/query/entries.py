"""Articles of a selection as exporters take them: the record, what of it was selected, and where it stands."""

import sqlite3
from collections.abc import Collection, Iterator
from functools import cached_property

import msgspec

from lansir.keys import id_of, key_of
from lansir.record import Argument, Entity, Event, Mention, Place, Record, Statement, Time
from lansir.store.store import Store

__all__ = ["Entry", "Occurred", "entries", "entry"]

PLACED = """
SELECT p.story, p.origin, p.how, p.source, a.version, a.newest, a.ingested
FROM article a LEFT JOIN placed p ON p.article = a.id WHERE a.id = ?
"""
OCCURRED = """
SELECT t.event, t.occurrence,
  (SELECT count(DISTINCT b.outlet) FROM occurrence_event x JOIN event f ON f.id = x.event JOIN article b
    ON b.id = f.article WHERE x.occurrence = t.occurrence) AS outlets,
  (SELECT count(DISTINCT q.origin) FROM occurrence_event x JOIN event f ON f.id = x.event JOIN placed q
    ON q.article = f.article WHERE x.occurrence = t.occurrence) AS origins
FROM event e JOIN occurrence_event t ON t.event = e.id WHERE e.article = ?
"""


class Occurred(msgspec.Struct, frozen=True):
    """The occurrence that an event tells: its id, and by how many outlets and independent origins it is told."""

    id: str
    outlets: int
    origins: int


class Entry(msgspec.Struct, frozen=True, dict=True):
    """An article with its record, and the ids of the events and statements that were selected of it.

    `story`, `origin` (whose news it is, folded), `how` (relays, copy, translation, own) and `source` (the article that
    it copies or translates) are None where it has no place in a story. `occurred` is by event id; `ingested` in UTC.
    """

    record: Record
    selected_events: frozenset[str]
    selected_statements: frozenset[str]
    story: str | None
    origin: str | None
    how: str | None
    source: str | None
    version: int
    newest: bool
    ingested: str
    occurred: dict[str, Occurred]

    @property
    def events(self) -> list[Event]:
        """The selected events, in text order."""
        return [event for event in self.record.events if event.id in self.selected_events]

    @property
    def statements(self) -> list[Statement]:
        """The selected statements, in text order."""
        return [told for told in self.record.statements if told.id in self.selected_statements]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.record.entities}

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """The mentions by id."""
        return {mention.id: mention for mention in self.record.mentions}

    @cached_property
    def times(self) -> dict[str, Time]:
        """The times by id."""
        return {time.id: time for time in self.record.times}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by id."""
        return {place.id: place for place in self.record.places}

    @cached_property
    def statements_by_id(self) -> dict[str, Statement]:
        """All statements of the article by id, selected or not: events name the one that reports them."""
        return {told.id: told for told in self.record.statements}

    def entity_of(self, argument: Argument) -> Entity:
        """Who fills a slot."""
        return self.entities[argument.entity]

    def name_of(self, argument: Argument) -> str:
        """The name of who fills a slot, else the words that it was read from."""
        return self.entities[argument.entity].name or self.mentions[argument.mention].span.text


def entry(store: Store, article: str, events: Collection[str] | None, statements: Collection[str] | None) -> Entry:
    """The entry of an article; None selects all its events, or statements. KeyError where there is none."""
    record = store.record(article)
    placed = store.connection.execute(PLACED, (key_of(article),)).fetchone()
    return Entry(
        record=record,
        selected_events=frozenset(event.id for event in record.events) if events is None else frozenset(events),
        selected_statements=(
            frozenset(told.id for told in record.statements) if statements is None else frozenset(statements)
        ),
        story=_id("sy", placed["story"]),
        origin=placed["origin"],
        how=placed["how"],
        source=_id("ar", placed["source"]),
        version=placed["version"],
        newest=bool(placed["newest"]),
        ingested=placed["ingested"],
        occurred=_occurred(store.connection, article),
    )


def entries(store: Store) -> Iterator[Entry]:
    """Every article of a store with all that was read from it, in order of id."""
    for article in store.articles():
        yield entry(store, article, None, None)


def _occurred(connection: sqlite3.Connection, article: str) -> dict[str, Occurred]:
    rows = connection.execute(OCCURRED, (key_of(article),)).fetchall()
    return {
        id_of("ev", row["event"]): Occurred(id_of("oc", row["occurrence"]), row["outlets"], row["origins"])
        for row in rows
    }


def _id(kind: str, key: int | None) -> str | None:
    return None if key is None else id_of(kind, key)
