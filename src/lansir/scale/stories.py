"""Stories over a lake: its articles, placed day by day by the placer of the store.

This is the part that one machine does alone: an article is compared with all those of the days around, wherever they
were read. The articles go into a store of their own, which may be kept: then the next time only what is new is placed.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from lansir.keys import key_of
from lansir.query.sql import Sql
from lansir.record import Record
from lansir.scale.extras import needed
from lansir.scale.lake import Lake, Placement
from lansir.scale.tables import STORIES, schema, unpacked_vectors
from lansir.store import Store
from lansir.vectors import Vectors

__all__ = ["place_lake"]

TOGETHER = 64
"""Articles of a transaction."""
ROWS = 50_000
DAYS = "SELECT DISTINCT published_day FROM article ORDER BY published_day NULLS FIRST"
OF_DAY = """
SELECT a.id, r.record, r.vectors, a.ingested FROM article a JOIN record r ON r.article = a.id
WHERE a.published_day IS NOT DISTINCT FROM ? ORDER BY a.id
"""


def place_lake(
    lake: Lake, store: Path | None = None, *, step: Callable[[int, int], None] = lambda done, total: None
) -> Placement:
    """Place every article of a lake, and write the tables of stories beside its parts.

    `store` is the file of the store in which they are placed, a new one or that of the last time; None is a temporary
    one. Raises StoreError where that cannot be written. The lake has to be opened anew to see its stories.
    """
    if store is None:
        with tempfile.TemporaryDirectory(prefix="lansir-stories-") as folder:
            return place_lake(lake, Path(folder) / "stories.db", step=step)
    with Store(store, write=True) as opened:
        _fill(lake, opened, step)
        folder_name = f"stories/{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        for table in STORIES:
            _write(lake, opened, table, f"{folder_name}/{table}.parquet")
        stories = opened.connection.execute("SELECT count(*) FROM story").fetchone()[0]
        placement = Placement(folder_name, len(opened), stories)
    lake.place(placement)
    return placement


def _fill(lake: Lake, store: Store, step: Callable[[int, int], None]) -> None:
    """Store and place what the store does not hold, in order of day."""
    total, done = len(lake), 0
    for some in _together(_missing(lake, store)):
        with store.writing():
            for record, vectors in some:
                store.put(record, None, vectors)
                store.placer.place(key_of(record.article.id))
        done += len(some)
        step(done, total)


def _missing(lake: Lake, store: Store) -> Iterator[tuple[Record, Vectors]]:
    for (day,) in lake.rows(Sql(DAYS)):
        reading = lake.connection.cursor().execute(OF_DAY, [day])
        while rows := reading.fetchmany(TOGETHER):
            for _, record, vectors, _ in rows:
                found = msgspec.msgpack.decode(record, type=Record)
                if found.article.id not in store:
                    yield found, unpacked_vectors(vectors)


def _together(found: Iterator[tuple[Record, Vectors]]) -> Iterator[list[tuple[Record, Vectors]]]:
    kept: list[tuple[Record, Vectors]] = []
    for one in found:
        kept.append(one)
        if len(kept) == TOGETHER:
            yield kept
            kept = []
    if kept:
        yield kept


def _write(lake: Lake, store: Store, table: str, name: str) -> None:
    """A table of the store as a Parquet file of the lake, without rows where it has none."""
    arrow, parquet = needed("pyarrow", "a lake"), needed("pyarrow.parquet", "a lake")
    columns = ", ".join(f'"{column}"' for column in schema(table).names)
    with (
        lake.log.storage.writing(name) as stream,
        parquet.ParquetWriter(stream, schema(table), compression="zstd") as out,
    ):
        reading = store.connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
        while rows := reading.fetchmany(ROWS):
            out.write_table(arrow.Table.from_pylist([dict(row) for row in rows], schema=schema(table)))
