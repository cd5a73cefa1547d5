"""`lansir demo`: the bundled example pages, read before your eyes."""

import shutil
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.options import LabelsOption
from lansir.errors import LansirError
from lansir.words.counting import Count
from lansir.words.terminal import clean, complain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from lansir.record import Record
    from lansir.words.catalogue import Messages

__all__ = ["demo_command", "show_pages", "show_world"]


def demo_command(
    world: Annotated[
        Path | None,
        typer.Option("--world", metavar="STORE", help="Ingest the example world into a store, and show its stories."),
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="FOLDER", help="Write pages to practise on, of the last days, into a folder."),
    ] = None,
    lang: LabelsOption = None,
) -> None:
    """Read the example pages that come with Lansir and show what is in them."""
    from lansir.cli.output import open_output  # noqa: PLC0415  # `--help` must stay fast
    from lansir.cli.view import console_for  # noqa: PLC0415
    from lansir.examples import example_pages  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    words = messages(choose_language(lang))
    if pages:
        _write_pages(pages, words)
    if world:
        show_world(world, words, lang)
    if pages or world:
        return
    with open_output(None) as stream:
        failed = show_pages([str(page) for page in example_pages()], console_for(stream), words)
    if failed:
        raise typer.Exit(2)


def _write_pages(folder: Path, messages: "Messages") -> None:
    """Write the pages to practise on, and say what to type next."""
    from lansir.examples.practice import write_practice  # noqa: PLC0415

    written, site = write_practice(folder)
    typer.echo(messages.demo_pages.format(pages=clean(str(written)), site=clean(str(site)), program=_program()))


def show_pages(pages: list[str], console: "Console", messages: "Messages") -> int:
    """Read the pages, show each in short form, and end with what to type next; returns how many could not be read."""
    from lansir.cli.source import read_sources  # noqa: PLC0415
    from lansir.cli.view import View, print_plain  # noqa: PLC0415

    view = View(messages, compact=True)
    print_plain(console, messages.demo_intro.format(n=Count(len(pages))))
    records: list[Record] = []
    start = perf_counter()
    for page, found in read_sources(pages):
        if isinstance(found, LansirError):
            complain(f"{page}: {found}")
        else:
            records.append(found)
            print_plain(console, "", view.render(found))
    print_plain(console, "", _done(records, perf_counter() - start, messages), "", messages.demo_next, _hints(messages))
    return len(pages) - len(records)


def show_world(store: Path, messages: "Messages", lang: str | None) -> None:
    """Ingest the pages of the example world, some 240 of twelve invented outlets, and show what they tell together."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from lansir.cli.ingest import bar, ingest_words, stopping, tell  # noqa: PLC0415
    from lansir.cli.stories import show_stories  # noqa: PLC0415
    from lansir.examples.world import pages  # noqa: PLC0415
    from lansir.ingest.intake import ingest  # noqa: PLC0415

    words = ingest_words(lang)
    with TemporaryDirectory(prefix="lansir-") as folder:
        for number, page in enumerate(pages()):
            (Path(folder) / f"{number:03d}-{page.text.id}.html").write_bytes(page.data)
        typer.echo(messages.demo_world)
        with stopping(words) as stop, bar(words) as step:
            summary = ingest([folder], store, stop=stop, step=step)
    tell(summary, store, words, hint=False)
    show_stories(store, messages, _program())
    typer.echo(messages.demo_world_next.format(program=_program(), store=clean(str(store))))


def _done(records: list["Record"], seconds: float, messages: "Messages") -> str:
    return messages.demo_done.format(
        pages=Count(len(records)),
        seconds=f"{seconds:.1f}",
        statements=Count(sum(len(record.statements) for record in records)),
        events=Count(sum(len(record.events) for record in records)),
    )


def _hints(messages: "Messages") -> "Table":
    """What to type next, each command with what it does."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    hints = Table.grid(padding=(0, 2))
    hints.add_column(no_wrap=True, style="bold")
    for hint in messages.demo_hints:
        hints.add_row(Text(f"  {_program()} read {hint.sources}"), Text(hint.does, style="dim"))
    return hints


def _program() -> str:
    """`lansir` as it has to be typed here: by its path where the shell would not find it."""
    path = Path(sys.argv[0])
    if shutil.which("lansir") or path.name != "lansir":
        return "lansir"
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
