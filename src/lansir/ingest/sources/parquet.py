"""Parquet tables, one page a row; needs `pip install lansir[parquet]`."""

import importlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from lansir.errors import InputError
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.rows import row_item

__all__ = ["MAGIC", "parquet"]

MAGIC = b"PAR1"
ROWS = 32
"""Rows that are held at once: a row may be a whole page."""


class _Batch(Protocol):
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
    """The pages of a Parquet file's rows."""
    again, number = Again(document.name, "parquet", columns=plan.columns), 0
    with document.raw() as raw:
        opened = _opened(raw, document.name)
        _require(opened.schema_arrow.names, plan.columns, document.name)
        for batch in opened.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
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
    except (ValueError, OSError) as error:
        raise InputError(f"{name}: no Parquet file that can be read ({error}); write it again, or give CSV") from None
    return opened


def _require(names: list[str], columns: dict[str, str], name: str) -> None:
    missing = [column for column in columns.values() if column not in names]
    if missing:
        raise InputError(f"{name}: no column {missing[0]!r}; it has {', '.join(names[:20])}")
