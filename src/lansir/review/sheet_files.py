"""Review sheets as files: CSV and XLSX, written so that spreadsheets change nothing by themselves, and read back."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from lansir.errors import InputError
from lansir.export.guard import guarded, unguarded
from lansir.review.sheet import Column, Row, columns

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_sheet", "write_sheet"]

MARK = "\ufeff"
"""UTF-8's mark of itself: Excel reads a file without it in the encoding of its country."""
DELIMITERS = ",;\t"
MOST_CHARACTERS = 32_767
AS_TEXT = "@"
"""The format of cells that hold text whatever is typed into them."""
GREY = "FF808080"
LARGEST = 256 * 1024 * 1024
"""Bytes of a sheet once unpacked."""
WIDTHS = {"sentence": 80, "words": 40, "actors": 30, "recipients": 30, "note": 40}


def write_sheet(path: Path, rows: Iterable[Row], delimiter: str = ",") -> int:
    """Write the rows to a `.xlsx` or `.csv` file and give their number; the file is there when it is complete.

    InputError for other names, and where the file cannot be written. `delimiter` is that of CSV.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise InputError(f"{path}: write the sheet as .xlsx or .csv")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            count = _write_xlsx(file, rows) if path.suffix.lower() == ".xlsx" else _write_csv(file, rows, delimiter)
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}; give another name") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def read_sheet(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a sheet with their line numbers as a person counts, the heading being line 1.

    Empty lines are left out. InputError where the file cannot be read, is of another kind, or lacks columns of a sheet.
    """
    lines = enumerate(_read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path), start=1)
    heading = [cell.strip() for cell in next(lines, (1, []))[1]]
    missing = [column.name for column in columns() if column.part != "fact" and column.name not in heading]
    if "id" not in heading or missing:
        raise InputError(f"{path}: no review sheet, it has no column {(missing or ['id'])[0]!r}; export one first")
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(heading) - len(cells))]
            yield number, {name: cell.strip() for name, cell in zip(heading, padded, strict=False) if name}


def _write_csv(file: IO[bytes], rows: Iterable[Row], delimiter: str) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.write(MARK)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([column.name for column in columns()])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007  # the number of the last row is what counts
        writer.writerow([guarded(row[column.name]) for column in columns()])
    text.flush()
    text.detach()
    return count


def _write_xlsx(file: IO[bytes], rows: Iterable[Row]) -> int:
    from openpyxl import Workbook  # noqa: PLC0415  # only this format needs it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = cast("Worksheet", book.create_sheet("review"))
    sheet.freeze_panes = "B2"
    for at, column in enumerate(columns(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column.name, 14)
    sheet.append([_heading(sheet, column) for column in columns()])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        sheet.append([_cell(sheet, row[column.name]) for column in columns()])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns()))}{count + 1}"
    book.save(file)
    return count


def _cell(sheet: "Worksheet", text: str) -> "Cell":
    """A cell of text, whatever it looks like: no formula, no number, no date."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:MOST_CHARACTERS]
    cell.data_type = "s"
    cell.number_format = AS_TEXT
    return cell


def _heading(sheet: "Worksheet", column: Column) -> "Cell":
    """The name of a column: bold where it may be edited, grey where it may not."""
    from openpyxl.styles import Font  # noqa: PLC0415

    cell = _cell(sheet, column.name)
    editable = column.part in ("wish", "decision")
    cell.font = Font(bold=editable, color=None if editable else GREY)
    return cell


def _read_csv(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not in UTF-8; save it as CSV UTF-8, or as .xlsx") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        for cells in reader:
            yield [unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: {error}; save it as .xlsx") from None


def _read_xlsx(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        _check_size(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of things in the file that do not concern the cells
            book = load_workbook(path, read_only=True, data_only=True)
            sheet = book["review"] if "review" in book.sheetnames else book.worksheets[0]
            rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            book.close()
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except Exception as error:  # the library raises whatever a damaged file leads it to
        raise InputError(f"{path}: no workbook that can be read ({type(error).__name__}); save it as .xlsx") from None
    yield from rows


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise InputError(f"{path}: more than {LARGEST >> 20} MiB when unpacked; import it in parts")


def _text(value: object) -> str:
    """A cell as it was meant: days and numbers that a spreadsheet made of what was typed become text again."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
