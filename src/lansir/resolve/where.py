"""The places of a passage: mentions that say where something is or happens, found in the gazetteer."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lansir.record import Entity, Place, content_id
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage
from lansir.resolve.places import resolve_place

__all__ = ["passage_places"]

PLACE = 0.5
"""Chance from which a mention is taken to say where."""
NEAR = 20
"""Places before and behind that help to tell which one is meant."""


def passage_places(
    passage: Passage, mentions: Sequence[MentionWords], entities: Mapping[int, Entity], linked: Mapping[int, float]
) -> dict[int, Place]:
    """Places by position of their mention.

    `entities` gives each mention's entity, `linked` the mentions that fill an event's place slot, with their chance.
    """
    countries = [
        code for code, _ in Counter(entity.country for entity in entities.values() if entity.country).most_common()
    ]
    chosen = [place for place, mention in enumerate(mentions) if _says_where(mention, linked.get(place, 0.0))]
    names = [mentions[place].words for place in chosen]
    return {
        place: _place(passage, mentions[place], linked.get(place, 0.0), countries, names[max(0, k - NEAR) : k + NEAR])
        for k, place in enumerate(chosen)
    }


def _says_where(mention: MentionWords, linked: float) -> bool:
    kinds = {"GPE", "LOC", "ORG"} if linked else {"GPE", "LOC"}
    return max(mention.found.place, linked) >= PLACE and mention.found.type in kinds


def _place(
    passage: Passage, mention: MentionWords, linked: float, countries: Sequence[str], names: Sequence[str]
) -> Place:
    found = mention.found
    neighbours = [name for name in names if name != mention.words]
    resolved = resolve_place(mention.words, passage.language, countries=countries, neighbours=neighbours)
    return Place(
        id=content_id("pl", passage.article_id, found.span.start, found.span.end),
        span=passage.span(found.span),
        resolved=resolved.resolved,
        confidence=round(max(found.place, linked) * found.span.chance, 4),
        name=resolved.name,
        country=resolved.country,
        geonames=resolved.geonames,
        admin1=resolved.admin1,
        lat=resolved.lat,
        lon=resolved.lon,
        precision=resolved.precision,
        passed_over=resolved.passed_over,
    )
