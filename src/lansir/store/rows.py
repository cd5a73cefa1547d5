"""A record as rows of the store's tables."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from lansir.knowledge import knowledge
from lansir.knowledge.names import key_of as key_of_name
from lansir.knowledge.names import tokens
from lansir.record import (
    Argument,
    Article,
    Entity,
    Event,
    Place,
    Record,
    Span,
    StatedTime,
    Statement,
    Time,
    content_id,
)
from lansir.store.days import days_of
from lansir.store.keys import key_of

__all__ = ["Row", "actor_row", "address_of", "rows_of"]

Row = dict[str, Any]
DAY = len("2024-05-03")


def rows_of(record: Record, page: str | None, ingested: str) -> list[tuple[str, Row]]:
    """(table, row) in an order in which every row comes after those that it refers to.

    `page` is the hash of the stored page, None where only the record is there; `ingested` the time of storing. The
    article's version is set when it is stored.
    """
    article = key_of(record.article.id)
    times = {time.id: time for time in record.times}
    day = _day(record.article.published)
    who = {entity.id: _who(entity) for entity in record.entities}
    return [
        ("article", _article(record, page, ingested)),
        *_article_lists(record, article),
        *(("actor", row) for entity in record.entities if (row := actor_row(entity))),
        *(("entity", _entity(entity, article, n)) for n, entity in enumerate(record.entities)),
        *(("mention", row) for row in _mentions(record, article)),
        *(("time", _time(time, article)) for time in record.times),
        *(("place", _place(place, article)) for place in record.places),
        *(("quantity", row) for row in _quantities(record, article)),
        *(row for n, told in enumerate(record.statements) for row in _statement(told, article, n, day, who)),
        *(row for n, event in enumerate(record.events) for row in _event(event, article, n, times, day, who)),
    ]


def address_of(article: Article) -> str | None:
    """What makes two pages versions of one: the address that the page gives for itself, else where it was fetched."""
    return article.canonical_url or article.url


def actor_row(entity: Entity) -> Row | None:
    """Who the entity is across articles: the actor of the table, else the name; None for those without one."""
    if entity.name is None:
        return None
    known = knowledge().actors.get(entity.knowledge_id or "")
    key = entity.knowledge_id or f"name/{entity.type}/{key_of_name(tokens(entity.name))}"
    return {
        "id": key_of(content_id("ac", key)),
        "key": key,
        "name": known.name if known else entity.name,
        "type": known.type if known else entity.type,
        "known": int(entity.knowledge_id is not None),
    }


def _json(value: object) -> str:
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def _bounds(span: Span | None, name: str = "") -> Row:
    before = f"{name}_" if name else ""
    return {f"{before}start": span.start if span else None, f"{before}end": span.end if span else None}


def _stated(time: StatedTime | None, name: str) -> Row:
    return {
        name: time.value if time else None,
        f"{name}_precision": time.precision if time else None,
        f"{name}_source": time.source if time else None,
        f"{name}_zone": time.zone if time else None,
        **_bounds(time.span if time else None, name),
    }


def _day(time: StatedTime | None) -> str | None:
    return time.value[:DAY] if time and time.precision not in ("year", "month") else None


def _article(record: Record, page: str | None, ingested: str) -> Row:
    article = record.article
    return {
        "id": key_of(article.id),
        "page": page,
        "content_hash": article.content_hash,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "address": address_of(article),
        "outlet": article.outlet,
        "title": article.title,
        "authors": _json(article.authors),
        "dateline": article.dateline,
        "language": article.language,
        **_stated(article.published, "published"),
        "published_day": _day(article.published),
        **_stated(article.updated, "updated"),
        "captured": article.captured,
        "text": article.text,
        "lansir": record.lansir,
        "model": record.model,
        "resolved": _json(record.resolved),
        "ingested": ingested,
    }


def _article_lists(record: Record, article: int) -> Iterable[tuple[str, Row]]:
    for n, block in enumerate(record.article.blocks):
        yield "block", {"article": article, "number": n, "kind": block.kind, **_bounds(block.span), "link": block.link}
    for n, origin in enumerate(record.article.origins):
        found = {"name": origin.name, **_bounds(origin.span), "actor": origin.knowledge_id}
        yield "origin", {"article": article, "number": n, **found}
    for n, context in enumerate(record.contexts):
        yield "article_context", {"article": article, "number": n, "context": context}
    for part, reasons in (("page", record.article.reasons), ("record", record.reasons)):
        for n, reason in enumerate(reasons):
            told = {"part": part, "code": reason.code, "message": reason.message}
            yield "reason", {"article": article, "number": n, **told}


def _entity(entity: Entity, article: int, number: int) -> Row:
    return {
        "id": key_of(entity.id),
        "article": article,
        "number": number,
        "name": entity.name,
        "type": entity.type,
        "sectors": _json(entity.sectors),
        **_who(entity),
        "role": entity.role,
        "anonymous": int(entity.anonymous),
        "source_kind": entity.source_kind,
        **_bounds(entity.anonymity, "anonymity"),
        "knowledge_id": entity.knowledge_id,
        "wikidata": entity.wikidata,
        "resolved": entity.resolved,
    }


def _who(entity: Entity) -> Row:
    """What of an entity stands beside each of its acts and statements."""
    actor = actor_row(entity)
    return {
        "actor": actor["id"] if actor else None,
        "country": entity.country,
        "sector": entity.sectors[0] if entity.sectors else None,
    }


def _mentions(record: Record, article: int) -> Iterable[Row]:
    for mention in record.mentions:
        yield {
            "id": key_of(mention.id),
            "article": article,
            "entity": key_of(mention.entity),
            **_bounds(mention.span),
            "type": mention.type,
            "kind": mention.kind,
            "confidence": mention.confidence,
            "resolved": mention.resolved,
        }


def _time(time: Time, article: int) -> Row:
    return {
        "id": key_of(time.id),
        "article": article,
        **_bounds(time.span),
        "type": time.type,
        "value": time.value,
        "granularity": time.granularity,
        "anchor": time.anchor,
        "confidence": time.confidence,
        "resolved": time.resolved,
    }


def _place(place: Place, article: int) -> Row:
    return {
        "id": key_of(place.id),
        "article": article,
        **_bounds(place.span),
        "name": place.name,
        "country": place.country,
        "geonames": place.geonames,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "passed_over": _json(place.passed_over),
        "confidence": place.confidence,
        "resolved": place.resolved,
    }


def _quantities(record: Record, article: int) -> Iterable[Row]:
    for quantity in record.quantities:
        yield {
            "id": key_of(quantity.id),
            "article": article,
            **_bounds(quantity.span),
            "low": quantity.low,
            "high": quantity.high,
            "unit": quantity.unit,
            "counted": quantity.of,
            "resolved": quantity.resolved,
        }


def _argument(argument: Argument | None, name: str) -> Row:
    return {
        name: key_of(argument.entity) if argument else None,
        f"{name}_mention": key_of(argument.mention) if argument else None,
        f"{name}_confidence": argument.confidence if argument else None,
        f"{name}_elided": int(argument.elided) if argument else 0,
    }


def _reference(identity: str | None) -> int | None:
    return key_of(identity) if identity else None


def _statement(
    statement: Statement, article: int, number: int, day: str | None, who: Mapping[str, Row]
) -> Iterable[tuple[str, Row]]:
    key = key_of(statement.id)
    row = {
        "id": key,
        "article": article,
        "number": number,
        **_bounds(statement.sentence),
        "form": statement.form,
        "confidence": statement.confidence,
        **_argument(statement.speaker, "speaker"),
        **_argument(statement.addressee, "addressee"),
        **_bounds(statement.cue, "cue"),
        "time": _reference(statement.time),
        "inside": _reference(statement.inside),
        "reasons": _json(statement.reasons),
        "day": day,
        **(who[statement.speaker.entity] if statement.speaker else {}),
    }
    yield "statement", row
    for n, span in enumerate(statement.content):
        yield "content", {"statement": key, "number": n, **_bounds(span)}


def _event(
    event: Event, article: int, number: int, times: Mapping[str, Time], published: str | None, who: Mapping[str, Row]
) -> Iterable[tuple[str, Row]]:
    key = key_of(event.id)
    time = times.get(event.time or "")
    first, last = days_of(time.value if time else None) or (None, None)
    size = event.size
    row = {
        "id": key,
        "article": article,
        "number": number,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "quad": event.quad,
        "intensity": event.intensity,
        "confidence": event.confidence,
        **_bounds(event.trigger, "trigger"),
        **_bounds(event.sentence),
        "time": _reference(event.time),
        "place": _reference(event.place),
        "first_day": first,
        "last_day": last,
        "day": first or published,
        **({name: getattr(size, name) for name in size.__struct_fields__} if size else {}),
        "sized": int(size is not None),
        "reported_by": _reference(event.reported_by),
        "resolved": _json(event.resolved),
        "reasons": _json(event.reasons),
    }
    yield "event", row
    yield from _event_lists(event, key, row["day"], who)


def _event_lists(event: Event, key: int, day: str | None, who: Mapping[str, Row]) -> Iterable[tuple[str, Row]]:
    for slot, arguments in (("actor", event.actors), ("recipient", event.recipients)):
        for n, filler in enumerate(arguments):
            told = {"entity": key_of(filler.entity), "mention": key_of(filler.mention)}
            sure = {"confidence": filler.confidence, "elided": int(filler.elided)}
            beside = {"day": day, **who[filler.entity]}
            yield "event_actor", {"event": key, "slot": slot, "number": n, **told, **sure, **beside}
    for n, context in enumerate(event.contexts):
        yield "event_context", {"event": key, "number": n, "context": context}
