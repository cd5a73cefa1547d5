"""What linked formats say alike of an entry: identifiers, days, moments, names of acts, and who takes part."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lansir.export.linked_text import one_line
from lansir.keys import id_of
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Place, StatedTime, Statement
from lansir.store.days import days_of
from lansir.store.rows import actor_row

__all__ = [
    "act_name",
    "actor_id",
    "arguments",
    "day_of",
    "days",
    "iri",
    "participants",
    "place_of",
    "point",
    "utc",
    "wikidata_iri",
    "with_values",
    "words_said",
]

DAY = len("2024-05-03")
GAP = " … "
"""Between the pieces of a statement that stands in several."""
POINTS = ("point", "city")
"""Precisions at which a place's coordinates are its own; a country's or a region's are those of somewhere inside."""


def with_values(node: dict[str, Any]) -> dict[str, Any]:
    """The keys of a node that have a value."""
    return {key: value for key, value in node.items() if value is not None and value not in ("", [])}


def iri(kind: str, identity: str) -> str:
    """The identifier of a part of a record in linked data, e.g. `lansir://event/ev-1f0c5a9be2d4770b`."""
    return f"lansir://{kind}/{identity}"


def actor_id(entity: Entity) -> str | None:
    """The id of who the entity is across articles, as in the store (`ac-...`); None for one without a name."""
    row = actor_row(entity)
    return None if row is None else id_of("ac", row["id"])


def wikidata_iri(entity: Entity) -> str | None:
    """The entity in Wikidata; None where it is not known or is no item."""
    item = entity.wikidata or ""
    return f"http://www.wikidata.org/entity/{item}" if item[:1] == "Q" and item[1:].isdecimal() else None


def days(entry: Entry, event: Event) -> tuple[str, str] | None:
    """First and last day of an event as its own time tells them; None where it tells none."""
    time = entry.times.get(event.time or "")
    return days_of(time.value) if time else None


def utc(stated: StatedTime | None) -> str | None:
    """The moment in UTC, e.g. `2024-05-03T12:00:00Z`; None where the zone or the time of day is not known."""
    moment = _moment(stated.value) if stated and stated.precision in ("minute", "second") else None
    if moment is None or moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
    except OverflowError:
        return None


def day_of(stated: StatedTime | None) -> str | None:
    """The calendar day as stated; None where it is less precise or no day."""
    moment = _moment(stated.value) if stated and stated.precision not in ("year", "month") else None
    return moment.date().isoformat() if moment else None


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def act_name(entry: Entry, event: Event) -> str:
    """An act in one line: "ASSAULT/aerial (planned): Someone → Somebody"; `actual` goes without saying."""
    mode = f"/{event.mode}" if event.mode else ""
    status = "" if event.status == "actual" else f" ({event.status})"
    sides = [", ".join(one_line(entry.name_of(who)) for who in side) for side in (event.actors, event.recipients)]
    between = f": {sides[0] or '?'} → {sides[1]}" if sides[1] else f": {sides[0]}" if sides[0] else ""
    return f"{event.type}{mode}{status}{between}"


def words_said(statement: Statement) -> str:
    """The words of a statement, its pieces with an ellipsis between."""
    return GAP.join(piece.text for piece in statement.content)


def place_of(entry: Entry, event: Event) -> Place | None:
    """Where the event is."""
    return entry.places.get(event.place or "")


def point(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude (WGS 84, RFC 7946's order) where they are the place's own; None for an area's."""
    if place is None or place.lat is None or place.lon is None or place.precision not in POINTS:
        return None
    on_earth = -90 <= place.lat <= 90 and -180 <= place.lon <= 180
    return (place.lon, place.lat) if on_earth else None


def arguments(entry: Entry) -> Iterator[Argument]:
    """Who fills a slot of what was selected, slot by slot."""
    for event in entry.events:
        yield from event.actors
        yield from event.recipients
    for told in entry.statements:
        yield from filter(None, (told.speaker, told.addressee))


def participants(entry: Entry) -> list[Entity]:
    """The entities that take part in what was selected, each once, in order of the record."""
    named = {argument.entity for argument in arguments(entry)}
    return [entity for entity in entry.record.entities if entity.id in named]
