"""What a selection gives: one row an event or a statement, with all that a line of results shows."""

from typing import Any, Literal

import msgspec

from lansir.query.entries import Occurred
from lansir.record import EventType, Form, SourceKind, Span, Status

__all__ = ["EventFound", "EventTold", "Located", "Party", "Report", "StatementFound", "flat"]

ReviewState = Literal["machine", "confirmed", "corrected", "rejected"]
SEPARATOR = "; "


class Party(msgspec.Struct, frozen=True):
    """Who fills a slot. `actor` is the key by which queries find them, None without a name; `span` the words read.

    With `elided` the words stand outside the sentence.
    """

    entity: str
    span: Span
    name: str | None = None
    actor: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    anonymous: bool = False
    source_kind: SourceKind | None = None
    confidence: float = 1.0
    elided: bool = False

    @property
    def shown(self) -> str:
        """The name, else the words."""
        return self.name or self.span.text


class Located(msgspec.Struct, frozen=True):
    """Where an event is placed; name and position are None where the words settle none."""

    span: Span
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


class Report(msgspec.Struct, frozen=True):
    """The article that it was read from. `origin` is whose news it is, `how` it came from there."""

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str | None
    version: int
    newest: bool
    ingested: str
    story: str | None = None
    origin: str | None = None
    how: str | None = None


class EventTold(msgspec.Struct, frozen=True):
    """An event inside a statement, in short."""

    id: str
    type: EventType
    status: Status


class EventFound(msgspec.Struct, frozen=True, tag="event", tag_field="kind"):
    """An event of a selection; offsets count code points of the article's text, like those of the record.

    `day` is the one that it is sorted by: the first of its time, else that of publication. `reported_by` is the
    statement that tells it and `told_by` its speaker, both None in the outlet's own voice.
    """

    id: str
    day: str | None
    type: EventType
    mode: str | None
    status: Status
    quad: str
    intensity: float
    confidence: float
    review: ReviewState
    trigger: Span
    sentence: Span
    report: Report
    first_day: str | None = None
    last_day: str | None = None
    time: Span | None = None
    contexts: list[str] = []
    actors: list[Party] = []
    recipients: list[Party] = []
    place: Located | None = None
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    released: int | None = None
    reported_by: str | None = None
    told_by: Party | None = None
    occurrence: Occurred | None = None


class StatementFound(msgspec.Struct, frozen=True, tag="statement", tag_field="kind"):
    """A statement of a selection; `events` are those told inside it, `inside` the statement that it stands in."""

    id: str
    day: str | None
    form: Form
    confidence: float
    review: ReviewState
    sentence: Span
    report: Report
    content: list[Span] = []
    cue: Span | None = None
    speaker: Party | None = None
    addressee: Party | None = None
    inside: str | None = None
    events: list[EventTold] = []


def flat(found: EventFound | StatementFound) -> dict[str, Any]:
    """The row as plain columns, for tables and data frames: lists joined by "; "."""
    report = msgspec.structs.asdict(found.report)
    own = _event(found) if isinstance(found, EventFound) else _statement(found)
    return {"id": found.id, "day": found.day, **own, "sentence": found.sentence.text, **report}


def _event(found: EventFound) -> dict[str, Any]:
    place, occurred, told_by = found.place, found.occurrence, found.told_by
    plain = ("type", "mode", "status", "quad", "intensity", "confidence", "review")
    numbers = ("killed", "injured", "arrested", "displaced", "released")
    return {
        **{name: getattr(found, name) for name in plain},
        "trigger": found.trigger.text,
        **_parties("actor", found.actors),
        **_parties("recipient", found.recipients),
        "contexts": SEPARATOR.join(found.contexts),
        **{
            f"place{'_' + name if name != 'name' else ''}": getattr(place, name, None)
            for name in ("name", "country", "lat", "lon", "precision")
        },
        **{name: getattr(found, name) for name in numbers},
        "reported_by": found.reported_by,
        **_party("speaker", told_by),
        "occurrence": occurred.id if occurred else None,
        "told_by_outlets": occurred.outlets if occurred else None,
        "told_by_origins": occurred.origins if occurred else None,
    }


def _statement(found: StatementFound) -> dict[str, Any]:
    return {
        "form": found.form,
        "confidence": found.confidence,
        "review": found.review,
        **_party("speaker", found.speaker),
        "role": found.speaker.role if found.speaker else None,
        "anonymous": found.speaker.anonymous if found.speaker else None,
        "source": found.speaker.source_kind if found.speaker else None,
        "addressee": found.addressee.shown if found.addressee else None,
        "cue": found.cue.text if found.cue else None,
        "content": " ... ".join(span.text for span in found.content),
        "events": SEPARATOR.join(event.id for event in found.events),
    }


def _parties(slot: str, parties: list[Party]) -> dict[str, str]:
    return {
        slot: SEPARATOR.join(party.shown for party in parties),
        f"{slot}_country": SEPARATOR.join(party.country or "" for party in parties),
        f"{slot}_sector": SEPARATOR.join(party.sector or "" for party in parties),
    }


def _party(slot: str, party: Party | None) -> dict[str, str | None]:
    return {
        slot: party.shown if party else None,
        f"{slot}_country": party.country if party else None,
        f"{slot}_sector": party.sector if party else None,
    }
