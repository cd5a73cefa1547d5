"""What the words of a mention tell by themselves, before mentions are joined to entities."""

import datetime
from collections.abc import Collection, Sequence
from typing import Literal, cast

import msgspec

from lansir.encoder.reading import FoundMention
from lansir.knowledge import ActorMatch, knowledge
from lansir.record import EntityType
from lansir.resolve.capitals import stands_for_state
from lansir.resolve.gazetteer import fold
from lansir.resolve.relations import Relations, begins_with, class_words, relations, without_head
from lansir.resolve.titles import TitleReading, read_title

__all__ = ["MentionWords", "Relations", "read_mentions"]

SURE_TYPE = 0.8
"""Chance of the mention's type below which a name that the table knows as something else is believed."""
BODIES = frozenset({"ORG", "GPE", "LOC"})
"""Types that state, seat and territory share in the news."""


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
    cache: dict[tuple[str, str, bool, bool], MentionWords] = {}
    result, people = [], set[str]()
    for found in mentions:
        words = text[found.span.start : found.span.end]
        relative = found.type == "PER" and _is_relation(words, language, on, people)
        key = (words, found.type, found.type_chance < SURE_TYPE, relative)
        if key not in cache:
            cache[key] = _read(found, words, language, on, relative)
        mention = msgspec.structs.replace(cache[key], found=found)
        if (actor := mention.actor) and (state := stands_for_state(text, found, actor, language)):
            mention.matches = [state]
        if mention.kind == "name" and found.type == "PER":
            people.add(fold(mention.name))
        result.append(mention)
    return result


def _read(found: FoundMention, words: str, language: str, on: datetime.date | None, relative: bool) -> MentionWords:
    title = read_title(words, language)
    if relative:
        title = msgspec.structs.replace(title, name=None, generic=True)
    elif found.type == "ORG" and (name := _body_name(words, title, language)):
        title = msgspec.structs.replace(title, name=name, generic=False, role=None, source_kind=None)
    kind: Literal["name", "nominal", "pronoun"] = "pronoun" if title.pronoun else "nominal" if title.generic else "name"
    matches = _matches(found, words, title, language, on) if kind == "name" else []
    country = matches[0].country if len(matches) == 1 else _country(found, words, title, language)
    indefinite = kind == "nominal" and begins_with(words, relations(language).indefinites)
    return MentionWords(found, words, title, kind, matches, country, indefinite)


def _is_relation(words: str, language: str, on: datetime.date | None, people: Collection[str]) -> bool:
    """Whether the words name somebody by another person: "istri Prabowo" is not Prabowo.

    A head that is a title too ("pengacara Budi") makes a relation only of somebody whom everybody knows, or whom the
    article has named before: `people` are the folded names so far.
    """
    known = relations(language)
    if any(words[:1] and name[:1].isupper() for name in without_head(words, _relations_alone(language))):
        return True
    behind = without_head(words, known.titles_too)
    return any(fold(name) in people or knowledge().find(name, language, on, "PER") for name in behind)


def _relations_alone(language: str) -> list[str]:
    known = relations(language)
    return [head for head in known.heads if head not in known.titles_too]


def _body_name(words: str, title: TitleReading, language: str) -> str | None:
    """The name in an organisation's words that read like people: "Aparat Pengawasan Internal", "kelompok militan ISIS"."""
    if title.role is None or title.pronoun:
        return None
    parts = words.split()
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return words
    folded = fold(words)
    behind = (len(head.split()) for head in class_words(language) if folded.startswith(f"{head} "))
    rest = " ".join(parts[next(behind, len(parts)) :])
    return rest if rest[:1].isupper() and knowledge().find(rest, language, None, "ORG") else None


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
    candidates = actors.find_within(words, language, on, kind) if kind == "PER" else _bodies(words, language, on, kind)
    if not candidates and title.name and title.name != words:
        candidates = actors.find(title.name, language, on, kind)
    if not candidates and found.type_chance < SURE_TYPE:
        return actors.find(title.name or words, language, on)
    return [match for match in candidates if match.type == kind or {match.type, kind} <= BODIES]


def _bodies(words: str, language: str, on: datetime.date | None, kind: EntityType) -> list[ActorMatch]:
    """What is no person: the whole words, or all but a word for what it is ("Partai Golkar", "Anbar province").

    A name inside others ("DPP Golkar", "Gedung DPR") is that of another body.
    """
    if found := knowledge().find(words, language, on, kind):
        return found
    folded, parts = fold(words), words.split()
    for head in class_words(language):
        length = len(head.split())
        rest = parts[length:] if folded.startswith(f"{head} ") else parts[:-length]
        if (folded.startswith(f"{head} ") or folded.endswith(f" {head}")) and rest:
            return knowledge().find(" ".join(rest), language, on, kind)
    return []
