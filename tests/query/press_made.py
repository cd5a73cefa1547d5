"""Records made by chance, the same each time: every field that queries ask for has several values, and gaps."""

import random
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from lansir.codebook.tables import codebook
from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    Event,
    EventType,
    Form,
    Mention,
    Origin,
    Place,
    Record,
    Size,
    Span,
    StatedTime,
    Statement,
    Status,
    Time,
    content_id,
)

__all__ = ["OUTLETS", "PEOPLE", "PLACES", "WORDS", "records"]

OUTLETS = ("Pos Samudra", "Radio Tanjung", "Radio Tanjung Baru", "Kabar Délta", None)
WORDS = ("gempa", "banjir", "rumah", "sakit", "pasar", "kapal", "menteri", "hakim", "Café", "border", "talks", "strike")
PEOPLE = (
    ("Joko Widodo", "PER", "person/joko-widodo", "IDN", "GOV"),
    ("Israel", "GPE", "country/ISR", "ISR", "GOV"),
    ("Israel Ardaya", "PER", None, "IDN", "CVL"),
    ("Tomás Ardell", "PER", None, None, "MIL"),
    ("Ratih Prameswari", "PER", None, "IDN", "JUD"),
    ("Palang Lontar", "ORG", None, "NGO", "NGO"),
    ("Lontar", "GPE", None, "PSE", None),
    (None, "PER", None, "USA", "GOV"),
)
PLACES = (
    ("Jakarta", "IDN", -6.2, 106.8),
    ("Jakarta Lama", "IDN", -6.1, 106.9),
    ("Jerusalem", "ISR", 31.8, 35.2),
    (None,) * 4,
)
DAYS = ("2031-02-27", "2031-03-01", "2031-03-02", "2031-03-03", "2031-03", "2031-W09", None)
PUBLISHED = (
    "2031-02-28T10:00:00+00:00",
    "2031-03-01T08:00:00+07:00",
    "2031-03-03",
    "2031-03-04T01:00:00",
    "2031",
    None,
)
URLS = ("https://a.example/1", "https://a.example/2", "https://b.example/3")


class _Maker:
    """Makes one record, sentence by sentence."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance, self.number = chance, number
        self.lines = [" ".join(chance.choices(WORDS, k=4)) + f" {number}"]
        self.entities: dict[int, Entity] = {}
        self.mentions: list[Mention] = []
        self.times: list[Time] = []
        self.places: list[Place] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []

    @property
    def length(self) -> int:
        return sum(len(line) + 1 for line in self.lines)

    def sentence(self) -> None:
        chance, start = self.chance, self.length
        words = [
            *chance.choices(WORDS, k=5),
            *(PEOPLE[n][0] or "pejabat" for n in chance.sample(range(len(PEOPLE)), 2)),
        ]
        self.lines.append(" ".join(words))
        line = self.lines[-1]
        span = Span(start, start + len(line), line)
        statement = self.statement(span) if chance.random() < 0.6 else None
        for n in range(chance.randrange(3)):
            self.event(span, n, statement)

    def part(self, span: Span, number: int) -> Span:
        """A word of the sentence."""
        words, at = span.text.split(" "), span.start
        for word in words[:number]:
            at += len(word) + 1
        return Span(at, at + len(words[number]), words[number])

    def argument(self, span: Span) -> Argument:
        chance = self.chance
        n = chance.randrange(len(PEOPLE))
        name, kind, known, country, sector = PEOPLE[n]
        identity = content_id("en", self.number, n)
        if n not in self.entities:
            self.entities[n] = Entity(
                identity, name, kind, "by hand", country=country, sectors=[sector] if sector else [],  # type: ignore[arg-type]
                knowledge_id=known, anonymous=name is None, source_kind="official" if name is None else None,
            )  # fmt: skip
        words = self.part(span, chance.randrange(5))
        mention = content_id("mn", self.number, n, words.start)
        if mention not in {one.id for one in self.mentions}:
            self.mentions.append(Mention(mention, words, kind, identity, "name", 0.9))  # type: ignore[arg-type]
        return Argument(identity, mention, 0.8, chance.random() < 0.2)

    def statement(self, span: Span) -> Statement:
        chance = self.chance
        made = Statement(
            content_id("st", self.number, span.start), span, [span], chance.choice(get_args(Form)),
            chance.choice((0.4, 0.6, 0.8, 0.95)),
            speaker=self.argument(span) if chance.random() < 0.8 else None,
            addressee=self.argument(span) if chance.random() < 0.3 else None,
            time=self.time(span) if chance.random() < 0.3 else None,
            inside=self.statements[-1].id if self.statements and chance.random() < 0.3 else None,
        )  # fmt: skip
        self.statements.append(made)
        return made

    def time(self, span: Span) -> str:
        words, value = self.part(span, 1), self.chance.choice(DAYS)
        identity = content_id("tm", self.number, words.start)
        if identity not in {one.id for one in self.times}:
            self.times.append(Time(identity, words, "DATE", "by hand", 0.9, value))
        return identity

    def place(self, span: Span) -> str:
        words, (name, country, lat, lon) = self.part(span, 2), self.chance.choice(PLACES)
        identity = content_id("pl", self.number, words.start)
        if identity not in {one.id for one in self.places}:
            self.places.append(Place(identity, words, "by hand", 0.9, name, country, lat=lat, lon=lon))
        return identity

    def event(self, span: Span, number: int, statement: Statement | None) -> None:
        chance, trigger = self.chance, self.part(span, number)
        type_: EventType = chance.choice(get_args(EventType)[-4:])
        modes = sorted(codebook().by_type[type_].modes)
        self.events.append(
            Event(
                content_id("ev", self.number, trigger.start), type_, chance.choice(get_args(Status)), trigger, span,
                chance.choice((0.3, 0.55, 0.8, 0.9)), codebook().quad(type_), codebook().intensity(type_),
                mode=chance.choice([None, *modes[:2]]),
                contexts=self.contexts[: chance.randrange(3)],
                actors=[self.argument(span) for _ in range(chance.randrange(3))],
                recipients=[self.argument(span) for _ in range(chance.randrange(2))],
                time=self.time(span) if chance.random() < 0.6 else None,
                place=self.place(span) if chance.random() < 0.6 else None,
                size=Size(killed=chance.choice((None, 0, 3, 12)), injured=5) if chance.random() < 0.4 else None,
                reported_by=statement.id if statement and chance.random() < 0.8 else None,
            )
        )  # fmt: skip

    @property
    def contexts(self) -> list[str]:
        return ["military", "election", "health"][: 1 + self.number % 3]

    def record(self) -> Record:
        chance = self.chance
        for _ in range(chance.randrange(1, 5)):
            self.sentence()
        text, url = "\n".join(self.lines), chance.choice((*URLS, *(f"https://c.example/{self.number}",) * 6))
        blocks, start = [], 0
        for number, line in enumerate(self.lines):
            span = Span(start, start + len(line), line)
            blocks.append(Block("headline" if number == 0 else "paragraph", span))
            start += len(line) + 1
        told = {one.id: [event.id for event in self.events if event.reported_by == one.id] for one in self.statements}
        article = Article(
            content_id("ar", self.number, text), text, blocks, "0" * 64, chance.choice(("id", "en", None)), url=url,
            outlet=chance.choice(OUTLETS), title=self.lines[0], published=_stated(chance.choice(PUBLISHED)),
            origins=[Origin("Kantor Nusa", Span(0, 1, text[0]))] if chance.random() < 0.2 else [],
        )  # fmt: skip
        return Record(
            article, "test", "test", contexts=self.contexts, entities=list(self.entities.values()),
            mentions=self.mentions, times=self.times, places=self.places, events=self.events,
            statements=[_with(one, told[one.id]) for one in self.statements],
        )  # fmt: skip


def records(number: int, seed: int = 5) -> Iterator[Record]:
    """So many records."""
    chance = random.Random(seed)
    for one in range(number):
        yield _Maker(chance, one).record()


def _with(statement: Statement, events: Sequence[str]) -> Statement:
    return msgspec.structs.replace(statement, events=list(events))


def _stated(value: str | None) -> StatedTime | None:
    if value is None:
        return None
    precision = {4: "year", 10: "day"}.get(len(value), "second")
    return StatedTime(value, precision, "meta")  # type: ignore[arg-type]
