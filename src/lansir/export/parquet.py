"""Parquet: one file a table, every column with its type, and the codebook and versions in the schema's metadata.

Lists are lists, days are days, moments are in UTC. Needs pyarrow: `pip install 'lansir[parquet]'`.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from importlib import import_module
from types import ModuleType
from typing import IO

from lansir._version import __version__
from lansir.errors import InputError
from lansir.export.cells import Cell, Row, sound
from lansir.export.columns import tables
from lansir.export.datapackage import Resource, write_package
from lansir.export.delimited import chosen
from lansir.export.format import Column, Loss, Options, Sink, Table
from lansir.export.losses import UNSOUND, LossCount
from lansir.export.rows import CODEBOOK, rows
from lansir.export.spool import spooled
from lansir.query.entries import Entry

__all__ = ["ROW_GROUP", "Parquet"]

ROW_GROUP = 10_000
"""Rows that are held in memory before they are written."""


class Parquet:
    """Parquet tables with a data package descriptor."""

    name = "parquet"
    title = "Parquet tables"
    media_type = "application/vnd.apache.parquet"
    single_file = False
    tables = tables("rows")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write the tables; InputError where pyarrow is not installed."""
        losses, wanted = LossCount(), chosen(self.tables, options)
        pyarrow()
        with spooled() as spool:
            with ExitStack() as stack:
                files = ((table, spool.file(f"{table.name}.parquet")) for table in wanted)
                writers = {
                    table.name: stack.enter_context(closing(_Writer(table, file, losses))) for table, file in files
                }
                for entry in entries:
                    losses.add_left_out(entry)
                    for name, row in rows(entry):
                        if name in writers:
                            writers[name].write(row)
            facts = spool.move(sink)
        if options.described:
            made = [Resource(table, fact, "parquet", options) for table, fact in zip(wanted, facts, strict=True)]
            write_package(sink, made)
        return losses.losses()


def pyarrow() -> ModuleType:
    """The library; InputError, which says how to install it, where it is missing."""
    try:
        import_module("pyarrow.parquet")  # an optional dependency, and slow to load
        return import_module("pyarrow")
    except ImportError:
        raise InputError("Parquet needs pyarrow, which is not installed: pip install 'lansir[parquet]'") from None


def schema_of(table: Table) -> object:
    """The table's schema: a column's description stands in its metadata, versions in that of the whole."""
    arrow = pyarrow()
    fields = [arrow.field(one.name, _type(one), metadata={"description": one.told}) for one in table.columns]
    told = {"table": table.name, "rows": table.rows, "lansir_version": __version__, "codebook": CODEBOOK}
    return arrow.schema(fields, metadata=told)


def _type(column: Column) -> object:
    arrow = pyarrow()
    kinds = {
        "text": arrow.string(),
        "object": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "time": arrow.timestamp("us", tz="UTC"),
        "list": arrow.list_(arrow.string()),
    }
    return kinds[column.type]


class _Writer:
    """Collects the rows of one table and writes them group by group."""

    def __init__(self, table: Table, file: IO[bytes], losses: LossCount) -> None:
        self._names: Sequence[str] = [column.name for column in table.columns]
        self._schema = schema_of(table)
        self._parquet = pyarrow().parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._losses = losses
        self._pending: list[Row] = []

    def write(self, row: Row) -> None:
        self._pending.append({name: self._sound(row[name]) for name in self._names})
        if len(self._pending) == ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left; the file stays open."""
        try:
            self._flush()
        finally:
            self._parquet.close()

    def _flush(self) -> None:
        if self._pending:
            group = pyarrow().Table.from_pylist(self._pending, schema=self._schema)
            self._parquet.write_table(group, row_group_size=ROW_GROUP)
            self._pending = []

    def _sound(self, cell: Cell) -> Cell:
        found: Cell = cell
        if isinstance(cell, str):
            found = sound(cell)
        elif isinstance(cell, list):
            found = [sound(item) for item in cell]
        self._losses.add("characters", UNSOUND, int(found != cell))
        return found
