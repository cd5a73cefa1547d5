"""The whole run: every change over every document, as one typed structure (and as JSON)."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from bench.accuracy.corpus import Counts, Scorer, samples
from bench.accuracy.rates import RESAMPLES, SEED, Floats, Rate, rate, tally_of
from bench.machine import Machine, machine
from bench.parts import Part
from bench.robustness.changes import CHANGES
from bench.robustness.comparing import ELSEWHERE, QUOTED, Outcome, compare, read_original
from bench.robustness.languages import Twin, twins
from bench.robustness.subject import Change

__all__ = ["MEASURES", "Difference", "Results", "Row", "evaluate", "row_of"]

MEASURES = ("events", "events whole", "statements whole", "times value")


class Difference(msgspec.Struct, frozen=True):
    """F1 against gold after the change less that before it, with its 95% interval over resampled documents."""

    value: float
    low: float
    high: float
    before: float
    after: float


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A change over the documents that it changes.

    `same` and `by_language` hold F1 between the two readings, `against_gold` how the score moves.
    """

    change: str
    documents: int
    stretches: int
    lost: int
    same: dict[str, Rate]
    by_language: dict[str, dict[str, Rate]]
    against_gold: dict[str, Difference]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """All changes, and the same documents in the other language where they were given."""

    part: Part
    documents: int
    machine: Machine
    model: str
    lansir: str
    rows: list[Row]
    twins: dict[str, Rate]
    twin_documents: int


def evaluate(
    annotation_dir: Path,
    part: Part = "development",
    parallel: Path | None = None,
    changes: Sequence[Change] = CHANGES,
    every: int = 1,
    progress: Callable[[str], None] | None = None,
) -> Results:
    """Read every `every`-th document of a part before and after each change; InputError where something is missing."""
    scorer, known = Scorer(annotation_dir), samples(annotation_dir, part)[::every]
    originals = [read_original(sample, scorer) for sample in known]
    rows = []
    for change in changes:
        if progress:
            progress(change.name)
        outcomes = [found for original in originals if (found := compare(original, change, scorer))]
        rows.append(row_of(change.name, outcomes))
    pairs: list[Twin] = twins(parallel, known) if parallel else []
    record = originals[0].subject.record
    assert record is not None
    return Results(
        part=part,
        documents=len(known),
        machine=machine(),
        model=record.model,
        lansir=record.lansir,
        rows=rows,
        twins={name: rate([twin.tallies[name] for twin in pairs]) for name in (pairs[0].tallies if pairs else ())},
        twin_documents=len(pairs),
    )


def row_of(name: str, outcomes: Sequence[Outcome]) -> Row:
    """A row of the table."""
    languages = sorted({outcome.language for outcome in outcomes})
    return Row(
        change=name,
        documents=len(outcomes),
        stretches=sum(outcome.stretches for outcome in outcomes),
        lost=sum(outcome.lost for outcome in outcomes),
        same=_same(outcomes),
        by_language={language: _same(o for o in outcomes if o.language == language) for language in languages},
        against_gold={measure: _difference(outcomes, measure) for measure in MEASURES},
    )


def _same(outcomes: Iterable[Outcome]) -> dict[str, Rate]:
    counts = [outcome.same for outcome in outcomes]
    measures = (*MEASURES, QUOTED, ELSEWHERE)
    return {measure: rate([tally_of(one, measure) for one in counts]) for measure in measures}


def _difference(outcomes: Sequence[Outcome], measure: str) -> Difference:
    """The documents are drawn together with both of their readings."""
    sides = [_table([getattr(outcome, side) for outcome in outcomes], measure) for side in ("before", "after")]
    size = len(sides[0])
    draws = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), RESAMPLES).astype(float)
    before, after = (_f1(side.sum(axis=0)[None])[0] for side in sides)
    low, high = np.percentile(_f1(draws @ sides[1]) - _f1(draws @ sides[0]), [2.5, 97.5])
    return Difference(float(after - before), float(low), float(high), float(before), float(after))


def _table(counts: Sequence[Counts], measure: str) -> Floats:
    return np.asarray([one.get(measure, (0.0, 0.0, 0.0)) for one in counts] or [(0, 0, 0)], dtype=float)


def _f1(sums: Floats) -> Floats:
    """F1 of rows of (right, predicted, gold)."""
    whole = sums[:, 1] + sums[:, 2]
    found: Floats = np.divide(2 * sums[:, 0], whole, out=np.zeros(len(sums)), where=whole > 0)
    return found
