"""Whether a confidence of .8 is right eight times in ten: expected calibration error of what the reader says.

An item is judged alone against all of gold: a mention by its exact span, a statement whole, an event by its type and
trigger.
"""

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import numpy as np

from bench.accuracy.corpus import Sample, Scorer
from lansir.annotate import annotation_of, article_of
from lansir.record import Record

__all__ = ["Bin", "Calibration", "Judged", "calibration", "expected_error", "judge"]

BINS = 10
Judged = tuple[float, bool]
"""A confidence, and whether the item was right."""


class Bin(msgspec.Struct, frozen=True):
    """Items whose confidence lies in one tenth of the scale: their mean confidence and the share that is right."""

    items: int
    confidence: float
    right: float


class Calibration(msgspec.Struct, frozen=True):
    """`error` is the mean distance of confidence and share right over the bins, weighted by their items."""

    items: int
    error: float
    bins: list[Bin]


def calibration(samples: list[Sample], records: list[Record], scorer: Scorer) -> dict[str, Calibration]:
    """Calibration of mentions, statements and events."""
    judged = judge(samples, records, scorer)
    return {name: expected_error(items) for name, items in judged.items() if items}


def judge(samples: list[Sample], records: list[Record], scorer: Scorer) -> dict[str, list[Judged]]:
    """Every mention, statement and event of the records with its confidence, judged."""
    judged: dict[str, list[Judged]] = {"mentions": [], "statements": [], "events": []}
    for sample, record in zip(samples, records, strict=True):
        judged["mentions"] += _mentions(sample, record, scorer)
        for rows, measure in (("statements", "statements whole"), ("events", "events")):
            judged[rows] += _alone(sample, record, scorer, rows, measure)
    return judged


def expected_error(judged: list[Judged]) -> Calibration:
    """Expected calibration error over ten bins of equal width."""
    confidence = np.array([item[0] for item in judged])
    right = np.array([item[1] for item in judged], dtype=float)
    which = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    masks = [which == n for n in range(BINS)]
    bins = [Bin(int(m.sum()), float(confidence[m].mean()), float(right[m].mean())) for m in masks if m.any()]
    error = sum(b.items * abs(b.confidence - b.right) for b in bins) / max(len(judged), 1)
    return Calibration(len(judged), error, bins)


def _mentions(sample: Sample, record: Record, scorer: Scorer) -> Iterable[Judged]:
    gold = scorer.mentions(sample.gold, sample.document)
    spans = article_of(sample.document)[1]
    wanted = {(spans[i].start + start, spans[i].start + end) for i, start, end in gold}
    return [(m.confidence, (m.span.start, m.span.end) in wanted) for m in record.mentions]


def _alone(sample: Sample, record: Record, scorer: Scorer, rows: str, measure: str) -> Iterable[Judged]:
    spans = article_of(sample.document)[1]
    bare = msgspec.structs.replace(record, statements=[], events=[])
    for item in getattr(record, rows):
        only = annotation_of(msgspec.structs.replace(bare, **{rows: [item]}), sample.document, spans)
        hit, have, _ = scorer.counts(replace(sample, predicted=only))[measure]
        yield item.confidence, bool(have) and hit == have
