"""The measures once more for one kind of statement or event: by form, speaker, type and status.

Recall of a kind: gold rows of that kind against everything predicted. Precision: predicted rows of that kind against
all of gold. So the measures stay the scorer's own, and a row given the wrong kind costs both kinds.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import msgspec

from bench.accuracy.corpus import Annotation, Sample, Scorer
from bench.accuracy.rates import Rate, Tally, rate
from lansir.record import EventType, Form, Status

__all__ = ["SPLITS", "Split", "pronouns", "speaker_kind", "split_rates"]

COUNT = re.compile(r"#\d+\Z")
SPEAKERS = ("named", "anonymous", "pronoun or elided", "none")
Row = dict[str, Any]
Kind = Callable[[Row, Row, Annotation, str], object]
"""What kind a row is: of the row, its sentence, its annotation and the language."""


@dataclass(frozen=True)
class Split:
    """Rows of one list ("statements", "events") told apart by kind and scored by one measure."""

    name: str
    rows: str
    measure: str
    kinds: tuple[str, ...]
    kind: Kind


@cache
def pronouns(language: str) -> frozenset[str]:
    """Pronouns of a language in lower case; none for a language without a list."""
    lists = msgspec.yaml.decode(
        files("bench.accuracy").joinpath("pronouns.yaml").read_bytes(), type=dict[str, list[str]]
    )
    return frozenset(lists.get(language, ()))


def speaker_kind(row: Row, sentence: Row, annotation: Annotation, language: str) -> str:
    """Kind of a statement's speaker: of an unnamed source "anonymous" comes before "pronoun or elided"."""
    speaker = row.get("speaker")
    if not speaker:
        return "none"
    mentions = {mention[0]: mention[1] for mention in sentence.get("mentions", [])}
    entity = annotation.get("entities", {}).get(speaker[1:] if speaker.startswith("@") else mentions.get(speaker), {})
    if entity.get("anonymous"):
        return "anonymous"
    if speaker.startswith("@") or COUNT.sub("", speaker).lower() in pronouns(language):
        return "pronoun or elided"
    return "named" if entity.get("name") else "anonymous"


SPLITS = (
    Split("form", "statements", "statements whole", get_args(Form), lambda row, *_: row.get("form")),
    Split("speaker", "statements", "statements whole", SPEAKERS, speaker_kind),
    Split("type", "events", "events", get_args(EventType), lambda row, *_: row.get("type")),
    Split("status", "events", "events status", get_args(Status), lambda row, *_: row.get("status")),
)


def split_rates(split: Split, corpus: list[Sample], scorer: Scorer) -> dict[str, Rate]:
    """Kind -> rate, for the kinds that gold or the predictions have."""
    rates = {kind: rate([_tally(split, kind, sample, scorer) for sample in corpus]) for kind in split.kinds}
    return {kind: found for kind, found in rates.items() if found.gold or found.predicted}


def _tally(split: Split, kind: str, sample: Sample, scorer: Scorer) -> Tally:
    gold, found = (_only(split, kind, side, sample.language) for side in (sample.gold, sample.predicted))
    if not _rows(gold, split.rows) and not _rows(found, split.rows):
        return 0, 0, 0, 0
    hit, have, _ = scorer.counts(replace(sample, predicted=found))[split.measure]
    back, _, want = scorer.counts(replace(sample, gold=gold))[split.measure]
    return hit, have, back, want


def _only(split: Split, kind: str, annotation: Annotation, language: str) -> Annotation:
    """The annotation with only those rows of the split's list that are of this kind."""

    def kept(sentence: Row) -> Iterable[Row]:
        rows = sentence.get(split.rows, [])
        return [row for row in rows if split.kind(row, sentence, annotation, language) == kind]

    return {**annotation, "sentences": [{**s, split.rows: kept(s)} for s in annotation.get("sentences", [])]}


def _rows(annotation: Annotation, rows: str) -> int:
    return sum(len(sentence[rows]) for sentence in annotation["sentences"])
