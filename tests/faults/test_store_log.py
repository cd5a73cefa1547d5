"""The log beside a store does not grow without end, though there is always somebody who reads."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from lansir.store import Store, connection
from lansir.store.check import check_store
from tests.faults.wal import log_of
from tests.story.handmade import Made, made, words

LOG_PAGES = 100
USUAL = LOG_PAGES * connection.PAGE_BYTES


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a store whose log is soon long."""
    monkeypatch.setattr(connection, "LOG_PAGES", LOG_PAGES)
    Store(tmp_path / "lansir.db", write=True).close()
    return tmp_path / "lansir.db"


def fill(store: Store, number: int) -> int:
    """Store so many articles; the longest that the log was."""
    longest = 0
    for n in range(number):
        store.add(made(Made(f"Rapat {n}", paragraphs=(words(n, 400),)))[0])
        longest = max(longest, log_of(store.path).stat().st_size)
    return longest


@contextmanager
def always_reading(path: Path, readers: int, seconds: float) -> Iterator[None]:
    """Readers of whom one is always in the middle of something."""
    over = threading.Event()

    def read(begin: float) -> None:
        time.sleep(begin)
        with Store(path) as store:
            while not over.is_set():
                store.connection.execute("BEGIN")
                store.connection.execute("SELECT count(*) FROM article").fetchone()
                time.sleep(seconds)
                store.connection.execute("ROLLBACK")

    threads = [threading.Thread(target=read, args=(seconds * n / readers,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_it_is_begun_anew_while_there_is_always_a_reader(path: Path) -> None:
    with Store(path, write=True) as store, always_reading(path, 3, 0.06):
        longest = fill(store, 40)
        assert longest < 6 * USUAL  # without it eighteen times
        assert len(store) == 40
        assert list(check_store(store)) == []


def test_who_reads_for_long_holds_nobody_up_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LOG_WAIT_MS", 20)
    with Store(path, write=True) as store, ExitStack() as held:
        reader = held.enter_context(Store(path))
        reader.connection.execute("BEGIN")
        assert len(reader) == 0
        began = time.monotonic()
        longest = fill(store, 30)
        assert time.monotonic() - began < 20
        assert longest > 2 * USUAL
        assert len(reader) == 0
        reader.connection.execute("ROLLBACK")
        fill(store, 35)
        assert log_of(path).stat().st_size < longest
        assert len(store) == 35
        busy = store.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        assert busy == connection.BUSY_SECONDS * 1000
