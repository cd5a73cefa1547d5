"""A strict reader of the coded formats' files: cells by column name, as text."""

from pathlib import Path

import msgspec

from lansir.export.format import Exporter, Loss, Options
from lansir.query.entries import Entry
from tests.export.memory import MemorySink

__all__ = ["COLUMNS", "lost", "read_back"]

Row = dict[str, str]

COLUMNS = msgspec.yaml.decode(Path(__file__).with_name("coded_columns.yaml").read_bytes(), type=dict[str, list[str]])
"""The columns of the formats, pinned."""


def read_back(exporter: Exporter, *entries: Entry, header: bool) -> tuple[list[Row], list[Loss]]:
    """The rows that the exporter writes for the entries; fails where a row has too many cells or too few."""
    sink = MemorySink()
    losses = exporter.write(iter(entries), sink, Options())
    (data,) = sink.files.values()
    assert data == b"" or data.endswith(b"\n")
    lines = [line.split("\t") for line in data.decode("utf-8").split("\n")[:-1]]
    names = [column.name for column in exporter.tables[0].columns]
    if header:
        assert lines.pop(0) == names
    rows = []
    for cells in lines:
        assert len(cells) == len(names)
        assert not any(set(cell) & set('"\r\x00\u2028') for cell in cells)
        rows.append(dict(zip(names, cells, strict=True)))
    return rows, losses


def lost(losses: list[Loss], part: str) -> int:
    """How often a part was lost."""
    return sum(loss.count for loss in losses if loss.part == part)
