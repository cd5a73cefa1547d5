"""`lansir export`: what a query finds, in the format of your choice."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lansir.cli.find import query_of
from lansir.cli.store import STORE
from lansir.words.counting import Count

if TYPE_CHECKING:
    from lansir.export.export import Selected, Sidecar
    from lansir.export.format import Options
    from lansir.query.entries import Entry
    from lansir.query.language import Query
    from lansir.store import Store
    from lansir.words.commands import ExportWords

__all__ = ["export_command"]

STREAM = "-"
Kind = Literal["events", "statements", "all"]


def export_command(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="csv, xlsx, jsonl, parquet, ...; `formats` lists them.")
    ],
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="What to export, as in `lansir find`; all where there is none."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="PATH", help="A folder, NAME.zip, a file for formats of one, or -."),
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    events: Annotated[bool, typer.Option("--events", help="Only events that the query finds.")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="Only statements that the query finds.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Both, which is the default.")] = False,
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="Only this table of a format that has several.")
    ] = None,
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="SIGN", help="Between the columns of CSV: a comma, ';' or tab.")
    ] = ",",
    decimal: Annotated[str, typer.Option("--decimal", metavar="SIGN", help="Decimal sign of CSV: '.' or ','.")] = ".",
    excel: Annotated[bool, typer.Option("--excel", help="Mark CSV as UTF-8, as Excel needs it.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|id", help="Language of the messages; else LANSIR_LANG or locale."),
    ] = None,
) -> None:
    """Write events and statements of a store in a format, with a sidecar that says what it is and what it lacks.

    `lansir export formats` lists the formats; `lansir export csv type:ASSAULT from:2031-03-01 --to assaults`.
    """
    from lansir.words.commands import export_words  # noqa: PLC0415  # `--help` must not load msgspec
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if format_ == "formats":
        _list_formats()
        return
    if to is None:
        raise typer.BadParameter("say where to: a folder, NAME.zip, a file, or -", param_hint="--to")
    words, kind = export_words(choose_language(lang)), _kind(events, statements, everything)
    options = _options(delimiter, decimal, excel, table or _only_table(format_, kind, to))
    sidecar = _written(format_, query or [], kind, to, store, options, force)
    _tell(sidecar, to, words)


def _written(
    format_: str, words: list[str], kind: Kind, to: str, path: Path, options: "Options", force: bool
) -> "Sidecar":
    from lansir.export.export import export, exporter_named, stream  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.query.language import parse  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    exporter_named(format_)
    asked = parse(query_of(words))
    with Store(path) as opened:
        opened.connection.execute("BEGIN")  # all of it from one state of the store
        found, told = _selected(opened, asked, kind), str(asked) or None
        if to == STREAM:
            return stream(found, format_, sys.stdout.buffer, options, query=told)
        with _bar(len(opened)) as step:
            return export(found, format_, to, options, query=told, force=force, step=step).sidecar


def _selected(store: "Store", query: "Query", kind: Kind) -> "Selected":
    from lansir.export.both import Both  # noqa: PLC0415
    from lansir.query.selection import Selection  # noqa: PLC0415

    if kind == "all":
        both = Both(Selection(store, query, "events"), Selection(store, query, "statements"))
        return _FromStore(both, store)
    return _FromStore(Selection(store, query, kind), store)


class _FromStore:
    """A selection whose faults are told as the store's, and not those of what is written."""

    def __init__(self, source: "Selected", store: "Store") -> None:
        self._source, self._path = source, store.path

    def entries(self) -> "Iterator[Entry]":
        from lansir.store.connection import store_errors  # noqa: PLC0415

        with store_errors(self._path):
            yield from self._source.entries()


def _kind(events: bool, statements: bool, everything: bool) -> Kind:
    if everything or events == statements:
        return "all"
    return "events" if events else "statements"


def _only_table(format_: str, kind: Kind, to: str) -> list[str]:
    """The table that goes into one file where a kind is asked for: events into `events.csv`."""
    from lansir.export.export import exporter_named  # noqa: PLC0415
    from lansir.export.targets import where_of  # noqa: PLC0415

    one_file = to == STREAM or where_of(Path(to)) == "file"
    if kind == "all" or not one_file or getattr(exporter_named(format_), "single_file", True):
        return []
    return [kind]


def _options(delimiter: str, decimal: str, excel: bool, tables: list[str]) -> "Options":
    import msgspec  # noqa: PLC0415

    from lansir.export.format import Options  # noqa: PLC0415

    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    given = {"delimiter": sign, "decimal": decimal, "excel": excel, "tables": tables}
    try:
        return msgspec.convert(given, Options)
    except msgspec.ValidationError:
        raise typer.BadParameter("columns are parted by , or ; or tab, decimals by . or ,") from None


@contextmanager
def _bar(articles: int) -> Iterator[Callable[[int], None]]:
    from lansir.cli.progress import progress  # noqa: PLC0415

    with progress("exporting") as step:
        yield lambda done: step(done, max(articles, done))


def _tell(sidecar: "Sidecar", to: str, words: "ExportWords") -> None:
    """Say what was written, and what the format cannot hold; beside an export on standard output, on stderr."""
    from lansir.words.terminal import clean  # noqa: PLC0415

    counts = {name: Count(getattr(sidecar, name)) for name in ("events", "statements", "articles")}
    where = words.output if to == STREAM else clean(to)
    typer.echo(words.done.format(**counts, where=where), err=to == STREAM)
    for loss in sidecar.losses:
        told = words.lost.format(part=loss.part, count=Count(loss.count), told=loss.told)
        typer.echo(clean(told), err=to == STREAM)


def _list_formats() -> None:
    from lansir import hooks  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    for name, exporter in hooks.load("lansir.exporters", lambda broken: complain(str(broken))).items():
        typer.echo(f"{name:<16} {getattr(exporter, 'title', '')}")
