"""`lansir actors`: whom Lansir knows by a name, and who that was on a day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.options import LabelsOption
from lansir.errors import BadDate, InputError

if TYPE_CHECKING:
    import datetime

    from lansir.knowledge import ActorMatch, Knowledge

__all__ = ["actors_command"]


def actors_command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help="A name as the press writes it, with or without title.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day (YYYY-MM-DD) whose roles count; else today.")
    ] = None,
    actors: Annotated[
        list[Path] | None,
        typer.Option("--actors", metavar="FILE", help="Your own actors too: YAML, CSV or FollowTheMoney."),
    ] = None,
    lang: LabelsOption = None,
) -> None:
    """Show whom Lansir knows by a name; without a name, check your own files and count who is known."""
    from rich.console import Console  # noqa: PLC0415  # `--help` must not load Rich and the tables

    from lansir.cli.view_actors import card, counts  # noqa: PLC0415
    from lansir.knowledge import Knowledge  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    language, day = choose_language(lang), _day(on)
    labels, known = messages(language), Knowledge.load(*(actors or []))
    console = Console(highlight=False, soft_wrap=True)
    if not words:
        console.print(counts(known, labels))
        return
    name = " ".join(words)
    found = _found(name, known, day)
    for match in found:
        console.print(card(match, known.actors.get(match.id), language, labels))
    if not found:
        raise InputError(labels.actors_unknown.format(name=name))


def _day(stated: str | None) -> "datetime.date":
    import datetime  # noqa: PLC0415

    try:
        return datetime.date.fromisoformat(stated) if stated else datetime.datetime.now(datetime.UTC).date()
    except ValueError:
        raise BadDate(f"--on {stated}: no day; write YYYY-MM-DD") from None


def _found(name: str, known: "Knowledge", day: "datetime.date") -> list["ActorMatch"]:
    """Whom the name means in any of the languages that are read."""
    from lansir.lang import codes  # noqa: PLC0415

    matches = {match.id: match for language in codes() for match in known.find_within(name, language, day)}
    return list(matches.values())
