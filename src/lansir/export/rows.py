"""Entries as rows of plain tables: events, statements, mentions, evidence and articles (`columns/rows.yaml`).

A cell is text, a number, a boolean, a day, a moment in UTC, or a list of texts; None is empty. Lists about actors go
side by side: the first country is that of the first actor, an empty text where there is none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from lansir.export.cells import Row
from lansir.export.passages import evidence_rows, mention_rows
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Mention, Review, Span, StatedTime, Statement, Time
from lansir.store.days import days_of

__all__ = ["CODEBOOK", "moment", "rows"]

CODEBOOK = "PLOVER 2.0"
"""The code in which events are told, as exports name it."""
DAY = len("2024-05-03")
CUT = " [...] "
"""Between the pieces of what somebody said."""


def rows(entry: Entry) -> Iterator[tuple[str, Row]]:
    """The rows of an entry, each with the name of its table."""
    before, after = _article(entry), _versions(entry)
    yield "articles", {**before, **_of_article(entry), **after}
    makers: tuple[tuple[str, Callable[[Entry], Iterable[Row]]], ...] = (
        ("events", _events),
        ("statements", _statements),
        ("mentions", mention_rows),
        ("evidence", evidence_rows),
    )
    for table, made in makers:
        for row in made(entry):
            yield table, {**before, **row, **after}


def moment(stated: StatedTime | None) -> datetime | None:
    """The moment in UTC; None where clock time or zone are not stated, and for what is no time."""
    if stated is None or stated.precision not in ("minute", "second"):
        return None
    try:
        value = datetime.fromisoformat(stated.value)
        return value.astimezone(UTC) if value.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _article(entry: Entry) -> Row:
    """What of the article stands in every row."""
    article = entry.record.article
    published = article.published
    return {
        "article_id": article.id,
        "url": article.canonical_url or article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": published.value if published else None,
        "published_day": _day(published),
        "published_utc": moment(published),
        "language": article.language,
    }


def _versions(entry: Entry) -> Row:
    return {
        "article_version": entry.version,
        "article_newest": entry.newest,
        "lansir": entry.record.lansir,
        "model": entry.record.model,
        "codebook": CODEBOOK,
    }


def _day(stated: StatedTime | None) -> date | None:
    return _as_date(stated.value[:DAY]) if stated and stated.precision not in ("year", "month") else None


def _as_date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _of_article(entry: Entry) -> Row:
    article = entry.record.article
    return {
        "published_source": article.published.source if article.published else None,
        "updated": article.updated.value if article.updated else None,
        "captured": article.captured,
        "fetched_url": article.url,
        "authors": article.authors,
        "dateline": article.dateline,
        "relays": [origin.name for origin in article.origins],
        "contexts": entry.record.contexts,
        "events": len(entry.events),
        "statements": len(entry.statements),
        "characters": len(article.text),
        **_story(entry),
        "content_hash": article.content_hash,
        "ingested": entry.ingested,
        "reasons": _pairs((reason.code, reason.message) for reason in (*article.reasons, *entry.record.reasons)),
    }


def _story(entry: Entry) -> Row:
    return {
        "story_id": entry.story,
        "origin": entry.origin,
        "origin_how": entry.how,
        "copied_from": entry.source,
    }


def _events(entry: Entry) -> Iterator[Row]:
    for event in entry.events:
        yield {
            "event_id": event.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "quad": event.quad,
            "intensity": event.intensity,
            "contexts": event.contexts,
            "confidence": event.confidence,
            **_many(entry, event.actors, "actor"),
            **_many(entry, event.recipients, "recipient"),
            **_when(entry, event),
            **_where(entry, event),
            **{name: getattr(event.size, name, None) for name in ("killed", "injured", "arrested")},
            **{name: getattr(event.size, name, None) for name in ("displaced", "released")},
            **_told_by(entry, event),
            **_occurred(entry, event),
            **_story(entry),
            **_span("trigger", event.trigger),
            **_span("sentence", event.sentence),
            **_review(event.review),
            "how_read": _pairs(event.resolved.items()),
            "reasons": _pairs(event.reasons.items()),
        }


def _many(entry: Entry, fillers: Sequence[Argument], slot: str) -> Row:
    """The fillers of a slot in lists that go side by side."""
    found = [entry.entity_of(filler) for filler in fillers]
    return {
        f"{slot}_names": [entry.name_of(filler) for filler in fillers],
        f"{slot}_countries": [entity.country or "" for entity in found],
        f"{slot}_sectors": [",".join(entity.sectors) for entity in found],
        f"{slot}_roles": [entity.role or "" for entity in found],
        f"{slot}_keys": [entity.knowledge_id or "" for entity in found],
        f"{slot}_wikidata": [entity.wikidata or "" for entity in found],
        f"{slot}_words": [_mention(entry, filler).span.text for filler in fillers],
    }


def _one(entry: Entry, filler: Argument | None, slot: str) -> Row:
    """The filler of a slot that has one at most."""
    entity: Entity | None = entry.entity_of(filler) if filler else None
    return {
        f"{slot}_name": entry.name_of(filler) if filler else None,
        f"{slot}_country": entity.country if entity else None,
        f"{slot}_sectors": entity.sectors if entity else [],
        f"{slot}_role": entity.role if entity else None,
        f"{slot}_key": entity.knowledge_id if entity else None,
        f"{slot}_wikidata": entity.wikidata if entity else None,
        f"{slot}_words": _mention(entry, filler).span.text if filler else None,
    }


def _mention(entry: Entry, filler: Argument) -> Mention:
    return entry.mentions[filler.mention]


def _when(entry: Entry, event: Event) -> Row:
    """The time as read, and the day that stands for it: the day of publication by default, which is said."""
    time = entry.times.get(event.time or "")
    told = _time(time)
    default = _day(entry.record.article.published)
    day = told["first_day"] or default
    basis = None if day is None else "text" if told["first_day"] else "published"
    return {"event_day": day, "event_day_basis": basis, **told}


def _time(time: Time | None) -> Row:
    first, last = days_of(time.value if time else None) or (None, None)
    return {
        "first_day": _as_date(first),
        "last_day": _as_date(last),
        "time_value": time.value if time else None,
        "time_granularity": time.granularity if time else None,
        "time_words": time.span.text if time else None,
        "time_resolved": time.resolved if time else None,
    }


def _where(entry: Entry, event: Event) -> Row:
    place = entry.places.get(event.place or "")
    return {
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_admin1": place.admin1 if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "geonames_id": place.geonames if place else None,
        "place_words": place.span.text if place else None,
        "place_resolved": place.resolved if place else None,
    }


def _told_by(entry: Entry, event: Event) -> Row:
    """Who says so: the outlet, or the speaker of the statement that tells it."""
    told = entry.statements_by_id.get(event.reported_by or "")
    return {
        "voice": "source" if event.reported_by else "outlet",
        "reported_by": event.reported_by,
        **_one(entry, told.speaker if told else None, "speaker"),
        **_unnamed(entry, told),
        "cue": told.cue.text if told and told.cue else None,
    }


def _unnamed(entry: Entry, told: Statement | None) -> Row:
    entity = entry.entity_of(told.speaker) if told and told.speaker else None
    return {
        "speaker_anonymous": entity.anonymous if entity else None,
        "speaker_kind": entity.source_kind if entity else None,
    }


def _occurred(entry: Entry, event: Event) -> Row:
    occurred = entry.occurred.get(event.id)
    return {
        "occurrence_id": occurred.id if occurred else None,
        "occurrence_outlets": occurred.outlets if occurred else None,
        "occurrence_origins": occurred.origins if occurred else None,
    }


def _statements(entry: Entry) -> Iterator[Row]:
    events = {event.id: event.type for event in entry.record.events}
    for told in entry.statements:
        speaker = entry.entity_of(told.speaker) if told.speaker else None
        yield {
            "statement_id": told.id,
            "form": told.form,
            "content": CUT.join(piece.text for piece in told.content),
            "cue": told.cue.text if told.cue else None,
            "confidence": told.confidence,
            **_one(entry, told.speaker, "speaker"),
            **_unnamed(entry, told),
            "anonymity": speaker.anonymity.text if speaker and speaker.anonymity else None,
            **_one(entry, told.addressee, "addressee"),
            **_time(entry.times.get(told.time or "")),
            "inside": told.inside,
            "event_ids": told.events,
            "event_types": [events.get(event, "") for event in told.events],
            **_story(entry),
            **_span("sentence", told.sentence),
            **_review(told.review),
            "reasons": _pairs(told.reasons.items()),
        }


def _span(name: str, span: Span) -> Row:
    return {name: span.text, f"{name}_start": span.start, f"{name}_end": span.end}


def _review(review: Review) -> Row:
    return {
        "review_state": review.state,
        "review_by": review.by,
        "review_at": review.at,
        "review_note": review.note,
    }


def _pairs(told: Iterable[tuple[str, str]]) -> str | None:
    return " | ".join(f"{part}: {how}" for part, how in told) or None
