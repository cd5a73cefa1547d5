"""`lansir ingest`: sources in, records in the store."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.ingest_options import (
    ActorsOption,
    DelayOption,
    LangOption,
    PrivateOption,
    SecondsOption,
    StoreOption,
    WorkersOption,
)
from lansir.cli.leaning import BalancedOption, PrecisionOption, RecallOption, chosen_point
from lansir.cli.source import checked_actors
from lansir.cli.store import STORE
from lansir.errors import InputError
from lansir.words.counting import Count
from lansir.words.terminal import clean, complain

if TYPE_CHECKING:
    from lansir.ingest.intake import Options, Summary
    from lansir.ingest.sources.kinds import Kind
    from lansir.words.catalogue import IngestWords

__all__ = [
    "FAILED", "bar", "checked_date", "ingest_command", "ingest_words", "stopping", "tell",
]  # fmt: skip

FAILED = 1
"""Exit code where some items failed."""
STOPPED = 130


def ingest_command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, http(s) URLs, or - for URLs on standard input.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = STORE,
    engine: Annotated[
        str, typer.Option("--engine", metavar="local|ray", help="Read here into a store, or on Ray into a lake.")
    ] = "local",
    lake: Annotated[
        str | None, typer.Option("--lake", metavar="PATH", help="The lake of --engine ray: a folder, or s3://...")
    ] = None,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="ADDRESS", help="The Ray cluster; one on this machine unless given."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="What the sources are, where that is not plain to see.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FIELD=COLUMN", help="Which column of a table holds url, text, html, ..."),
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When pages came out that do not say it.")
    ] = None,
    actors: ActorsOption = None,
    precision: PrecisionOption = False,
    balanced: BalancedOption = False,
    recall: RecallOption = False,
    workers: WorkersOption = None,
    page_seconds: SecondsOption = 60.0,
    delay: DelayOption = 1.0,
    allow_private: PrivateOption = False,
    again: Annotated[bool, typer.Option("--again", help="Also what was dealt with before.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Also what failed before.")] = False,
    lang: LangOption = None,
) -> None:
    """Read pages, feeds, sitemaps, archives and tables into a store; what it holds already is passed over."""
    from lansir.ingest.intake import Options, ingest  # noqa: PLC0415  # `--help` must not load the reader
    from lansir.ingest.web import Manners  # noqa: PLC0415

    on_ray = _is_on_ray(engine, lake, address)
    if not sources and (on_ray or not retry_failed):
        told = "give a source" if on_ray else "give a source, or --retry-failed"
        raise typer.BadParameter(told, param_hint="SOURCE")
    options = Options(
        kind=_kind(kind),
        columns=_columns(column or []),
        published=checked_date(published),
        actors=checked_actors(actors or []),
        point=chosen_point(precision, balanced, recall),
        again=again,
        retry_failed=retry_failed,
        workers=workers,
        page_seconds=page_seconds,
        manners=Manners(delay=delay, allow_private=allow_private),
    )
    words = ingest_words(lang)
    _require_one(sources or [], words, on_ray=on_ray)
    if lake is not None:
        _tell_lake(_fill_lake(sources or [], lake, options, address, words), lake, words, lang)
        return
    with stopping(words) as stop, bar(words) as step:
        summary = ingest(sources or [], store, options, stop=stop, step=step, stdin=sys.stdin.buffer)
    if _was_empty(summary, sources or []):
        typer.echo(words.no_pages)
    else:
        tell(summary, store, words)


def _fill_lake(
    sources: list[str], lake: str, options: "Options", address: str | None, words: "IngestWords"
) -> "Summary":
    """Read the sources into a lake."""
    from lansir.scale.engine import ingest_on_ray  # noqa: PLC0415  # `--help` must not load Ray

    with stopping(words) as stop, bar(words) as step:
        return ingest_on_ray(sources, lake, options, address=address, stop=stop, step=step)


def _require_one(sources: list[str], words: "IngestWords", *, on_ray: bool) -> None:
    """InputError where there is none of the files and folders: a slip of the pen, not a source that failed."""
    missing = [one for one in sources if not _is_elsewhere(one) and not Path(one).exists()]
    if missing and len(missing) == len(sources) and not on_ray:
        raise InputError(words.no_source.format(source=missing[0], folder=Path.cwd()))


def _was_empty(summary: "Summary", sources: list[str]) -> bool:
    """Whether all sources are files and folders, and none of them held a page."""
    dealt_with = summary.handled or summary.done_before or summary.failed_before or summary.stopped
    return bool(sources) and not dealt_with and not any(map(_is_elsewhere, sources))


def _is_elsewhere(source: str) -> bool:
    return source == "-" or "://" in source


def _is_on_ray(engine: str, lake: str | None, address: str | None) -> bool:
    """Whether a lake is to be filled; what is missing for that, or of no use without it, is refused."""
    if engine not in ("local", "ray"):
        raise typer.BadParameter(f"{engine!r} is neither local nor ray", param_hint="--engine")
    if engine == "ray" and lake is None:
        raise typer.BadParameter("give the lake that it fills: --lake PATH", param_hint="--engine ray")
    if engine == "local" and (lake, address) != (None, None):
        raise typer.BadParameter("--lake and --address belong to --engine ray", param_hint="--engine")
    return engine == "ray"


def tell(summary: "Summary", store: Path, words: "IngestWords", *, hint: bool = True) -> None:
    """Say what came of it and, with `hint`, what to type next; ends with the exit code that says the same."""
    _tell_counts(summary, words)
    if summary.failed or summary.failed_before:
        typer.echo(words.retry.format(n=Count(summary.failed + summary.failed_before), store=clean(str(store))))
    elif hint:
        typer.echo(words.next.format(store=clean(str(store))))
    if summary.failed:
        raise typer.Exit(FAILED)


def _tell_lake(summary: "Summary", lake: str, words: "IngestWords", lang: str | None) -> None:
    """Say what came of filling a lake, and what to type next; ends with the exit code that says the same."""
    from lansir.words.lake import lake_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    _tell_counts(summary, words)
    own, failed = lake_words(choose_language(lang)), summary.failed + summary.failed_before
    typer.echo((own.retry if failed else own.next).format(n=Count(failed), lake=clean(lake)))
    if summary.failed:
        raise typer.Exit(FAILED)


def _tell_counts(summary: "Summary", words: "IngestWords") -> None:
    """Say what came of it; ends where it was stopped."""
    told = words.done.format(
        stored=Count(summary.stored),
        present=Count(summary.present + summary.unchanged + summary.done_before),
        failed=Count(summary.failed),
        seconds=f"{summary.seconds:.1f}",
        rate=f"{summary.handled / summary.seconds if summary.seconds else 0:.1f}",
    )
    typer.echo(told)
    for example in summary.examples:
        complain(example)
    if summary.failed > len(summary.examples):
        complain(words.more.format(n=Count(summary.failed - len(summary.examples))))
    if summary.passed_over:
        typer.echo(words.passed_over.format(n=Count(summary.passed_over)))
    if summary.stopped:
        typer.echo(words.stopped)
        raise typer.Exit(STOPPED)


def ingest_words(lang: str | None) -> "IngestWords":
    """What the commands say, in the language asked for."""
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    return messages(choose_language(lang)).ingest


@contextmanager
def stopping(words: "IngestWords") -> Iterator[Event]:
    """An event that the first Ctrl-C sets; the second ends at once."""
    stop = Event()

    def interrupted(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        complain(words.stopping)

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def bar(words: "IngestWords") -> Iterator[Callable[[int, int, int], None]]:
    """A bar with the rate and the time left, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda handled, total, before: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    rate = TextColumn("{task.fields[rate]}")
    with Progress(*columns, rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words.reading, total=None, rate="")

        def step(handled: int, total: int, before: int) -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            rate = (handled - before) / seconds if seconds > 1 else 0.0
            bar.update(task, completed=handled, total=total, rate=words.rate.format(n=f"{rate:.1f}") if rate else "")

        yield step


def _kind(kind: str | None) -> "Kind | None":
    from lansir.ingest.sources.kinds import kinds  # noqa: PLC0415

    if kind is not None and kind not in kinds():
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(kinds())}", param_hint="--kind")
    return kind


def _columns(given: list[str]) -> dict[str, str]:
    from lansir.ingest.sources.rows import FIELDS  # noqa: PLC0415

    columns = {}
    for one in given:
        field, equals, column = one.partition("=")
        if field not in FIELDS or not equals or not column:
            raise typer.BadParameter(
                f"{one!r} is no FIELD=COLUMN; fields are {', '.join(FIELDS)}", param_hint="--column"
            )
        columns[field] = column
    return columns


def checked_date(published: str | None) -> str | None:
    """The date as given; BadDate where it is none, before anything is read."""
    from lansir.page.stamps import given_time  # noqa: PLC0415

    return given_time(published).value if published else None
