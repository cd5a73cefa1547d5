"""CSV: one file a table, RFC 4180, UTF-8, and nothing in it that a spreadsheet would calculate."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from lansir.export.cells import Cell, as_text, sound
from lansir.export.columns import tables
from lansir.export.datapackage import Resource, write_package
from lansir.export.format import Column, Loss, Options, Sink, Table
from lansir.export.guard import guarded
from lansir.export.losses import UNSOUND, LossCount
from lansir.export.rows import rows
from lansir.export.spool import Spool, spooled
from lansir.query.entries import Entry

__all__ = ["Csv", "chosen"]

MARK = b"\xef\xbb\xbf"
"""UTF-8's mark of itself: Excel reads a file without it in the encoding of its country."""
GUARDED = "an apostrophe was put where a spreadsheet would calculate; lansir.export.guard.unguarded takes it off"


class Csv:
    """CSV tables with a data package descriptor."""

    name = "csv"
    title = "CSV tables"
    media_type = "text/csv"
    single_file = False
    tables = tables("rows")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write the tables and, where wanted, their `datapackage.json`."""
        losses, wanted = LossCount(), chosen(self.tables, options)
        with spooled() as spool:
            writers = {table.name: _Writer(table, spool, options, losses) for table in wanted}
            for entry in entries:
                losses.add_left_out(entry)
                for name, row in rows(entry):
                    if writer := writers.get(name):
                        writer.write([row[column.name] for column in writer.columns])
            for writer in writers.values():
                writer.close()
            facts = spool.move(sink)
        if options.described:
            made = [Resource(table, fact, "csv", options) for table, fact in zip(wanted, facts, strict=True)]
            write_package(sink, made)
        return losses.losses()


def chosen(known: Sequence[Table], options: Options) -> list[Table]:
    """The tables that are wanted; ValueError for a name that is none."""
    names = [table.name for table in known]
    for name in options.tables:
        if name not in names:
            raise ValueError(f"{name!r} is no table of this format; it has {', '.join(names)}")
    return [table for table in known if not options.tables or table.name in options.tables]


class _Writer:
    """Writes the rows of one table into its file."""

    def __init__(self, table: Table, spool: Spool, options: Options, losses: LossCount) -> None:
        self.columns: tuple[Column, ...] = table.columns
        self._losses, self._decimal = losses, options.decimal
        file: IO[bytes] = spool.file(f"{table.name}.{'tsv' if options.delimiter == chr(9) else 'csv'}")
        if options.excel:
            file.write(MARK)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._csv = csv.writer(self._text, delimiter=options.delimiter, lineterminator="\r\n")
        self._csv.writerow([column.name for column in table.columns])

    def write(self, cells: Sequence[Cell]) -> None:
        self._csv.writerow([self._as_text(cell) for cell in cells])

    def close(self) -> None:
        """Let go of the file, which stays open."""
        self._text.flush()
        self._text.detach()

    def _as_text(self, cell: Cell) -> str:
        if not isinstance(cell, str | list):
            return as_text(cell, self._decimal)
        text = as_text(cell)
        whole = sound(text)
        safe = guarded(whole)
        if safe is not text:
            self._losses.add("characters", UNSOUND, int(whole != text))
            self._losses.add("cells that look like formulas", GUARDED, int(safe != whole))
        return safe
