"""What the words of a mention tell by themselves, before mentions are joined to entities."""

import datetime
from collections.abc import Sequence
from typing import Literal

import msgspec

from lansir.encoder.reading import FoundMention
from lansir.knowledge import ActorMatch, knowledge
from lansir.resolve.titles import TitleReading, read_title

__all__ = ["MentionWords", "read_mentions"]


class MentionWords(msgspec.Struct):
    """A found mention with its words read; `matches` are the actors of the table that it may name."""

    found: FoundMention
    words: str
    title: TitleReading
    kind: Literal["name", "nominal", "pronoun"]
    matches: list[ActorMatch]
    country: str | None

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
    cache: dict[tuple[str, str], MentionWords] = {}
    result = []
    for found in mentions:
        words = text[found.span.start : found.span.end]
        key = (words, found.type)
        if key not in cache:
            cache[key] = _read(found, words, language, on)
        result.append(msgspec.structs.replace(cache[key], found=found))
    return result


def _read(found: FoundMention, words: str, language: str, on: datetime.date | None) -> MentionWords:
    title = read_title(words, language)
    kind: Literal["name", "nominal", "pronoun"] = "pronoun" if title.pronoun else "nominal" if title.generic else "name"
    matches = _matches(found, words, title, language, on) if kind == "name" else []
    country = matches[0].country if len(matches) == 1 else knowledge().country_of(words, language)
    return MentionWords(found, words, title, kind, matches, country)


def _matches(
    found: FoundMention, words: str, title: TitleReading, language: str, on: datetime.date | None
) -> list[ActorMatch]:
    """Actors of the table that the words name, of the mention's own type where one is."""
    table = knowledge()
    candidates = table.find(words, language, on)
    if not candidates and title.name and title.name != words:
        candidates = table.find(title.name, language, on)
    if not candidates and found.type in {"PER", "ORG"}:
        candidates = table.find_within(words, language, on)
    own = [match for match in candidates if match.type == found.type]
    if own:
        return own
    return [match for match in candidates if {match.type, found.type} <= {"ORG", "GPE", "LOC"}]
