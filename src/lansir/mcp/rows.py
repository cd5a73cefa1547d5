"""Rows of answers: events, statements, actors and evidence with what a model needs of them."""

from collections.abc import Iterable
from typing import Any

from lansir.query.found import EventFound, EventTold, Party, Report, StatementFound
from lansir.record import Entity, Mention, Place, Time
from lansir.review.ledger import Decision

__all__ = ["decision", "event", "mention", "place", "report", "row", "statement", "time", "told_events"]

MOST_PARTIES = 8
MOST_TOLD = 12
SIZES = ("killed", "injured", "arrested", "displaced", "released")


def row(found: EventFound | StatementFound) -> dict[str, Any]:
    """An event or statement in short, with its evidence."""
    return event(found) if isinstance(found, EventFound) else statement(found)


def event(found: EventFound) -> dict[str, Any]:
    """Who did what to whom, when, where and according to whom."""
    plain = ("id", "day", "type", "mode", "status", "contexts", *SIZES)
    return {
        "kind": "event",
        **{name: getattr(found, name) for name in plain},
        **_parties("actors", found.actors),
        **_parties("recipients", found.recipients),
        "place": {"name": found.place.name or found.place.span.text, "country": found.place.country}
        if found.place
        else None,
        "told_by": _party(found.told_by) if found.told_by else None,
        "reported_by": found.reported_by,
        "occurrence": {
            "id": found.occurrence.id,
            "outlets": found.occurrence.outlets,
            "origins": found.occurrence.origins,
        }
        if found.occurrence
        else None,
        **_shared(found),
    }


def statement(found: StatementFound) -> dict[str, Any]:
    """Who said what to whom."""
    return {
        "kind": "statement",
        "id": found.id,
        "day": found.day,
        "form": found.form,
        "speaker": _party(found.speaker) if found.speaker else None,
        "addressee": _party(found.addressee) if found.addressee else None,
        "content": " ... ".join(span.text for span in found.content),
        "inside": found.inside,
        **told_events(found.events),
        **_shared(found),
    }


def told_events(events: list[EventTold]) -> dict[str, Any]:
    """The events told inside a statement."""
    shown = [{"id": one.id, "type": one.type, "status": one.status} for one in events[:MOST_TOLD]]
    return {"events": shown, "events_left_out": max(0, len(events) - MOST_TOLD) or None}


def report(found: Report) -> dict[str, Any]:
    """The article that it was read from."""
    return {name: getattr(found, name) for name in ("article", "title", "outlet", "url", "published", "origin")}


def mention(found: Mention, entities: Iterable[Entity]) -> dict[str, Any]:
    """From which words somebody was read, and why it is taken for them."""
    entity = next((one for one in entities if one.id == found.entity), None)
    return {
        "words": found.span.text,
        "start": found.span.start,
        "name": entity.name if entity else None,
        "same_as": found.resolved,
        "resolved": entity.resolved if entity else None,
        "wikidata": entity.wikidata if entity else None,
        "ground_for_anonymity": entity.anonymity.text if entity and entity.anonymity else None,
    }


def time(found: Time | None) -> dict[str, Any] | None:
    """From which words a time was read."""
    return {"words": found.span.text, "value": found.value, "resolved": found.resolved} if found else None


def place(found: Place | None) -> dict[str, Any] | None:
    """From which words a place was read."""
    if found is None:
        return None
    plain = ("name", "admin1", "country", "lat", "lon", "precision", "resolved")
    return {
        "words": found.span.text,
        **{name: getattr(found, name) for name in plain},
        "others_possible": len(found.passed_over) or None,
    }


def decision(found: Decision) -> dict[str, Any]:
    """What somebody decided."""
    return {name: getattr(found, name) for name in ("state", "by", "at", "note")}


def _shared(found: EventFound | StatementFound) -> dict[str, Any]:
    return {
        "confidence": round(found.confidence, 2),
        "review": None if found.review == "machine" else found.review,
        "sentence": found.sentence.text,
        **report(found.report),
    }


def _parties(slot: str, parties: list[Party]) -> dict[str, Any]:
    left_out = max(0, len(parties) - MOST_PARTIES) or None
    return {slot: [_party(one) for one in parties[:MOST_PARTIES]], f"{slot}_left_out": left_out}


def _party(party: Party) -> dict[str, Any]:
    plain = ("actor", "country", "sector", "role", "anonymous", "source_kind")
    return {"name": party.shown, **{name: getattr(party, name) for name in plain}}
