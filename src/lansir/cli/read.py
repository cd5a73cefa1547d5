"""`lansir read`: pages in, records out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.leaning import BalancedOption, PrecisionOption, RecallOption, chosen_point
from lansir.cli.options import LabelsOption
from lansir.errors import LansirError
from lansir.words.terminal import complain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from lansir.cli.output import Writer
    from lansir.record import Record

__all__ = ["FORMATS", "read_command", "write_records"]

FORMATS = ("terminal", "json", "jsonl")
PROGRESS_FROM = 4
"""Sources from which on a progress bar is worth its line."""


def read_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, http(s) URLs, or - for standard input.", show_default=False),
    ],
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="For people, or JSON for programs.")
    ] = "terminal",
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When the page came out, where it does not say.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where a saved page came from; one source only.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses of your own network too.")
    ] = False,
    actors: Annotated[
        list[Path] | None,
        typer.Option("--actors", metavar="FILE", help="Your own actors: YAML, CSV or FollowTheMoney; theirs win."),
    ] = None,
    precision: PrecisionOption = False,
    balanced: BalancedOption = False,
    recall: RecallOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how every value was resolved, and why others are missing.")
    ] = False,
    lang: LabelsOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of standard output.")
    ] = None,
) -> None:
    """Read news pages and show who did what to whom, who said what, when, where and according to whom."""
    from lansir.cli.output import open_output  # noqa: PLC0415  # `--help` must not load msgspec
    from lansir.cli.source import Given, known_actors, read_sources  # noqa: PLC0415

    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    if url is not None and len(sources) > 1:
        raise typer.BadParameter("it says where one page came from: give one source", param_hint="--url")
    given = Given(published, url, allow_private, known_actors(actors or []), chosen_point(precision, balanced, recall))
    with open_output(output) as stream:
        writer = _writer(form, stream, several=len(sources) > 1, explain=explain, lang=lang)
        found = read_sources(sources, given)
        failed = write_records(found, len(sources), writer, bar=not stream.isatty())
    if failed:
        raise typer.Exit(2)


def write_records(
    found: "Iterable[tuple[str, Record | LansirError]]", total: int, writer: "Writer", bar: bool = False
) -> int:
    """Write the records, tell the errors on stderr, and return how many errors there were.

    With `bar`, a `total` of more than three draws a progress bar on stderr, if that is a terminal.
    """
    from lansir.cli.progress import progress  # noqa: PLC0415

    failed = 0
    with progress("reading", wanted=bar and total >= PROGRESS_FROM) as step:
        step(0, total)
        for done, (source, read) in enumerate(found, start=1):
            if isinstance(read, LansirError):
                failed += 1
                complain(_told(source, read))
            else:
                writer.write(read)
            step(done, total)
    writer.close()
    return failed


def _told(source: str, error: LansirError) -> str:
    """The error with its source before it, unless it already names that: at its beginning, or anywhere if a URL."""
    name, told = "standard input" if source == "-" else source, str(error)
    named = told.startswith((f"{name}:", f"{Path(name)}:")) or ("://" in name and name in told)
    return told if named else f"{name}: {told}"


def _writer(form: str, stream: "TextIO", *, several: bool, explain: bool, lang: str | None) -> "Writer":
    from lansir.cli.output import JsonLinesWriter, JsonWriter, TerminalWriter  # noqa: PLC0415

    if form == "json":
        return JsonWriter(stream, array=several)
    if form == "jsonl":
        return JsonLinesWriter(stream)
    from lansir.cli.view import View  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    return TerminalWriter(stream, View(messages(choose_language(lang)), explain=explain))
