"""Annotated documents as what a system is asked about and as what it learns from."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench.accuracy.corpus import Annotation, Sample
from bench.gold_pairs import ACTING, gold_pairs
from bench.occurrence import locate
from bench.peers.exchange import Act, Lesson, Pair, Spot, Text
from lansir.annotate import Document

__all__ = ["OWN", "acting_mentions", "lesson", "own_samples", "pairs_of", "text_of"]

OWN = Path(__file__).parents[2] / "training" / "annotated"
COMPARED = ("en", "id")
"""The languages that the systems are compared in; documents in others would be no lessons."""


def own_samples(folder: Path = OWN) -> list[Sample]:
    """The annotated documents of our own wording, in the languages compared."""
    rows = (
        msgspec.json.decode(line, type=dict[str, Any])
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
        if line.strip()
    )
    known = (Sample(msgspec.convert(row["text"], Document), row["gold"], {}) for row in rows)
    return [sample for sample in known if sample.language in COMPARED]


def text_of(sample: Sample, mentions: list[Spot] | None = None) -> Text:
    """The document as a system sees it."""
    told = sample.document
    return Text(told.doc, sample.language, told.sentences, told.published, mentions or [])


def lesson(sample: Sample) -> Lesson:
    """The document with what is right in it."""
    cues = [spot for i, row in _rows(sample, "statements") if (spot := _spot(sample, i, row.get("cue")))]
    acts = [act for i, row in _rows(sample, "events") if (act := _act(sample, i, row))]
    return Lesson(text_of(sample), cues, acts, pairs_of([sample], asked=False))


def pairs_of(samples: Iterable[Sample], *, asked: bool) -> list[Pair]:
    """The pairs that an act joins, in the order of `gold_pairs`; asked ones do not tell their types."""
    return [
        Pair(p.text, p.actor, p.recipient, p.language, p.document, [] if asked else list(p.statuses))
        for p in gold_pairs(list(samples))
        if p.statuses
    ]


def acting_mentions(annotation: Annotation, document: Document) -> list[Spot]:
    """Where those who can act are mentioned in an annotation, in order of place."""
    kinds = {key: entity.get("type") for key, entity in annotation.get("entities", {}).items()}
    spots = (
        (row["i"], *span)
        for row in annotation.get("sentences", [])
        for words, key, *_ in row.get("mentions", [])
        if kinds.get(key) in ACTING and (span := locate(words, document.sentences[row["i"]]))
    )
    return sorted(spots)


def _rows(sample: Sample, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for sentence in sample.gold["sentences"]:
        for row in sentence.get(kind, []):
            yield sentence["i"], row


def _act(sample: Sample, i: int, row: dict[str, Any]) -> Act | None:
    trigger = _spot(sample, i, row["trigger"])
    slots = (
        [s for words in row.get(role) or [] if (s := _spot(sample, i, words))] for role in ("actors", "recipients")
    )
    return Act(trigger, row["type"], row["status"], *slots) if trigger else None


def _spot(sample: Sample, i: int, words: str | None) -> Spot | None:
    span = locate(words, sample.document.sentences[i]) if words else None
    return (i, *span) if span else None
