"""From counts of documents to precision, recall and F1 with bootstrap intervals over the documents."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from bench.accuracy.corpus import Counts

__all__ = ["SHARES", "Rate", "Tally", "is_share", "measure_names", "rate", "tally_of"]

RESAMPLES = 1000
SEED = 20240506
SHARES = ("B3", "said actual")
Floats = npt.NDArray[np.float64]
Tally = tuple[float, float, float, float]
"""Of one document: right among the predicted, predicted, found among the gold, gold."""


class Rate(msgspec.Struct, frozen=True):
    """A measure over documents: F1 (or a plain share, then without P and R) with its 95% interval."""

    value: float
    low: float
    high: float
    predicted: int
    gold: int
    precision: float | None = None
    recall: float | None = None


def rate(tallies: Sequence[Tally], share: bool = False) -> Rate:
    """F1 of the summed tallies, and the percentile interval of 1,000 resamples of the documents (fixed seed)."""
    table = np.asarray(tallies or [(0, 0, 0, 0)], dtype=float)
    total = table.sum(axis=0)
    draws = np.random.default_rng(SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), RESAMPLES)
    low, high = np.percentile(_f1(draws.astype(float) @ table), [2.5, 97.5])
    precision, recall = _shares(total[[0, 2]], total[[1, 3]]).tolist()
    return Rate(
        value=float(_f1(total[None])[0]),
        low=float(low),
        high=float(high),
        predicted=int(total[1]),
        gold=int(total[3]),
        precision=None if share else precision,
        recall=None if share else recall,
    )


def tally_of(counts: Counts, measure: str) -> Tally:
    """The tally of a measure in one document: shares and recalls have one denominator, the others two."""
    hit, have, want = counts.get(measure, (0.0, 0.0, 0.0))
    if any(word in measure for word in SHARES):
        return hit, have, hit, have
    return (hit, want, hit, want) if measure.endswith("recall") else (hit, have, hit, want)


def is_share(measure: str) -> bool:
    """Whether a measure is a plain share rather than an F1."""
    return any(word in measure for word in SHARES) or measure.endswith("recall")


def measure_names(counts: Iterable[Counts]) -> list[str]:
    """The measures of all documents in the order in which the scorer gives them."""
    return list(dict.fromkeys(name for of_document in counts for name in of_document))


def _f1(sums: Floats) -> Floats:
    precision, recall = _shares(sums[:, 0], sums[:, 1]), _shares(sums[:, 2], sums[:, 3])
    return _shares(2 * precision * recall, precision + recall)


def _shares(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return found
