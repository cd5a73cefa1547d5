"""Which row of one side is which of the other, by the rules of the annotated articles' own scorer.

Rows are known by their place in the lists of `Side.times`, `Side.statements` and `Side.events`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from lansir.evaluate.annotation import TimeRow
from lansir.evaluate.side import Range, Role, Side, Slot, Tokens, agree, aligned, overlap, same

__all__ = ["ALIKE", "WHOLE", "EventVerdict", "Matching", "Pair", "one_to_one"]

ALIKE, WHOLE = 0.5, 0.8
"""F1 of content tokens from which two statements are each other's, and from which the content is whole."""
Row = TypeVar("Row")
Rated = tuple[float, int, int]


class Pair(NamedTuple):
    """A predicted row and its gold row, with how well they go together."""

    predicted: int
    gold: int
    score: float


class EventVerdict(NamedTuple):
    """What agrees of two events of one type."""

    status: bool
    actors: bool
    recipients: bool


def one_to_one(pairs: Iterable[Rated]) -> list[Pair]:
    """The best pairs first, each row in one pair at most; `pairs` are (score, predicted, gold)."""
    used_predicted: set[int] = set()
    used_gold: set[int] = set()
    found = []
    for score, predicted, gold in sorted(pairs, reverse=True):
        if predicted not in used_predicted and gold not in used_gold:
            used_predicted.add(predicted)
            used_gold.add(gold)
            found.append(Pair(predicted, gold, score))
    return found


class Matching:
    """The two sides of a document, row against row."""

    def __init__(self, gold: Side, predicted: Side) -> None:
        """Match what was predicted with gold."""
        self.gold, self.predicted = gold, predicted
        self.mapping = aligned(gold, predicted)
        self.gold_times, self.times = gold.times(), predicted.times()
        self.gold_statements, self.statements = gold.statements(), predicted.statements()
        self.gold_events, self.events = gold.events(), predicted.events()

    @cached_property
    def time_pairs(self) -> list[Pair]:
        """Times whose spans overlap, the longest overlap first."""
        want, have = _ranges(self.gold, self.gold_times), _ranges(self.predicted, self.times)
        return one_to_one(_overlapping(self.times, self.gold_times, have, want))

    @cached_property
    def statement_pairs(self) -> list[Pair]:
        """Statements of one sentence whose contents are alike."""
        return one_to_one(pair for pair in self._contents(*self.contents) if pair[0] >= ALIKE)

    @cached_property
    def contents(self) -> tuple[list[Tokens], list[Tokens]]:
        """The tokens of what is said in each statement, predicted and gold."""
        have = [self.predicted.content(i, row) for i, row in self.statements]
        return have, [self.gold.content(i, row) for i, row in self.gold_statements]

    @cached_property
    def loose_statement_pairs(self) -> list[Pair]:
        """Of the statements without a partner those that share a token of content at least."""
        pairs = [pair for pair in self._contents(*self.contents) if pair[0]]
        return _among_the_rest(pairs, self.statement_pairs)

    @cached_property
    def event_pairs(self) -> list[Pair]:
        """Events of one sentence and type whose triggers share a token, those that agree most first."""
        return one_to_one(
            (1 + sum(self.verdict(mine, theirs)), mine, theirs)
            for mine, theirs in self._same_trigger()
            if self.events[mine][1].type == self.gold_events[theirs][1].type
        )

    @cached_property
    def untyped_pairs(self) -> list[Pair]:
        """Events of one sentence whose triggers share a token, whatever type they have."""
        return one_to_one((1, mine, theirs) for mine, theirs in self._same_trigger())

    @cached_property
    def mistyped_pairs(self) -> list[Pair]:
        """Of the events without a partner those whose triggers share a token: they differ in type."""
        pairs = [(1.0, mine, theirs) for mine, theirs in self._same_trigger()]
        return _among_the_rest(pairs, self.event_pairs)

    def verdict(self, mine: int, theirs: int) -> EventVerdict:
        """What agrees of a predicted and a gold event."""
        (i, have), (_, want) = self.events[mine], self.gold_events[theirs]
        actors, recipients = (
            agree(self.predicted.slots(i, have, role), self.gold.slots(i, want, role), self.mapping)
            for role in ("actors", "recipients")
        )
        return EventVerdict(have.status == want.status, actors, recipients)

    def wrong(self, mine: int, theirs: int, role: Role) -> list[Slot]:
        """Those who fill a slot of a predicted event and are nobody's in the slot of the gold one."""
        (i, have), (j, want) = self.events[mine], self.gold_events[theirs]
        wanted = self.gold.slots(j, want, role)
        slots = self.predicted.slots(i, have, role)
        return [slot for slot in slots if not any(same(slot, other, self.mapping) for other in wanted)]

    def same_speaker(self, mine: int, theirs: int) -> bool:
        """Whether a predicted and a gold statement have the same speaker."""
        (i, have), (j, want) = self.statements[mine], self.gold_statements[theirs]
        return same(self.predicted.slot(i, have.speaker), self.gold.slot(j, want.speaker), self.mapping)

    @cached_property
    def _triggers(self) -> tuple[list[Tokens], list[Tokens]]:
        have = [self.predicted.trigger(i, row) for i, row in self.events]
        return have, [self.gold.trigger(i, row) for i, row in self.gold_events]

    def _same_trigger(self) -> Iterator[tuple[int, int]]:
        have, want = self._triggers
        return (
            (mine, theirs) for mine, theirs in _together(self.events, self.gold_events) if have[mine] & want[theirs]
        )

    def _contents(self, have: list[Tokens], want: list[Tokens]) -> Iterator[Rated]:
        together = _together(self.statements, self.gold_statements)
        return ((overlap(have[mine], want[theirs]), mine, theirs) for mine, theirs in together)


def _together(have: list[tuple[int, Row]], want: list[tuple[int, Row]]) -> Iterator[tuple[int, int]]:
    """Every pair of rows that stand in the same sentence."""
    within: dict[int, list[int]] = defaultdict(list)
    for theirs, (i, _) in enumerate(want):
        within[i].append(theirs)
    return ((mine, theirs) for mine, (i, _) in enumerate(have) for theirs in within[i])


def _overlapping(
    have: list[tuple[int, TimeRow]],
    want: list[tuple[int, TimeRow]],
    mine_at: list[Range | None],
    theirs_at: list[Range | None],
) -> Iterator[Rated]:
    for mine, theirs in _together(have, want):
        one, other = mine_at[mine], theirs_at[theirs]
        if one and other and one[0] < other[1] and other[0] < one[1]:
            yield min(other[1], one[1]) - max(other[0], one[0]), mine, theirs


def _ranges(side: Side, rows: list[tuple[int, TimeRow]]) -> list[Range | None]:
    return [side.range_of(i, row.words) for i, row in rows]


def _among_the_rest(pairs: Iterable[Rated], taken: list[Pair]) -> list[Pair]:
    """The best of the pairs both of whose rows are free."""
    mine, theirs = {pair.predicted for pair in taken}, {pair.gold for pair in taken}
    return one_to_one(pair for pair in pairs if pair[1] not in mine and pair[2] not in theirs)
