"""What the words of a mention tell by themselves, before mentions are joined to entities."""

from collections.abc import Mapping, Sequence
from typing import Literal, cast

import msgspec

from lansir.encoder.reading import FoundMention
from lansir.knowledge import ActorMatch
from lansir.record import EntityType
from lansir.resolve.capitals import stands_for_state
from lansir.resolve.gazetteer import fold
from lansir.resolve.passage import Passage
from lansir.resolve.relations import Relations, begins_with, class_words, only_heads, relations, without_head
from lansir.resolve.titles import TitleReading, read_title

__all__ = ["MentionWords", "Relations", "read_mentions"]

SURE_TYPE = 0.8
"""Chance of the mention's type below which a name that the table knows as something else is believed."""
BODIES = frozenset({"ORG", "GPE", "LOC"})
"""Types that state, seat and territory share in the news."""


class MentionWords(msgspec.Struct):
    """A found mention with its words read.

    `matches` are the actors of the table that it may name; `indefinite` words introduce somebody not spoken of before;
    `whose` is the name of another person by whom it is named ("istri Prabowo", "Costa's aide").
    """

    found: FoundMention
    words: str
    title: TitleReading
    kind: Literal["name", "nominal", "pronoun"]
    matches: list[ActorMatch]
    country: str | None
    indefinite: bool = False
    whose: str | None = None

    @property
    def name(self) -> str:
        """The name without title and honorifics, else all words."""
        return self.title.name or self.words

    @property
    def actor(self) -> ActorMatch | None:
        """The one actor that the words name, None where there is none or more than one."""
        return self.matches[0] if len(self.matches) == 1 else None


def read_mentions(passage: Passage, mentions: Sequence[FoundMention]) -> list[MentionWords]:
    """Every mention's words read; roles are those of the day of publication, actors those that the passage knows."""
    cache: dict[tuple[str, str, bool, bool], MentionWords] = {}
    result, people = [], dict[str, set[str]]()
    for found in mentions:
        words = passage.text[found.span.start : found.span.end]
        relative = _is_relation(passage, words, people, found.type)
        key = (words, found.type, found.type_chance < SURE_TYPE, relative)
        if key not in cache:
            cache[key] = _read(passage, found, words, relative)
        mention = msgspec.structs.replace(cache[key], found=found)
        if (actor := mention.actor) and (state := stands_for_state(passage, found, actor)):
            mention.matches = [state]
        if mention.kind == "name" and found.type == "PER" and mention.title.role:
            for name in (fold(mention.name), *fold(mention.name).split()):
                people.setdefault(name, set()).add(mention.title.role)
        result.append(mention)
    return result


def _read(passage: Passage, found: FoundMention, words: str, relative: bool) -> MentionWords:
    title = read_title(words, passage.language)
    if relative:
        title = msgspec.structs.replace(title, name=None if found.type == "PER" else words, generic=found.type == "PER")
    elif found.type == "ORG" and (name := _body_name(passage, words, title)):
        title = msgspec.structs.replace(title, name=name, generic=False, role=None, source_kind=None)
    kind: Literal["name", "nominal", "pronoun"] = "pronoun" if title.pronoun else "nominal" if title.generic else "name"
    matches = _matches(passage, found, words, title) if kind == "name" else []
    country = matches[0].country if len(matches) == 1 else _country(passage, found, words, title)
    indefinite = kind == "nominal" and begins_with(words, relations(passage.language).indefinites)
    whose = _whose(words, passage.language) if kind == "nominal" and found.type == "PER" else None
    return MentionWords(found, words, title, kind, matches, country, indefinite, whose)


def _is_relation(passage: Passage, words: str, people: Mapping[str, set[str]], kind: str) -> bool:
    """Whether the words name somebody by another person: "istri Prabowo" is not Prabowo.

    A head that is a title too ("pengacara Budi") makes a relation only of somebody whom everybody knows, or whom the
    article has named before with another title: `people` are the roles so far by folded name.
    """
    listed = relations(passage.language)
    behind_head = without_head(words, only_heads(passage.language))
    if any(part[:1].isupper() for name in behind_head for part in name.split()):
        return True
    if kind != "PER":
        return False
    role, behind = read_title(words, passage.language).role, without_head(words, listed.titles_too)
    return any(
        people.get(fold(name), {role}) != {role} or passage.known.find(name, passage.language, passage.published, "PER")
        for name in behind
    )


def _whose(words: str, language: str) -> str | None:
    """The name behind a word of relation, or before an English possessive."""
    owner, found, _ = words.replace("’s ", "'s ").partition("'s ")
    if found and owner[:1].isupper():
        return owner
    return next((name for name in without_head(words, relations(language).heads) if name[:1].isupper()), None)


def _body_name(passage: Passage, words: str, title: TitleReading) -> str | None:
    """The name in a body's words that read like people: "Aparat Pengawasan Internal", "kelompok militan ISIS"."""
    if title.role is None or title.pronoun:
        return None
    parts = words.split()
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return words
    rest = next(iter(_without_class(words, passage.language)), "")
    return rest if rest[:1].isupper() and passage.known.find(rest, passage.language, None, "ORG") else None


def _without_class(words: str, language: str) -> list[str]:
    """The words without each word for what the thing is that they begin or end with, the longest first."""
    folded, parts = fold(words), words.split()
    rests = [parts[len(head.split()) :] for head in class_words(language) if folded.startswith(f"{head} ")]
    rests += [parts[: -len(head.split())] for head in class_words(language) if folded.endswith(f" {head}")]
    return [" ".join(rest) for rest in rests if rest]


def _country(passage: Passage, found: FoundMention, words: str, title: TitleReading) -> str | None:
    """The country that the words name; a person's own name ("Jordan Peele") says nothing about it."""
    if found.type == "PER" and title.name:
        words = words.replace(title.name, " ", 1)
    return passage.known.country_of(words, passage.language)


def _matches(passage: Passage, found: FoundMention, words: str, title: TitleReading) -> list[ActorMatch]:
    """Actors of the table that the words name: of the mention's own type, or of any where the model is unsure of it."""
    actors, kind, language, on = passage.known, cast(EntityType, found.type), passage.language, passage.published
    candidates = actors.find_within(words, language, on, kind) if kind == "PER" else _bodies(passage, words, kind)
    if not candidates and title.name and title.name != words:
        candidates = actors.find(title.name, language, on, kind)
    if not candidates and found.type_chance < SURE_TYPE:
        return actors.find(title.name or words, language, on)
    return [match for match in candidates if match.type == kind or {match.type, kind} <= BODIES]


def _bodies(passage: Passage, words: str, kind: EntityType) -> list[ActorMatch]:
    """What is no person: the whole words, or all but a word for what it is ("Partai Golkar", "Anbar province").

    A name inside others ("DPP Golkar", "Gedung DPR") is that of another body.
    """
    found = passage.known.find(words, passage.language, passage.published, kind)
    for rest in _without_class(words, passage.language) if not found and kind in BODIES else ():
        named = passage.known.find(rest, passage.language, passage.published, kind)
        if found := [match for match in named if match.type == kind]:
            break
    return found
