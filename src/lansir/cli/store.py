"""`lansir store`: look after a store."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.ingest_options import ActorsOption, SecondsOption, WorkersOption
from lansir.cli.options import LabelsOption
from lansir.words.counting import Count
from lansir.words.terminal import clean, complain

if TYPE_CHECKING:
    from lansir.words.catalogue import Messages

__all__ = ["STORE", "named", "store_app"]

STORE = Path("lansir.db")
"""The store that commands use where none is named."""


def named(store: Path) -> str:
    """The option that a command needs for this store: nothing for the one that it takes by itself."""
    return "" if store == STORE else f" --store {clean(shlex.quote(str(store)))}"


StoreArgument = Annotated[Path, typer.Argument(metavar="[STORE]", help="The store; lansir.db where none is named.")]

store_app = typer.Typer(
    help="Look after a store: count, check, read again.", no_args_is_help=True, rich_markup_mode=None
)


@store_app.command("info", short_help="Count what is in it.")
def info_command(store: StoreArgument = STORE, lang: LabelsOption = None) -> None:
    """Count what a store holds, and say how large it is and with which versions it was read."""
    from lansir.store import Store  # noqa: PLC0415  # `--help` must not load SQLite and msgspec
    from lansir.store.figures import figures  # noqa: PLC0415

    labels = _labels(lang)
    with Store(store) as opened:
        for name, value in figures(opened):
            typer.echo(f"{labels.store_figures.get(name, name)}: {value:,}" if isinstance(value, int) else value)


@store_app.command("check", short_help="Verify every span, id, reference and hash.")
def check_command(store: StoreArgument = STORE, lang: LabelsOption = None) -> None:
    """Verify a store: every span against the stored text, every id, every reference, every hash; exit code 1 if not."""
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415
    from lansir.store.check import check_store  # noqa: PLC0415

    labels, faults = _labels(lang), 0
    with Store(store) as opened, progress("checking", wanted=True) as step:
        for fault in check_store(opened, step):
            typer.echo(str(fault))
            faults += 1
        total = len(opened)
    typer.echo(
        (labels.store_faults if faults else labels.store_sound).format(faults=Count(faults), articles=Count(total))
    )
    if faults:
        raise typer.Exit(1)


@store_app.command("rebuild", short_help="Read stored pages again.")
def rebuild_command(
    store: StoreArgument = STORE,
    everything: Annotated[
        bool, typer.Option("--all", help="Also pages that this version and model read already.")
    ] = False,
    actors: ActorsOption = None,
    workers: WorkersOption = None,
    page_seconds: SecondsOption = 60.0,
    lang: LabelsOption = None,
) -> None:
    """Read stored pages again with the code and model of today; what people decided stays."""
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.cli.source import checked_actors  # noqa: PLC0415
    from lansir.ingest.rebuild import Anew, rebuild  # noqa: PLC0415
    from lansir.review import lost  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    labels, how = _labels(lang), Anew(everything, checked_actors(actors or []), workers, page_seconds)
    with Store(store, write=True) as opened, progress("reading", wanted=True) as step:
        done = rebuild(opened, how, step=step)
        unfit = len(lost(opened))
    for failure in done.failed:
        complain(failure)
    typer.echo(
        labels.store_rebuilt.format(
            read=done.read, current=done.current, without_page=done.without_page, gone=done.gone, lost=unfit
        )
    )
    if done.failed:
        raise typer.Exit(1)


def _labels(lang: str | None) -> "Messages":
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    return messages(choose_language(lang))
