"""Marked pairs of annotated documents: in one sentence, who acts and on whom, and what the annotation says joins them.

A pair that no act joins in either direction counts as `NONE`; of these as many are drawn as there are joined ones.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.accuracy.corpus import Sample
from training.corpus import GoldDocument, GoldMention, read_document

__all__ = ["GoldPair", "gold_pairs"]

ACTING = frozenset({"PER", "ORG", "GPE", "NORP"})
SEED = 5
Spot = tuple[int, int]


class GoldPair(NamedTuple):
    """A sentence with two spans of it, the types that are right with their statuses; none: nothing joins them."""

    document: str
    language: str
    text: str
    actor: Spot
    recipient: Spot
    statuses: dict[str, str]


def gold_pairs(samples: Sequence[Sample]) -> list[GoldPair]:
    """The pairs of the documents in order, joined ones before the others of a document."""
    chance = random.Random(SEED)
    return [pair for sample in samples for pair in _of(sample, chance)]


def _of(sample: Sample, chance: random.Random) -> list[GoldPair]:
    told = sample.document
    document = read_document({"sentences": told.sentences, "lang": told.lang}, sample.gold)
    joined = _joined(document)
    empty = [pair for pair in _sides(document) if pair not in joined and pair[::-1] not in joined]
    drawn = chance.sample(empty, min(len(joined), len(empty)))
    pairs = [*joined.items(), *((pair, {}) for pair in sorted(drawn))]
    return [_pair(document, sample.language, pair, statuses) for pair, statuses in pairs]


def _joined(document: GoldDocument) -> dict[tuple[Spot, Spot], dict[str, str]]:
    """(actor, recipient) mentions of one sentence, in words, with the types that join them and their statuses."""
    found: dict[tuple[Spot, Spot], dict[str, str]] = {}
    for trigger in document.triggers:
        sides = [
            [spot for filler in trigger.roles[role] for spot in filler if _sentence(document, spot) == here]
            for here in (_sentence(document, trigger.span),)
            for role in ("actor", "recipient")
        ]
        for actor in sides[0]:
            for recipient in sides[1]:
                if actor != recipient:
                    found.setdefault((actor, recipient), {}).setdefault(trigger.type, trigger.status)
    return found


def _sides(document: GoldDocument) -> Iterator[tuple[Spot, Spot]]:
    """Every two mentions of actors in one sentence that are not one entity."""
    mentions: dict[int, list[GoldMention]] = {}
    for mention in document.mentions:
        if mention.type in ACTING:
            mentions.setdefault(_sentence(document, mention.span), []).append(mention)
    for near in mentions.values():
        yield from ((a.span, b.span) for a in near for b in near if a.entity != b.entity)


def _sentence(document: GoldDocument, spot: Spot) -> int:
    start = document.words[spot[0]][0]
    return next(k for k, (_, end) in enumerate(document.sentences) if start < end)


def _pair(document: GoldDocument, language: str, pair: tuple[Spot, Spot], statuses: dict[str, str]) -> GoldPair:
    begin, end = document.sentences[_sentence(document, pair[0])]
    spans = [(document.words[first][0] - begin, document.words[last - 1][1] - begin) for first, last in pair]
    return GoldPair(document.name, language, document.text[begin:end], spans[0], spans[1], statuses)
