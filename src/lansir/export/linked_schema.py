"""An entry in the words of schema.org: a NewsArticle, its Quotations and Claims, and the Actions that it tells.

Only direct speech is a Quotation: it gives the very words. What is told indirectly or in part is a Claim by its author.
Nothing here says that a claim is true or false.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from lansir.errors import DataFileError
from lansir.export.linked_facts import (
    act_name,
    actor_id,
    days,
    iri,
    participants,
    place_of,
    point,
    wikidata_iri,
    with_values,
    words_said,
)
from lansir.export.linked_losses import Losses
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Place, Statement

__all__ = ["EntryNodes", "Words", "words"]

Node = dict[str, Any]
STATUS = "https://schema.org/"
NO_WORD = "left out: schema.org has no word for an act that did not happen or may happen"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `linked_schema.yaml`, which says what the fields mean."""

    types: dict[str, str]
    by_sector: dict[str, dict[str, str]]
    actions: dict[str, str]

    def type_of(self, entity: Entity) -> str:
        """The type of somebody who acts or speaks."""
        sector = entity.sectors[0] if entity.sectors else ""
        return self.by_sector.get(entity.type, {}).get(sector, self.types[entity.type])


@cache
def words() -> Words:
    """What is said how; DataFileError where `linked_schema.yaml` is off."""
    data = (files(__package__) / "linked_schema.yaml").read_bytes()
    try:
        return msgspec.yaml.decode(data, type=Words)
    except msgspec.DecodeError as error:
        raise DataFileError(f"export/linked_schema.yaml: {error}") from None


class EntryNodes:
    """The nodes of one entry."""

    def __init__(self, entry: Entry, losses: Losses) -> None:
        """Nothing is made before it is asked for."""
        self._entry, self._losses = entry, losses
        self._article = {"@id": iri("article", entry.record.article.id)}
        self._language = entry.record.article.language
        self._written = {event.id for event in entry.events if event.status in words().actions}

    def __iter__(self) -> Iterator[Node]:
        """The article first, then its statements and acts."""
        self._count()
        yield self._news_article()
        for told in self._entry.statements:
            yield self._statement(told)
        for event in self._entry.events:
            if event.id in self._written:
                yield self._action(event)
            else:
                self._losses.add(f"{event.status} acts", NO_WORD)

    def _count(self) -> None:
        entry, losses = self._entry, self._losses
        losses.add_rest(entry)
        losses.add_reviews(entry)
        losses.add("confidence", "left out", len(entry.events) + len(entry.statements))
        losses.add("offsets", 'left out; "web-annotation" has them', len(entry.events) + len(entry.statements))
        losses.add("mode, quad and intensity", "in the name the mode alone", len(entry.events))
        losses.add("sizes", "left out", sum(event.size is not None for event in entry.events))
        losses.add("addressees", "left out", sum(told.addressee is not None for told in entry.statements))

    def _news_article(self) -> Node:
        article = self._entry.record.article
        return with_values(
            {
                "@type": "NewsArticle",
                **self._article,
                "url": self._losses.address(self._entry),
                "headline": article.title,
                "author": [{"@type": "Person", "name": name} for name in article.authors],
                "publisher": _media(article.outlet) if article.outlet else None,
                "datePublished": article.published.value if article.published else None,
                "dateModified": article.updated.value if article.updated else None,
                "inLanguage": self._language,
                "dateline": article.dateline,
                "identifier": f"sha256:{article.content_hash}",
                "version": self._entry.version,
                "isBasedOn": self._origins(),
                "isPartOf": {"@id": iri("story", self._entry.story)} if self._entry.story else None,
                "keywords": list(self._entry.record.contexts),
                "mentions": [self._somebody(who) for who in participants(self._entry) if who.name],
            }
        )

    def _origins(self) -> list[Node]:
        """The article that it copies or translates, and the wires and outlets that it relays."""
        source = [{"@type": "NewsArticle", "@id": iri("article", self._entry.source)}] if self._entry.source else []
        names = dict.fromkeys(origin.name for origin in self._entry.record.article.origins)
        return [*source, *({"@type": "NewsArticle", "publisher": _media(name)} for name in names)]

    def _statement(self, told: Statement) -> Node:
        speaker = self._somebody(self._entry.entity_of(told.speaker), told.speaker) if told.speaker else None
        node = {
            "@id": iri("statement", told.id),
            "text": words_said(told),
            "inLanguage": self._language,
            "abstract": told.sentence.text,
        }
        if told.form == "direct":
            own = {"@type": "Quotation", "spokenByCharacter": speaker, "isPartOf": self._article}
        else:
            own = {"@type": "Claim", "author": speaker, "appearance": self._article}
        about = [{"@id": iri("event", event)} for event in told.events if event in self._written]
        return with_values({**own, **node, "about": about, "creativeWorkStatus": told.review.state})

    def _action(self, event: Event) -> Node:
        span = days(self._entry, event)
        told = [{"@id": iri("statement", event.reported_by)}] if event.reported_by else []
        return with_values(
            {
                "@type": "Action",
                "@id": iri("event", event.id),
                "name": act_name(self._entry, event),
                "additionalType": f"lansir://plover/{event.type}",
                "actionStatus": STATUS + words().actions[event.status],
                "agent": self._all(event.actors),
                "object": self._all(event.recipients),
                "startTime": span[0] if span else None,
                "endTime": span[1] if span else None,
                "location": _place(place_of(self._entry, event)),
                "description": event.sentence.text,
                "subjectOf": [self._article, *told],
                "disambiguatingDescription": f"review: {event.review.state}",
            }
        )

    def _all(self, fillers: list[Argument]) -> list[Node]:
        return [self._somebody(self._entry.entity_of(one), one) for one in fillers]

    def _somebody(self, entity: Entity, who: Argument | None = None) -> Node:
        """Who it is; one without a name is described by the words for it."""
        known, described = actor_id(entity), None
        if known is None and who is not None:
            described = self._entry.mentions[who.mention].span.text
        return with_values(
            {
                "@type": words().type_of(entity),
                "@id": iri("actor", known) if known else iri("entity", entity.id),
                "name": entity.name,
                "description": described,
                "jobTitle": entity.role if entity.type == "PER" else None,
                "sameAs": wikidata_iri(entity),
            }
        )


def _media(name: str) -> Node:
    return {"@type": "NewsMediaOrganization", "name": name}


def _place(place: Place | None) -> Node | None:
    if place is None:
        return None
    position = point(place)
    geo = {"@type": "GeoCoordinates", "longitude": position[0], "latitude": position[1]} if position else None
    address = with_values({"@type": "PostalAddress", "addressCountry": place.country, "addressRegion": place.admin1})
    known = f"https://sws.geonames.org/{place.geonames}/" if place.geonames is not None else None
    told = {"name": place.name or place.span.text, "address": address if len(address) > 1 else None}
    return with_values({"@type": "Place", **told, "geo": geo, "sameAs": known})
