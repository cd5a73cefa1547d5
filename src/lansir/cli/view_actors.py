"""An actor as a card: what it is called, whose it is, and what it was when."""

from collections.abc import Iterator

from rich.text import Text

from lansir.cli.view_text import DIM
from lansir.knowledge import Actor, ActorMatch, Knowledge, Role
from lansir.knowledge.names import EVERY_LANGUAGE
from lansir.words.catalogue import Messages
from lansir.words.counting import Count
from lansir.words.terminal import clean

__all__ = ["card", "counts"]


def card(match: ActorMatch, actor: Actor | None, language: str, labels: Messages) -> Text:
    """The actor that a name means; `actor` is its entry, None for countries and the bodies that every state has."""
    lines = [Text.assemble((clean(match.name), "bold"), "  ", (clean(match.id), DIM))]
    role = match.role_original if language == "id" else match.role
    told = [labels.entity_types[match.type], match.country or "", " ".join(match.sectors), role or ""]
    lines.append(Text(f"  {', '.join(clean(part) for part in told if part)}"))
    lines.append(Text(f"  {clean(match.how)}", style=DIM))
    lines += [Text(f"  {line}") for line in (_entry(actor, language, labels) if actor else ())]
    return Text("\n").join([*lines, Text()])


def counts(known: Knowledge, labels: Messages) -> Text:
    """How many actors and names are known: a line for the table, and one for each of the user's files."""
    by_source: dict[str, list[Actor]] = {}
    for actor in known.actors.values():
        by_source.setdefault(actor.source or labels.actors_table, []).append(actor)
    return Text("\n").join(
        Text(
            labels.actors_count.format(
                source=clean(source), actors=Count(len(table)), names=Count(len(_all_names(table)))
            )
        )
        for source, table in by_source.items()
    )


def _all_names(table: list[Actor]) -> set[str]:
    return {name for actor in table for listed in (*actor.names.values(), actor.short) for name in listed}


def _entry(actor: Actor, language: str, labels: Messages) -> Iterator[str]:
    for tongue, names in actor.names.items():
        shown = "" if tongue == EVERY_LANGUAGE else f" ({labels.languages.get(tongue, tongue)})"
        yield f"{labels.actors_names}{shown}: {', '.join(map(clean, names))}"
    if actor.short:
        yield f"{labels.actors_short}: {', '.join(map(clean, actor.short))}"
    yield from (_role(role, language, labels) for role in actor.roles)
    if actor.wikidata:
        yield f"Wikidata: {clean(actor.wikidata)}"


def _role(role: Role, language: str, labels: Messages) -> str:
    """The role with its dates; an open side has none."""
    held = f"{role.from_ or ''} – {role.to or ''}".strip() if role.from_ or role.to else labels.actors_undated
    return f"{held}: {clean(role.wording(language) or ' '.join(role.sectors) or role.country or '—')}"
