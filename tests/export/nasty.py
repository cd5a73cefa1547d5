"""Entries that no newsroom would print: what a page may say, made by hypothesis; offsets and references hold."""

from collections.abc import Sequence
from functools import cache

import msgspec
from hypothesis import strategies as st

from lansir.codebook import codebook
from lansir.query.entries import Entry, Occurred
from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    Event,
    Mention,
    Origin,
    Place,
    PlaceCandidate,
    Quantity,
    Reason,
    Record,
    Review,
    Size,
    Span,
    StatedTime,
    Statement,
    Time,
)

__all__ = ["HOSTILE", "nasty_entries"]

HOSTILE = (
    "=1+1", "=cmd|'/C calc'!A0", "@SUM(A1)", "+62", "-2", "\t=1", "\r=1", "＝1", "'=1", "#N/A", "_x0041_",
    "<script>alert(1)</script>", "]]>", "&amp;", "\"", "\"\"", "'", ";", "; ", ",", "\\", "\\;", "|", "None", "NA",
    "a\nb", "\x00", "\x0b", "\x1b[31m", "\u2028", "\u202e", "\ufeff", "\ufffe", "😀", "e\u0301", "ط", "ﷺ", "x" * 300,
)  # fmt: skip
VALUES = (
    None, "2031-03-05", "2031-03", "2031", "2031-W10", "2031-03-01/2031-03-05", "2031-03-05T10:00", "P3D", "0001-01-01",
    "9999-12-31", "FUTURE_REF",
)  # fmt: skip
STAMPS = (
    None,
    StatedTime("2031-03-05T14:10:00+07:00", "second", "json-ld", "+07:00"),
    StatedTime("2031-03-05T14:10", "minute", "html"),
    StatedTime("2031-03-05", "day", "given"),
    StatedTime("2031-03", "month", "text"),
    StatedTime("0001-01-01T00:00:00+14:00", "second", "meta"),
    StatedTime("9999-12-31T23:59:59-12:00", "second", "meta"),
)
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
    st.sampled_from(("Menteri", "said", "protes", "12", "orang")),
).filter(lambda word: word != "")
MAYBE = st.none() | WORDS
SURE = st.floats(0, 1, width=32)
DIGITS = st.integers(0, 2**40 - 1)


@cache
def _modes() -> dict[str, list[str | None]]:
    return {code.type: [None, *code.modes] for code in codebook().types}


class _Made:
    """Draws the parts of one entry, each with an id of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.words = draw(st.lists(WORDS, min_size=3, max_size=12))
        self.text = " ".join(self.words)
        self._whole = f"{draw(st.integers(0, 2**24 - 1)):06x}"
        self._number = 0

    def id(self, kind: str) -> str:
        self._number += 1
        return f"{kind}-{self._whole}{self._number:010x}"

    def pick(self, *values: object) -> object:
        return self.draw(st.sampled_from(values))

    def span(self) -> Span:
        first, last = sorted(self.draw(st.tuples(*[st.integers(0, len(self.words) - 1)] * 2)))
        start = len(" ".join(self.words[:first])) + (first > 0)
        words = " ".join(self.words[first : last + 1])
        return Span(start, start + len(words), words)

    def spans(self, most: int) -> list[Span]:
        return [self.span() for _ in range(self.draw(st.integers(0, most)))]

    def entity(self) -> Entity:
        return Entity(
            self.id("en"),
            self.draw(MAYBE),
            self.pick("PER", "ORG", "GPE", "LOC", "NORP"),  # type: ignore[arg-type]
            self.draw(WORDS),
            country=self.pick(None, "IDN", "USA", "IGO", "XKX"),  # type: ignore[arg-type]
            sectors=self.draw(st.lists(st.sampled_from(["GOV", "MIL", "UNK"]), max_size=2, unique=True)),
            role=self.draw(MAYBE),
            anonymous=self.draw(st.booleans()),
            source_kind=self.pick(None, "official"),  # type: ignore[arg-type]
            knowledge_id=self.draw(st.none() | st.just("leader/x")),
            wikidata=self.pick(None, "Q1"),  # type: ignore[arg-type]
            anonymity=self.pick(None, self.span()),  # type: ignore[arg-type]
        )

    def mention(self, entity: Entity) -> Mention:
        kind = self.pick("name", "nominal", "pronoun")
        return Mention(self.id("mn"), self.span(), entity.type, entity.id, kind, self.draw(SURE), self.draw(WORDS))  # type: ignore[arg-type]

    def time(self) -> Time:
        value = self.pick(*VALUES)
        return Time(self.id("tm"), self.span(), "DATE", self.draw(WORDS), self.draw(SURE), value, "day")  # type: ignore[arg-type]

    def place(self) -> Place:
        here = self.draw(st.booleans())
        return Place(
            self.id("pl"),
            self.span(),
            self.draw(WORDS),
            self.draw(SURE),
            name=self.draw(MAYBE),
            country=self.pick(None, "IDN", "ISR"),  # type: ignore[arg-type]
            geonames=self.pick(None, 1642911),  # type: ignore[arg-type]
            admin1=self.draw(MAYBE),
            lat=self.draw(st.floats(-90, 90)) if here else None,
            lon=self.draw(st.floats(-180, 180)) if here else None,
            precision=self.pick("point", "city", "admin1", "country", "region") if here else None,  # type: ignore[arg-type]
            passed_over=[PlaceCandidate(self.draw(WORDS), None)] if here else [],
        )

    def argument(self, mentions: Sequence[Mention]) -> Argument:
        mention = self.draw(st.sampled_from(mentions))
        return Argument(mention.entity, mention.id, self.draw(SURE), self.draw(st.booleans()))

    def arguments(self, mentions: Sequence[Mention]) -> list[Argument]:
        return [self.argument(mentions) for _ in range(self.draw(st.integers(0, 2)))] if mentions else []

    def one(self, found: Sequence[Argument]) -> Argument | None:
        return found[0] if found else None

    def some(self, items: Sequence[Time] | Sequence[Place]) -> str | None:
        return self.draw(st.sampled_from([None, *(item.id for item in items)]))

    def review(self) -> Review:
        state = self.pick("machine", "confirmed", "corrected", "rejected")
        by = None if state == "machine" else self.draw(WORDS)
        return Review(state, by, by and "2031-03-06T08:00:00+00:00", by and self.draw(MAYBE))  # type: ignore[arg-type]

    def statement(self, mentions: Sequence[Mention], times: Sequence[Time]) -> Statement:
        return Statement(
            self.id("st"),
            self.span(),
            self.spans(2),
            self.pick("direct", "indirect", "mixed"),  # type: ignore[arg-type]
            self.draw(SURE),
            speaker=self.one(self.arguments(mentions)),
            cue=self.pick(None, self.span()),  # type: ignore[arg-type]
            addressee=self.one(self.arguments(mentions)),
            time=self.some(times),
            reasons={"addressee": self.draw(WORDS)},
            review=self.review(),
        )

    def event(self, mentions: Sequence[Mention], times: Sequence[Time], places: Sequence[Place]) -> Event:
        type_ = self.draw(st.sampled_from(sorted(_modes())))
        mode = self.draw(st.sampled_from(_modes()[type_]))
        return Event(
            self.id("ev"),
            type_,  # type: ignore[arg-type]
            self.pick("actual", "planned", "requested", "hypothetical", "negated"),  # type: ignore[arg-type]
            self.span(),
            self.span(),
            self.draw(SURE),
            codebook().quad(type_),  # type: ignore[arg-type]
            codebook().intensity(type_, mode),  # type: ignore[arg-type]
            mode=mode,
            contexts=self.draw(st.lists(st.sampled_from(["military", "legal"]), max_size=2, unique=True)),
            actors=self.arguments(mentions),
            recipients=self.arguments(mentions),
            time=self.some(times),
            place=self.some(places),
            size=self.pick(None, Size(), Size(killed=0, injured=3)),  # type: ignore[arg-type]
            resolved={"mode": self.draw(WORDS)},
            reasons={"time": self.draw(WORDS)},
            review=self.review(),
        )

    def article(self) -> Article:
        head = Span(0, len(self.text), self.text)
        return Article(
            self.id("ar"),
            self.text,
            [Block("paragraph", head, self.pick(None, "https://a.example/x"))],  # type: ignore[arg-type]
            "0" * 64,
            language=self.pick(None, "id", "en"),  # type: ignore[arg-type]
            url=self.pick(None, 'https://a.example/x?a=1&b="2"'),  # type: ignore[arg-type]
            canonical_url=self.pick(None, "https://a.example/ü"),  # type: ignore[arg-type]
            outlet=self.draw(MAYBE),
            title=self.draw(MAYBE),
            authors=self.draw(st.lists(WORDS, max_size=2)),
            dateline=self.draw(MAYBE),
            published=self.pick(*STAMPS),  # type: ignore[arg-type]
            updated=self.pick(*STAMPS),  # type: ignore[arg-type]
            captured=self.pick(None, "2031-03-06T08:00:00+00:00"),  # type: ignore[arg-type]
            origins=[Origin(span.text, span) for span in self.spans(1)],
            reasons=[Reason("page_cut", self.draw(WORDS))],
        )


@st.composite
def nasty_entries(draw: st.DrawFn) -> Entry:
    """An entry with any text in any of its fields, some of it selected."""
    made = _Made(draw)
    entities = [made.entity() for _ in range(draw(st.integers(0, 3)))]
    mentions = [made.mention(entity) for entity in entities]
    times = [made.time() for _ in range(draw(st.integers(0, 2)))]
    places = [made.place() for _ in range(draw(st.integers(0, 2)))]
    statements = [made.statement(mentions, times) for _ in range(draw(st.integers(0, 2)))]
    events = [made.event(mentions, times, places) for _ in range(draw(st.integers(0, 2)))]
    events, statements = _told(draw, events, statements)
    numbers = [Quantity(made.id("qt"), span, 20, None, draw(MAYBE), draw(MAYBE)) for span in made.spans(1)]
    record = Record(
        made.article(), "0.1.0", "2031.1", ["military"], entities, mentions, times, places, numbers, statements, events
    )  # fmt: skip
    return _entry(draw, made, record)


def _told(draw: st.DrawFn, events: list[Event], statements: list[Statement]) -> tuple[list[Event], list[Statement]]:
    """The first event is told by the first statement, perhaps."""
    if not events or not statements or draw(st.booleans()):
        return events, statements
    event = msgspec.structs.replace(events[0], reported_by=statements[0].id)
    told = msgspec.structs.replace(statements[0], events=[event.id])
    return [event, *events[1:]], [told, *statements[1:]]


def _entry(draw: st.DrawFn, made: _Made, record: Record) -> Entry:
    placed = draw(st.booleans())
    some = st.sets(st.sampled_from([event.id for event in record.events] or [""]))
    told = st.sets(st.sampled_from([one.id for one in record.statements] or [""]))
    return Entry(
        record=record,
        selected_events=frozenset(draw(some)) - {""},
        selected_statements=frozenset(draw(told)) - {""},
        story=made.id("sy") if placed else None,
        origin=draw(WORDS) if placed else None,
        how="own" if placed else None,
        source=None,
        version=1,
        newest=True,
        ingested="2031-03-06T08:00:00+00:00",
        occurred={event.id: Occurred(made.id("oc"), 3, 2) for event in record.events} if placed else {},
    )
