"""`lansir watch`: feeds, looked at again and again."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.ingest import FAILED, checked_date, ingest_words, stopping
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
from lansir.words.counting import Count
from lansir.words.terminal import complain

if TYPE_CHECKING:
    from collections.abc import Callable

    from lansir.ingest.watch import Round
    from lansir.words.catalogue import IngestWords

__all__ = ["seconds_of", "watch_command"]

UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
SPELLING = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)([smhd])")
STOPPED = 130


def watch_command(
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEED", help="URLs of feeds, or OPML lists of them.", show_default=False),
    ],
    store: StoreOption = STORE,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Shortest pause between two looks at a feed: 90s, 10m, 1h.")
    ] = "10m",
    once: Annotated[bool, typer.Option("--once", help="Look at each feed once, and end.")] = False,
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
    lang: LangOption = None,
) -> None:
    """Keep looking at feeds, politely, and read what is new in them into a store, until Ctrl-C."""
    from lansir.ingest.intake import Intake, Options  # noqa: PLC0415  # `--help` must not load the reader
    from lansir.ingest.watch import Watch, watched_feeds  # noqa: PLC0415
    from lansir.ingest.web import Manners  # noqa: PLC0415

    pause, found = seconds_of(every), watched_feeds(feeds)
    options = Options(
        published=checked_date(published),
        actors=checked_actors(actors or []),
        point=chosen_point(precision, balanced, recall),
        workers=workers,
        page_seconds=page_seconds,
        manners=Manners(delay=delay, allow_private=allow_private),
    )
    words = ingest_words(lang)
    with stopping(words) as stop, Intake(store, options, stop=stop) as intake:
        intake.begin(feeds)
        summary = Watch(intake, found, pause).keep_on(_teller(words, once=once), once=once)
        intake.end(summary)
    if summary.stopped:
        typer.echo(words.stopped)
        raise typer.Exit(STOPPED)
    if summary.failed:
        raise typer.Exit(FAILED)


def seconds_of(text: str) -> float:
    """Seconds of a pause such as 90s, 10m, 1h or 1d."""
    found = SPELLING.fullmatch(text.strip().lower())
    if not found or not float(found[1]):
        raise typer.BadParameter(f"{text!r} is no time such as 90s, 10m or 1h", param_hint="--every")
    return float(found[1]) * UNITS[found[2]]


def _teller(words: "IngestWords", *, once: bool) -> "Callable[[Round], None]":
    """A function that tells of a round in which there was anything to tell."""

    def tell(one: "Round") -> None:
        summary = one.summary
        for example in summary.examples:
            complain(example)
        if once or summary.handled:
            numbers = {"stored": summary.stored, "failed": summary.failed, "feeds": one.feeds}
            told = words.round.format(**{name: Count(number) for name, number in numbers.items()})
            then = "" if once else words.next_look.format(minutes=f"{one.next_in / 60:.0f}")
            typer.echo(f"{told}; {then}" if then else told)

    return tell
