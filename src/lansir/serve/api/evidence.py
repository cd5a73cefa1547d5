"""One event, statement, article, story or occurrence with its evidence; KeyError where the store does not hold it."""

import re
from collections.abc import Iterable
from typing import TypeVar

from lansir.keys import key_of
from lansir.query.entries import Entry, entry
from lansir.query.found import EventFound, Party, StatementFound
from lansir.query.loading import load_events, load_statements
from lansir.record import Entity, Mention
from lansir.review.ledger import history
from lansir.serve.api.answers import ArticleRecord, EventRecord, OccurrenceRecord, StatementRecord, StoryRecord
from lansir.serve.api.asked import IdentityAsked, OccurrencesAsked
from lansir.store import Store
from lansir.store.connection import store_errors
from lansir.story import reading

__all__ = ["article_record", "event_record", "key_in", "occurrence_record", "statement_record", "story_record"]

Found = TypeVar("Found", EventFound, StatementFound)
IDENTITY = re.compile(r"(ev|st|ar|sy|oc)-[0-9a-f]{16}")


def event_record(store: Store, asked: IdentityAsked) -> EventRecord:
    """An event; one that was rejected too."""
    key = key_in(asked.id, "ev")
    with store_errors(store.path):
        found = _first(load_events(store.connection, [key]), asked.id)
        told = load_statements(store.connection, [key_of(found.reported_by)]) if found.reported_by else []
    within = _entry(store, found.report.article, asked.id)
    event = next(event for event in within.record.events if event.id == asked.id)
    entities, mentions = _fillers(within, [*found.actors, *found.recipients])
    return EventRecord(
        event=found,
        statement=told[0] if told else None,
        entities=entities,
        mentions=mentions,
        time=within.times.get(event.time or ""),
        place=within.places.get(event.place or ""),
        resolved=event.resolved,
        reasons=event.reasons,
        decisions=history(store, asked.id),
    )


def statement_record(store: Store, asked: IdentityAsked) -> StatementRecord:
    """A statement; one that was rejected too."""
    key = key_in(asked.id, "st")
    with store_errors(store.path):
        found = _first(load_statements(store.connection, [key]), asked.id)
        events = load_events(store.connection, [key_of(event.id) for event in found.events])
    within = _entry(store, found.report.article, asked.id)
    told = within.statements_by_id[asked.id]
    entities, mentions = _fillers(within, [party for party in (found.speaker, found.addressee) if party])
    return StatementRecord(
        statement=found,
        events=events,
        entities=entities,
        mentions=mentions,
        time=within.times.get(told.time or ""),
        reasons=told.reasons,
        decisions=history(store, asked.id),
    )


def article_record(store: Store, asked: IdentityAsked) -> ArticleRecord:
    """An article with all that was read from it."""
    found = _entry(store, asked.id, asked.id)
    query = "SELECT page FROM article WHERE id = ?"
    with store_errors(store.path):
        page = store.connection.execute(query, (key_of(asked.id),)).fetchone()
    return ArticleRecord(
        record=found.record,
        version=found.version,
        newest=found.newest,
        ingested=found.ingested,
        has_page=page is not None and page[0] is not None,
        story=found.story,
        origin=found.origin,
        how=found.how,
        source=found.source,
        occurrences=found.occurred,
    )


def story_record(store: Store, asked: OccurrencesAsked) -> StoryRecord:
    """A story; the id of one that was joined to another leads there."""
    key_in(asked.id, "sy")
    with store_errors(store.path):
        found = reading.story(store.connection, asked.id, most=asked.limit)
        query = "SELECT count(*) FROM occurrence WHERE story = ?"
        number: int = store.connection.execute(query, (key_of(found.line.id),)).fetchone()[0]
    return StoryRecord(found, number, sum(len(day.occurrences) for day in found.days))


def occurrence_record(store: Store, asked: IdentityAsked) -> OccurrenceRecord:
    """An occurrence with what tells it."""
    key_in(asked.id, "oc")
    with store_errors(store.path):
        found = reading.occurrence(store.connection, asked.id)
    return OccurrenceRecord(found, found.told.events, len(found.tellings))


def key_in(identity: str, kind: str) -> int:
    """The key of an id of that kind; KeyError for anything else."""
    if not IDENTITY.fullmatch(identity) or not identity.startswith(f"{kind}-"):
        raise KeyError(identity)
    return key_of(identity)


def _entry(store: Store, article: str, identity: str) -> Entry:
    """The article of what is asked for; KeyError where it has gone in between."""
    key_in(article, "ar")
    try:
        return entry(store, article, None, None)
    except (KeyError, TypeError):
        raise KeyError(identity) from None


def _first(found: list[Found], identity: str) -> Found:
    if not found:
        raise KeyError(identity)
    return found[0]


def _fillers(within: Entry, parties: Iterable[Party]) -> tuple[list[Entity], list[Mention]]:
    """The entities that fill the slots, each once, and their mentions there."""
    wanted = {party.entity: party.span for party in parties}
    spans = {(party, span.start, span.end) for party, span in wanted.items()}
    mentions = [one for one in within.record.mentions if (one.entity, one.span.start, one.span.end) in spans]
    return [within.entities[one] for one in wanted if one in within.entities], mentions
