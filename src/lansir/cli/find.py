"""`lansir find`: events and statements of a store by a query."""

import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from lansir.cli.options import (
    AfterOption,
    CountOption,
    FacetsOption,
    FoundFormatOption,
    LabelsOption,
    LimitOption,
    StatementsOption,
)
from lansir.cli.store import STORE, named
from lansir.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from lansir.query.selection import Found, Page, Selection
    from lansir.scale.selection import LakeSelection

    Asked = Selection | LakeSelection

__all__ = ["FORMATS", "FindCommand", "find_command", "guarded", "query_of", "require_format", "show_found"]

FEW = 20
PATIENCE = 1.0
"""Seconds that are spent on the total where there is more than is shown."""
FORMATS = ("table", "jsonl", "csv")
MINUS = "\u2212"
FIELD = re.compile(r"([-\u2212]?[^\W\d_][\w.-]*:)(.*)", re.DOTALL)


class FindCommand(TyperCommand):
    """Takes `-outlet:"Radio X"` for what it is: a condition that excludes, and no options -o, -u, -t ..."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # Typer may bring its own Click
        """Write the minus of such conditions in a way that is no option's."""
        kept = [MINUS + one[1:] if re.match(r"-[^-].", one) else one for one in args]
        return super().parse_args(ctx, kept)


def find_command(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]...", help="What to find; everything where it is left out.")
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    statements: StatementsOption = False,
    format_: FoundFormatOption = "table",
    limit: LimitOption = None,
    after: AfterOption = None,
    count: CountOption = False,
    facets: FacetsOption = None,
    lang: LabelsOption = None,
) -> None:
    """Find events or statements: `lansir find type:ASSAULT actor:Israel -outlet:"Radio X" from:2024-04-01`.

    All conditions must hold; commas give alternatives, a minus excludes, bare words are sought in the articles. The
    fields are described in docs/query.md.
    """
    from lansir.query.selection import Selection  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    require_format(format_)
    language = choose_language(lang)
    shown: dict[str, Any] = {"format_": format_, "limit": limit, "after": after}
    with Store(store) as opened:
        selection = Selection(opened, query_of(query or []), "statements" if statements else "events")
        again = f"lansir find{named(store)}"
        show_found(selection, language, **shown, count=count, facets=facets, again=again)


def require_format(format_: str) -> None:
    """InputError where there is no such format."""
    if format_ not in FORMATS:
        raise InputError(f"--format {format_}: no such format; write {', '.join(FORMATS)}")


def show_found(
    selection: "Asked",
    language: str,
    *,
    format_: str,
    limit: int | None,
    after: str | None,
    count: bool,
    facets: str | None,
    again: str = "lansir find",
) -> None:
    """Print the count, the facets or the rows of a selection, whatever it is a selection of.

    `again` is the command that asks the same store.
    """
    if count:
        typer.echo(selection.count())
    elif facets is not None:
        _facets(selection, facets, format_, FEW if limit is None else limit, language)
    elif format_ == "table":
        _table(selection, FEW if limit is None else limit, after, language, again)
    else:
        _lines(selection, format_, limit or 0, after, language)


def query_of(arguments: list[str]) -> str:
    """The query that the arguments of a command make up: what the shell took quotes from gets them back.

    An argument with blanks is a phrase, or behind a field its value; one that holds quotes, or several fields, or is
    the only one and no field's, is a query as it stands.
    """
    return " ".join(_requoted(one, alone=len(arguments) == 1) for one in arguments)


def _requoted(argument: str, *, alone: bool) -> str:
    if not re.search(r"\s", argument) or '"' in argument:
        return argument
    named = FIELD.fullmatch(argument)
    if named is None:
        sign = argument[0] if argument[0] in f"-{MINUS}" else ""
        return argument if alone else f'{sign}"{argument[len(sign) :]}"'
    if re.search(r"\s[-\u2212]?[^\W\d_][\w.]*:", argument):
        return argument
    values = (f'"{value}"' if re.search(r"\s", value) else value for value in named[2].split(","))
    return f"{named[1]}{','.join(values)}"


def _table(selection: "Asked", limit: int, after: str | None, language: str, again: str) -> None:
    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_found import found_view, total_words  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.commands import find_words  # noqa: PLC0415
    from lansir.words.terminal import clean  # noqa: PLC0415

    words, console = find_words(language), console_for(sys.stdout)
    for page in _pages(selection, limit, after):
        if page.rows:
            print_plain(console, found_view(page, messages(language), stars=console.color_system is None))
        else:
            typer.echo(words.none.format(command=again))
            if names := ", ".join(map(str, selection.unmatched())):
                typer.echo(words.unmatched.format(names=clean(names)))
    total = total_words(page.total if page.total.exact else selection.total(PATIENCE), selection.kind, words)
    typer.echo(words.shown.format(shown=limit, total=total, cursor=page.next) if page.next else total)


def _lines(selection: "Asked", format_: str, limit: int, after: str | None, language: str) -> None:
    """The rows for programs; that there are more is said beside them."""
    from lansir.cli.output import open_output  # noqa: PLC0415
    from lansir.cli.view_found import total_words  # noqa: PLC0415
    from lansir.words.commands import find_words  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    with open_output(None) as stream:
        write = {"csv": _csv_writer, "jsonl": _json_writer}[format_](stream)
        if not limit:
            for row in selection.found(after):
                write(row)
            return
        for page in _pages(selection, limit, after):
            for row in page.rows:
                write(row)
    if page.next:
        words = find_words(language)
        total = total_words(page.total if page.total.exact else selection.total(PATIENCE), selection.kind, words)
        complain(words.shown.format(shown=limit, total=total, cursor=page.next))


def _json_writer(stream: "TextIO") -> "Callable[[Found], None]":
    import msgspec  # noqa: PLC0415

    return lambda row: print(msgspec.json.encode(row).decode(), file=stream)


def _csv_writer(stream: "TextIO") -> "Callable[[Found], None]":
    from lansir.query.found import flat  # noqa: PLC0415

    writer = csv.writer(stream, lineterminator="\n")
    heads: list[list[str]] = []

    def write(row: "Found") -> None:
        columns = flat(row)
        if not heads:
            heads.append(list(columns))
            writer.writerow(columns)
        writer.writerow(map(guarded, columns.values()))

    return write


def guarded(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, as in all exports: words of a page may hold one."""
    from lansir.export import guard  # noqa: PLC0415

    return guard.guarded(value) if isinstance(value, str) else value


def _pages(selection: "Asked", limit: int, after: str | None) -> "Iterator[Page]":
    """Pages up to the limit, all where it is 0; at least one."""
    from lansir.query.selection import MOST_ROWS  # noqa: PLC0415

    left = limit or sys.maxsize
    while left:
        page = selection.page(min(left, MOST_ROWS), after, seconds=0)
        yield page
        left, after = left - len(page.rows), page.next
        if not after:
            return


def _facets(selection: "Asked", names: str, format_: str, limit: int, language: str) -> None:
    import msgspec  # noqa: PLC0415

    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_found import facet_view  # noqa: PLC0415
    from lansir.words.commands import find_words  # noqa: PLC0415

    asked = [name for name in re.split(r"[,\s]+", names) if name]
    found = selection.facets(asked, limit or sys.maxsize, seconds=None)
    if format_ == "jsonl":
        typer.echo("\n".join(msgspec.json.encode(facet).decode() for facet in found.values()))
    elif format_ == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["facet", "value", "label", "count"])
        writer.writerows(
            [facet.name, guarded(one.value), guarded(one.label), one.count]
            for facet in found.values()
            for one in facet.values
        )
    else:
        print_plain(console_for(sys.stdout), facet_view(found.values(), find_words(language)))
