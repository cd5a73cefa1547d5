"""An entry as W3C Web Annotations."""

from collections.abc import Iterator
from typing import Any

import msgspec

from lansir.export.linked_facts import act_name, actor_id, days, iri, wikidata_iri
from lansir.export.linked_losses import Losses
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Mention, Place, Span, Statement, Time

__all__ = ["EntryAnnotations"]

AROUND = 32
"""Code points of the text before and after a quote."""
FAULT = "counted in the text as Lansir read it, which is not that of the page: the quote decides"

Node = dict[str, Any]


class EntryAnnotations:
    """The annotations of one entry: events, statements, mentions, each in text order."""

    def __init__(self, entry: Entry, losses: Losses) -> None:
        """Nothing is made before it is asked for."""
        self._entry, self._losses = entry, losses
        article = entry.record.article
        self._text = article.text
        self._source = losses.address(entry) or iri("article", article.id)

    def __iter__(self) -> Iterator[Node]:
        """The annotations, without a context of their own."""
        entry, record = self._entry, self._entry.record
        self._losses.add_rest(entry)
        selected = len(entry.events) + len(entry.statements)
        self._losses.add("positions", FAULT, selected + len(record.mentions))
        for event in entry.events:
            yield self._annotation(event.id, "classifying", [event.sentence], self._event(event))
        for told in entry.statements:
            yield self._annotation(told.id, "describing", told.content or [told.sentence], self._statement(told))
        for mention in record.mentions:
            yield self._annotation(mention.id, "identifying", [mention.span], self._mention(mention))

    def _annotation(self, identity: str, motivation: str, spans: list[Span], body: list[Node]) -> Node:
        record = self._entry.record
        return {
            "id": iri("annotation", identity),
            "type": "Annotation",
            "motivation": motivation,
            "generator": {"type": "Software", "name": f"Lansir {record.lansir}, model {record.model}"},
            "generated": self._entry.ingested,
            "body": body,
            "target": [self._target(span) for span in spans],
        }

    def _target(self, span: Span) -> Node:
        captured = self._entry.record.article.captured
        state = {"state": {"type": "TimeState", "sourceDate": captured}} if captured else {}
        return {"type": "SpecificResource", "source": self._source, "selector": self._selectors(span), **state}

    def _selectors(self, span: Span) -> list[Node]:
        quote = {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": self._text[max(0, span.start - AROUND) : span.start],
            "suffix": self._text[span.end : span.end + AROUND],
        }
        return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]

    def _bodies(self, label: str, purpose: str, fields: Node) -> list[Node]:
        shown = {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": label}
        return [shown, {"type": "Dataset", **_terms({**fields, **self._article()})}]

    def _event(self, event: Event) -> list[Node]:
        entry, span = self._entry, days(self._entry, event)
        occurred = entry.occurred.get(event.id)
        fields = {
            "event": event.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "quad": event.quad,
            "intensity": event.intensity,
            "contexts": event.contexts,
            "trigger": _words(event.trigger),
            "actors": [self._who(one) for one in event.actors],
            "recipients": [self._who(one) for one in event.recipients],
            "firstDay": span[0] if span else None,
            "lastDay": span[1] if span else None,
            "time": _time(entry.times.get(event.time or "")),
            "place": _place(entry.places.get(event.place or "")),
            "size": _terms(msgspec.to_builtins(event.size)) if event.size else None,
            "reportedBy": event.reported_by,
            "occurrence": occurred.id if occurred else None,
            **_judged(event),
        }
        return self._bodies(act_name(entry, event), "classifying", fields)

    def _statement(self, told: Statement) -> list[Node]:
        speaker = self._entry.name_of(told.speaker) if told.speaker else None
        fields = {
            "statement": told.id,
            "form": told.form,
            "speaker": self._who(told.speaker) if told.speaker else None,
            "addressee": self._who(told.addressee) if told.addressee else None,
            "cue": _words(told.cue) if told.cue else None,
            "sentence": _words(told.sentence),
            "time": _time(self._entry.times.get(told.time or "")),
            "inside": told.inside,
            "events": told.events,
            **_judged(told),
        }
        label = f"{told.form} statement" + (f" of {speaker}" if speaker else "")
        return self._bodies(label, "describing", fields)

    def _mention(self, mention: Mention) -> list[Node]:
        entity = self._entry.entities[mention.entity]
        fields = {
            "mention": mention.id,
            "kind": mention.kind,
            "entity": {**_entity(entity), "lansir:type": mention.type},
            "resolved": mention.resolved,
            "confidence": mention.confidence,
        }
        bodies = self._bodies(entity.name or mention.span.text, "identifying", fields)
        item = wikidata_iri(entity)
        known = [{"type": "SpecificResource", "purpose": "identifying", "source": item}] if item else []
        return [*known, *bodies]

    def _article(self) -> Node:
        article = self._entry.record.article
        return {
            "article": article.id,
            "url": self._source if self._source.startswith("http") else None,
            "outlet": article.outlet,
            "title": article.title,
            "published": article.published.value if article.published else None,
            "language": article.language,
            "story": self._entry.story,
        }

    def _who(self, who: Argument) -> Node:
        mention = self._entry.mentions[who.mention]
        return {
            **_entity(self._entry.entity_of(who)),
            **_terms({"mention": _words(mention.span), "confidence": who.confidence, "elided": who.elided or None}),
        }


def _entity(entity: Entity) -> Node:
    return _terms(
        {
            "entity": entity.id,
            "actor": actor_id(entity),
            "name": entity.name,
            "type": entity.type,
            "country": entity.country,
            "sectors": entity.sectors,
            "role": entity.role,
            "anonymous": entity.anonymous or None,
            "sourceKind": entity.source_kind,
            "wikidata": entity.wikidata,
            "resolved": entity.resolved,
        }
    )


def _judged(part: Event | Statement) -> Node:
    """How sure Lansir is, and what people decided."""
    review = part.review
    decided = {"state": review.state, "by": review.by, "at": review.at, "note": review.note}
    return {"confidence": part.confidence, "review": _terms(decided), "reasons": _terms(dict(part.reasons)) or None}


def _words(span: Span) -> Node:
    return _terms({"words": span.text, "start": span.start, "end": span.end})


def _time(time: Time | None) -> Node | None:
    if time is None:
        return None
    told = {"value": time.value, "granularity": time.granularity, "resolved": time.resolved}
    return {**_words(time.span), **_terms({**told, "confidence": time.confidence})}


def _place(place: Place | None) -> Node | None:
    if place is None:
        return None
    told: Node = {"name": place.name, "country": place.country, "admin1": place.admin1, "geonames": place.geonames}
    told |= {"lat": place.lat, "lon": place.lon, "precision": place.precision, "resolved": place.resolved}
    return {**_words(place.span), **_terms({**told, "confidence": place.confidence})}


def _terms(fields: Node) -> Node:
    """The fields that are there, as terms of Lansir's."""
    return {f"lansir:{name}": value for name, value in fields.items() if value is not None and value != []}
