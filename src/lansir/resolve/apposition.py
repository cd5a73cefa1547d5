"""Words side by side for one person or body: a title and its name, a name and an alias, a name and its abbreviation."""

from collections.abc import Sequence

from lansir.resolve.mentions import MentionWords
from lansir.resolve.name_forms import is_abbreviation_of, is_acronym
from lansir.resolve.naming import are_types_of_one
from lansir.resolve.passage import Passage
from lansir.resolve.relations import begins_with, relations

__all__ = ["beside"]

LINKED = 0.15
"""Chance of a link from which a title behind a name and a comma is that person's, where the words alone do not say."""
LONGEST_BETWEEN = 40


def beside(passage: Passage, mentions: Sequence[MentionWords], place: int) -> tuple[str | None, int]:
    """How a mention goes with its neighbour, in words, and the neighbour's position; (None, place) where not."""
    mention = mentions[place]
    if place + 1 < len(mentions) and _is_title_of(_between(passage, mentions, place + 1), mention, mentions[place + 1]):
        return "title before the name", place + 1
    if place == 0:
        return None, place
    before, between = mentions[place - 1], _between(passage, mentions, place)
    if _is_title_of(between, before, mention):
        return "name behind the title", place - 1
    if between.startswith(", ") and _is_title_behind(passage, between, before, mention, place):
        return "title behind the name", place - 1
    if _is_alias(passage, between, before, mention):
        return "another name beside", place - 1
    return None, place


def _between(passage: Passage, mentions: Sequence[MentionWords], place: int) -> str:
    """The words between a mention and the one before it, None-like where they are many."""
    start, end = mentions[place - 1].found.span.end, mentions[place].found.span.start
    return passage.text[start:end] if 0 <= end - start <= LONGEST_BETWEEN else "..."


def _is_title_of(between: str, title: MentionWords, name: MentionWords) -> bool:
    """Whether the first is a person's title, and at most a comma stands between it and the person's name."""
    if title.kind != "nominal" or name.kind != "name" or title.title.plural or not title.title.role:
        return False
    if title.found.type != "PER" or name.found.type != "PER":
        return False
    return between in (", ", " ") or (between == "\n" and title.words.endswith("."))


def _is_title_behind(passage: Passage, between: str, name: MentionWords, title: MentionWords, place: int) -> bool:
    """Whether the second tells who the first is: "Dara Wibisono, the minister of trade,".

    English says it by an article or a pronoun; without one ("Budi, ketua panitia,") it may be the next of a list, and
    the model has to link the two.
    """
    if title.kind != "nominal" or name.kind != "name" or title.title.plural or not title.title.role:
        return False
    if title.found.type != "PER" or name.found.type != "PER":
        return False
    if passage.text[title.found.span.end : title.found.span.end + 1] not in (",", "."):
        return False
    apposing = relations(passage.language).apposing
    if (rest := between.removeprefix(", ").strip()) in apposing or begins_with(title.words, apposing):
        return not rest or rest in apposing
    return not rest and any(link.to == place - 1 and link.chance >= LINKED for link in title.found.antecedents)


def _is_alias(passage: Passage, between: str, before: MentionWords, mention: MentionWords) -> bool:
    """Whether the words between say so ("alias"), or parentheses around the second name."""
    if before.kind != "name" or mention.kind != "name" or not are_types_of_one(before.found.type, mention.found.type):
        return False
    if between.strip(" ,").casefold() in relations(passage.language).aliases:
        return before.found.type == mention.found.type
    closed = passage.text[mention.found.span.end : mention.found.span.end + 1] == ")"
    if between != " (" or not closed:
        return False
    if mention.found.type == before.found.type == "PER":
        return mention.actor is None or before.actor is None or mention.actor.id == before.actor.id
    return is_acronym(mention.name) and (
        is_abbreviation_of(mention.name, before.name) or mention.name[:1].casefold() == before.name[:1].casefold()
    )
