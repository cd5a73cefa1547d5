"""Where times disagree: missed, invented, or of another value."""

from collections.abc import Iterator

from lansir.evaluate.annotation import TimeRow
from lansir.evaluate.disagreement import Disagreement, Mark, Reading
from lansir.evaluate.evidence import Evidence, Told

__all__ = ["time_disagreements"]


def time_disagreements(evidence: Evidence) -> Iterator[Disagreement]:
    """Of partners the value where it is not the same; and what has no partner."""
    matching = evidence.matching
    used = {pair.predicted for pair in matching.time_pairs}
    wanted = {pair.gold for pair in matching.time_pairs}
    for mine, theirs, _ in matching.time_pairs:
        (i, have), (_, want) = matching.times[mine], matching.gold_times[theirs]
        if have.value != want.value:
            gold, ours = _value(evidence.gold, i, want), _value(evidence.ours, i, have)
            confidence = _confidence(evidence, i, have) if have.value else None
            yield evidence.told("time-value", i, gold, ours, confidence=confidence)
    for mine, (i, have) in enumerate(matching.times):
        if mine not in used:
            ours = _whole(evidence.ours, i, have)
            yield evidence.told("time-invented", i, None, ours, confidence=_confidence(evidence, i, have))
    for theirs, (i, want) in enumerate(matching.gold_times):
        if theirs not in wanted:
            yield evidence.told("time-missed", i, _whole(evidence.gold, i, want), None)


def _value(told: Told, i: int, row: TimeRow) -> Reading:
    return Reading([row.value] if row.value else [], _marks(told, i, row))


def _whole(told: Told, i: int, row: TimeRow) -> Reading:
    marks = _marks(told, i, row)
    words = [mark.text for mark in marks] or [row.words]
    return Reading([*words, *([row.value] if row.value else [])], marks)


def _marks(told: Told, i: int, row: TimeRow) -> list[Mark]:
    return told.marks(i, "time", [told.side.range_of(i, row.words)])


def _confidence(evidence: Evidence, i: int, row: TimeRow) -> float | None:
    span = evidence.matching.predicted.range_of(i, row.words)
    return evidence.certainty.times.get((i, *span)) if span else None
