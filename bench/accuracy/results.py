"""Everything that the accuracy bench finds, as one typed structure (and as JSON)."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.accuracy.calibration import Calibration, calibration
from bench.accuracy.corpus import Counts, Sample, Scorer, predicted_from, samples
from bench.accuracy.rates import Rate, is_share, measure_names, rate, tally_of
from bench.accuracy.reading import Read, Speed, read_all
from bench.accuracy.splits import SPLITS, split_rates
from bench.machine import Machine, machine
from bench.parts import Part

__all__ = ["HEADLINE", "Results", "evaluate"]

HEADLINE = ("mentions typed", "times value", "statements whole", "events", "events whole")
SHORT, MIDDLE = 11, 16
"""Sentences of a short and of a middling document: about a third of the annotated articles each."""

Rates = dict[str, Rate]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Scores over `documents` documents; `speed` and `calibration` only where the reader itself was run."""

    part: Part
    documents: int
    machine: Machine
    measures: Rates
    by_language: dict[str, Rates]
    by_length: dict[str, Rates]
    splits: dict[str, Rates]
    model: str | None = None
    lansir: str | None = None
    speed: Speed | None = None
    calibration: dict[str, Calibration] = {}


def evaluate(
    annotation_dir: Path,
    part: Part = "development",
    predicted: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Results:
    """Score the predictions of a folder, or what the reader finds now; InputError where something is missing."""
    scorer, known = Scorer(annotation_dir), samples(annotation_dir, part)
    read = None if predicted else read_all(known, progress)
    corpus = read.samples if read else predicted_from(predicted or Path(), known)
    counts = [scorer.counts(sample) for sample in corpus]
    results = Results(
        part=part,
        documents=len(corpus),
        machine=machine(),
        measures=_rates(counts, measure_names(counts)),
        by_language=_grouped(corpus, counts, lambda sample: sample.language),
        by_length=_grouped(corpus, counts, _length),
        splits={split.name: split_rates(split, corpus, scorer) for split in SPLITS},
    )
    return _of_reading(results, read, scorer) if read else results


def _of_reading(results: Results, read: Read, scorer: Scorer) -> Results:
    return msgspec.structs.replace(
        results,
        model=read.records[0].model,
        lansir=read.records[0].lansir,
        speed=read.speed,
        calibration=calibration(read.samples, read.records, scorer),
    )


def _rates(counts: list[Counts], measures: list[str]) -> Rates:
    return {
        name.strip(): rate([tally_of(of_document, name) for of_document in counts], share=is_share(name))
        for name in measures
    }


def _grouped(corpus: list[Sample], counts: list[Counts], group: Callable[[Sample], str]) -> dict[str, Rates]:
    """The headline measures for each group of documents, groups in order of name."""
    groups: dict[str, list[Counts]] = {}
    for sample, of_document in zip(corpus, counts, strict=True):
        groups.setdefault(group(sample), []).append(of_document)
    return {name: _rates(groups[name], list(HEADLINE)) for name in sorted(groups)}


def _length(sample: Sample) -> str:
    sentences = len(sample.document.sentences)
    if sentences <= SHORT:
        return f"1-{SHORT} sentences"
    return f"{SHORT + 1}-{MIDDLE} sentences" if sentences <= MIDDLE else f"{MIDDLE + 1} sentences and more"
