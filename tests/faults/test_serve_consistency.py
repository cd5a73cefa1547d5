"""An answer shows one state of the store, though an ingest writes while it is put together."""

import sqlite3
from pathlib import Path

import pytest

from lansir.serve.opened import KEPT, Stores
from lansir.store import Store
from tests.story.handmade import Made, made


def test_what_was_seen_at_the_beginning_is_there_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "lansir.db"
    with Store(path, write=True) as writer:
        first, second = (made(Made(f"Rapat {n}", paragraphs=(f"Rapat {n} berlangsung lama.",)))[0] for n in (1, 2))
        writer.add(first)
        stores = Stores(path)
        with stores.reading() as store:
            assert len(store) == 1
            writer.remove(first.article.id)
            writer.add(second)
            assert store.record(first.article.id) == first
        with stores.reading() as store:
            assert store.articles() == [second.article.id]
        stores.close()


def test_no_answer_leaves_the_store_held_in_an_old_state(tmp_path: Path) -> None:
    """Else the log could never be moved into the file, and would grow as long as the server runs."""
    path = tmp_path / "lansir.db"
    with Store(path, write=True) as writer:
        stores = Stores(path)
        for _ in range(2 * KEPT):
            with stores.reading() as store:
                store.connection.execute("SELECT count(*) FROM article").fetchone()
        writer.add(made(Made("Rapat", paragraphs=("Rapat berlangsung lama.",)))[0])
        busy, _, _ = writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not busy
        stores.close()


def test_an_answer_that_fails_leaves_a_store_that_can_be_lent_again(tmp_path: Path) -> None:
    path = tmp_path / "lansir.db"
    Store(path, write=True).close()
    stores = Stores(path)
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError), stores.reading() as store:
            store.connection.execute("SELECT * FROM no_such_table")
    with stores.reading() as store:
        assert len(store) == 0
    stores.close()
