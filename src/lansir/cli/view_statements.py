"""Who said what: one entry a statement, the speaker on the first line, the words below."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lansir.cli.view_lookup import Lookup
from lansir.cli.view_text import DIM, EVIDENCE_LIMIT, Quoted, confidence, joined, review_badge, shown, unsure
from lansir.cli.view_wording import reason, role
from lansir.record import Argument, Entity, Statement
from lansir.words.catalogue import Messages
from lansir.words.terminal import clean

__all__ = ["speaker_text", "statement_entries"]

NAME_LIMIT = 120


def statement_entries(lookup: Lookup, messages: Messages, explain: bool, limit: int | None) -> Iterator[RenderableType]:
    """One entry a statement, or the `limit` surest ones."""
    for number, statement in lookup.shown_statements(limit):
        entry = Table.grid(padding=(0, 1, 0, 0), expand=True)
        entry.add_column(width=4, justify="right", style=DIM)
        entry.add_column(ratio=1, overflow="fold")
        entry.add_row(Text(f"S{number}"), _head(statement, lookup, messages))
        entry.add_row(Text(), Quoted(_content(statement)))
        if explain and statement.reasons:
            entry.add_row(Text(), Text(_reasons(statement, messages), style=DIM))
        yield Padding(entry, (0 if number == 1 else 1, 0, 0, 0))


def speaker_text(argument: Argument | None, lookup: Lookup, messages: Messages, style: str = "bold") -> Text:
    """The speaker's name, with a badge where the source is anonymous; `nobody named` where there is none."""
    if argument is None:
        return Text(messages.no_speaker, style="italic dim")
    name = unsure(shown(lookup.name(argument), style, NAME_LIMIT), argument.confidence)
    entity = lookup.entities.get(argument.entity)
    if entity is not None and entity.anonymous:
        name.append(" ").append(f"[{messages.anonymous}]", style="black on yellow")
    return name


def _head(statement: Statement, lookup: Lookup, messages: Messages) -> Text:
    who = speaker_text(statement.speaker, lookup, messages)
    if statement.addressee is not None:
        who = joined([who, unsure(shown(lookup.name(statement.addressee)), statement.addressee.confidence)], " → ")
    entity = lookup.entities.get(statement.speaker.entity) if statement.speaker else None
    cue = shown(f"“{statement.cue.text}”", limit=NAME_LIMIT) if statement.cue else Text()
    notes = [
        _office(entity, messages),
        Text(messages.forms[statement.form]),
        cue,
        confidence(statement.confidence),
        Text(_tells(statement, lookup, messages)),
        review_badge(statement.review, messages),
    ]
    return Text.assemble(who, (" · ", DIM), _dimmed(joined(notes, " · ")))


def _dimmed(text: Text) -> Text:
    text.stylize_before(DIM)
    return text


def _office(entity: Entity | None, messages: Messages) -> Text:
    """The speaker's role, country and main sector, as far as they are known."""
    if entity is None:
        return Text()
    sector = messages.sectors.get(entity.sectors[0], entity.sectors[0]) if entity.sectors else None
    held = role(entity.role, messages, entity.knowledge_id) or sector
    return shown(", ".join(part for part in (held, entity.country) if part))


def _tells(statement: Statement, lookup: Lookup, messages: Messages) -> str:
    numbers = [f"E{lookup.event_numbers[event]}" for event in statement.events if event in lookup.event_numbers]
    return messages.tells.format(events=", ".join(numbers)) if numbers else ""


def _content(statement: Statement) -> Text:
    pieces = joined((shown(span.text, limit=EVIDENCE_LIMIT) for span in statement.content), " … ")
    return Text.assemble("“", pieces, "”") if statement.form == "direct" else pieces


def _reasons(statement: Statement, messages: Messages) -> str:
    told = statement.reasons.items()
    return "; ".join(f"{messages.slots.get(slot, clean(slot))}: {reason(why, messages)}" for slot, why in told)
