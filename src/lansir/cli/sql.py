"""`lansir sql`: one SQL query against a store, for reading."""

import csv
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from lansir.cli.options import LabelsOption
from lansir.cli.store import STORE
from lansir.errors import InputError
from lansir.words.counting import Count

__all__ = ["sql_command"]

FORMATS = ("table", "csv", "jsonl")
MANY = 1000
MOST_SHOWN = 32_000_000
"""Characters of a table, which is held whole to be laid out: each takes some ten times as much memory."""
FRAME = 64
"""Characters that a cell counts for beside its own."""


def sql_command(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; the tables are in schema.sql.")],
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|csv|jsonl", help="For people, or for programs.")
    ] = "table",
    timeout: Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds that it may take.")] = 10.0,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="How many rows; 0 is all.")] = MANY,
    lang: LabelsOption = None,
) -> None:
    """Ask a store in SQL: `lansir sql "SELECT type, count(*) FROM events GROUP BY type"`. It is only read."""
    from lansir.query.sql_process import asking_apart  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.words.commands import find_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    if format_ not in FORMATS:
        raise InputError(f"--format {format_}: no such format; write {', '.join(FORMATS)}")
    words = find_words(choose_language(lang))
    with asking_apart(store, query, seconds=timeout, most=limit and limit + 1) as answer:
        rows = (tuple(map(_cell, row)) for row in answer.rows)
        taken = islice(rows, limit) if limit else rows
        {"csv": _csv, "jsonl": _jsonl, "table": _table}[format_](answer.columns, taken)
        if limit and next(answer.rows, None) is not None:
            complain(words.cut.format(n=Count(limit)))


def _cell(value: object) -> object:
    return f"<{len(value):,} bytes>" if isinstance(value, bytes) else value


def _csv(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from lansir.cli.find import guarded  # noqa: PLC0415

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(guarded, row) for row in rows)


def _jsonl(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    import msgspec  # noqa: PLC0415

    names = [name if name not in columns[:n] else f"{name}_{n + 1}" for n, name in enumerate(columns)]
    for row in rows:
        sys.stdout.write(msgspec.json.encode(dict(zip(names, row, strict=True))).decode() + "\n")


def _table(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_text import shown  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(shown(column))
    for row in _within_a_table(rows):
        table.add_row(*map(shown, row))
    print_plain(console_for(sys.stdout), table)


def _within_a_table(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[str]]:
    """The rows as text; InputError where they are more than a table may be."""
    size = 0
    for row in rows:
        told = ["" if cell is None else str(cell) for cell in row]
        size += sum(len(cell) + FRAME for cell in told)
        if size > MOST_SHOWN:
            raise InputError("sql: the answer is too large for a table; write --format csv or jsonl, or ask for less")
        yield told
