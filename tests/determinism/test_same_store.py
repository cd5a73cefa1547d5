"""The same pages give the same store: with one reading process or two, in any order of coming, in any run."""

import random
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from lansir.examples.world import pages
from lansir.ingest.intake import Options, ingest
from lansir.ingest.rebuild import Anew, Rebuilt, rebuild
from lansir.keys import key_of
from lansir.record import Record
from lansir.store import Page, Store
from lansir.vectors import Vectors, unpacked

FEW = 4
MOMENTS = {"ingested", "at", "run", "fetched", "started", "finished", "sources"}
"""Columns that say when or by which run: they differ from run to run, and nothing is derived from them."""
ORDER = {"change", "sqlite_sequence", "run"}
"""Tables that keep the order in which articles came."""
PAIRS = {"tie": ("article", "other"), "event_tie": ("event", "other")}
"""Tables that hold each pair once, the one that came later first."""
Rows = list[tuple[object, ...]]


def contents(store: Path, without: Iterable[str] = ()) -> dict[str, Rows]:
    """All rows of all tables but the index of words, in an order of their own."""
    with closing(sqlite3.connect(store)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        names = [name for (name,) in listed if not name.startswith("article_text") and name not in without]
        return {name: rows(connection, name) for name in names}


def rows(connection: sqlite3.Connection, table: str) -> Rows:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in MOMENTS]
    told = ", ".join(f'"{column}"' for column in columns)
    found = connection.execute(f"SELECT {told} FROM {table}").fetchall()
    if table in PAIRS:
        one, other = (columns.index(name) for name in PAIRS[table])
        found = [(min(row[one], row[other]), max(row[one], row[other]), *row[2:]) for row in found]
    return sorted(found, key=repr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of saved pages."""
    made = tmp_path_factory.mktemp("pages")
    for number, page in enumerate(islice(pages(), FEW)):
        (made / f"{number}.html").write_bytes(page.data)
    return made


@pytest.fixture(scope="module")
def one_worker(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("one") / "lansir.db"
    assert ingest([str(folder)], store, Options(workers=1)).stored == FEW
    return store


@pytest.mark.parametrize(
    "workers", [0, pytest.param(2, marks=pytest.mark.slow)], ids=["in the same process", "two processes"]
)
def test_the_number_of_reading_processes_makes_no_difference(
    workers: int, folder: Path, one_worker: Path, tmp_path: Path
) -> None:
    assert ingest([str(folder)], tmp_path / "lansir.db", Options(workers=workers)).stored == FEW
    found, expected = contents(tmp_path / "lansir.db"), contents(one_worker)
    assert len(expected["article"]) == FEW
    assert expected["event"]
    assert expected["placed"]
    assert found == expected


@pytest.mark.slow
def test_pages_read_again_give_the_store_that_was_there(one_worker: Path, tmp_path: Path) -> None:
    again = tmp_path / "lansir.db"
    with closing(sqlite3.connect(one_worker)) as there, closing(sqlite3.connect(again)) as here:
        there.backup(here)
    with Store(again, write=True) as store:
        assert rebuild(store, Anew(everything=True, workers=2)) == Rebuilt(read=FEW)
    notes = {*ORDER, "item", "story_alias"}
    assert contents(again, notes) == contents(one_worker, notes)


def stored(world: Store, order: Sequence[str], path: Path) -> Path:
    with Store(path, write=True) as store:
        for identity in order:
            record, page, vectors = taken(world, identity)
            with store.writing():
                store.put(record, page, vectors)
                store.placer.place(key_of(identity))
    return path


def taken(world: Store, identity: str) -> tuple[Record, Page | None, Vectors]:
    """An article of a store with all that is needed to store it again."""
    key = (key_of(identity),)
    (article,) = world.connection.execute("SELECT data FROM vector WHERE article = ?", key).fetchone()
    query = "SELECT e.id, v.data FROM event e JOIN event_vector v ON v.event = e.id WHERE e.article = ?"
    events = {
        f"ev-{row[0] & (1 << 64) - 1:016x}": unpacked(row[1]).tolist() for row in world.connection.execute(query, key)
    }
    return world.record(identity), world.page(identity), Vectors(unpacked(article).tolist(), events)


@pytest.fixture(scope="module")
def in_order(world_store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    return contents(stored(world_store, world_store.articles(), tmp_path_factory.mktemp("order") / "a.db"), ORDER)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_the_order_of_coming_makes_no_difference(
    seed: int, world_store: Store, in_order: dict[str, Rows], tmp_path: Path
) -> None:
    shuffled = world_store.articles()
    random.Random(seed).shuffle(shuffled)
    found = contents(stored(world_store, shuffled, tmp_path / "lansir.db"), {*ORDER, "story_alias"})
    assert len(in_order["story"]) > 1
    assert {name: rows for name, rows in in_order.items() if name != "story_alias"} == found
