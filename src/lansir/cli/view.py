"""The terminal view of a record: article card, statements, events with their evidence, entities, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from lansir.cli.view_article import article_card
from lansir.cli.view_entities import entity_sections, resolution_sections
from lansir.cli.view_events import EventTable
from lansir.cli.view_lookup import Lookup
from lansir.cli.view_statements import statement_entries
from lansir.cli.view_text import ACTOR, DIM, LOW_CONFIDENCE, RECIPIENT, TRIGGER, heading
from lansir.cli.view_wording import reason
from lansir.record import Record
from lansir.words.catalogue import Messages

__all__ = ["View", "console_for", "print_plain"]

COMPACT_STATEMENTS, COMPACT_EVENTS = 2, 3
"""How many of each the compact view shows: the surest."""


def console_for(stream: TextIO, width: int | None = None) -> Console:
    """A console that shows text as it is: no markup, no emoji codes, no highlighting; colours on a terminal only."""
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def print_plain(console: Console, *parts: RenderableType) -> None:
    """Print the parts below one another; where no terminal pads lines to its width, none ends in spaces."""
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    text = captured.get()
    if not console.is_terminal:
        text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    console.file.write(text)


@dataclass(frozen=True)
class View:
    """How records are shown: in which language, `explain`: how all was resolved, `compact`: the surest only."""

    messages: Messages
    explain: bool = False
    compact: bool = False

    def render(self, record: Record) -> RenderableType:
        """The record as something that a Rich console prints, laid out for that console's width."""
        return _RecordView(record, self)


@dataclass(frozen=True)
class _RecordView:
    record: Record
    view: View

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the record out for the console that asks."""
        lookup = Lookup(self.record)
        colours = console.color_system is not None
        yield article_card(self.record, self.view.messages, self.view.compact)
        yield from self._statements(lookup)
        yield from self._events(lookup, options.max_width, colours)
        if not self.view.compact:
            yield from self._entities(lookup)
            yield from self._reasons()
            yield from self._legend(colours)

    def _statements(self, lookup: Lookup) -> Iterator[RenderableType]:
        m, number = self.view.messages, len(self.record.statements)
        limit = COMPACT_STATEMENTS if self.view.compact else None
        yield heading(m.said, number)
        yield from statement_entries(lookup, m, self.view.explain, limit)
        yield from self._rest(number, limit, m.nothing_said)

    def _events(self, lookup: Lookup, width: int, colours: bool) -> Iterator[RenderableType]:
        m, number = self.view.messages, len(self.record.events)
        limit = COMPACT_EVENTS if self.view.compact else None
        yield heading(m.did, number)
        if number:
            yield from EventTable(lookup, m, width, self.view.explain, stars=not colours).rows(limit)
        yield from self._rest(number, limit, m.nothing_done)

    def _rest(self, number: int, limit: int | None, nothing: str) -> Iterator[RenderableType]:
        """What is said of the things not shown: that there are more, or that there is none."""
        if not number:
            yield Text(nothing, style=DIM)
        elif limit is not None and number > limit:
            yield Padding(Text(self.view.messages.more.format(n=number - limit), style=DIM), (0, 0, 0, 5))

    def _entities(self, lookup: Lookup) -> Iterator[RenderableType]:
        yield from entity_sections(lookup, self.view.messages, self.view.explain)
        if self.view.explain:
            yield from resolution_sections(lookup, self.view.messages)

    def _reasons(self) -> Iterator[RenderableType]:
        if self.record.reasons:
            yield heading(self.view.messages.missing, len(self.record.reasons))
            yield Group(*(Text(f"• {reason(missing.message, self.view.messages)}") for missing in self.record.reasons))

    def _legend(self, colours: bool) -> Iterator[RenderableType]:
        m = self.view.messages
        low = Text(m.legend_low.format(percent=f"{LOW_CONFIDENCE:.0%}"))
        legend = Text.assemble(_signs(m) if colours else m.legend, " ", low)
        legend.stylize_before(DIM)
        if self.record.events:
            yield Padding(legend, (1, 0, 0, 0))


def _signs(messages: Messages) -> Text:
    """The legend of the evidence, with a square in the style of each role."""
    styles = {"trigger": TRIGGER, "actor": ACTOR, "recipient": RECIPIENT}
    text = Text()
    for piece in messages.legend_colour.replace("}", "{").split("{"):
        text.append("abc" if piece in styles else piece, style=styles.get(piece, ""))
    return text
