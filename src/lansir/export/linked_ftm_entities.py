"""An entry as entities of FollowTheMoney.

Who takes part and has a name becomes an actor, one across articles, and places with coordinates an Address. What an
event or statement says stays with its own entity, whose `proof` is the Article. An act that did not happen says so in
its name and keywords, and in `status` of its links. Sectors become `classification`, never `topics`: those are flags of
risk, which nothing read from a page may set.
"""

from collections.abc import Iterator

from lansir.export.linked_facts import (
    act_name,
    actor_id,
    day_of,
    days,
    participants,
    place_of,
    point,
    utc,
    wikidata_iri,
    words_said,
)
from lansir.export.linked_ftm import PREFIX, Fact, FtmEntity, has_name, shape
from lansir.export.linked_losses import Losses
from lansir.knowledge.countries import countries
from lansir.query.entries import Entry
from lansir.record import Entity, Event, Mention, Place, StatedTime, Statement, content_id
from lansir.store.rows import actor_row

__all__ = ["EntryEntities"]

MENTIONED = {
    "PER": "peopleMentioned",
    "ORG": "companiesMentioned",
    "GPE": "locationMentioned",
    "LOC": "locationMentioned",
}
SIZES = ("killed", "injured", "arrested", "displaced", "released")


class EntryEntities:
    """The entities of one entry."""

    def __init__(self, entry: Entry, losses: Losses) -> None:
        """Nothing is made before it is asked for."""
        self._entry, self._losses = entry, losses
        self._article = entry.record.article
        self._document = PREFIX + self._article.id
        self._address = losses.address(entry)
        keys = {who.id: actor_id(who) for who in participants(entry) if has_name(who.name)}
        self._actors = {entity: PREFIX + key for entity, key in keys.items() if key is not None}
        self._names: dict[str, list[Mention]] = {}
        for mention in entry.record.mentions:
            if mention.kind == "name" and mention.entity in self._actors and has_name(mention.span.text):
                self._names.setdefault(mention.entity, []).append(mention)

    def __iter__(self) -> Iterator[FtmEntity]:
        """The article, who takes part, and the selected events and statements."""
        entry = self._entry
        self._count()
        yield self._article_entity()
        for who in participants(entry):
            if who.id in self._actors:
                yield from self._actor(who)
        for event in entry.events:
            yield from self._event(event)
        for told in entry.statements:
            yield self._statement(told)

    def _count(self) -> None:
        entry, losses = self._entry, self._losses
        losses.add_rest(entry)
        losses.add_reviews(entry)
        losses.add("content hash", "left out: FollowTheMoney takes SHA-1 only")
        losses.add("confidence", "left out", len(entry.events) + len(entry.statements))
        losses.add("intensity", "left out", len(entry.events))
        losses.add(
            "story and occurrences",
            "left out",
            (entry.story is not None) + sum(event.id in entry.occurred for event in entry.events),
        )
        losses.add("addressees", "left out", sum(told.addressee is not None for told in entry.statements))
        unnamed = len(participants(entry)) - len(self._actors)
        losses.add("those without a name", "no entity: named by their words in descriptions", unnamed)

    def _words(self, prop: str, value: str | None, origin: str | None = None) -> list[Fact]:
        """A property in the words of the page."""
        return [Fact(prop, value, origin, language=self._article.language)] if value else []

    def _source(self) -> list[Fact]:
        return [
            *_facts("sourceUrl", self._address, self._article.id),
            *_facts("publisher", self._article.outlet, self._article.id),
        ]

    def _article_entity(self) -> FtmEntity:
        article, record = self._article, self._entry.record
        language = shape().languages.get(article.language or "")
        facts = [
            Fact("fileName", article.id),
            *self._words("title", article.title),
            *(Fact("author", author) for author in article.authors),
            *self._source(),
            *_facts("language", language),
            *_moment("publishedAt", article.published),
            *_moment("modifiedAt", article.updated),
            *(Fact("keywords", f"context:{context}") for context in record.contexts),
            Fact("processingAgent", f"Lansir {record.lansir}, model {record.model}"),
            *self._mentioned(),
        ]
        return FtmEntity(self._document, "Article", facts)

    def _mentioned(self) -> Iterator[Fact]:
        for who in self._entry.record.entities:
            yield from self._words(MENTIONED.get(who.type, "namesMentioned"), who.name, who.id)

    def _actor(self, who: Entity) -> Iterator[FtmEntity]:
        row = actor_row(who) or {}
        identity, sector = self._actors[who.id], who.sectors[0] if who.sectors else None
        schema = shape().schema_of(row["type"], sector)
        country = countries().get(who.country or "")
        words = self._names.get(who.id, [])
        first = words[0] if words else None
        facts = [
            Fact("name", row["name"], first.id if first else who.id, first.span.text if first else None),
            *self._words("name", who.name, who.id),
            *_facts("country", country.alpha2.lower() if country else None, who.id, who.country),
            *(Fact("classification", f"PLOVER {code}", who.id) for code in who.sectors),
            *(self._words("position", who.role, who.id) if schema == "Person" else ()),
            *_facts("wikidataId", who.wikidata if wikidata_iri(who) else None, who.id),
            Fact("proof", self._document, who.id),
        ]
        yield FtmEntity(identity, schema, facts, shared=True)
        if words:
            yield self._mention(
                identity, schema, [fact for one in words for fact in self._words("name", one.span.text, one.id)]
            )

    def _mention(self, actor: str, schema: str, names: list[Fact]) -> FtmEntity:
        identity = PREFIX + content_id("mn", self._article.id, actor)
        facts = [Fact("document", self._document), *names, Fact("resolved", actor), Fact("detectedSchema", schema)]
        return FtmEntity(identity, "Mention", facts)

    def _event(self, event: Event) -> Iterator[FtmEntity]:
        entry, place = self._entry, place_of(self._entry, event)
        involved = self._named(who.entity for who in (*event.actors, *event.recipients))
        address = _address_entity(place)
        summary = self._words("summary", event.sentence.text, event.id)
        facts = [
            Fact("name", act_name(entry, event), event.id, event.trigger.text, self._article.language),
            *summary,
            *(Fact("description", line, event.id) for line in self._described(event)),
            *(Fact("keywords", word, event.id) for word in _keywords(event)),
            *self._dates(event),
            *_place_facts(place, address),
            *(Fact("involved", who, event.id) for who in involved),
            Fact("recordId", event.id),
            *self._source(),
            Fact("proof", self._document, event.id),
        ]
        yield FtmEntity(PREFIX + event.id, "Event", facts)
        if address:
            yield address
        yield self._evidence(event, summary)
        yield from self._links(event, summary)

    def _evidence(self, event: Event, summary: list[Fact]) -> FtmEntity:
        facts = [
            Fact("document", self._document),
            Fact("entity", PREFIX + event.id),
            Fact("role", "evidence"),
            *summary,
            Fact("recordId", event.id),
            *self._source(),
        ]
        return FtmEntity(PREFIX + content_id("dc", event.id), "Documentation", facts)

    def _links(self, event: Event, summary: list[Fact]) -> Iterator[FtmEntity]:
        for subject in self._named(who.entity for who in event.actors):
            for target in self._named(who.entity for who in event.recipients):
                facts = [
                    Fact("subject", subject, event.id),
                    Fact("object", target, event.id),
                    Fact("role", event.type, event.id, event.trigger.text),
                    Fact("status", event.status, event.id),
                    *summary,
                    *self._dates(event),
                    Fact("recordId", event.id),
                    *self._source(),
                    Fact("proof", self._document, event.id),
                ]
                yield FtmEntity(PREFIX + content_id("ln", event.id, subject, target), "UnknownLink", facts)

    def _named(self, entities: Iterator[str]) -> list[str]:
        """The actors among the entities, each once."""
        return list(dict.fromkeys(self._actors[one] for one in entities if one in self._actors))

    def _described(self, event: Event) -> Iterator[str]:
        """What an Event has no property for, a line each."""
        entry = self._entry
        for side, fillers in (("actor", event.actors), ("recipient", event.recipients)):
            yield from (f"{side}: {entry.name_of(one)}" for one in fillers if one.entity not in self._actors)
        told = entry.statements_by_id.get(event.reported_by or "")
        if told:
            yield f"reported by: {entry.name_of(told.speaker) if told.speaker else 'nobody named'} ({told.id})"
        sizes = ((name, getattr(event.size, name)) for name in SIZES) if event.size else ()
        yield from (f"{name}: {number}" for name, number in sizes if number is not None)

    def _dates(self, event: Event) -> list[Fact]:
        span, time = days(self._entry, event), self._entry.times.get(event.time or "")
        if span is None or time is None:
            return []
        named = ("date",) if span[0] == span[1] else ("startDate", "endDate")
        return [Fact(prop, day, time.id, time.span.text) for prop, day in zip(named, span, strict=False)]

    def _statement(self, told: Statement) -> FtmEntity:
        entry, speaker = self._entry, told.speaker
        unnamed = speaker is not None and speaker.entity not in self._actors
        facts = [
            *(
                Fact("entity", self._actors[one], told.id)
                for one in (speaker.entity if speaker else "",)
                if one in self._actors
            ),
            *self._words("description", words_said(told), told.id),
            *(self._words("description", f"speaker: {entry.name_of(speaker)}", told.id) if speaker and unnamed else ()),
            *self._words("summary", told.sentence.text, told.id),
            Fact("keywords", f"form:{told.form}", told.id),
            Fact("keywords", f"review:{told.review.state}", told.id),
            *self._source(),
            Fact("proof", self._document, told.id),
        ]
        return FtmEntity(PREFIX + told.id, "Note", facts)


def _facts(prop: str, value: str | None, origin: str | None = None, original: str | None = None) -> list[Fact]:
    return [Fact(prop, value, origin, original)] if value else []


def _moment(prop: str, stated: StatedTime | None) -> list[Fact]:
    """The moment in UTC, as FollowTheMoney has it; the day alone where the zone is not known."""
    moment = utc(stated)
    day = moment.removesuffix("Z") if moment else day_of(stated)
    return _facts(prop, day, original=stated.value if stated else None)


def _keywords(event: Event) -> Iterator[str]:
    """Codes of the event, as the query language writes them."""
    yield f"type:{event.type}"
    if event.mode:
        yield f"mode:{event.mode}"
    yield f"status:{event.status}"
    yield f"quad:{event.quad}"
    yield from (f"context:{context}" for context in event.contexts)
    yield f"review:{event.review.state}"


def _full(place: Place) -> str:
    country = countries().get(place.country or "")
    parts = (place.name or place.span.text, place.admin1, country.english if country else None)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _place_facts(place: Place | None, address: FtmEntity | None) -> list[Fact]:
    if place is None:
        return []
    country = countries().get(place.country or "")
    return [
        Fact("location", _full(place), place.id, place.span.text),
        *_facts("country", country.alpha2.lower() if country else None, place.id, place.span.text),
        *_facts("addressEntity", address.id if address else None, place.id),
    ]


def _address_entity(place: Place | None) -> FtmEntity | None:
    """The place as an Address where the coordinates are its own."""
    position = point(place)
    if place is None or position is None:
        return None
    country = countries().get(place.country or "")
    facts = [
        Fact("full", _full(place), place.id, place.span.text),
        *_facts("city", place.name if place.precision == "city" else None, place.id, place.span.text),
        *_facts("state", place.admin1, place.id),
        *_facts("country", country.alpha2.lower() if country else None, place.id),
        Fact("longitude", _degrees(position[0]), place.id),
        Fact("latitude", _degrees(position[1]), place.id),
    ]
    known = place.geonames if place.geonames is not None else f"{_full(place)}{position}"
    return FtmEntity(PREFIX + content_id("ad", known), "Address", facts, shared=True)


def _degrees(value: float) -> str:
    """Degrees to about a metre."""
    return f"{value:.5f}".rstrip("0").rstrip(".")
