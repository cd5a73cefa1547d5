"""Parquet tables, one page a row; needs `pip install lansir[parquet]`."""

import importlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from lansir.errors import InputError, OversizedInput
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.rows import require_columns, row_item

__all__ = ["MAGIC", "MAX_ROWS", "parquet"]

MAGIC = b"PAR1"
ROWS = 32
"""Rows that are held at once: a row may be a whole page."""
MAX_ROWS = 512 * 1024 * 1024
"""Bytes of so many rows, unpacked: a few bytes of a file may unpack to more than there is memory."""
LONGEST = 300
FAULTS = (ValueError, OSError, TypeError, KeyError, NotImplementedError, OverflowError, MemoryError)
"""What pyarrow raises for files that are damaged or hold what it does not read."""


class _Batch(Protocol):
    nbytes: int

    def to_pylist(self) -> list[dict[str, object]]: ...


class _Names(Protocol):
    names: list[str]


class _Counts(Protocol):
    num_rows: int


class _File(Protocol):
    """What is used of `pyarrow.parquet.ParquetFile`."""

    schema_arrow: _Names
    metadata: _Counts

    def iter_batches(self, batch_size: int) -> Iterable[_Batch]: ...


def parquet(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The pages of a Parquet file's rows; InputError where it is damaged, behind the rows that could be had."""
    again, number = Again(document.name, "parquet", columns=plan.columns), 0
    with document.raw() as raw:
        opened = _opened(raw, document.name)
        require_columns(_names(opened, document.name), plan.columns, document.name)
        for row in _rows(opened, document.name):
            number += 1
            plan.share.at(number, opened.metadata.num_rows)
            yield row_item(row, f"{document.name}#{number}", again, plan.published)
    yield Finished(document.name)


def _opened(raw: BinaryIO, name: str) -> _File:
    try:
        arrow: Any = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise InputError(f"{name}: reading Parquet needs pyarrow: pip install 'lansir[parquet]'") from None
    try:
        opened: _File = arrow.ParquetFile(raw)
    except FAULTS as error:
        raise _unreadable(name, error) from None
    return opened


def _names(opened: _File, name: str) -> list[str]:
    try:
        return opened.schema_arrow.names
    except FAULTS as error:
        raise _unreadable(name, error) from None


def _rows(opened: _File, name: str) -> Iterator[dict[str, object]]:
    """The rows of the file; OversizedInput where a few of them are larger than is held."""
    batches = iter(opened.iter_batches(batch_size=ROWS))
    while True:
        try:
            batch = next(batches, None)
            if batch is None:
                return
            if batch.nbytes > MAX_ROWS:
                raise OversizedInput(f"{name}: {ROWS} rows of it unpack to more than {MAX_ROWS >> 20} MiB")
            rows = batch.to_pylist()
        except FAULTS as error:
            raise _unreadable(name, error) from None
        yield from rows


def _unreadable(name: str, error: Exception) -> InputError:
    told = " ".join(str(error).split())[:LONGEST]
    return InputError(f"{name}: no Parquet file that can be read ({told}); write it again, or give CSV")
