"""An entry as a news object of ninjs 3.0, with an associated object of the type "event" for each selected event."""

from collections.abc import Iterable, Iterator
from typing import Any

from lansir.export.linked_facts import act_name, actor_id, days, iri, place_of, point, utc, wikidata_iri, with_values
from lansir.export.linked_losses import Losses
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Place

__all__ = ["news_object"]

Node = dict[str, Any]
STANDARD = {"name": "ninjs", "version": "3.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"}
GEONAMES = "https://sws.geonames.org"
PLACES = ("GPE", "LOC")
MENTIONS = "mentions"


def news_object(entry: Entry, losses: Losses) -> Node:
    """The article and what was selected of it. Its text is left out: it belongs to the outlet."""
    _count(entry, losses)
    article, record = entry.record.article, entry.record
    return with_values(
        {
            "standard": STANDARD,
            "uri": iri("article", article.id),
            "type": "text",
            "representationType": "partial",
            "version": str(entry.version),
            "versionCreated": entry.ingested,
            "contentCreated": _created(entry, losses),
            "language": article.language,
            "title": article.title,
            "headlines": [{"value": article.title}] if article.title else [],
            "by": ", ".join(article.authors),
            "located": article.dateline,
            "infoSources": _sources(entry),
            "people": [_named(who) for who in record.entities if who.name and who.type == "PER"],
            "organisations": [_named(who) for who in record.entities if who.name and who.type == "ORG"],
            "places": _mentioned_places(entry),
            "subjects": _subjects(entry),
            "events": [_mentioned(entry, event) for event in entry.events],
            "associations": [_event(entry, event) for event in entry.events],
            "altIds": _ids(entry, losses.address(entry)),
        }
    )


def _created(entry: Entry, losses: Losses) -> str | None:
    published = entry.record.article.published
    moment = utc(published)
    if published and moment is None:
        losses.add("day of publication", "left out: ninjs takes moments with a zone only")
    return moment


def _count(entry: Entry, losses: Losses) -> None:
    losses.add_rest(entry)
    told = entry.statements
    losses.add("statements", 'their speakers are infoSources, their words are left out: "json-ld" has them', len(told))
    losses.add("offsets", 'left out; "web-annotation" has them', len(entry.events) + len(told))
    losses.add("intensity", "left out", len(entry.events))
    losses.add("sizes", "left out", sum(event.size is not None for event in entry.events))
    unnamed = sum(who.name is None for who in entry.record.entities)
    losses.add("those without a name", "only as actor or recipient of an event, by their words", unnamed)


def _sources(entry: Entry) -> list[Node]:
    """The outlet, the wires and outlets that it relays, and who speaks in the selected statements."""
    article = entry.record.article
    found = [{"name": article.outlet, "role": "publisher"}] if article.outlet else []
    found += [{"name": name, "role": "relayed"} for name in dict.fromkeys(one.name for one in article.origins)]
    speakers = {told.speaker.entity: entry.entity_of(told.speaker) for told in entry.statements if told.speaker}
    return found + [{**_identified(who), "role": "speaker"} for who in speakers.values() if who.name]


def _identified(who: Entity) -> Node:
    return with_values({"name": who.name, "uri": wikidata_iri(who), "literal": actor_id(who)})


def _named(who: Entity) -> Node:
    return {**_identified(who), "rel": MENTIONS}


def _mentioned_places(entry: Entry) -> list[Node]:
    """Places that something is at, then other places that are named, each once."""
    found = {(place.name, place.geonames): _place(place, MENTIONS) for place in entry.record.places if place.name}
    known = {name for name, _ in found}
    others = [who for who in entry.record.entities if who.name and who.type in PLACES and who.name not in known]
    return [*found.values(), *(_named(who) for who in others)]


def _place(place: Place, rel: str) -> Node:
    position = point(place)
    return with_values(
        {
            "name": place.name,
            "rel": rel,
            "uri": f"{GEONAMES}/{place.geonames}/" if place.geonames is not None else None,
            "literal": None if place.name else place.span.text,
            "geoJSON": {"type": "Point", "coordinates": position} if position else None,
        }
    )


def _subjects(entry: Entry) -> list[Node]:
    """PLOVER contexts of the article, and groups of people that are named."""
    record = entry.record
    contexts = [_code("context", context, f"Lansir {record.lansir}") for context in record.contexts]
    return contexts + [_named(who) for who in record.entities if who.name and who.type == "NORP"]


def _code(rel: str, name: str, creator: str, confidence: float | None = None) -> Node:
    sure = None if confidence is None else round(100 * min(1.0, max(0.0, confidence)))
    return with_values({"name": name, "rel": rel, "uri": iri("plover", name), "creator": creator, "confidence": sure})


def _mentioned(entry: Entry, event: Event) -> Node:
    occurred = entry.occurred.get(event.id)
    told = {"id": event.id, "name": act_name(entry, event), "rel": MENTIONS, "uri": iri("event", event.id)}
    return with_values({**told, "literal": occurred.id if occurred else None})


def _event(entry: Entry, event: Event) -> Node:
    """The event as a news object of its own."""
    place, name = place_of(entry, event), act_name(entry, event)
    return with_values(
        {
            "name": name,
            "rel": "tells",
            "uri": iri("event", event.id),
            "type": "event",
            "title": name,
            "language": entry.record.article.language,
            "descriptions": [{"role": "evidence", "contentType": "text/plain", "value": event.sentence.text}],
            "infoSources": _reporter(entry, event),
            "people": list(_fillers(entry, event, people=True)),
            "organisations": list(_fillers(entry, event, people=False)),
            "places": [_place(place, "location")] if place else [],
            "subjects": _codes(entry, event),
            "eventDetails": _dates(entry, event),
            "edNote": _review(event),
        }
    )


def _reporter(entry: Entry, event: Event) -> list[Node]:
    """Who tells the event; the outlet itself where it is nobody."""
    told = entry.statements_by_id.get(event.reported_by or "")
    if told is None:
        return [{"name": entry.record.article.outlet, "role": "reporter"}] if entry.record.article.outlet else []
    return [_filler(entry, told.speaker, "role", "reporter")] if told.speaker else []


def _fillers(entry: Entry, event: Event, people: bool) -> Iterator[Node]:
    """Actors and recipients that are persons, or that are not."""
    for rel, fillers in (("actor", event.actors), ("recipient", event.recipients)):
        for who in fillers:
            if (entry.entity_of(who).type == "PER") == people:
                yield _filler(entry, who, "rel", rel)


def _filler(entry: Entry, who: Argument, key: str, part: str) -> Node:
    """Who plays a part in an event; `key` is what ninjs calls parts there."""
    entity = entry.entity_of(who)
    return {**_identified(entity), key: part} if entity.name else {key: part, "literal": entry.name_of(who)}


def _codes(entry: Entry, event: Event) -> list[Node]:
    creator = f"Lansir {entry.record.lansir}" if event.review.state == "machine" else event.review.by or "a person"
    modes: Iterable[tuple[str, str]] = [("mode", event.mode)] if event.mode else []
    codes = [("type", event.type), *modes, ("status", event.status), ("quad", event.quad)]
    codes += [("context", context) for context in event.contexts]
    return [_code(rel, name, creator, event.confidence if rel == "type" else None) for rel, name in codes]


def _dates(entry: Entry, event: Event) -> Node | None:
    """First and last day as the truncated dates of ninjs: its exact ones need a time of day and a zone."""
    span = days(entry, event)
    return {"dates": {"expectedStartDate": span[0], "expectedEndDate": span[1]}} if span else None


def _review(event: Event) -> str | None:
    review = event.review
    if review.state == "machine":
        return None
    note = f": {review.note}" if review.note else ""
    return f"{review.state} by {review.by or 'a person'} on {review.at or 'a day not kept'}{note}"


def _ids(entry: Entry, address: str | None) -> list[Node]:
    article = entry.record.article
    ids = {"canonicalUrl": address, "sha256": article.content_hash, "story": entry.story}
    return [{"role": role, "value": value} for role, value in ids.items() if value]
