"""One side's annotation of a document, with its strings resolved to places in the sentences.

The rules by which two sides agree are those of the annotated articles' own scorer.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from lansir.evaluate.annotation import (
    Annotation,
    EventRow,
    SentenceRow,
    StatementRow,
    TimeRow,
    locate,
)

__all__ = ["Place", "Range", "Role", "Side", "Slot", "Tokens", "agree", "aligned", "overlap", "same", "tokens"]

TOKEN = re.compile(r"\w+")
Range = tuple[int, int]
"""Offsets in a sentence: code points, start inclusive, end exclusive."""
Place = tuple[int, int, int]
"""Number of the sentence, and a range in it."""
Role = Literal["actors", "recipients"]
Tokens = set[tuple[int, str]]


class Slot(NamedTuple):
    """Who fills a slot: by words of the sentence, or by the key of an entity, or by both."""

    span: Range | None
    entity: str | None


class Side:
    """What one side says of the sentences of a document. Rows of sentences that are not there are passed over."""

    def __init__(self, annotation: Annotation, sentences: Sequence[str]) -> None:
        """Resolve the mentions; of two rows for one sentence the later one counts."""
        self.text = sentences
        self.entities = annotation.entities
        self.sentences: dict[int, SentenceRow] = {
            row.i: row for row in annotation.sentences if 0 <= row.i < len(sentences)
        }
        self.mentions: dict[Place, str] = {}
        for i, sentence in self.sentences.items():
            for row in sentence.mentions:
                if span := locate(row.words, sentences[i]):
                    self.mentions[(i, *span)] = row.entity

    def times(self) -> list[tuple[int, TimeRow]]:
        """Every time in order of the sentences."""
        return [(i, row) for i, sentence in self._in_order() for row in sentence.times]

    def statements(self) -> list[tuple[int, StatementRow]]:
        """Every statement in order of the sentences."""
        return [(i, row) for i, sentence in self._in_order() for row in sentence.statements]

    def events(self) -> list[tuple[int, EventRow]]:
        """Every event in order of the sentences."""
        return [(i, row) for i, sentence in self._in_order() for row in sentence.events]

    def type_of(self, entity: str) -> str | None:
        """The type of an entity, None where it has none or is unknown."""
        row = self.entities.get(entity)
        return row.type if row else None

    def range_of(self, i: int, string: str | None) -> Range | None:
        """Where words of sentence `i` stand."""
        return locate(string, self.text[i]) if string else None

    def slot(self, i: int, string: str | None) -> Slot | None:
        """Who is meant by a string of sentence `i`; None where it is empty, or its words are not in the sentence."""
        if not string:
            return None
        if string.startswith("@"):
            return Slot(None, string[1:])
        span = locate(string, self.text[i])
        return Slot(span, self.mentions.get((i, *span))) if span else None

    def slots(self, i: int, row: EventRow, role: Role) -> list[Slot]:
        """Those who fill a slot of an event."""
        return [slot for string in getattr(row, role) or () if (slot := self.slot(i, string))]

    def content(self, i: int, row: StatementRow) -> Tokens:
        """The tokens of what is said, by their places."""
        return set().union(*(tokens(self.text[i], span) for span in self.content_ranges(i, row)))

    def content_ranges(self, i: int, row: StatementRow) -> list[Range]:
        """Where the pieces of what is said stand."""
        return [span for piece in row.pieces if (span := locate(piece, self.text[i]))]

    def trigger(self, i: int, row: EventRow) -> Tokens:
        """The tokens of an event's trigger."""
        span = self.range_of(i, row.trigger)
        return tokens(self.text[i], span) if span else set()

    def _in_order(self) -> list[tuple[int, SentenceRow]]:
        return sorted(self.sentences.items(), key=lambda item: item[0])


def tokens(text: str, span: Range) -> Tokens:
    """The words of a range in lower case, by their offsets."""
    return {(match.start() + span[0], match.group().lower()) for match in TOKEN.finditer(text[span[0] : span[1]])}


def overlap(one: Tokens, other: Tokens) -> float:
    """F1 of two sets of tokens."""
    both = len(one & other)
    return 2 * both / (len(one) + len(other)) if both else 0.0


def aligned(gold: Side, predicted: Side) -> dict[str, str]:
    """For each predicted entity the gold one that it shares most mentions with, exact ones counted twice."""
    within: dict[int, list[tuple[Range, str]]] = defaultdict(list)
    for (i, start, end), entity in gold.mentions.items():
        within[i].append(((start, end), entity))
    shared: Counter[tuple[str, str]] = Counter()
    for (i, start, end), entity in predicted.mentions.items():
        for (first, last), other in within[i]:
            if start < last and first < end:
                shared[entity, other] += 1 + ((start, end) == (first, last))
    mapping: dict[str, str] = {}
    for (entity, other), _ in shared.most_common():
        mapping.setdefault(entity, other)
    return mapping


def same(predicted: Slot | None, gold: Slot | None, mapping: Mapping[str, str]) -> bool:
    """Whether two slots mean the same: their spans overlap, or their entities are aligned; or both are empty."""
    if predicted is None or gold is None:
        return predicted is gold
    if predicted.span and gold.span and predicted.span[0] < gold.span[1] and gold.span[0] < predicted.span[1]:
        return True
    if predicted.entity is None or gold.entity is None:
        return False
    return mapping.get(predicted.entity) == gold.entity


def agree(predicted: Sequence[Slot], gold: Sequence[Slot], mapping: Mapping[str, str]) -> bool:
    """Whether those who fill a slot agree: nobody on both sides, or at least half of either side is matched."""
    if not predicted or not gold:
        return not predicted and not gold
    hit = sum(any(same(mine, theirs, mapping) for theirs in gold) for mine in predicted)
    back = sum(any(same(mine, theirs, mapping) for mine in predicted) for theirs in gold)
    return hit * 2 >= len(predicted) and back * 2 >= len(gold)
