"""The record: what Lansir keeps of one news page.

Offsets are code points into `Article.text`, start inclusive, end exclusive. Every `Span` repeats its words, and
`article.text[span.start:span.end] == span.text` always holds. Ids are derived from content (`content_id`): the same
page gives the same ids. A field that could not be read is None or empty, and `reasons` says why.
"""

import hashlib
from typing import Literal

import msgspec

__all__ = [
    "Argument",
    "Article",
    "Block",
    "BlockKind",
    "Entity",
    "EntityType",
    "Event",
    "EventType",
    "Form",
    "Mention",
    "Origin",
    "Place",
    "PlaceCandidate",
    "Quantity",
    "Reason",
    "Record",
    "Review",
    "Size",
    "SourceKind",
    "Span",
    "StatedTime",
    "Statement",
    "Status",
    "Time",
    "article_id",
    "content_id",
]

BlockKind = Literal[
    "headline", "deck", "byline", "dateline", "caption", "credit", "paragraph", "subheading",
    "read_also", "promo", "signoff", "navigation", "advert",
]  # fmt: skip
EntityType = Literal["PER", "ORG", "GPE", "LOC", "NORP"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "planned", "requested", "hypothetical", "negated"]
Form = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["official", "military", "diplomat", "police", "witness", "insider", "analyst", "unspecified"]


def content_id(kind: str, whole: object, *parts: object) -> str:
    """`kind` and 16 hex digits that depend on `whole` and `parts` alone, e.g. `ev-1f0c5a9be2d4770b`.

    The first six depend on `whole` alone, the article of what is part of one: so its parts lie together in a store.
    """
    return f"{kind}-{_digest(str(whole), 3)}{_digest(chr(31).join(map(str, (whole, *parts))), 5)}"


def article_id(address: str | None, text: str) -> str:
    """The id of the article with that text at that address."""
    return content_id("ar", f"{address or ''}{chr(31)}{text}")


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


class Span(msgspec.Struct, frozen=True, order=True):
    """Words of the article: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


class StatedTime(msgspec.Struct, frozen=True):
    """A time that the page states about itself.

    `value` is ISO 8601 at `precision`, with an offset where the zone is known; `zone` is the zone as stated ("WIB",
    "+07:00", "GMT"). `source` says where it was read; `span` is set where that is the text.
    """

    value: str
    precision: Literal["year", "month", "day", "minute", "second"]
    source: Literal["json-ld", "meta", "html", "feed", "url", "text", "given"]
    zone: str | None = None
    span: Span | None = None


class Block(msgspec.Struct, frozen=True):
    """A piece of the page, kept as what it is: read-also lines, prompts and sign-offs are never read as news."""

    kind: BlockKind
    span: Span
    link: str | None = None


class Origin(msgspec.Struct, frozen=True):
    """A wire or outlet that the page relays ("Dilansir AP News"); `span` is the name as written."""

    name: str
    span: Span
    knowledge_id: str | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why a part of the record is missing or doubtful: `code` for programs, `message` for people."""

    code: str
    message: str


class Article(msgspec.Struct, frozen=True):
    """The page as read, before anything in it is understood.

    `text` is the words of all blocks in page order, separated by newlines. `content_hash` is the SHA-256 of the bytes.
    `reasons` say what of the page was not read.
    """

    id: str
    text: str
    blocks: list[Block]
    content_hash: str
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: list[str] = []
    dateline: str | None = None
    published: StatedTime | None = None
    updated: StatedTime | None = None
    captured: str | None = None
    origins: list[Origin] = []
    reasons: list[Reason] = []


class Mention(msgspec.Struct, frozen=True):
    """Words that name or point at an entity.

    `kind`: a name, a common noun or a pronoun. `resolved` says why it is taken for that entity: "first mention", "same
    name as ...", "linked by the model to ...".
    """

    id: str
    span: Span
    type: EntityType
    entity: str
    kind: Literal["name", "nominal", "pronoun"]
    confidence: float
    resolved: str = ""


class Entity(msgspec.Struct, frozen=True):
    """One real-world thing of the article.

    `country` is ISO 3166-1 alpha-3, or IGO, NGO, MNC; `sectors` are PLOVER's, the main one first; `role` is the one
    held on the article's date. `resolved` says how: "actor table: ...", "title words; ...", "not resolved: ...".
    `anonymity` is the ground that the text gives for leaving out a source's name ("karena tak berwenang berbicara").
    """

    id: str
    name: str | None
    type: EntityType
    resolved: str
    country: str | None = None
    sectors: list[str] = []
    role: str | None = None
    anonymous: bool = False
    source_kind: SourceKind | None = None
    knowledge_id: str | None = None
    wikidata: str | None = None
    anonymity: Span | None = None


class Time(msgspec.Struct, frozen=True):
    """A time expression (TIMEX3).

    `value` is ISO 8601: day, month, year, week, `start/end`, time, duration `P53D`; None where the text settles none.
    `anchor` is the date it was resolved against; `resolved` says by what rule, or why not.
    """

    id: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    resolved: str
    confidence: float
    value: str | None = None
    granularity: Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade", "range"] | None = None
    anchor: str | None = None


class PlaceCandidate(msgspec.Struct, frozen=True):
    """A place of the gazetteer that the words may mean."""

    name: str
    country: str | None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    admin1: str | None = None
    population: int | None = None


class Place(msgspec.Struct, frozen=True):
    """Where something is or happens. `precision` is that of the coordinates; `passed_over` the other candidates."""

    id: str
    span: Span
    resolved: str
    confidence: float
    name: str | None = None
    country: str | None = None
    geonames: int | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Literal["point", "city", "admin1", "country", "region"] | None = None
    passed_over: list[PlaceCandidate] = []


class Quantity(msgspec.Struct, frozen=True):
    """A number of the text as a closed range: "puluhan" is 20 to 99, "12" is 12 to 12; None is open on that side.

    `unit` is an ISO 4217 currency, "percent", a unit of time or measure; `of` the words counted. `resolved` says how
    the words became the range.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
    resolved: str = ""


class Argument(msgspec.Struct, frozen=True):
    """Who fills a slot: an entity, and the mention it was read from.

    `elided` is true where that mention stands in another sentence than the slot's own act or words.
    """

    entity: str
    mention: str
    confidence: float
    elided: bool = False


class Review(msgspec.Struct, frozen=True):
    """What a human decided; `machine` where nobody has yet."""

    state: Literal["machine", "confirmed", "corrected", "rejected"] = "machine"
    by: str | None = None
    at: str | None = None
    note: str | None = None


class Statement(msgspec.Struct, frozen=True):
    """Who said what: `content` are the words, in one or more pieces, without the cue.

    `speaker` None means that the text names none ("dikabarkan", "reportedly"), or that none could be read: `reasons`.
    `events` are those told inside the content; `inside` is the statement that reports this one (nested reports).
    """

    id: str
    sentence: Span
    content: list[Span]
    form: Form
    confidence: float
    speaker: Argument | None = None
    cue: Span | None = None
    addressee: Argument | None = None
    time: str | None = None
    inside: str | None = None
    events: list[str] = []
    reasons: dict[str, str] = {}
    review: Review = Review()


class Size(msgspec.Struct, frozen=True):
    """How many people the event touched, where its sentence gives a number."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    released: int | None = None


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom (PLOVER 2.0), and whether it happened.

    `reported_by` is the statement that tells it; None means that the outlet tells it in its own voice. `time` and
    `place` are ids of the article's times and places. `intensity` is PLOVER's score of type and mode, `quad` its class.
    `resolved` says how mode, contexts and size were read, where there are any; `reasons` why others are missing.
    """

    id: str
    type: EventType
    status: Status
    trigger: Span
    sentence: Span
    confidence: float
    quad: Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
    intensity: float
    mode: str | None = None
    contexts: list[str] = []
    actors: list[Argument] = []
    recipients: list[Argument] = []
    time: str | None = None
    place: str | None = None
    size: Size | None = None
    reported_by: str | None = None
    resolved: dict[str, str] = {}
    reasons: dict[str, str] = {}
    review: Review = Review()


class Record(msgspec.Struct, frozen=True):
    """All that was read from one page. `model` names the model file's version, `lansir` the code's.

    `resolved` says how each of the contexts was coded ("contexts.legal": by what chance and which words).
    """

    article: Article
    lansir: str
    model: str
    contexts: list[str] = []
    entities: list[Entity] = []
    mentions: list[Mention] = []
    times: list[Time] = []
    places: list[Place] = []
    quantities: list[Quantity] = []
    statements: list[Statement] = []
    events: list[Event] = []
    resolved: dict[str, str] = {}
    reasons: list[Reason] = []
