"""XLSX: one workbook, a sheet a table, written as it comes; text is text, whatever it looks like.

Excel's own bounds are kept and told: 1,048,576 rows a sheet, then a further one; 32,767 characters a cell; no control
characters; no zones in times; no day before 1900.
https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
"""

import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lansir.export.cells import REPLACEMENT, Cell, Row, as_text, sound
from lansir.export.columns import tables
from lansir.export.delimited import chosen
from lansir.export.format import Column, Loss, Options, Sink, Table
from lansir.export.guard import guarded
from lansir.export.losses import LossCount
from lansir.export.rows import rows
from lansir.export.spool import spooled
from lansir.query.entries import Entry

__all__ = ["MOST_CHARACTERS", "MOST_ROWS", "Xlsx"]

Value = SheetCell | str | int | float | bool | None

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_DIGITS = 2**53
FIRST_DAY = date(1900, 3, 1)
"""Days before it are off by one in Excel, which takes 1900 for a leap year; before 1900 it has none."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
CUT = "cells longer than Excel's 32,767 characters were cut there; CSV and JSON Lines have the whole"
CONTROL = "control characters, which a workbook cannot hold, became U+FFFD"
SPLIT = "a sheet of Excel ends at 1,048,576 rows: the table goes on in further sheets, named with a number"
WIDTHS = {"text": 24, "list": 24, "object": 24, "date": 12, "time": 20, "integer": 10, "number": 10, "boolean": 10}
WIDE = {"sentence": 80, "content": 60, "title": 50}


class Xlsx:
    """An Excel workbook."""

    name = "xlsx"
    title = "Excel workbook"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    single_file = True
    tables = tables("rows")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `lansir.xlsx`."""
        losses = LossCount()
        book = Workbook(write_only=True)
        with _discarded_where_broken_off(book):
            sheets = {table.name: _Sheets(book, table, losses) for table in chosen(self.tables, options)}
            for entry in entries:
                losses.add_left_out(entry)
                for name, row in rows(entry):
                    if name in sheets:
                        sheets[name].write(row)
            for sheet in sheets.values():
                sheet.close()
        with spooled() as spool:  # a workbook is a zip file, which is best written where one can go back
            book.save(spool.file("lansir.xlsx"))
            spool.move(sink)
        return losses.losses()


@contextmanager
def _discarded_where_broken_off(book: Workbook) -> Iterator[None]:
    """Saving is what ends the library's temporary files: a workbook that is not wanted any more is saved nowhere."""
    try:
        yield
    except BaseException:
        with suppress(Exception), Path(os.devnull).open("wb") as nowhere:
            book.save(nowhere)
        raise


class _Sheets:
    """The sheets of one table: the first, and further ones where it is full."""

    def __init__(self, book: Workbook, table: Table, losses: LossCount) -> None:
        self._book, self._table, self._losses = book, table, losses
        self._number = 0
        self._begin()

    def write(self, row: Row) -> None:
        if self._rows == MOST_ROWS:
            self._losses.add("rows of a sheet", SPLIT)
            self.close()
            self._begin()
        self._sheet.append(list(self._cells(row)))
        self._rows += 1

    def close(self) -> None:
        """Give the sheet its filters, now that its size is known."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._table.columns))}{self._rows}"

    def _begin(self) -> None:
        self._number += 1
        name = self._table.name + (f" {self._number}" if self._number > 1 else "")
        self._sheet = cast(Worksheet, self._book.create_sheet(name))
        self._sheet.freeze_panes = "B2"
        for at, column in enumerate(self._table.columns, start=1):
            self._sheet.column_dimensions[get_column_letter(at)].width = WIDE.get(column.name, WIDTHS[column.type])
        self._sheet.append([_heading(self._sheet, column) for column in self._table.columns])
        self._rows = 1

    def _cells(self, row: Row) -> Iterator[Value]:
        for column in self._table.columns:
            yield self._cell(row[column.name])

    def _cell(self, cell: Cell) -> Value:
        """A value as Excel has it: days and moments as such, everything else that is no number as text."""
        if cell is None or cell in ([], ""):
            return None
        if isinstance(cell, bool):
            return cell
        if isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) <= MOST_DIGITS:
            return cell
        if isinstance(cell, date):
            return self._day(cell)
        return self._text(as_text(cell))

    def _day(self, day: date) -> Value:
        """A day, or a moment in UTC, which Excel shows without a zone; as text where Excel has no such day."""
        is_moment = isinstance(day, datetime)
        value = day.astimezone(UTC).replace(tzinfo=None) if isinstance(day, datetime) else day
        if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
            return self._text(as_text(day))
        cell = WriteOnlyCell(self._sheet)
        cell.value = value
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if is_moment else "yyyy-mm-dd"
        return cell

    def _text(self, text: str) -> Value:
        """A text as it is; one that looks like a formula is marked as text for when somebody edits the cell."""
        whole = sound(text)
        plain = FORBIDDEN.sub(REPLACEMENT, whole)
        self._losses.add("characters", CONTROL, int(plain != text))
        escaped = ESCAPE.sub("_x005F_", plain)
        self._losses.add("long cells", CUT, int(len(escaped) > MOST_CHARACTERS))
        value = escaped[:MOST_CHARACTERS]
        return _literal(self._sheet, value) if value.startswith("#") or guarded(value) != value else value


def _literal(sheet: Worksheet, text: str) -> SheetCell:
    """A text that the library would take for a formula or an error, and Excel when somebody edits the cell."""
    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _heading(sheet: Worksheet, column: Column) -> SheetCell:
    cell = WriteOnlyCell(sheet, value=column.name)
    cell.font = Font(bold=True)
    return cell
