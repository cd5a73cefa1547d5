"""CSV tables, one page a row."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from lansir.errors import InputError
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.links import broken
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.rows import mapping, require_columns, row_item
from lansir.page import MAX_BYTES

__all__ = ["delimiter_of", "is_table", "table"]

DELIMITERS = ",\t;|"
MAX_COLUMNS = 2_000
NAME = re.compile(r"(?:[\w:-]{1,40}(?:\.[\w:-]{1,40}){0,3})?")
ESSENTIAL = ("url", "html", "text")


def delimiter_of(header: str) -> str:
    """What separates the columns of a header line."""
    return max(DELIMITERS, key=header.count)


def is_table(head: bytes, columns: dict[str, str]) -> bool:
    """Whether a file that begins so is a table: its first line names two columns or more, a page's among them."""
    line, _, rest = head.decode("utf-8-sig", "replace").partition("\n")
    between = delimiter_of(line)
    names = {name.strip().strip('"').lower().replace(" ", "_") for name in line.split(between)}
    if between not in rest or not all(NAME.fullmatch(name) for name in names):
        return False
    wanted = {name for field in ESSENTIAL for form in mapping() for name in form.fields.get(field, [])}
    return len(names) > 1 and bool(names & (wanted | {name.lower() for name in columns.values()}))


def table(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The pages of a CSV file's rows; the first row names the columns."""
    again = Again(document.name, "csv", columns=plan.columns)
    csv.field_size_limit(MAX_BYTES)
    with document.stream() as (stream, raw):
        rows = _rows(stream, document.name)
        header = next(rows, None)
        if not isinstance(header, list):
            raise InputError(f"{document.name}: no table: it has no first row with the names of its columns")
        require_columns(header, plan.columns, document.name)
        for number, row in enumerate(rows, start=1):
            plan.share.at(raw.tell(), document.size)
            key = f"{document.name}#{number}"
            if isinstance(row, InputError):
                yield broken(key, row, again)
            elif any(row):
                yield row_item(dict(zip(header, row, strict=False)), key, again, plan.published)
    yield Finished(document.name)


def _rows(stream: BinaryIO, name: str) -> Iterator[list[str] | InputError]:
    """The rows, and in place of one that breaks the form what is wrong with it."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    first = text.readline(65_536)
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter_of(first))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield InputError(
                f"{name}: line {reader.line_num} is no row of a table ({error}); check its quotation marks"
            )
        else:
            yield row[:MAX_COLUMNS]
    text.detach()
