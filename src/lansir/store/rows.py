"""A record as rows of the store's tables."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lansir.keys import key_of
from lansir.knowledge import knowledge
from lansir.knowledge.names import key_of as key_of_name
from lansir.knowledge.names import tokens
from lansir.record import Argument, Entity, Event, Place, Record, Size, Statement, Time, content_id
from lansir.store.article_rows import Row, article_lists, article_row, as_json, bounds, day_of
from lansir.store.days import days_of

__all__ = ["About", "Row", "actor_row", "event_rows", "rows_of", "statement_rows", "time_row"]


NOBODY: Row = {"actor": None, "country": None, "sector": None}


class About(NamedTuple):
    """What the rows of an event or statement need of its article.

    `day` is that of publication; `who` gives, by entity id, what stands beside each act and statement of an entity.
    """

    article: int
    day: str | None
    times: Mapping[str, Time]
    who: Mapping[str, Row]


def rows_of(record: Record, page: str | None, ingested: str) -> list[tuple[str, Row]]:
    """(table, row) in an order in which every row comes after those that it refers to.

    `page` is the hash of the stored page, None where only the record is there; `ingested` the time of storing. The
    article's version is set when it is stored.
    """
    article = key_of(record.article.id)
    who = {entity.id: _who(entity) for entity in record.entities}
    about = About(article, day_of(record.article.published), {time.id: time for time in record.times}, who)
    return [
        ("article", article_row(record, page, ingested)),
        *article_lists(record, article),
        *(("actor", row) for entity in record.entities if (row := actor_row(entity))),
        *(("entity", _entity(entity, article, n)) for n, entity in enumerate(record.entities)),
        *(("mention", row) for row in _mentions(record, article)),
        *(("time", time_row(time, article)) for time in record.times),
        *(("place", _place(place, article)) for place in record.places),
        *(("quantity", row) for row in _quantities(record, article)),
        *(row for n, told in enumerate(record.statements) for row in statement_rows(told, n, about)),
        *(row for n, event in enumerate(record.events) for row in event_rows(event, n, about)),
    ]


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


def _entity(entity: Entity, article: int, number: int) -> Row:
    return {
        "id": key_of(entity.id),
        "article": article,
        "number": number,
        "name": entity.name,
        "type": entity.type,
        "sectors": as_json(entity.sectors),
        **_who(entity),
        "role": entity.role,
        "anonymous": int(entity.anonymous),
        "source_kind": entity.source_kind,
        **bounds(entity.anonymity, "anonymity"),
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
            **bounds(mention.span),
            "type": mention.type,
            "kind": mention.kind,
            "confidence": mention.confidence,
            "resolved": mention.resolved,
        }


def time_row(time: Time, article: int) -> Row:
    """The row of a time expression; `article` is the key of its article."""
    return {
        "id": key_of(time.id),
        "article": article,
        **bounds(time.span),
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
        **bounds(place.span),
        "name": place.name,
        "country": place.country,
        "geonames": place.geonames,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "passed_over": as_json(place.passed_over),
        "confidence": place.confidence,
        "resolved": place.resolved,
    }


def _quantities(record: Record, article: int) -> Iterable[Row]:
    for quantity in record.quantities:
        yield {
            "id": key_of(quantity.id),
            "article": article,
            **bounds(quantity.span),
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


def statement_rows(statement: Statement, number: int, about: About) -> Iterable[tuple[str, Row]]:
    """(table, row) of a statement, its own row first; `number` is its place among those of the article."""
    key = key_of(statement.id)
    row = {
        "id": key,
        "article": about.article,
        "number": number,
        **bounds(statement.sentence),
        "form": statement.form,
        "confidence": statement.confidence,
        **_argument(statement.speaker, "speaker"),
        **_argument(statement.addressee, "addressee"),
        **bounds(statement.cue, "cue"),
        "time": _reference(statement.time),
        "inside": _reference(statement.inside),
        "reasons": as_json(statement.reasons),
        "day": about.day,
        **(about.who[statement.speaker.entity] if statement.speaker else NOBODY),
    }
    yield "statement", row
    for n, span in enumerate(statement.content):
        yield "content", {"statement": key, "number": n, **bounds(span)}


def event_rows(event: Event, number: int, about: About) -> Iterable[tuple[str, Row]]:
    """(table, row) of an event, its own row first; `number` is its place among those of the article."""
    key = key_of(event.id)
    time = about.times.get(event.time or "")
    first, last = days_of(time.value if time else None) or (None, None)
    row = {
        "id": key,
        "article": about.article,
        "number": number,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "quad": event.quad,
        "intensity": event.intensity,
        "confidence": event.confidence,
        **bounds(event.trigger, "trigger"),
        **bounds(event.sentence),
        "time": _reference(event.time),
        "place": _reference(event.place),
        "first_day": first,
        "last_day": last,
        "day": first or about.day,
        **{name: getattr(event.size, name, None) for name in Size.__struct_fields__},
        "sized": int(event.size is not None),
        "reported_by": _reference(event.reported_by),
        "resolved": as_json(event.resolved),
        "reasons": as_json(event.reasons),
    }
    yield "event", row
    yield from _event_lists(event, key, row["day"], about.who)


def _event_lists(event: Event, key: int, day: str | None, who: Mapping[str, Row]) -> Iterable[tuple[str, Row]]:
    for slot, arguments in (("actor", event.actors), ("recipient", event.recipients)):
        for n, filler in enumerate(arguments):
            told = {"entity": key_of(filler.entity), "mention": key_of(filler.mention)}
            sure = {"confidence": filler.confidence, "elided": int(filler.elided)}
            beside = {"day": day, **who[filler.entity]}
            yield "event_actor", {"event": key, "slot": slot, "number": n, **told, **sure, **beside}
    for n, context in enumerate(event.contexts):
        yield "event_context", {"event": key, "number": n, "context": context}
