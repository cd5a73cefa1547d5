"""Comparing groups with gold groups: pairs, and B-cubed (Bagga and Baldwin 1998) for items of several gold groups."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Set
from typing import NamedTuple

__all__ = ["Rates", "b_cubed", "harmonic", "pairwise", "rates"]


class Rates(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return harmonic(self.precision, self.recall)


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean of the two, F1; 0 where both are."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def rates(found: Set[Hashable], gold: Set[Hashable]) -> Rates:
    """Of two sets."""
    right = len(found & gold)
    return Rates(right / max(1, len(found)), right / max(1, len(gold)))


def pairwise(found: Mapping[int, int], gold: Mapping[int, frozenset[str]]) -> Rates:
    """Over pairs of items: those in one group, and those that have a gold group in common."""
    right = together = belong = 0
    for group, mates in _neighbours(found, gold):
        same = sum(bool(gold[item] & gold[mate]) for item, mate in group)
        right, together, belong = right + same, together + len(group), belong + mates
    return Rates(right / max(1, together), right / max(1, belong))


def b_cubed(found: Mapping[int, int], gold: Mapping[int, frozenset[str]]) -> Rates:
    """Averaged over items: how much of an item's group belongs with it, and how much of what does is in its group."""
    precision = recall = 0.0
    for group, mates in _neighbours(found, gold):
        same = 1 + sum(bool(gold[item] & gold[mate]) for item, mate in group)
        precision, recall = precision + same / (1 + len(group)), recall + same / (1 + mates)
    return Rates(precision / max(1, len(gold)), recall / max(1, len(gold)))


def _neighbours(
    found: Mapping[int, int], gold: Mapping[int, frozenset[str]]
) -> list[tuple[list[tuple[int, int]], int]]:
    """Of each item: itself with each other of its group, and how many others share a gold group with it."""
    groups: dict[int, list[int]] = defaultdict(list)
    members: dict[str, set[int]] = defaultdict(set)
    for item, keys in gold.items():
        groups[found[item]].append(item)
        for key in keys:
            members[key].add(item)
    return [
        (
            [(item, mate) for mate in groups[found[item]] if mate != item],
            len(set[int]().union(*(members[key] for key in keys))) - 1,
        )
        for item, keys in gold.items()
    ]
