"""One point on which gold and what was read disagree, with the words that both sides mean."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

__all__ = ["KINDS", "Disagreement", "Kind", "Mark", "MarkRole", "Reading", "by_kind", "few_of_each", "worst_first"]

Kind = Literal[
    "event-invented", "event-type", "event-status", "event-actor", "event-recipient",
    "statement-invented", "statement-speaker", "statement-bounds",
    "time-invented", "time-value", "entity-merged", "entity-split",
    "mention-invented", "mention-type", "mention-bounds",
    "event-missed", "statement-missed", "time-missed", "mention-missed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What was said and is wrong, then what is missing."""
MarkRole = Literal["trigger", "actor", "recipient", "speaker", "cue", "content", "time", "mention"]


class Mark(msgspec.Struct, frozen=True, order=True):
    """Words of the sentence: `text == sentence[start:end]`, offsets in code points."""

    start: int
    end: int
    role: MarkRole
    text: str


class Reading(msgspec.Struct, frozen=True):
    """What one side says: `values` of the disagreement's kind, empty where it says nobody or nothing; and its words."""

    values: list[str] = []
    marks: list[Mark] = []


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """`sentence` is the number of the sentence, counted from 0, `text` its words.

    `gold` is None where it says nothing there, `ours` where we do not. `about` is the type of the event, the form of
    the statement or the type of the entity. `confidence` is ours in what is wrong; None where we said nothing, or
    nobody has told it.
    """

    kind: Kind
    document: str
    language: str
    sentence: int
    text: str
    gold: Reading | None = None
    ours: Reading | None = None
    about: str | None = None
    confidence: float | None = None

    @property
    def missing(self) -> bool:
        """Whether we said nothing where gold says something."""
        return self.ours is None or not self.ours.values


def worst_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    """What was said with high confidence and is wrong, then what is missing."""
    return sorted(found, key=_rank)


def by_kind(found: Iterable[Disagreement]) -> dict[Kind, int]:
    """How many there are of each kind that there is, in the order of KINDS."""
    number = Counter(one.kind for one in found)
    return {kind: number[kind] for kind in KINDS if number[kind]}


def few_of_each(found: Iterable[Disagreement], limit: int) -> list[Disagreement]:
    """The first of each kind, in their order; all where the limit is 0."""
    taken: Counter[Kind] = Counter()
    kept = []
    for one in found:
        taken[one.kind] += 1
        if not limit or taken[one.kind] <= limit:
            kept.append(one)
    return kept


def _rank(one: Disagreement) -> tuple[object, ...]:
    certainty = -1.0 if one.confidence is None else one.confidence
    return one.missing, -certainty, KINDS.index(one.kind), one.document, one.sentence, _first(one)


def _first(one: Disagreement) -> int:
    marks = [mark.start for side in (one.gold, one.ours) if side for mark in side.marks]
    return min(marks, default=0)
