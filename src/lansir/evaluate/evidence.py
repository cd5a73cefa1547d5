"""The two sides of a document as evidence: their words as marks, their entities by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lansir.evaluate.annotation import EventRow, StatementRow
from lansir.evaluate.certainty import Certainty
from lansir.evaluate.disagreement import Disagreement, Kind, Mark, MarkRole, Reading
from lansir.evaluate.matching import Matching
from lansir.evaluate.side import Place, Range, Role, Side, Slot

__all__ = ["Evidence", "Told"]

ARROW = " → "
MARK_ROLES: dict[Role, MarkRole] = {"actors": "actor", "recipients": "recipient"}


@dataclass(frozen=True)
class Told:
    """One side of a document, as readings for people."""

    side: Side

    @cached_property
    def longest_mentions(self) -> dict[str, Place]:
        """Where each entity is mentioned in most words; the first of equals."""
        found: dict[str, Place] = {}
        for place in sorted(self.side.mentions, key=lambda place: (place[1] - place[2], place)):
            found.setdefault(self.side.mentions[place], place)
        return found

    def words(self, place: Place) -> str:
        """The words at a place."""
        i, start, end = place
        return self.side.text[i][start:end]

    def name(self, entity: str) -> str:
        """An entity's name; else its longest words, its role, or its key."""
        row, place = self.side.entities.get(entity), self.longest_mentions.get(entity)
        if row and row.name:
            return row.name
        return self.words(place) if place else (row and row.role) or f"@{entity}"

    def filler(self, i: int, slot: Slot) -> str:
        """Who fills a slot: the words, where they are in the sentence."""
        if slot.span:
            return self.words((i, *slot.span))
        return self.name(slot.entity or "")

    def fillers(self, i: int, row: EventRow, role: Role) -> list[str]:
        """All who fill a slot of an event."""
        return [self.filler(i, slot) for slot in self.side.slots(i, row, role)]

    def marks(self, i: int, role: MarkRole, spans: Iterable[Range | None]) -> list[Mark]:
        """Marks of words; those of no length are left out."""
        found = [span for span in spans if span and 0 <= span[0] < span[1]]
        return [Mark(start, end, role, self.side.text[i][start:end]) for start, end in found]

    def trigger(self, i: int, row: EventRow) -> list[Mark]:
        """The trigger of an event."""
        return self.marks(i, "trigger", [self.side.range_of(i, row.trigger)])

    def slot_marks(self, i: int, row: EventRow, role: Role) -> list[Mark]:
        """Those who fill a slot of an event with words of its sentence."""
        return self.marks(i, MARK_ROLES[role], [slot.span for slot in self.side.slots(i, row, role)])

    def event(self, i: int, row: EventRow) -> Reading:
        """A whole event: type, status, who to whom."""
        actors, recipients = (", ".join(self.fillers(i, row, role)) for role in MARK_ROLES)
        parties = f"{actors or '–'}{ARROW}{recipients or '–'}" if actors or recipients else ""
        marks = [mark for role in MARK_ROLES for mark in self.slot_marks(i, row, role)]
        values = [value for value in (row.type, row.status, parties) if value]
        return Reading(values, sorted([*self.trigger(i, row), *marks]))

    def parties(self, i: int, row: EventRow, role: Role) -> Reading:
        """Those who fill a slot of an event."""
        return Reading(self.fillers(i, row, role), sorted([*self.trigger(i, row), *self.slot_marks(i, row, role)]))

    def statement(self, i: int, row: StatementRow) -> Reading:
        """A whole statement: its form, its speaker."""
        speaker = self.side.slot(i, row.speaker)
        values = [row.form or "?", *([self.filler(i, speaker)] if speaker else [])]
        return Reading(values, self._statement_marks(i, row))

    def speaker(self, i: int, row: StatementRow) -> Reading:
        """The speaker of a statement."""
        speaker = self.side.slot(i, row.speaker)
        return Reading([self.filler(i, speaker)] if speaker else [], self._statement_marks(i, row))

    def content(self, i: int, row: StatementRow) -> Reading:
        """The content of a statement, without a mark of its speaker."""
        spans = self.side.content_ranges(i, row)
        pieces = [self.words((i, *span)) for span in spans]
        return Reading([" … ".join(pieces)] if pieces else [], sorted(self.marks(i, "content", spans)))

    def _statement_marks(self, i: int, row: StatementRow) -> list[Mark]:
        speaker = self.side.slot(i, row.speaker)
        return sorted(
            [
                *self.marks(i, "speaker", [speaker.span if speaker else None]),
                *self.marks(i, "cue", [self.side.range_of(i, row.cue)]),
                *self.marks(i, "content", self.side.content_ranges(i, row)),
            ]
        )


@dataclass(frozen=True)
class Evidence:
    """A document that was read, its two sides matched: what the disagreements are found in."""

    document: str
    language: str
    matching: Matching
    certainty: Certainty = field(default_factory=Certainty)

    @cached_property
    def gold(self) -> Told:
        """What is right."""
        return Told(self.matching.gold)

    @cached_property
    def ours(self) -> Told:
        """What was read."""
        return Told(self.matching.predicted)

    def told(
        self,
        kind: Kind,
        i: int,
        gold: Reading | None,
        ours: Reading | None,
        about: str | None = None,
        confidence: float | None = None,
    ) -> Disagreement:
        """A disagreement in sentence `i`."""
        return Disagreement(
            kind=kind,
            document=self.document,
            language=self.language,
            sentence=i,
            text=self.matching.gold.text[i],
            gold=gold,
            ours=ours,
            about=about,
            confidence=confidence,
        )
