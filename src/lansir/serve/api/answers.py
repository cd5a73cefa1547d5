"""The shapes of the API's answers: what msgspec writes as JSON, and what the OpenAPI document says of it."""

from typing import Literal

import msgspec

from lansir.query.entries import Occurred
from lansir.query.facets import Facet
from lansir.query.found import EventFound, StatementFound
from lansir.query.selection import Total
from lansir.record import Entity, EntityType, Mention, Place, Record, Time
from lansir.review.ledger import Decision
from lansir.story.told import Occurrence, Story, StoryLine

__all__ = [
    "ActorCard", "ActorPage", "ActorRow", "ArticleRecord", "Counts", "Decided", "EventPage", "EventRecord",
    "FacetCounts", "FormatRow", "Formats", "Health", "Known", "OccurrenceRecord", "StatementPage",
    "StatementRecord", "StoreInfo", "StoryPage", "StoryRecord", "Tables",
]  # fmt: skip


class EventPage(msgspec.Struct, frozen=True):
    """Some events in order. `next` is the cursor to go on with, None where these are the last.

    `query` is the query in its one spelling, which gives the same again.
    """

    items: list[EventFound]
    next: str | None
    total: Total
    query: str


class StatementPage(msgspec.Struct, frozen=True):
    """Some statements in order; as with events."""

    items: list[StatementFound]
    next: str | None
    total: Total
    query: str


class EventRecord(msgspec.Struct, frozen=True):
    """An event with its evidence: how each field was read, and what people decided on it, the earliest first.

    `statement` is the one that tells it. `entities` and `mentions` are those that fill its slots, `resolved` says how
    mode, contexts and size were read, `reasons` why other fields are empty. Offsets count code points of the article's
    text.
    """

    event: EventFound
    statement: StatementFound | None
    entities: list[Entity]
    mentions: list[Mention]
    time: Time | None
    place: Place | None
    resolved: dict[str, str]
    reasons: dict[str, str]
    decisions: list[Decision]


class StatementRecord(msgspec.Struct, frozen=True):
    """A statement with its evidence; as with events. `events` are those told inside it."""

    statement: StatementFound
    events: list[EventFound]
    entities: list[Entity]
    mentions: list[Mention]
    time: Time | None
    reasons: dict[str, str]
    decisions: list[Decision]


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article with all that was read from it, and where it stands.

    `origin` is whose news it is, `how` it came from there, and `source` the article that it copies or translates.
    `occurrences` are by event; `has_page` says whether the page itself was kept.
    """

    record: Record
    version: int
    newest: bool
    ingested: str
    has_page: bool
    story: str | None
    origin: str | None
    how: str | None
    source: str | None
    occurrences: dict[str, Occurred]


class Counts(msgspec.Struct, frozen=True):
    """In how many events somebody acts or is acted upon, and in how many statements they speak."""

    acts: int
    is_acted_upon: int
    speaks: int


class ActorRow(msgspec.Struct, frozen=True):
    """Somebody of the store. `key` finds them in queries (`who:"person/joe-biden"`); `known` to the actor table."""

    key: str
    name: str
    type: EntityType
    known: bool


class ActorPage(msgspec.Struct, frozen=True):
    """Those of the store whom a name means."""

    items: list[ActorRow]
    next: str | None
    total: Total
    name: str


class Known(msgspec.Struct, frozen=True):
    """What the actor table says of somebody as of today."""

    name: str
    country: str | None
    sectors: list[str]
    role: str | None
    wikidata: str | None


class ActorCard(msgspec.Struct, frozen=True):
    """Somebody of the store, and some of what they did, what was done to them and what they said, newest day first."""

    actor: ActorRow
    counts: Counts
    known: Known | None
    items: list[EventFound | StatementFound]
    next: str | None
    query: str


class StoryPage(msgspec.Struct, frozen=True):
    """Some stories in order."""

    items: list[StoryLine]
    next: str | None
    total: Total


class StoryRecord(msgspec.Struct, frozen=True):
    """A story day by day. Of its `occurrences` the most told ones are `shown`."""

    story: Story
    occurrences: int
    shown: int


class OccurrenceRecord(msgspec.Struct, frozen=True):
    """An occurrence. Of the events that tell it (`tellings`) the first are `shown`."""

    occurrence: Occurrence
    tellings: int
    shown: int


class FacetCounts(msgspec.Struct, frozen=True):
    """Counts of a selection by each facet asked for."""

    facets: dict[str, Facet]
    kind: Literal["events", "statements"]
    query: str


class Tables(msgspec.Struct, frozen=True):
    """A file of a format, and its columns."""

    name: str
    rows: str
    columns: list[str]


class FormatRow(msgspec.Struct, frozen=True):
    """A format that the store can be exported in."""

    name: str
    title: str
    media_type: str
    tables: list[Tables]


class Formats(msgspec.Struct, frozen=True):
    """The formats of exports."""

    items: list[FormatRow]


class StoreInfo(msgspec.Struct, frozen=True):
    """What the store holds: numbers of rows, bytes of the file, versions of code and model that read it.

    `change` is the number of the latest change: where it is the same, nothing was added, decided or removed since.
    """

    articles: int
    statements: int
    events: int
    actors: int
    pages: int
    failures: int
    decisions: int
    outlets: int
    bytes: int
    change: int
    versions: list[str]
    lansir: str


class Health(msgspec.Struct, frozen=True):
    """That the store can be read."""

    status: Literal["ok"]


class Decided(msgspec.Struct, frozen=True):
    """The decisions as they were stored."""

    decisions: list[Decision]
