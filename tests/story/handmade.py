"""Small records made by hand: articles whose ties, events and numbers are plain to see."""

import random
from dataclasses import dataclass, field

from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    Event,
    EventType,
    Mention,
    Origin,
    Quantity,
    Record,
    Size,
    Span,
    StatedTime,
    Statement,
    Status,
    Time,
    content_id,
)
from lansir.vectors import Vectors

__all__ = ["Act", "Made", "made", "words"]

LENGTH = 16


def words(seed: int, number: int = 60) -> str:
    """A paragraph of invented words, the same for the same seed."""
    rolled = random.Random(seed)
    return " ".join("".join(rolled.choices("abdegiklmnoprstu", k=6)) for _ in range(number)) + "."


def direction(seed: int) -> list[float]:
    """A vector of length one; those of two seeds are nearly at right angles."""
    rolled = random.Random(f"direction {seed}")
    values = [rolled.gauss(0, 1) for _ in range(LENGTH)]
    length = sum(value * value for value in values) ** 0.5
    return [value / length for value in values]


@dataclass(frozen=True)
class Act:
    """An event to be told: its sentence holds `trigger`; `about` chooses its vector; `said_by` is who reports it."""

    sentence: str
    trigger: str
    type: EventType = "ASSAULT"
    status: Status = "actual"
    about: int = 1
    day: str | None = None
    killed: int | None = None
    said_by: str | None = None


@dataclass(frozen=True)
class Made:
    """An article to be made."""

    name: str
    outlet: str = "Pos Samudra"
    moment: str = "2031-03-05T12:00:00+00:00"
    language: str = "en"
    about: int = 1
    paragraphs: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    names: tuple[str, ...] = ()
    relays: str | None = None
    url: str | None = None
    numbers: tuple[float, ...] = ()
    updated: str | None = None


@dataclass
class _Maker:
    """Builds the record of one article."""

    given: Made
    text: str = field(init=False)
    id: str = field(init=False)
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        given = self.given
        self.text = "\n".join([given.name, *given.paragraphs, *(act.sentence for act in given.acts)])
        self.id = content_id("ar", given.name, given.outlet, given.moment, self.text)
        for name in given.names:
            self.named(name, 0)
        for act in given.acts:
            self.told(act)

    def span(self, part: str, start: int = 0) -> Span:
        place = self.text.index(part, start)
        return Span(place, place + len(part), part)

    def named(self, name: str, start: int) -> Argument:
        """An entity of that name, mentioned where the name stands, else at the very beginning."""
        place = self.text.find(name, start)
        span = self.span(name, start) if place >= 0 else self.span(self.text[:1])
        entity = self.entities.setdefault(name, Entity(content_id("en", self.id, name), name, "PER", "by hand"))
        mention = Mention(content_id("mn", self.id, span.start, span.end), span, "PER", entity.id, "name", 0.9)
        if mention.id not in {known.id for known in self.mentions}:
            self.mentions.append(mention)
        return Argument(entity.id, mention.id, 0.9)

    def told(self, act: Act) -> None:
        sentence = self.span(act.sentence)
        trigger = self.span(act.trigger, sentence.start)
        event = content_id("ev", self.id, trigger.start, trigger.end)
        time = self.time(act, sentence) if act.day else None
        statement = self.said(act, sentence, event) if act.said_by else None
        self.events.append(
            Event(
                event, act.type, act.status, trigger, sentence, 0.9, "material-conflict", -5.0, time=time,
                size=Size(killed=act.killed) if act.killed is not None else None, reported_by=statement,
            )
        )  # fmt: skip

    def time(self, act: Act, sentence: Span) -> str:
        span = Span(sentence.start, sentence.start + 1, self.text[sentence.start])
        identity = content_id("tm", self.id, span.start, span.end)
        if identity not in {time.id for time in self.times}:
            self.times.append(Time(identity, span, "DATE", "by hand", 0.9, act.day, "day"))
        return identity

    def said(self, act: Act, sentence: Span, event: str) -> str:
        speaker = self.named(act.said_by or "", sentence.start)
        identity = content_id("st", self.id, sentence.start)
        self.statements.append(
            Statement(identity, sentence, [sentence], "indirect", 0.9, speaker=speaker, events=[event])
        )
        return identity


def made(given: Made) -> tuple[Record, Vectors]:
    """The record and the vectors of an article."""
    maker = _Maker(given)
    blocks, start = [], 0
    for number, line in enumerate(maker.text.split("\n")):
        span = Span(start, start + len(line), line)
        blocks.append(Block("headline" if number == 0 else "paragraph", span))
        start += len(line) + 1
    article = Article(
        maker.id, maker.text, blocks, "0" * 64, given.language, url=given.url, outlet=given.outlet, title=given.name,
        published=StatedTime(given.moment, "minute", "meta"),
        updated=StatedTime(given.updated, "minute", "meta") if given.updated else None,
        origins=[Origin(given.relays, maker.span(given.name))] if given.relays else [],
    )  # fmt: skip
    quantities = [
        Quantity(content_id("qt", maker.id, place, place + 1), Span(place, place + 1, maker.text[place]), value, value)
        for place, value in enumerate(given.numbers)
    ]
    record = Record(
        article, "test", "test", entities=list(maker.entities.values()), mentions=maker.mentions, times=maker.times,
        quantities=quantities, statements=maker.statements, events=maker.events,
    )  # fmt: skip
    events = {event.id: direction(act.about) for event, act in zip(maker.events, given.acts, strict=True)}
    return record, Vectors(direction(given.about), events)
