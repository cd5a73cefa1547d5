"""Entries made by hand for the coded formats: a line of text for each act, with everybody who is named in it."""

from dataclasses import dataclass, field
from typing import Literal

import msgspec

from lansir.codebook import codebook
from lansir.query.entries import Entry, Occurred
from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    Event,
    EventType,
    Mention,
    Place,
    Record,
    Review,
    Size,
    Span,
    StatedTime,
    Statement,
    Status,
    Time,
    content_id,
)

__all__ = ["MORNING", "Act", "made_entry", "person"]

MORNING = StatedTime("2031-03-08T03:40:00+07:00", "second", "json-ld", "+07:00")
"""Half past eight in the evening of the day before, in UTC."""

MACHINE = Review()


@dataclass(frozen=True)
class Act:
    """An event whose line is `actors trigger recipients`; `line` joins acts in one sentence."""

    type: EventType
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    status: Status = "actual"
    trigger: str = "acts"
    day: str | None = None
    place: dict[str, object] | None = None
    said_by: str | None = None
    size: Size | None = None
    review: Review = MACHINE
    line: int | None = None
    confidence: float = 0.85


def person(name: str | None, country: str | None = None, *sectors: str, **more: object) -> Entity:
    """An entity, by default without anything known of it."""
    found = {"type": "PER", "resolved": "by hand", "country": country, "sectors": list(sectors), **more}
    return Entity(id=content_id("en", name or "nobody"), name=name, **found)  # type: ignore[arg-type]


@dataclass
class _Maker:
    known: dict[str, Entity]
    lines: list[str]
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def line(self, number: int) -> Span:
        start = sum(len(line) + 1 for line in self.lines[:number])
        return Span(start, start + len(self.lines[number]), self.lines[number])

    def argument(self, name: str, line: Span) -> Argument:
        start = self.text.index(name, line.start)
        entity = msgspec.structs.replace(self.known.get(name) or person(name), id=content_id("en", name))
        self.entities[entity.id] = entity
        kind: Literal["name", "nominal"] = "name" if entity.name else "nominal"
        span = Span(start, start + len(name), name)
        mention = Mention(content_id("mn", name, start), span, entity.type, entity.id, kind, 0.9)
        self.mentions[mention.id] = mention
        return Argument(entity.id, mention.id, 0.9)

    def add(self, act: Act, number: int) -> None:
        line = self.line(number)
        start = self.text.index(act.trigger, line.start)
        event = Event(
            content_id("ev", "page", act.type, act.trigger, start),
            act.type,
            act.status,
            Span(start, start + len(act.trigger), act.trigger),
            line,
            act.confidence,
            codebook().quad(act.type),
            codebook().intensity(act.type, act.mode),
            mode=act.mode,
            contexts=["military"],
            actors=[self.argument(name, line) for name in act.actors],
            recipients=[self.argument(name, line) for name in act.recipients],
            time=self.time(act, line),
            place=self.place(act, line),
            size=act.size,
            reported_by=self.told(act, line),
            review=act.review,
        )
        self.events.append(event)

    def time(self, act: Act, line: Span) -> str | None:
        if act.day is None:
            return None
        self.times.append(Time(content_id("tm", line.start, act.day), line, "DATE", "by hand", 0.9, act.day, "day"))
        return self.times[-1].id

    def place(self, act: Act, line: Span) -> str | None:
        if act.place is None:
            return None
        identity = content_id("pl", line.start, act.type)
        self.places.append(Place(identity, line, "by hand", 0.9, **act.place))  # type: ignore[arg-type]
        return identity

    def told(self, act: Act, line: Span) -> str | None:
        if act.said_by is None:
            return None
        identity = content_id("st", line.start)
        speaker = self.argument(act.said_by, line) if act.said_by else None
        self.statements.append(Statement(identity, line, [line], "indirect", 0.9, speaker=speaker))
        return identity


def made_entry(
    *acts: Act,
    known: dict[str, Entity] | None = None,
    published: StatedTime | None = MORNING,
    url: str | None = "https://www.pos.example/berita/1",
    occurred: Occurred | None = None,
    title: str = "A headline",
) -> Entry:
    """The entry of an article of a headline and a paragraph for each act; all of it is selected."""
    numbers = [number if act.line is None else act.line for number, act in enumerate(acts, start=1)]
    words: dict[int, list[str]] = {}
    for act, number in zip(acts, numbers, strict=True):
        said = [act.said_by] if act.said_by else []
        words.setdefault(number, []).append(" ".join([*said, *act.actors, act.trigger, *act.recipients]))
    lines = [title, *(" and ".join(words.get(number, [])) + "." for number in range(1, max(numbers, default=0) + 1))]
    maker = _Maker(known or {}, lines, "\n".join(lines))
    for act, number in zip(acts, numbers, strict=True):
        maker.add(act, number)
    blocks = [Block("paragraph" if number else "headline", maker.line(number)) for number in range(len(lines))]
    article = Article(
        content_id("ar", maker.text), maker.text, blocks, "0" * 64, "en", url=url, outlet="Pos Samudra", title=title,
        published=published,
    )  # fmt: skip
    record = Record(
        article, "test", "test", ["legal"], list(maker.entities.values()), list(maker.mentions.values()), maker.times,
        maker.places, [], maker.statements, maker.events,
    )  # fmt: skip
    return Entry(
        record, frozenset(event.id for event in maker.events), frozenset(), None, None, None, None, 1, True,
        "2031-03-09T08:00:00+00:00", {event.id: occurred for event in maker.events} if occurred else {},
    )  # fmt: skip
