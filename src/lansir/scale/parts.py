"""The third step on Ray: a task writes some hundreds of records as a part of the lake.

A part has a file a table and folder. Folders are days of publication, such as
`published_month=2031-03/published_date=2031-03-05`; a day with few of the part's articles shares one with others
(`several`), so that the files stay few.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from lansir.errors import LansirError
from lansir.ingest.reading import Failed
from lansir.keys import key_of
from lansir.record import Record
from lansir.scale.extras import needed
from lansir.scale.log import MONTH, Part, folders_for
from lansir.scale.notes import Row, Written, added, dead_letter, item_note, told
from lansir.scale.storage import Storage
from lansir.scale.tables import DATED, arrow_table, rows_by_table
from lansir.store.article_rows import day_of
from lansir.store.store import now

__all__ = ["FOLDERS", "PartWriter", "folders_of"]

FOLDERS = 32
"""A day, or a month, has a folder of its own where it has at least this share of a part's articles."""
LARGEST = 1 << 63


class _Taken(NamedTuple):
    """An item that was read, and the rows of its record by table."""

    row: Row
    record: Record
    tables: dict[str, list[Row]]


class PartWriter:
    """Writes tables of records; it is sent to the tasks."""

    def __init__(self, lake: str, run: str) -> None:
        """Write below the lake's root, for a run."""
        self._lake, self._run = lake, run

    def __call__(self, batch: Any) -> Any:  # noqa: ANN401  # Arrow tables
        """A table of one row that says what was written."""
        arrow = needed("pyarrow", "--engine ray")
        written = self._write(batch.to_pylist())
        return arrow.table({"written": [msgspec.json.encode(written)]})

    def _write(self, rows: list[Row]) -> Written:
        before, at = added(rows), now()
        taken = sorted((row for row in rows if row["record"] or row["failed"]), key=lambda row: str(row["turn"]))
        if not taken:
            return Written(None, before)
        read = [one for row in taken if row["record"] and (one := _taken(row, at))]
        failed = [row for row in taken if row["failed"]]
        part = _Part(Storage(self._lake), f"{self._run}-{_digest(row['turn'] for row in taken)}")
        part.write_records(read)
        part.write("item", "", [item_note(one.row, one.record.article, at) for one in read])
        part.write("failure", "", [dead_letter(row, at) for row in failed])
        articles = len({one.record.article.id for one in read})
        sources = sorted({row["source"] for row in taken})
        whole = Part(part.name, self._run, part.tables, sources, len(read), articles, len(failed))
        return told(whole, before, failed)


class _Part:
    """The files of a part, as they are written."""

    def __init__(self, storage: Storage, name: str) -> None:
        self.storage, self.name = storage, name
        self.tables: dict[str, list[str]] = {}

    def write(self, table: str, folder: str, rows: list[Row]) -> None:
        """Write a file, unless there are no rows for it."""
        if rows:
            parquet = needed("pyarrow.parquet", "a lake")
            place = f"{table}/{folder}" if folder else table
            with self.storage.writing(f"{place}/{self.name}.parquet") as stream:
                parquet.write_table(arrow_table(rows, table, self.name), stream, compression="zstd")
            self.tables.setdefault(folder, []).append(table)

    def write_records(self, read: list[_Taken]) -> None:
        """Write the tables that are parted by day; of items with the same article the first counts."""
        once: dict[str, _Taken] = {}
        for one in read:
            once.setdefault(one.record.article.id, one)
        folder_of = folders_of([day_of(one.record.article.published) for one in once.values()])
        folders: dict[str, dict[str, list[Row]]] = {}
        for one in once.values():
            folder = folder_of(day_of(one.record.article.published))
            tables = folders.setdefault(folder, {table: [] for table in DATED})
            for table, rows in one.tables.items():
                tables[table] += rows
        for folder, tables in folders.items():
            for table, rows in tables.items():
                self.write(table, folder, rows)


def folders_of(days: list[str | None]) -> Callable[[str | None], str]:
    """In which folder a day's articles are put, where these are the days of all articles of a part."""
    least = len(days) / FOLDERS
    often = Counter(days)
    months = Counter(_month(day) for day in days if often[day] < least)

    def folder(day: str | None) -> str:
        one, few, any_ = folders_for(day)
        if often[day] >= least:
            return one
        return few if months[_month(day)] >= least else any_

    return folder


def _month(day: str | None) -> str | None:
    return day[:MONTH] if day else None


def _taken(row: Row, at: str) -> _Taken | None:
    """The record of a row with its rows; where the tables cannot hold it, a failure is noted in the row."""
    try:
        record = msgspec.msgpack.decode(row["record"], type=Record)
        tables = rows_by_table(record, row["turn"], at)
        _require_small(tables)
    except (LansirError, ValueError, KeyError, OverflowError, RecursionError) as error:
        row["failed"] = msgspec.msgpack.encode(Failed("store", type(error).__name__, str(error)))
        return None
    own = {"article": key_of(record.article.id), "record": row["record"], "vectors": row["vectors"]}
    return _Taken(row, record, {**tables, "record": [own]})


def _require_small(tables: dict[str, list[Row]]) -> None:
    """OverflowError where a number needs more than 64 bits."""
    for rows in tables.values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, int) and not -LARGEST <= value < LARGEST:
                    raise OverflowError(f"{name}: {value} is too large a number to be stored")


def _digest(turns: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(turns).encode(), digest_size=8).hexdigest()
