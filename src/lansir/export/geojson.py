"""GeoJSON (RFC 7946): one Feature an event, for maps.

A Feature has a Point only where the coordinates are those of the place itself (`geo_precision` "point" or "city").
An event in a country, province or region, or without a place, is an unlocated Feature: its geometry is null, as the RFC
has it, and `country`, `admin1` and `place` say what is known. There are no members but those of the RFC.
"""

from collections.abc import Iterable, Iterator

from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_facts import days, place_of, point
from lansir.export.linked_losses import Losses
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry
from lansir.record import Argument, Event, Place

__all__ = ["GeoJson"]

LISTED = 'a list in the property, without mention, role, Wikidata id and confidence: take "jsonl" for those'
UNHELD = 'left out: a Feature is an event; take "json-ld" or "csv" for statements'


class GeoJson:
    """The exporter "geojson"."""

    name = "geojson"
    title = "GeoJSON (RFC 7946): events for maps"
    media_type = "application/geo+json"
    tables: tuple[Table, ...] = tables("geojson")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `events.geojson`, a Feature a line."""
        losses = Losses()
        with sink.open("events.geojson") as file:
            file.write(b'{"type":"FeatureCollection","features":[')
            between = b"\n"
            for entry in entries:
                losses.add_rest(entry)
                losses.add("statements", UNHELD, len(entry.statements))
                for feature in _features(entry, losses):
                    file.write(between + json_bytes(feature))
                    between = b",\n"
            file.write(b"\n]}\n")
        return losses.losses()


def _features(entry: Entry, losses: Losses) -> Iterator[dict[str, object]]:
    address = losses.address(entry) if entry.events else None
    for event in entry.events:
        place = place_of(entry, event)
        _count(event, place, losses)
        position = point(place)
        yield {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": position} if position else None,
            "properties": {
                **_when(entry, event),
                **_what(event),
                **_who(entry, event),
                **_where(place),
                **_told(entry, event, address),
            },
        }


def _count(event: Event, place: Place | None, losses: Losses) -> None:
    losses.add("actors and recipients", LISTED, len(event.actors) + len(event.recipients))
    if place is None:
        losses.add("events without a place", "kept without a geometry")
    elif point(place) is None:
        losses.add("events in an area", "kept without a geometry: a point in the middle would look exact")


def _when(entry: Entry, event: Event) -> dict[str, object]:
    span, time = days(entry, event), entry.times.get(event.time or "")
    return {
        "date": span[0] if span else None,
        "date_end": span[1] if span else None,
        "date_precision": time.granularity if time and span else None,
    }


def _what(event: Event) -> dict[str, object]:
    size = event.size
    return {
        "event_type": event.type,
        "mode": event.mode,
        "status": event.status,
        "quad": event.quad,
        "intensity": event.intensity,
        "contexts": event.contexts,
        "killed": size.killed if size else None,
        "injured": size.injured if size else None,
        "arrested": size.arrested if size else None,
        "displaced": size.displaced if size else None,
        "released": size.released if size else None,
        "confidence": event.confidence,
        "review": event.review.state,
        "review_by": event.review.by,
        "review_at": event.review.at,
        "review_note": event.review.note,
    }


def _who(entry: Entry, event: Event) -> dict[str, object]:
    return {**_side(entry, "actor", event.actors), **_side(entry, "recipient", event.recipients)}


def _side(entry: Entry, side: str, fillers: list[Argument]) -> dict[str, object]:
    entities = [entry.entity_of(filler) for filler in fillers]
    return {
        side: [entry.name_of(filler) for filler in fillers],
        f"{side}_country": [entity.country for entity in entities],
        f"{side}_sector": [entity.sectors[0] if entity.sectors else None for entity in entities],
    }


def _where(place: Place | None) -> dict[str, object]:
    return {
        "place": (place.name or place.span.text) if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "geonames": place.geonames if place else None,
        "geo_precision": place.precision if place else None,
        "place_confidence": place.confidence if place else None,
    }


def _told(entry: Entry, event: Event, address: str | None) -> dict[str, object]:
    article, occurred = entry.record.article, entry.occurred.get(event.id)
    told = entry.statements_by_id.get(event.reported_by or "")
    return {
        "reported_by": entry.name_of(told.speaker) if told and told.speaker else None,
        "statement": event.reported_by,
        "evidence": event.sentence.text,
        "article": article.id,
        "url": address,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.value if article.published else None,
        "language": article.language,
        "story": entry.story,
        "occurrence": occurred.id if occurred else None,
        "outlets": occurred.outlets if occurred else None,
        "origins": occurred.origins if occurred else None,
    }
