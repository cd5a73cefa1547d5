"""What the words of a mention tell by themselves, before mentions are joined to entities."""

import datetime
from collections.abc import Sequence
from typing import Literal, cast

import msgspec

from lansir.encoder.reading import FoundMention
from lansir.knowledge import ActorMatch, knowledge
from lansir.lang import table
from lansir.record import EntityType
from lansir.resolve.titles import TitleReading, read_title

__all__ = ["MentionWords", "read_mentions"]

SURE_TYPE = 0.8
"""Chance of the mention's type below which a name that the table knows as something else is believed."""
BODIES = frozenset({"ORG", "GPE", "LOC"})
"""Types that state, seat and territory share in the news."""


class Relations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `relations.yaml`, which says what `heads` and `indefinites` are."""

    heads: list[str]
    indefinites: list[str]


class MentionWords(msgspec.Struct):
    """A found mention with its words read.

    `matches` are the actors of the table that it may name; `indefinite` words introduce somebody not spoken of before.
    """

    found: FoundMention
    words: str
    title: TitleReading
    kind: Literal["name", "nominal", "pronoun"]
    matches: list[ActorMatch]
    country: str | None
    indefinite: bool = False

    @property
    def name(self) -> str:
        """The name without title and honorifics, else all words."""
        return self.title.name or self.words

    @property
    def actor(self) -> ActorMatch | None:
        """The one actor that the words name, None where there is none or more than one."""
        return self.matches[0] if len(self.matches) == 1 else None


def read_mentions(
    text: str, mentions: Sequence[FoundMention], language: str, on: datetime.date | None
) -> list[MentionWords]:
    """Every mention's words read; `on` is the day for which roles are wanted."""
    cache: dict[tuple[str, str, bool], MentionWords] = {}
    result = []
    for found in mentions:
        words = text[found.span.start : found.span.end]
        key = (words, found.type, found.type_chance < SURE_TYPE)
        if key not in cache:
            cache[key] = _read(found, words, language, on)
        result.append(msgspec.structs.replace(cache[key], found=found))
    return result


def _read(found: FoundMention, words: str, language: str, on: datetime.date | None) -> MentionWords:
    title = read_title(words, language)
    if found.type == "PER" and _is_relation(words, language, on):
        title = msgspec.structs.replace(title, name=None, generic=True)
    kind: Literal["name", "nominal", "pronoun"] = "pronoun" if title.pronoun else "nominal" if title.generic else "name"
    matches = _matches(found, words, title, language, on) if kind == "name" else []
    country = matches[0].country if len(matches) == 1 else _country(found, words, title, language)
    indefinite = kind == "nominal" and _begins_with(words, table(language, "relations", Relations).indefinites)
    return MentionWords(found, words, title, kind, matches, country, indefinite)


def _is_relation(words: str, language: str, on: datetime.date | None) -> bool:
    """Whether the words name somebody by a well-known person: "istri Prabowo" is not Prabowo."""
    heads = table(language, "relations", Relations).heads
    behind = (words[len(head) + 1 :] for head in heads if words[: len(head) + 1].casefold() == f"{head} ")
    return any(knowledge().find(name, language, on, "PER") for name in behind)


def _begins_with(words: str, heads: Sequence[str]) -> bool:
    return any(words[: len(head) + 1].casefold() == f"{head} " for head in heads)


def _country(found: FoundMention, words: str, title: TitleReading, language: str) -> str | None:
    """The country that the words name; a person's own name ("Jordan Peele") says nothing about it."""
    if found.type == "PER" and title.name:
        words = words.replace(title.name, " ", 1)
    return knowledge().country_of(words, language)


def _matches(
    found: FoundMention, words: str, title: TitleReading, language: str, on: datetime.date | None
) -> list[ActorMatch]:
    """Actors of the table that the words name: of the mention's own type, or of any where the model is unsure of it."""
    actors, kind = knowledge(), cast(EntityType, found.type)
    candidates = actors.find_within(words, language, on, kind)
    if not candidates and title.name and title.name != words:
        candidates = actors.find(title.name, language, on, kind)
    if not candidates and found.type_chance < SURE_TYPE:
        return actors.find(title.name or words, language, on)
    return [match for match in candidates if match.type == kind or {match.type, kind} <= BODIES]
