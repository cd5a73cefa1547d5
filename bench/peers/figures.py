"""Measures of the answers with their bootstrap intervals, whatever was asked."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from bench.accuracy.corpus import Sample, Scorer
from bench.accuracy.rates import rate, tally_of
from bench.pages import compare, scores
from bench.pairs import Answer, macro_f1
from bench.peers.exchange import Pair

__all__ = ["MEASURES", "Figure", "of_documents", "of_pages", "of_pairs"]

RESAMPLES, SEED = 1000, 1
MEASURES = {
    "statements": ("statements whole", "statements speaker", "statements", "  direct recall"),
    "times": ("times value", "times"),
    "events": ("events whole", "events actor", "events", "  trigger, any type"),
}
"""The scorer's measures that tell of each task, the main one first."""
Group = TypeVar("Group")


class Figure(msgspec.Struct, frozen=True):
    """A measure with its 95% interval; precision and recall where it has them."""

    value: float
    low: float
    high: float
    precision: float | None = None
    recall: float | None = None


def of_documents(samples: Sequence[Sample], scorer: Scorer, measures: Sequence[str]) -> dict[str, Figure]:
    """Measure -> F1 (or recall) over the documents, their `predicted` against their gold."""
    counts = [scorer.counts(sample) for sample in samples]
    rates = {name.strip(): rate([tally_of(one, name) for one in counts], share="recall" in name) for name in measures}
    return {name: Figure(r.value, r.low, r.high, r.precision, r.recall) for name, r in rates.items()}


def of_pairs(right: Sequence[Sequence[str]], said: Sequence[str], pairs: Sequence[Pair]) -> dict[str, Figure]:
    """Macro F1 over the types in gold and the share that is right; the right types of a pair are given in `right`.

    Where several are right, the one that was said counts as gold, else the first.
    """
    by_document: dict[str, list[Answer]] = {}
    for types, answer, pair in zip(right, said, pairs, strict=True):
        gold = answer if answer in types else types[0]
        by_document.setdefault(pair.doc, []).append(Answer(pair.doc, gold, answer))
    groups = list(by_document.values())
    return {"macro F1": _figure(groups, _macro), "right": _figure(groups, _share)}


def of_pages(wanted: Sequence[str], found: Sequence[str]) -> dict[str, Figure]:
    """F1 of the means over pages, by the article extraction benchmark's own measure (`bench.pages`)."""
    counts = [compare(right, mine) for right, mine in zip(wanted, found, strict=True)]
    whole, spread = scores(counts), _figure(counts, lambda drawn: scores(drawn).f1)
    return {"F1": Figure(whole.f1, spread.low, spread.high, whole.precision, whole.recall)}


def _figure(groups: Sequence[Group], measure: Callable[[Sequence[Group]], float]) -> Figure:
    """The measure over all groups, and the middle 95% of it over resamples of them (fixed seed)."""
    chance = np.random.default_rng(SEED)
    draws = (chance.integers(len(groups), size=len(groups)) for _ in range(RESAMPLES))
    low, high = np.quantile([measure([groups[k] for k in drawn]) for drawn in draws], [0.025, 0.975])
    return Figure(measure(groups), float(low), float(high))


def _macro(groups: Sequence[Sequence[Answer]]) -> float:
    return macro_f1([answer for group in groups for answer in group])


def _share(groups: Sequence[Sequence[Answer]]) -> float:
    return float(np.mean([answer.gold == answer.said for group in groups for answer in group]))
