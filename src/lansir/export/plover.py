"""PLOVER 2.0's own records, one JSON object a line, with the field names of the manual's draft of February 2024.

PLOVER has no field for whether an act happened: `mode` carries its auxiliary modes (historical, future, hypothetical,
negation) behind the mode. Fields that the manual does not have are allowed by it and stand at the end: status and what
follows. The field `text` is left out, as the manual asks of who does not hold the rights.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from lansir.codebook.mappings import quad_class
from lansir.export.coded import coded_events
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_places import place_address
from lansir.export.coded_text import Sentences, address, plain
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.knowledge.countries import countries
from lansir.query.entries import Entry
from lansir.record import Argument, Event, Place, Size

__all__ = ["Plover"]

FILE = "plover.jsonl"
CODEBOOK = "plover-2.0"
CODER = "Lansir"
UNKNOWN = "UNK"
RESOLUTIONS = {"point": 5, "city": 4, "admin1": 2, "country": 1}
FEATURES = {"country": ("A", "PCLI"), "admin1": ("A", "ADM1"), "city": ("P", "PPL"), "region": ("L", "RGN")}
CLOCK = "T"
Fields = dict[str, Any]


class Plover:
    """PLOVER 2.0 records as JSON Lines."""

    name = "plover"
    title = "PLOVER 2.0 (JSON Lines)"
    media_type = "application/jsonl"
    tables = tables("plover")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `plover.jsonl`; the options do not matter, the format is fixed."""
        losses = CodedLosses(self.name)
        encoder = msgspec.json.Encoder()
        with sink.open(FILE) as file:
            for entry in entries:
                found = list(coded_events(entry, losses))
                sentences = Sentences(entry.record.article) if found else None
                for coded in found:
                    losses.add("no_actor", not coded.actors)
                    file.write(encoder.encode(_written(_record(entry, coded, sentences))) + b"\n")
        return losses.told()


def _record(entry: Entry, coded: Coded, sentences: Sentences | None) -> Fields:
    event = coded.event
    return {
        "id": event.id,
        "has_event": True,
        **_when(entry, coded),
        "actor": [_actor(entry, one) for one in coded.actors] or [{"sector": UNKNOWN}],
        "recipient": [_actor(entry, one) for one in coded.recipients],
        "event": [coded.type],
        "event_loc": _location(entry.places.get(event.place or "")),
        "event_text": event.trigger.text,
        "quad_code": quad_class(coded.type),
        "event_scale": coded.score,
        "mode": [mode for mode in (coded.mode, coded.auxiliary) if mode],
        "context": event.contexts or entry.record.contexts,
        "link": entry.occurred[event.id].id if event.id in entry.occurred else None,
        "text_info": {
            "sequence": sentences.number(event.sentence) if sentences else None,
            "start": event.sentence.start,
            "end": event.sentence.end,
        },
        "size": _size(event.size),
        "cite_info": _citation(entry),
        "coder": CODER,
        **_coded_at(entry),
        "comment": _comment(entry, coded),
        **_beyond(entry, coded),
    }


def _when(entry: Entry, coded: Coded) -> Fields:
    last = coded.last.isoformat() if coded.last != coded.first else None
    time = entry.times.get(coded.event.time or "")
    clock = (time.value or "").partition(CLOCK)[2] if time and coded.dated == "event" and time.type == "TIME" else ""
    return {"date": coded.first.isoformat(), "time": clock if "/" not in clock else None, "enddate": last}


def _actor(entry: Entry, argument: Argument) -> Fields:
    entity, mention = entry.entity_of(argument), entry.mentions[argument.mention]
    return {
        "code": entity.country,
        "sector": entity.sectors[0] if entity.sectors else UNKNOWN,
        "other_sector_codes": entity.sectors[1:],
        "entity_text": mention.span.text,
        "identifier_id": entity.wikidata,
        "identifier_text": entity.name,
        "office": entity.role,
        "start": mention.span.start,
        "end": mention.span.end,
        "key": entity.knowledge_id,
        "anonymous": entity.anonymous or None,
        "source_kind": entity.source_kind,
        "anonymity": entity.anonymity.text if entity.anonymity else None,
    }


def _location(place: Place | None) -> Fields | None:
    if place is None or place.precision is None:
        return {"extracted_place": place.span.text} if place else None
    found = place_address(place)
    feature = FEATURES.get(place.precision or "", (None, None))
    return {
        "extracted_place": place.span.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "city": found.city,
        "province": found.province,
        "country": countries()[found.country].english if found.country else None,
        "country_code": found.country,
        "feature_class": feature[0],
        "feature_code": feature[1],
        "resolution": RESOLUTIONS.get(place.precision or ""),
    }


def _size(size: Size | None) -> Fields | None:
    if size is None:
        return None
    more = {"displaced": size.displaced, "released": size.released}
    return {"dead": size.killed, "injured": size.injured, "arrested": size.arrested, **more}


def _citation(entry: Entry) -> Fields:
    article, record = entry.record.article, entry.record
    stated = article.published.value if article.published else None
    cited = ", ".join(part for part in (article.outlet, article.title, stated) if part)
    return {
        "citation": cited or article.id,
        "url": address(article),
        "title": article.title,
        "language": article.language,
        "publication": article.outlet,
        "coder": f"{CODER} {record.lansir}, model {record.model}",
        "codebook": CODEBOOK,
        "version": record.lansir,
        "published": stated,
        "updated": article.updated.value if article.updated else None,
        "authors": article.authors,
        "dateline": article.dateline,
        "article": article.id,
        "content_hash": article.content_hash,
    }


def _coded_at(entry: Entry) -> Fields:
    day, _, clock = entry.ingested.partition(CLOCK)
    return {"coded_date": day, "coded_time": clock or None}


def _comment(entry: Entry, coded: Coded) -> str | None:
    """In words, what PLOVER has no field for: who says so, and why the type is another than the record's."""
    told = []
    report = entry.statements_by_id.get(coded.event.reported_by or "")
    if report:
        told.append(
            f"According to {entry.name_of(report.speaker) if report.speaker else 'a source that is not named'}."
        )
    if coded.event.status != "actual":
        told.append(f"{coded.event.type} {coded.event.status} in the record. {coded.reason}")
    return " ".join(told) or None


def _beyond(entry: Entry, coded: Coded) -> Fields:
    """The fields that the manual does not have."""
    event = coded.event
    review = None if event.review.state == "machine" else msgspec.structs.asdict(event.review)
    occurred = entry.occurred.get(event.id)
    return {
        "status": event.status,
        "record_type": event.type if event.type != coded.type else None,
        "confidence": event.confidence,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end},
        "reported_by": _reported_by(entry, event),
        "review": review,
        "occurrence": msgspec.structs.asdict(occurred) if occurred else None,
    }


def _reported_by(entry: Entry, event: Event) -> Fields | None:
    told = entry.statements_by_id.get(event.reported_by or "")
    if told is None:
        return None
    speaker = _actor(entry, told.speaker) if told.speaker else None
    return {"statement": told.id, "form": told.form, "speaker": speaker, "cue": told.cue.text if told.cue else None}


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value without fields that are empty, and with text that UTF-8 can hold."""
    if isinstance(value, dict):
        kept = {key: _written(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part is not None and part not in ("", [], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_written(part) for part in value]
    return plain(value) if isinstance(value, str) else value
