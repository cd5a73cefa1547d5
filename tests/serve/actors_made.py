"""Small records made by hand: who did what to whom and who said what, on a day, in one sentence each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lansir.codebook.tables import codebook
from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    EntityType,
    Event,
    EventType,
    Mention,
    Origin,
    Record,
    Size,
    Span,
    StatedTime,
    Statement,
    Status,
    content_id,
)
from lansir.store import Store
from lansir.store.connection import transaction

__all__ = ["Answer", "Body", "Deed", "Said", "Told", "filled"]


class Answer(Protocol):
    """What a request is answered."""

    @property
    def status_code(self) -> int:
        """The status."""

    @property
    def text(self) -> str:
        """The page."""


@dataclass(frozen=True)
class Body:
    """Somebody: without a name only `words` mention them; `key` is that of the actor table."""

    words: str
    named: bool = True
    type: EntityType = "PER"
    key: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Deed:
    """An act: who did it to whom."""

    actor: Body
    type: EventType
    recipient: Body | None = None
    status: Status = "actual"
    killed: int | None = None


@dataclass(frozen=True)
class Said:
    """A statement."""

    speaker: Body
    words: str = "it will not be so"


@dataclass
class Told:
    """An article that tells these things; `day` None leaves out when it was published."""

    title: str
    day: str | None
    things: tuple[Deed | Said, ...]
    outlet: str | None = "Pos Samudra"
    language: str = "en"
    relays: str | None = None
    contexts: tuple[str, ...] = ()
    url: str | None = None
    text: str = field(init=False, default="")
    entities: dict[str, Entity] = field(init=False, default_factory=dict)
    mentions: list[Mention] = field(init=False, default_factory=list)

    def record(self) -> Record:
        """The record of the article."""
        self.text, self.entities, self.mentions = f"{self.title}\n{self.relays or ''}\n", {}, []
        identity = content_id("ar", self.title, self.outlet or "", self.day or "")
        events = [self._event(identity, deed) for deed in self.things if isinstance(deed, Deed)]
        statements = [self._statement(identity, said) for said in self.things if isinstance(said, Said)]
        origin = self.text.index(self.relays) if self.relays else 0
        article = Article(
            identity, self.text, [Block("paragraph", Span(0, len(self.text), self.text))], identity.ljust(64, "0"),
            self.language, url=self.url, outlet=self.outlet, title=self.title,
            published=StatedTime(f"{self.day}T08:00:00+00:00", "minute", "meta") if self.day else None,
            origins=[Origin(self.relays, Span(origin, origin + len(self.relays), self.relays))] if self.relays else [],
        )  # fmt: skip
        return Record(
            article, "test", "test", list(self.contexts), entities=list(self.entities.values()), mentions=self.mentions,
            events=events, statements=statements,
        )  # fmt: skip

    def _event(self, identity: str, deed: Deed) -> Event:
        start = len(self.text)
        to = f" {deed.recipient.words}" if deed.recipient else ""
        self.text += f"{deed.actor.words} {deed.type.lower()}s{to} here.\n"
        act = start + len(deed.actor.words) + 1
        code = next(code for code in codebook().types if code.type == deed.type)
        return Event(
            content_id("ev", identity, start), deed.type, deed.status, self._span(act, act + len(deed.type) + 1),
            self._span(start, len(self.text) - 1), 0.9, code.quad, code.score,
            actors=[self._party(identity, deed.actor, start)],
            recipients=[self._party(identity, deed.recipient, act)] if deed.recipient else [],
            size=None if deed.killed is None else Size(killed=deed.killed),
        )  # fmt: skip

    def _statement(self, identity: str, said: Said) -> Statement:
        start = len(self.text)
        self.text += f"{said.speaker.words} said {said.words}.\n"
        words = start + len(said.speaker.words) + 6
        return Statement(
            content_id("st", identity, start), self._span(start, len(self.text) - 1),
            [self._span(words, len(self.text) - 2)], "indirect", 0.9,
            speaker=self._party(identity, said.speaker, start),
        )  # fmt: skip

    def _party(self, identity: str, body: Body, start: int) -> Argument:
        place = self.text.index(body.words, start)
        known = Entity(
            content_id("en", identity, body.words, body.type), body.words if body.named else None, body.type, "by hand",
            country=body.country, sectors=[body.sector] if body.sector else [], role=body.role, knowledge_id=body.key,
            anonymous=not body.named,
        )  # fmt: skip
        entity = self.entities.setdefault(known.id, known)
        mention = content_id("mn", identity, place, place + len(body.words))
        if mention not in {one.id for one in self.mentions}:
            span = self._span(place, place + len(body.words))
            found = Mention(mention, span, body.type, entity.id, "name" if body.named else "nominal", 0.9)
            self.mentions.append(found)
        return Argument(entity.id, mention, 0.9)

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])


def filled(path: Path, articles: Iterable[Told] = ()) -> Path:
    """A store of these articles."""
    with Store(path, write=True) as store:
        for article in articles:
            with transaction(store.connection):
                store.put(article.record())
    return path
