"""`lansir stories`: what the store tells together, and one story day by day."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lansir.cli.options import LabelsOption
from lansir.cli.store import STORE, named
from lansir.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lansir.store import Store
    from lansir.story.told import StoryLine
    from lansir.words.catalogue import Messages

__all__ = ["show_stories", "stories_command"]

FEW = 20
Format = Literal["table", "json"]


def stories_command(
    story: Annotated[
        str | None, typer.Argument(metavar="[STORY]", help="The id of a story (sy-...); else the stories are listed.")
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    recent: Annotated[bool, typer.Option("--recent", help="The most recent stories first, not the largest.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many stories, or occurrences.")] = FEW,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help="For people, or for programs.")
    ] = "table",
    lang: LabelsOption = None,
) -> None:
    """List the stories of a store; with STORY its days, who tells what, where figures differ, and what came of it."""
    from lansir.cli.output import print_json  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.store.connection import store_errors  # noqa: PLC0415
    from lansir.story import reading, told  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if format_ not in ("table", "json"):
        raise InputError(f"--format {format_}: no such format; write table or json")
    labels = messages(choose_language(lang))
    with Store(store) as opened, store_errors(store):
        found: object = (
            _story(opened, story, limit, labels.stories.unknown)
            if story
            else reading.stories(opened.connection, limit=limit, order="recent" if recent else "largest")
        )
    if format_ == "json":
        print_json(found)
        return
    if not isinstance(found, told.Story):
        _print_list(found, store, labels)  # type: ignore[arg-type]
        return
    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415  # programs need none of it
    from lansir.cli.view_stories import story_view  # noqa: PLC0415

    print_plain(console_for(sys.stdout), story_view(found, labels))


def show_stories(store: Path, labels: "Messages", program: str) -> None:
    """Print the largest stories of a store, and how to see the first of them with `program`."""
    from lansir.store import Store  # noqa: PLC0415
    from lansir.store.connection import store_errors  # noqa: PLC0415
    from lansir.story import reading  # noqa: PLC0415

    with Store(store) as opened, store_errors(store):
        _print_list(reading.stories(opened.connection, limit=FEW), store, labels, program)


def _print_list(stories: "Sequence[StoryLine]", store: Path, labels: "Messages", program: str = "lansir") -> None:
    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_stories import story_list  # noqa: PLC0415

    print_plain(console_for(sys.stdout), story_list(stories, labels))
    if stories:
        typer.echo(labels.stories.hint.format(command=f"{program} stories {stories[0].id}{named(store)}"))


def _story(store: "Store", identity: str, limit: int, unknown: str) -> object:
    from lansir.story import reading  # noqa: PLC0415

    try:
        return reading.story(store.connection, identity, most=limit)
    except (KeyError, ValueError):
        raise InputError(unknown.format(id=identity)) from None
