"""Who did what to whom: a table of events, under each the sentence that it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lansir.cli.view_lookup import Lookup
from lansir.cli.view_statements import speaker_text
from lansir.cli.view_text import DIM, Quoted, confidence, evidence, joined, review_badge, shown, unsure
from lansir.cli.view_wording import reason
from lansir.codebook.projection import project
from lansir.record import Argument, Event, Status
from lansir.words.catalogue import Messages
from lansir.words.terminal import clean

__all__ = ["EventTable"]

STATUS_STYLES: dict[Status, tuple[str, str]] = {
    "actual": ("●", "green"),
    "planned": ("◷", "blue"),
    "requested": ("◇", "yellow"),
    "hypothetical": ("◌", "magenta"),
    "negated": ("✗", "red"),
}
"""A sign and a colour each: who sees no colours still tells them apart."""
WIDE = 110
"""Columns from which on when, where and according to whom stand in columns of their own."""
NAME_LIMIT = 120
NUMBER_WIDTH, WHAT_WIDTH, STATUS_WIDTH = 4, 14, 14


@dataclass(frozen=True)
class EventTable:
    """Draws the events of one record for a console `width` columns wide; `stars` mark triggers where colours fail."""

    lookup: Lookup
    messages: Messages
    width: int
    explain: bool = False
    stars: bool = False

    def rows(self, limit: int | None) -> Iterator[RenderableType]:
        """The header, then every event with its evidence, or the `limit` surest ones."""
        yield self._header()
        for number, event in self.lookup.shown_events(limit):
            row = self._grid()
            row.add_row(Text(f"E{number}", style=DIM), *self._cells(event))
            yield Padding(row, (0 if number == 1 else 1, 0, 0, 0))
            yield Padding(Quoted(self._evidence(event)), (0, 0, 0, NUMBER_WIDTH + 1))
            if self.explain:
                lines = Text("\n".join(self._explained(event)), style=DIM)
                yield Padding(lines, (0, 0, 0, NUMBER_WIDTH + 1))

    def _grid(self) -> Table:
        """A row of fixed columns: the evidence between two rows needs the whole line, which one table cannot give."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=NUMBER_WIDTH, justify="right")
        for width in (WHAT_WIDTH, self._who_width(), STATUS_WIDTH, *self._context_widths()):
            grid.add_column(width=width, overflow="fold")
        return grid

    def _context_widths(self) -> tuple[int, ...]:
        return (16, 18, 24) if self.width >= WIDE else (26,)

    def _who_width(self) -> int:
        fixed = (NUMBER_WIDTH, WHAT_WIDTH, STATUS_WIDTH, *self._context_widths())
        return max(12, self.width - sum(fixed) - len(fixed) - 1)

    def _header(self) -> RenderableType:
        m = self.messages
        names = [m.column_number, m.column_what, m.column_who, m.column_status]
        names += [m.column_when, m.column_where, m.column_source] if self.width >= WIDE else [m.column_context]
        grid = self._grid()
        grid.add_row(*(Text(name, style="bold dim") for name in names))
        return grid

    def _cells(self, event: Event) -> list[Text]:
        context = [self._when(event), self._where(event), self._source(event)]
        if self.width < WIDE:
            context[2] = self._according_to(context[2])
            context = [joined((cell for cell in context if cell.plain != "—"), "\n")]
        return [self._what(event), self._who(event), self._status(event), *context]

    def _what(self, event: Event) -> Text:
        mode = shown(event.mode, DIM, NAME_LIMIT)
        return joined([Text(event.type, style="bold"), mode], "\n")

    def _who(self, event: Event) -> Text:
        actors = joined(self._name(argument, "cyan") for argument in event.actors) or Text("—", style=DIM)
        recipients = joined(self._name(argument, "magenta") for argument in event.recipients)
        sentence = joined([actors, recipients], " → ")
        return joined([sentence, Text(self._size(event), style="red")], "\n")

    def _name(self, argument: Argument, style: str) -> Text:
        return unsure(shown(self.lookup.name(argument), style, NAME_LIMIT), argument.confidence)

    def _size(self, event: Event) -> str:
        if event.size is None:
            return ""
        m, size = self.messages, event.size
        counts = (
            (m.killed, size.killed),
            (m.injured, size.injured),
            (m.arrested, size.arrested),
            (m.displaced, size.displaced),
            (m.released, size.released),
        )
        return ", ".join(pattern.format(n=number) for pattern, number in counts if number is not None)

    def _status(self, event: Event) -> Text:
        sign, style = STATUS_STYLES[event.status]
        status = Text(f"{sign} {self.messages.statuses[event.status]}", style=style)
        return joined([status, confidence(event.confidence), review_badge(event.review, self.messages)], "\n")

    def _when(self, event: Event) -> Text:
        time = self.lookup.times.get(event.time or "")
        if time is None:
            return Text("—", style=DIM)
        value = shown(time.value) if time.value else Text(self.messages.unsettled, style="italic")
        return unsure(Text.assemble(value, "\n", shown(time.span.text, DIM, NAME_LIMIT)), time.confidence)

    def _where(self, event: Event) -> Text:
        place = self.lookup.places.get(event.place or "")
        if place is None:
            return Text("—", style=DIM)
        name = shown(place.name or place.span.text, limit=NAME_LIMIT)
        return unsure(joined([name, shown(place.country)]), place.confidence)

    def _source(self, event: Event) -> Text:
        """Who tells it: the speakers of the statements around it, else the outlet."""
        voice = self.lookup.voice(event)
        if voice.statement is None:
            return shown(self.lookup.record.article.outlet or self.messages.the_outlet, DIM, NAME_LIMIT)
        nearest, *tellers = (speaker_text(speaker, self.lookup, self.messages, "") for speaker in voice.speakers)
        told = joined([nearest, *tellers], " ← ")
        return told.append(f" (S{voice.statement})", style=DIM)

    def _according_to(self, name: Text) -> Text:
        before, _, after = self.messages.according_to.partition("{name}")
        return Text.assemble((before, DIM), name, (after, DIM))

    def _evidence(self, event: Event) -> Text:
        words = self.lookup.words
        actors = [span for argument in event.actors if (span := words(argument))]
        recipients = [span for argument in event.recipients if (span := words(argument))]
        return evidence(event.sentence, event.trigger, actors, recipients, self.stars)

    def _explained(self, event: Event) -> Iterator[str]:
        """How the event's slots were filled, and why the empty ones are empty."""
        m = self.messages
        quad = m.intensity.format(quad=m.quads[event.quad], value=f"{event.intensity:+g}")
        contexts = (m.contexts.get(context, clean(context)) for context in event.contexts)
        yield "; ".join([quad, *contexts])
        yield self._projected(event)
        for slot, arguments in (("actor", event.actors), ("recipient", event.recipients)):
            for argument in arguments:
                yield f"{m.slots[slot]}: {self._resolved(argument)}"
        for slot, how in event.resolved.items():
            yield f"{m.slots.get(slot, clean(slot))}: {reason(how, m)}"
        for slot, why in event.reasons.items():
            yield f"{m.slots.get(slot, clean(slot))}: {reason(why, m)}"

    def _projected(self, event: Event) -> str:
        """What PLOVER makes of the event with its status, and why."""
        projected = project(event.type, event.mode, event.status)
        parts = (projected.type or self.messages.no_plover_record, projected.mode, projected.auxiliary)
        told = " ".join(part for part in parts if part)
        return f"PLOVER: {clean(told)} ({projected.reason.in_language(self.messages.iso)})"

    def _resolved(self, argument: Argument) -> str:
        words, entity = self.lookup.words(argument), self.lookup.entities.get(argument.entity)
        elided = f" ({self.messages.elsewhere})" if argument.elided else ""
        told = f"“{clean(words.text)}”{elided} {argument.confidence:.0%}" if words else f"{argument.confidence:.0%}"
        if entity is None:
            return told
        return f"{told} = {clean(self.lookup.name(argument))}: {reason(entity.resolved, self.messages)}"
