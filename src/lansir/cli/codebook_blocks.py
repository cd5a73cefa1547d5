"""An entry of the codebook as titles, paragraphs, lists and tables, before anything is drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lansir.codebook import Wording
from lansir.codebook.entries import (
    CameoEntry,
    ContextEntry,
    Entry,
    Outcome,
    SectorEntry,
    TypeEntry,
    WholeCodebook,
)
from lansir.codebook.mappings import CameoCode, CameoWay
from lansir.codebook.pages import LANGUAGES, Boundary, Case, Counterexample, Example
from lansir.words.catalogue import Messages

__all__ = ["Block", "Items", "Line", "Paragraph", "Piece", "Rows", "Title", "Writer"]

Style = Literal["", "strong", "dim", "trigger"]


@dataclass(frozen=True)
class Piece:
    """Words in one style; `trigger` are the words that carry an act."""

    text: str
    style: Style = ""


Line: TypeAlias = list[Piece]


@dataclass(frozen=True)
class Title:
    """A heading; level 1 is that of an entry."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list; lines of its own may stand below an item."""

    items: list[tuple[Line, list[Line]]]


@dataclass(frozen=True)
class Rows:
    """A table; without `header` the first column names the rows."""

    rows: list[list[str]]
    header: list[str] = field(default_factory=list)


Block: TypeAlias = Title | Paragraph | Items | Rows


def marked(sentence: str, trigger: str) -> Line:
    """A sentence with its trigger marked."""
    before, found, after = sentence.partition(trigger)
    return [Piece(before), Piece(found, "trigger"), Piece(after)]


def signed(score: float) -> str:
    """A score with its sign; zero has none."""
    return f"{score:+g}" if score else "0"


def named(type: str, mode: str | None) -> str:
    """A type with its mode, if it has one."""
    return f"{type} {mode}" if mode else type


@dataclass(frozen=True)
class Writer:
    """Writes entries with the labels and definitions of a language, and examples of the languages asked for."""

    messages: Messages
    language: str
    examples: tuple[str, ...] = LANGUAGES

    def entry(self, entry: Entry) -> Iterator[Block]:
        """All about one name."""
        if isinstance(entry, TypeEntry):
            yield from self.type(entry)
        elif isinstance(entry, ContextEntry):
            yield from self.context(entry)
        elif isinstance(entry, SectorEntry):
            yield from self.sector(entry)
        else:
            yield from self.cameo(entry)

    def overview(self, whole: WholeCodebook) -> Iterator[Block]:
        """What there is: the types in a table, the names of contexts and sectors."""
        w = self.messages.codebook
        yield Title(w.title)
        yield Paragraph([Piece(self._intro(whole))])
        header = [w.type, w.quad, w.score, w.recipient, w.modes]
        yield Rows([self._type_row(entry) for entry in whole.types], header)
        yield Title(w.contexts, 2)
        yield Paragraph([Piece(", ".join(entry.context for entry in whole.contexts))])
        yield Title(w.sectors, 2)
        yield Paragraph([Piece(", ".join(entry.sector for entry in whole.sectors))])
        yield Paragraph([Piece(w.hint, "dim")])

    def book(self, whole: WholeCodebook) -> Iterator[Block]:
        """The whole codebook, to be read from beginning to end."""
        w = self.messages.codebook
        yield Title(w.title)
        yield Paragraph([Piece(self._intro(whole))])
        header = [w.type, w.quad, w.score, w.recipient, w.modes]
        yield Rows([self._type_row(entry) for entry in whole.types], header)
        yield Paragraph([Piece(w.source)])
        for entry in whole.types:
            yield from self._deeper(self.meaning(entry))
            yield from self._deeper(self.way_out(entry))
        yield Title(w.rules, 2)
        yield Items([self._boundary(boundary) for boundary in whole.boundaries])
        yield Title(w.contexts, 2)
        yield Items([self._context_item(context) for context in whole.contexts])
        yield Title(w.sectors, 2)
        sectors = [[entry.sector, w.ranks[entry.rank], self._say(entry.definition)] for entry in whole.sectors]
        yield Rows(sectors, [w.sector, w.rank, w.definition])
        yield Title(w.cameo, 2)
        yield self._codes(whole.cameo)

    def type(self, entry: TypeEntry) -> Iterator[Block]:
        """All about a type."""
        w = self.messages.codebook
        yield from self.meaning(entry)
        yield Title(w.rules, 2)
        yield Items([self._boundary(boundary) for boundary in entry.boundaries])
        yield from self.way_out(entry)
        yield Title(w.from_cameo, 2)
        yield self._codes(entry.from_cameo)

    def meaning(self, entry: TypeEntry) -> Iterator[Block]:
        """What a type means: definition, numbers, modes and examples."""
        w = self.messages.codebook
        yield Title(entry.type)
        yield Paragraph([Piece(self._say(entry.definition), "strong")])
        yield Paragraph([Piece(self._say(entry.is_not))])
        yield Rows([
            [w.quad, f"{self.messages.quads[entry.quad]} ({entry.quad_class})"],
            [w.score, signed(entry.score)],
            [w.recipient, w.recipients[entry.recipient]],
        ])  # fmt: skip
        if entry.decision:
            yield Paragraph([Piece(f"{w.decision}: ", "strong"), Piece(self._say(entry.decision))])
        if entry.modes:
            yield Title(w.modes, 2)
            rows = [[mode.mode, signed(mode.score), self._say(mode.definition)] for mode in entry.modes]
            yield Rows(rows, [w.mode, w.score, w.definition])
        yield Title(w.examples, 2)
        yield Items([self._example(told) for language in self.examples for told in entry.examples[language]])
        yield Title(w.counterexamples, 2)
        yield Items([self._counter(told) for language in self.examples for told in entry.counterexamples[language]])

    def way_out(self, entry: TypeEntry) -> Iterator[Block]:
        """What becomes of a type in a PLOVER record and in CAMEO."""
        w = self.messages.codebook
        yield Title(w.outcomes, 2)
        yield Paragraph([Piece(w.outcomes_note, "dim")])
        yield Rows([self._outcome(outcome) for outcome in entry.projection], [w.status, w.becomes, w.reason])
        yield Title(w.to_cameo, 2)
        yield self._ways(entry.to_cameo)

    def context(self, entry: ContextEntry) -> Iterator[Block]:
        """All about a context."""
        yield Title(f"{entry.context} ({self.messages.contexts[entry.context]})")
        yield Paragraph([Piece(self._say(entry.definition), "strong")])
        sentences = [sentence for language in self.examples for sentence in entry.examples[language]]
        yield Items([([Piece(sentence)], []) for sentence in sentences])

    def _context_item(self, entry: ContextEntry) -> tuple[Line, list[Line]]:
        line = [Piece(f"{entry.context}: ", "strong"), Piece(self._say(entry.definition))]
        return line, [[Piece(sentence)] for language in self.examples for sentence in entry.examples[language]]

    def sector(self, entry: SectorEntry) -> Iterator[Block]:
        """All about a sector."""
        w = self.messages.codebook
        yield Title(f"{entry.sector} ({self.messages.sectors.get(entry.sector, entry.sector)})")
        yield Paragraph([Piece(self._say(entry.definition), "strong")])
        yield Rows([[w.rank, w.ranks[entry.rank]]])

    def cameo(self, entry: CameoEntry) -> Iterator[Block]:
        """All about a CAMEO code."""
        w = self.messages.codebook
        yield Title(f"{w.cameo} {entry.code.code}: {entry.code.label}")
        rows = [[w.plover, named(entry.code.type or w.nothing, entry.code.mode)]]
        yield Rows([*rows, [w.note, entry.code.note]] if entry.code.note else rows)
        if entry.finer:
            yield Title(w.finer, 2)
            yield self._codes(entry.finer)
        if entry.written_for:
            yield Title(w.written_for, 2)
            yield self._ways(entry.written_for)

    def _say(self, wording: Wording) -> str:
        return wording.in_language(self.language)

    def _intro(self, whole: WholeCodebook) -> str:
        return self.messages.codebook.intro.format(
            types=len(whole.types),
            modes=sum(len(entry.modes) for entry in whole.types),
            contexts=len(whole.contexts),
            sectors=len(whole.sectors),
            cameo=len(whole.cameo),
        )

    def _type_row(self, entry: TypeEntry) -> list[str]:
        recipient = self.messages.codebook.recipients[entry.recipient]
        modes = str(len(entry.modes) or "—")
        return [entry.type, self.messages.quads[entry.quad], signed(entry.score), recipient, modes]

    def _deeper(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            yield Title(block.text, block.level + 1) if isinstance(block, Title) else block

    def _tagged(self, *tags: str | None) -> Piece:
        return Piece(f" ({', '.join(filter(None, tags))})", "dim")

    def _example(self, told: Example) -> tuple[Line, list[Line]]:
        return [*marked(told.sentence, told.trigger), self._tagged(told.mode, self.messages.statuses[told.status])], []

    def _counter(self, told: Counterexample) -> tuple[Line, list[Line]]:
        w = self.messages.codebook
        instead = w.no_event if told.instead == "none" else w.instead.format(type=named(told.instead, told.mode))
        return marked(told.sentence, told.trigger), [[Piece(f"{instead}: ", "strong"), Piece(told.why)]]

    def _boundary(self, boundary: Boundary) -> tuple[Line, list[Line]]:
        rule = [Piece(f"{', '.join(boundary.between)}: ", "strong"), Piece(self._say(boundary.rule))]
        return rule, [self._case(boundary.cases[language]) for language in self.examples]

    def _case(self, case: Case) -> Line:
        tag = self._tagged(named(case.type, case.mode), self.messages.statuses[case.status])
        return [*marked(case.sentence, case.trigger), tag]

    def _outcome(self, outcome: Outcome) -> list[str]:
        w, status = self.messages.codebook, self.messages.statuses[outcome.status]
        if outcome.when:
            status = w.only_if.format(status=status, condition=w.conditions[outcome.when])
        changes = [f"{mode} → {other}" for mode, other in outcome.modes.items()]
        fixed = outcome.mode if outcome.mode not in ("keep", "drop") else None
        told = [named(outcome.becomes, fixed), *changes]
        told += [f"+ {w.auxiliaries[outcome.auxiliary]}"] if outcome.auxiliary else []
        reason = [self._say(outcome.reason)]
        reason += [w.asked + "."] if outcome.roles == "asked" else []
        reason += [w.carried.format(types=", ".join(outcome.carriers)) + "."] if outcome.carriers else []
        return [status, "; ".join(told), " ".join(text[:1].upper() + text[1:] for text in reason)]

    def _codes(self, codes: list[CameoCode]) -> Rows:
        w = self.messages.codebook
        rows = [[row.code, row.label, named(row.type or "—", row.mode), row.note or ""] for row in codes]
        return Rows(rows, [w.code, w.label, w.plover, w.note])

    def _ways(self, ways: list[CameoWay]) -> Rows:
        w = self.messages.codebook
        return Rows(
            [[named(way.type, way.mode), way.code, way.loses or ""] for way in ways], [w.plover, w.code, w.loses]
        )
