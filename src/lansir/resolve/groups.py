"""Words for two at once ("kedua pemimpin", "both sides"): an entity of their own that says which two are meant."""

from collections.abc import Sequence
from typing import NamedTuple

from lansir.resolve.clusters import Cluster
from lansir.resolve.gazetteer import fold
from lansir.resolve.mentions import MentionWords
from lansir.resolve.relations import relations

__all__ = ["Pair", "is_pair", "pairs_of"]

BACK = 3
"""Sentences before the words for two in which the two are looked for."""
PEOPLE, BODIES = frozenset({"PER"}), frozenset({"GPE", "ORG"})


class Pair(NamedTuple):
    """Two entities, by their places in the list of clusters, that words mean together; or why they are not known."""

    members: tuple[int, ...]
    doubt: str = ""


def is_pair(mention: MentionWords, language: str) -> bool:
    """Whether the words mean exactly two."""
    return _wanted(mention, language) is not None


def _wanted(mention: MentionWords, language: str) -> frozenset[str] | None:
    """The types that the two may have; None where the words do not mean two."""
    listed, words = relations(language), fold(mention.words)
    if words in map(fold, listed.both_alone):
        return PEOPLE | BODIES
    for before in map(fold, listed.both_before):
        if words.startswith(f"{before} "):
            return _of_noun(words[len(before) + 1 :], language)
    return None


def _of_noun(noun: str, language: str) -> frozenset[str] | None:
    for nouns, types in ((relations(language).both_people, PEOPLE), (relations(language).both_bodies, BODIES)):
        if any(noun == known or noun.startswith(f"{known} ") for known in nouns):
            return types
    return None


def pairs_of(clusters: Sequence[Cluster], mentions: Sequence[MentionWords], language: str) -> dict[int, Pair]:
    """The two that each entity of words for two stands for, by its place in the list of clusters.

    They are the two fitting names of the nearest sentence before that has any, if it has exactly two; else the one
    there and the one fitting of the sentences before it. With more than two it is not guessed which are meant.
    """
    home = {member: place for place, cluster in enumerate(clusters) for member in cluster.members}
    found = {}
    for place, cluster in enumerate(clusters):
        first = cluster.members[0]
        if not cluster.is_named and (types := _wanted(mentions[first], language)):
            found[place] = _pair(first, types, mentions, home)
    return found


def _pair(first: int, types: frozenset[str], mentions: Sequence[MentionWords], home: dict[int, int]) -> Pair:
    at, own = mentions[first].found.span.sentence, home[first]
    fitting: list[int] = []
    for sentence in range(at, at - BACK - 1, -1):
        fitting += [one for one in _in_sentence(sentence, first, types, mentions, home) if one not in fitting]
        if len(fitting) >= 2:
            break
    fitting = [one for one in fitting if one != own]
    if len(fitting) == 2:
        return Pair(tuple(sorted(fitting)))
    return Pair(
        (), f"{len(fitting)} that would fit stand before it" if fitting else "none that would fit stands before it"
    )


def _in_sentence(
    sentence: int, first: int, types: frozenset[str], mentions: Sequence[MentionWords], home: dict[int, int]
) -> list[int]:
    """Places of the clusters that a sentence names before the mention, each once, of the types, no mere places."""
    found = []
    for place in range(first - 1, -1, -1):
        mention = mentions[place]
        if mention.found.span.sentence < sentence:
            break
        is_one = mention.found.type in types and not mention.title.plural and not _is_inside(place, mentions)
        if mention.found.span.sentence == sentence and is_one and mention.kind != "pronoun" and not mention.indefinite:
            found.append(home[place])
    return list(dict.fromkeys(found))


def _is_inside(place: int, mentions: Sequence[MentionWords]) -> bool:
    """Whether it says where something is rather than who acts."""
    return mentions[place].found.place >= 0.5 and mentions[place].found.type != "PER"
