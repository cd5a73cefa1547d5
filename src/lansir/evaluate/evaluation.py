"""Documents evaluated: the measures of all and of each language, and the disagreements, worst first."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from lansir.evaluate.disagreement import Disagreement, worst_first
from lansir.evaluate.evidence import Evidence
from lansir.evaluate.matching import Matching
from lansir.evaluate.measures import MEASURES, Counts, Rate, counts, rate, total
from lansir.evaluate.of_entities import entity_disagreements
from lansir.evaluate.of_events import event_disagreements
from lansir.evaluate.of_mentions import mention_disagreements
from lansir.evaluate.of_statements import statement_disagreements
from lansir.evaluate.of_times import time_disagreements
from lansir.evaluate.predicted import Predict
from lansir.evaluate.samples import Sample
from lansir.evaluate.side import Side
from lansir.limits import within_time

__all__ = ["ALL", "Evaluation", "Group", "disagreements", "evaluate"]

ALL = "all"
FINDERS = (
    event_disagreements,
    statement_disagreements,
    time_disagreements,
    entity_disagreements,
    mention_disagreements,
)


class Group(msgspec.Struct, frozen=True):
    """The measures of some documents together."""

    documents: int
    measures: dict[str, Rate]


class Evaluation(NamedTuple):
    """`groups` has "all" and each language, the latter sorted; `disagreements` are worst first."""

    groups: dict[str, Group]
    disagreements: list[Disagreement]


def evaluate(samples: list[Sample], predict: Predict, progress: Callable[[int, int], None] | None = None) -> Evaluation:
    """Compare what is predicted of each document with its gold.

    `progress` is told after each document how many of how many are done. Raises InputError where a document has no
    proper date or takes longer than a page may, and what `predict` raises.
    """
    found: list[Disagreement] = []
    counted: list[tuple[str, Counts]] = []
    for done, sample in enumerate(samples, 1):
        numbers, its = _compared(sample, predict)
        counted.append((sample.language, numbers))
        found += its
        if progress:
            progress(done, len(samples))
    return Evaluation(_groups(counted), worst_first(found))


def disagreements(evidence: Evidence) -> list[Disagreement]:
    """Every point of a document on which gold and what was read disagree."""
    return [one for find in FINDERS for one in find(evidence)]


def _compared(sample: Sample, predict: Predict) -> tuple[Counts, list[Disagreement]]:
    def compared() -> tuple[Counts, list[Disagreement]]:
        evidence = _evidence(sample, predict)
        return counts(evidence.matching), disagreements(evidence)

    return within_time(compared, name=sample.name)


def _evidence(sample: Sample, predict: Predict) -> Evidence:
    predicted = predict(sample)
    sentences = sample.document.sentences
    matching = Matching(Side(sample.gold, sentences), Side(predicted.annotation, sentences))
    return Evidence(sample.name, sample.language, matching, predicted.certainty)


def _groups(counted: list[tuple[str, Counts]]) -> dict[str, Group]:
    languages = sorted({language for language, _ in counted})
    groups = {ALL: [found for _, found in counted]}
    groups |= {language: [found for its, found in counted if its == language] for language in languages}
    return {name: _group(found) for name, found in groups.items()}


def _group(found: list[Counts]) -> Group:
    summed = total(found)
    return Group(len(found), {name: rate(name, summed[name]) for name in MEASURES})
