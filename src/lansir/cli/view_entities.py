"""Who and what the article speaks of, and how times, places and numbers were resolved."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from lansir.cli.view_lookup import Lookup
from lansir.cli.view_text import DIM, heading, joined, shown, unsure
from lansir.cli.view_wording import reason, reason_text, role
from lansir.record import Entity, Mention, Place, Quantity, Record, Time
from lansir.words.catalogue import Messages
from lansir.words.terminal import clean

__all__ = ["entity_sections", "resolution_sections"]

NAME_LIMIT = 120


def entity_sections(lookup: Lookup, messages: Messages, explain: bool) -> Iterator[RenderableType]:
    """The table of entities, the most mentioned first; with `explain` how each was resolved."""
    entities = lookup.record.entities
    if not entities:
        return
    m = messages
    counts = lookup.mention_counts()
    names = [m.column_name, m.column_kind, m.column_country, m.column_sectors, m.column_role, m.column_mentions]
    table = _table([*names, m.column_how] if explain else names)
    for entity in sorted(entities, key=lambda entity: -counts.get(entity.id, 0)):
        cells = [*_entity(entity, lookup, messages), Text(str(counts.get(entity.id, 0)), style=DIM)]
        table.add_row(*cells, *([_how(entity, m)] if explain else []))
    yield heading(m.entities, len(entities))
    yield table


def resolution_sections(lookup: Lookup, messages: Messages) -> Iterator[RenderableType]:
    """Times, places, numbers, topics and mentions: the words, the value, and how one led to the other."""
    record, m = lookup.record, messages
    sections: list[tuple[str, list[tuple[Text, Text, Text]]]] = [
        (m.times, [_time(time, m) for time in record.times]),
        (m.places, [_place(place, m) for place in record.places]),
        (m.quantities, [_quantity(quantity, m) for quantity in record.quantities]),
        (m.topics, [_context(context, record, m) for context in record.contexts]),
        (m.column_mentions, [_mention(mention, lookup, m) for mention in record.mentions]),
    ]
    for title, rows in sections:
        if rows:
            table = _table([m.column_words, m.column_value, m.column_how])
            for row in rows:
                table.add_row(*row)
            yield heading(title, len(rows))
            yield table


def _table(names: list[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold dim")
    for name in names:
        table.add_column(Text(name), overflow="fold")
    return table


def _entity(entity: Entity, lookup: Lookup, messages: Messages) -> list[Text]:
    name = shown(lookup.labels.get(entity.id, "—"), "" if entity.name else "italic", NAME_LIMIT)
    if entity.anonymous:
        name.append(" ").append(f"[{messages.anonymous}]", style="black on yellow")
    kind = messages.source_kinds[entity.source_kind] if entity.source_kind else messages.entity_types[entity.type]
    sectors = ", ".join(messages.sectors.get(sector, clean(sector)) for sector in entity.sectors)
    held = role(entity.role, messages, entity.knowledge_id)
    return [name, Text(kind, style=DIM), shown(entity.country), Text(sectors), shown(held)]


def _how(entity: Entity, messages: Messages) -> Text:
    """How the entity was resolved, and why its name is left out where the text says so."""
    resolved = reason_text(entity.resolved, messages)
    if entity.anonymity is None:
        return resolved
    ground = messages.anonymity.format(words=clean(entity.anonymity.text))
    return joined([resolved, Text(ground, style=DIM)], "; ")


def _mention(mention: Mention, lookup: Lookup, messages: Messages) -> tuple[Text, Text, Text]:
    entity = shown(lookup.labels.get(mention.entity, "—"), limit=NAME_LIMIT)
    how = reason_text(mention.resolved, messages)
    return shown(mention.span.text, limit=NAME_LIMIT), unsure(entity, mention.confidence), how


def _context(context: str, record: Record, messages: Messages) -> tuple[Text, Text, Text]:
    label = Text(messages.contexts.get(context, clean(context)))
    return label, Text(), reason_text(record.resolved.get(f"contexts.{context}"), messages)


def _time(time: Time, messages: Messages) -> tuple[Text, Text, Text]:
    how = reason(time.resolved, messages)
    resolved = f"{how} ({time.anchor})" if time.anchor else how
    value = unsure(shown(time.value or "—"), time.confidence)
    return shown(time.span.text, limit=NAME_LIMIT), value, shown(resolved, DIM)


def _place(place: Place, messages: Messages) -> tuple[Text, Text, Text]:
    value = ", ".join(part for part in (place.name, place.admin1, place.country) if part) or "—"
    if place.lat is not None and place.lon is not None:
        value += f" ({place.lat:.2f}, {place.lon:.2f})"
    others = ", ".join(f"{other.name} ({other.country or '?'})" for other in place.passed_over)
    how = reason(place.resolved, messages)
    resolved = f"{how}; {messages.passed_over.format(names=others)}" if others else how
    return shown(place.span.text, limit=NAME_LIMIT), unsure(shown(value), place.confidence), shown(resolved, DIM)


def _quantity(quantity: Quantity, messages: Messages) -> tuple[Text, Text, Text]:
    low, high = ("…" if bound is None else f"{bound:g}" for bound in (quantity.low, quantity.high))
    value = low if low == high else f"{low} – {high}"
    told = " ".join(part for part in (value, quantity.unit, quantity.of) if part)
    how = reason_text(quantity.resolved, messages)
    return shown(quantity.span.text, limit=NAME_LIMIT), shown(told, limit=NAME_LIMIT), how
