"""A lake without Ray: the three steps one after the other, in one process."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from lansir.ingest.reading import MakeReader, Reader
from lansir.record import Record
from lansir.scale.giving import Given, Giving
from lansir.scale.log import Log
from lansir.scale.notes import Written
from lansir.scale.parts import PartWriter
from lansir.scale.reading import PageReader
from lansir.scale.sources import source_files
from lansir.vectors import Vectors
from tests.ingest.fake_reading import make_reader

__all__ = ["filled", "jsonl_of", "make_patient_reader"]


def filled(
    lake: str,
    sources: Sequence[object],
    make: MakeReader = make_reader,
    given: Given = Given(),  # noqa: B008  # frozen
    *,
    run: str = "20310401T000000-000001",
    part: int = 20,
    reorder: Callable[[list[Any]], list[Any]] = list,
) -> list[Written]:
    """Fill a lake from files; `reorder` may change in which order tables of items are read, as machines do."""
    log = Log(lake, make=True)
    files = source_files([str(source) for source in sources])
    giving = Giving(run, files, given, log.storage.root, log.known())
    reader, writer = PageReader(make, 60.0, processes=0), PartWriter(log.storage.root, run)
    items = reorder(list(giving(pa.table({"number": list(range(len(files)))}))))
    rows = pa.concat_tables([reader(table) for table in items])
    written = []
    for at in range(0, len(rows), part):
        told = writer(rows.slice(at, part))["written"].to_pylist()
        written += [msgspec.json.decode(one, type=Written) for one in told]
    log.add(run, 0, [one.part for one in written if one.part])
    return written


def make_patient_reader() -> Reader:
    """A reader that finds nothing, and reads what the other stumbles over."""
    return lambda article: (Record(article, "0", "fake"), Vectors([0.5] * 384))


def jsonl_of(records: Sequence[Record], path: Path) -> Path:
    """Records as `lansir read --format jsonl` writes them."""
    path.write_bytes(msgspec.json.Encoder().encode_lines(list(records)))
    return path
