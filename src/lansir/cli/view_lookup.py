"""A record opened for reading: ids become what they stand for."""

from dataclasses import dataclass, field
from typing import TypeVar

from lansir.record import Argument, Entity, Event, Mention, Place, Record, Span, Statement, Time

__all__ = ["Lookup", "Voice"]


Item = TypeVar("Item")


@dataclass(frozen=True)
class Voice:
    """Who tells an event: the speakers from the nearest to the outermost; None where the text names nobody."""

    speakers: list[Argument | None]
    statement: int | None
    """Number of the nearest statement; None where the outlet tells it in its own voice."""


@dataclass
class Lookup:
    """The parts of a record by id, and the numbers under which its statements and events are shown (from 1)."""

    record: Record
    entities: dict[str, Entity] = field(init=False)
    mentions: dict[str, Mention] = field(init=False)
    times: dict[str, Time] = field(init=False)
    places: dict[str, Place] = field(init=False)
    statements: dict[str, Statement] = field(init=False)
    labels: dict[str, str] = field(init=False)
    statement_numbers: dict[str, int] = field(init=False)
    event_numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Build the tables."""
        record = self.record
        self.entities = {entity.id: entity for entity in record.entities}
        self.mentions = {mention.id: mention for mention in record.mentions}
        self.times = {time.id: time for time in record.times}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        self.labels = {entity.id: entity.name for entity in record.entities if entity.name is not None}
        for mention in sorted(record.mentions, key=lambda mention: mention.kind == "pronoun"):
            self.labels.setdefault(mention.entity, mention.span.text)
        self.statement_numbers = {statement.id: n for n, statement in enumerate(record.statements, start=1)}
        self.event_numbers = {event.id: n for n, event in enumerate(record.events, start=1)}

    def shown_events(self, limit: int | None) -> list[tuple[int, Event]]:
        """The events with their numbers: all, or the `limit` surest ones, in text order."""
        return _surest([(n, event, event.confidence) for n, event in enumerate(self.record.events, start=1)], limit)

    def shown_statements(self, limit: int | None) -> list[tuple[int, Statement]]:
        """The statements with their numbers: all, or the `limit` surest ones, in text order."""
        return _surest([(n, one, one.confidence) for n, one in enumerate(self.record.statements, start=1)], limit)

    def name(self, argument: Argument) -> str:
        """What to call it: the entity's name, else the words that first name it, a pronoun only where all are."""
        return self.labels.get(argument.entity, argument.entity)

    def words(self, argument: Argument) -> Span | None:
        """The words that it was read from."""
        mention = self.mentions.get(argument.mention)
        return mention.span if mention is not None else None

    def voice(self, event: Event) -> Voice:
        """Who tells the event, through all statements that report one another."""
        speakers: list[Argument | None] = []
        seen: set[str] = set()
        statement = self.statements.get(event.reported_by or "")
        first = self.statement_numbers.get(statement.id) if statement is not None else None
        while statement is not None and statement.id not in seen:
            seen.add(statement.id)
            if not speakers or _entity(speakers[-1]) != _entity(statement.speaker):
                speakers.append(statement.speaker)
            statement = self.statements.get(statement.inside or "")
        return Voice(speakers, first)

    def mention_counts(self) -> dict[str, int]:
        """How often each entity is mentioned."""
        counts: dict[str, int] = {}
        for mention in self.record.mentions:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
        return counts


def _entity(argument: Argument | None) -> str | None:
    return argument.entity if argument is not None else None


def _surest(items: list[tuple[int, Item, float]], limit: int | None) -> list[tuple[int, Item]]:
    chosen = sorted(items, key=lambda item: -item[2])[:limit]
    return [(number, item) for number, item, _ in sorted(chosen, key=lambda item: item[0])]
