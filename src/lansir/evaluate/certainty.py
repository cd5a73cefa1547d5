"""How sure the reader is of each row of an annotation: rows are found again in the record by where they stand."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lansir.evaluate.side import Place, Range, Role, Side, Slot
from lansir.record import Argument, Event, Record, Span, Statement

__all__ = ["Certainty", "EventKey", "StatementKey", "certainty_of"]

StatementKey = tuple[int, frozenset[Range]]
"""A sentence, and where in it the pieces of content stand."""


class EventKey(NamedTuple):
    """What tells an event of a document from another."""

    place: Place
    type: str | None
    status: str | None


@dataclass(frozen=True)
class Certainty:
    """The confidence of each mention, time, statement and event; empty where nobody has told it."""

    mentions: Mapping[Place, float] = field(default_factory=dict)
    times: Mapping[Place, float] = field(default_factory=dict)
    statements: Mapping[StatementKey, Statement] = field(default_factory=dict)
    events: Mapping[EventKey, Event] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)
    """Keys of the annotation's entities -> ids of the record's."""

    def of_event(self, key: EventKey) -> float | None:
        """How sure the event is."""
        event = self.events.get(key)
        return event.confidence if event else None

    def of_arguments(self, key: EventKey, role: Role, slots: Iterable[Slot]) -> float | None:
        """How sure the surest of those is who fill a slot of the event."""
        event = self.events.get(key)
        return self._surest(getattr(event, role), slots) if event else None

    def of_statement(self, key: StatementKey) -> float | None:
        """How sure the statement is."""
        statement = self.statements.get(key)
        return statement.confidence if statement else None

    def of_speaker(self, key: StatementKey, slot: Slot) -> float | None:
        """How sure it is that this is the one who says it."""
        statement = self.statements.get(key)
        return self._surest([statement.speaker], [slot]) if statement and statement.speaker else None

    def _surest(self, arguments: Iterable[Argument], slots: Iterable[Slot]) -> float | None:
        wanted = {self.entities.get(slot.entity) for slot in slots if slot.entity}
        return max((one.confidence for one in arguments if one.entity in wanted), default=None)


def certainty_of(record: Record, sentences: list[Span], side: Side) -> Certainty:
    """The confidences of a record whose annotation is `side`; `sentences` are the spans of the document's sentences."""
    starts = [sentence.start for sentence in sentences]
    at = {mention.id: _place(mention.span, sentences, starts) for mention in record.mentions}
    mentions = [(place, mention) for mention in record.mentions if (place := at[mention.id])]
    return Certainty(
        mentions=_highest((place, mention.confidence) for place, mention in mentions),
        times=_highest(
            (place, time.confidence) for time in record.times if (place := _place(time.span, sentences, starts))
        ),
        statements={
            key: told
            for told in sorted(record.statements, key=lambda told: told.confidence)
            for key in _statement_keys(told, sentences, starts)
        },
        events={
            EventKey(place, event.type, event.status): event
            for event in sorted(record.events, key=lambda event: event.confidence)
            if (place := _place(event.trigger, sentences, starts))
        },
        entities={side.mentions[place]: mention.entity for place, mention in mentions if place in side.mentions},
    )


def _highest(found: Iterable[tuple[Place, float]]) -> dict[Place, float]:
    return dict(sorted(found, key=lambda one: one[1]))


def _place(span: Span, sentences: list[Span], starts: list[int]) -> Place | None:
    """The sentence that holds the whole span and the range in it, as annotations write it: without a leading @."""
    i = bisect_right(starts, span.start) - 1
    if i < 0 or span.end > sentences[i].end:
        return None
    return (i, *_within(sentences[i], span.start, span.end))


def _within(sentence: Span, start: int, end: int) -> Range:
    words = sentence.text[start - sentence.start : end - sentence.start]
    return end - sentence.start - len(words.lstrip("@")), end - sentence.start


def _statement_keys(told: Statement, sentences: list[Span], starts: list[int]) -> Iterable[StatementKey]:
    """A key for each sentence that content stands in."""
    ranges: dict[int, set[Range]] = {}
    for span in told.content:
        for i in range(max(bisect_right(starts, span.start) - 1, 0), len(sentences)):
            if sentences[i].start >= span.end:
                break
            piece = _within(sentences[i], max(span.start, sentences[i].start), min(span.end, sentences[i].end))
            if piece[0] < piece[1]:
                ranges.setdefault(i, set()).add(piece)
    return [(i, frozenset(pieces)) for i, pieces in ranges.items()]
