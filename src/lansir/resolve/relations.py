"""The words of `lang/<iso>/relations.yaml`: what stands between people and their names."""

from collections.abc import Sequence
from functools import cache

import msgspec

from lansir.lang import table
from lansir.resolve.gazetteer import fold

__all__ = ["Relations", "begins_with", "class_words", "only_heads", "relations", "without_head"]


class Relations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `relations.yaml`, which says what each list is."""

    heads: list[str]
    titles_too: list[str]
    indefinites: list[str]
    classes: list[str]
    aliases: list[str]
    both_alone: list[str]
    both_before: list[str]
    both_people: list[str]
    both_bodies: list[str]
    men: list[str]
    women: list[str]
    capital_acts: bool
    where: list[str]
    pointing: list[str]
    single: list[str]
    apposing: list[str]
    speaking_for: list[str]
    joining: list[str]
    articles: list[str]
    relatives: list[str]


@cache
def relations(language: str) -> Relations:
    """The words of a language."""
    found: Relations = table(language, "relations", Relations)
    return found


@cache
def only_heads(language: str) -> tuple[str, ...]:
    """The words of relation that are no titles too."""
    listed = relations(language)
    return tuple(head for head in listed.heads if head not in listed.titles_too)


@cache
def class_words(language: str) -> tuple[str, ...]:
    """The words for what something is, as they are compared, the longest first."""
    return tuple(sorted({fold(words) for words in relations(language).classes}, key=len, reverse=True))


def begins_with(words: str, heads: Sequence[str]) -> bool:
    """Whether the words are more than one of the heads, and begin with it."""
    return bool(without_head(words, heads))


def without_head(words: str, heads: Sequence[str]) -> list[str]:
    """What stands behind each of the heads that the words begin with."""
    first = words[:1].casefold()  # few heads begin so, and only of these the whole is compared
    likely = [head for head in heads if head.startswith(first)]
    return [words[len(head) + 1 :] for head in likely if words[: len(head) + 1].casefold() == f"{head} "]
