"""The places of a passage: mentions that say where something is or happens, found in the gazetteer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from lansir.encoder.reading import Reading
from lansir.knowledge import knowledge
from lansir.lang import codes, table
from lansir.record import Entity, Mention, Place, content_id
from lansir.resolve.locative import PLACE, TERRITORIES, Verdict, verdicts
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage
from lansir.resolve.place_words import PlaceWords
from lansir.resolve.places import POINTS_BACK, ResolvedPlace, resolve_place

__all__ = ["Whereabouts", "home_country", "passage_places"]

NEAR = 20
"""Places before and behind that help to tell which one is meant."""
BESIDE = 3
"""Code points between a place and the one named behind it to say where it lies ("Rafah, Gaza")."""


class Whereabouts(NamedTuple):
    """Places by position of their mention, and those that the model took for one but are none, with the reason."""

    places: dict[int, Place]
    denied: dict[int, str]

    def explained(self, mentions: Sequence[Mention], mention_at: Mapping[int, Mention]) -> list[Mention]:
        """The mentions, those that are no place with the reason."""
        why = {mention_at[place].id: reason for place, reason in self.denied.items() if place in mention_at}
        return [
            msgspec.structs.replace(mention, resolved="; ".join(filter(None, (mention.resolved, why[mention.id]))))
            if mention.id in why
            else mention
            for mention in mentions
        ]


def passage_places(
    passage: Passage,
    reading: Reading,
    mentions: Sequence[MentionWords],
    entities: Mapping[int, Entity],
    outlet: str | None = None,
) -> Whereabouts:
    """Where things are and happen.

    `entities` gives each mention's entity; `outlet` is the paper's name, whose country is a weak hint.
    """
    linked = {trigger.place.to: trigger.place.chance for trigger in reading.triggers if trigger.place}
    found = verdicts(passage, reading, mentions, linked)
    where = _Where(passage, mentions, entities, [place for place, verdict in found.items() if verdict.says_where])
    where.home = home_country(outlet, passage.language)
    return Whereabouts(
        {place: where.place(k, found[place]) for k, place in enumerate(where.chosen)},
        {place: _denial(verdict) for place, verdict in found.items() if _is_denied(mentions[place], verdict)},
    )


@lru_cache(maxsize=256)
def home_country(outlet: str | None, language: str) -> str | None:
    """The country (alpha-3) that a paper is written in, as far as its name or language tells."""
    found = knowledge().find(outlet, language, None, "ORG") if outlet else []
    countries = {match.country for match in found if match.country and len(match.country) == 3}
    return countries.pop() if len(countries) == 1 else _of_language(language)


def _of_language(language: str) -> str | None:
    return table(language, "places", PlaceWords).home if language in codes() else None


def _is_denied(mention: MentionWords, verdict: Verdict) -> bool:
    return not verdict.says_where and verdict.chance >= PLACE and mention.found.type in TERRITORIES


def _denial(verdict: Verdict) -> str:
    return f"no place, {verdict.sign} (the model's chance that it says where: {verdict.chance:.2f})"


class _Where:
    """Resolves the chosen mentions of a passage, each among the others."""

    def __init__(
        self, passage: Passage, mentions: Sequence[MentionWords], entities: Mapping[int, Entity], chosen: list[int]
    ) -> None:
        self.passage, self.mentions, self.entities, self.chosen = passage, mentions, entities, chosen
        self.home: str | None = None
        self.names = [mentions[place].words for place in chosen]
        self.counted = Counter(entity.country for entity in entities.values() if entity.country)
        self.own: dict[str, Counter[str]] = {}
        for place, entity in entities.items():
            if entity.country:
                self.own.setdefault(mentions[place].words, Counter())[entity.country] += 1

    def place(self, k: int, verdict: Verdict) -> Place:
        """The chosen mention number `k` as a place."""
        mention = self.mentions[self.chosen[k]]
        resolved, found = self._resolved(k), mention.found
        sign = f"; {verdict.sign}" if verdict.sign else ""
        fields = {**msgspec.structs.asdict(resolved), "resolved": f"{resolved.resolved}{sign}"}
        return Place(
            id=content_id("pl", self.passage.article_id, found.span.start, found.span.end),
            span=self.passage.span(found.span),
            confidence=round(max(verdict.chance, PLACE if verdict.sign else 0.0) * found.span.chance, 4),
            **fields,
        )

    def _resolved(self, k: int) -> ResolvedPlace:
        """The place of the words; of words that point back, the place that they point at."""
        words, entity = self.names[k], self.entities.get(self.chosen[k])
        found = self._found(k, words)
        if found.resolved != POINTS_BACK or entity is None or not entity.name or entity.name == words:
            return found
        back = self._found(k, entity.name)
        if back.name is None:
            return found
        return msgspec.structs.replace(back, resolved=f"points back at {entity.name}: {back.resolved}")

    def _found(self, k: int, words: str) -> ResolvedPlace:
        near = self.names[max(0, k - NEAR) : k + NEAR]
        return resolve_place(
            words,
            self.passage.language,
            countries=self._countries(self.names[k]),
            neighbours=[name for name in near if name not in (words, self.names[k])],
            beside=self._beside(k),
            home=self.home,
        )

    def _countries(self, words: str) -> list[str]:
        """The countries that the article speaks of by other words, the most frequent first."""
        return [code for code, _ in (self.counted - self.own.get(words, Counter())).most_common()]

    def _beside(self, k: int) -> list[str]:
        """The places named right behind, in brackets or behind a comma."""
        beside: list[str] = []
        for at in range(k, min(k + 2, len(self.chosen) - 1)):
            end, start = (self.mentions[self.chosen[at + n]].found.span for n in (0, 1))
            gap = self.passage.text[end.end : start.start].strip()
            if start.start - end.end > BESIDE or gap not in (",", "("):
                break
            beside.append(self.names[at + 1])
        return beside
