"""Reading one page is bounded in time wherever a page is read: it is given up, told of, and the next is read."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from lansir import reader
from lansir.cli.source import read_sources
from lansir.errors import InputError
from lansir.ingest.reading import Reader
from lansir.limits import within_time
from lansir.memory_limit import can_limit
from lansir.record import Article, Record
from lansir.serve.desk.drop_given import Fault, Given
from lansir.serve.desk.drop_reading import Dropped
from lansir.vectors import Vectors

SAID = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota."
PAGE = f"Usul ditolak\n\n{SAID}\n\n{SAID}"
needs_a_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")


def endless() -> None:
    while True:
        with suppress(Exception):  # an adapter of pages passes over whatever is raised
            time.sleep(10)


@needs_a_timer
def test_what_takes_too_long_is_given_up_whatever_it_passes_over() -> None:
    began = time.perf_counter()
    with pytest.raises(InputError, match=r"not read within 0\.05 s"):
        within_time(endless, 0.05)
    assert time.perf_counter() - began < 5
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@needs_a_timer
def test_what_is_done_in_time_and_what_fails_is_left_as_it_is() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert within_time(lambda: signal.getitimer(signal.ITIMER_REAL)[0], 60) > 0
    with pytest.raises(KeyError, match="'x'"):
        within_time(lambda: dict[str, int]()["x"], 60)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


@needs_a_timer
def test_the_time_may_be_up_at_any_moment_and_nothing_else_is_interrupted() -> None:
    """Also while the work begins and ends, and while its end is told: neither a result nor a fault gets lost."""
    before, given_up = signal.getsignal(signal.SIGALRM), 0
    for step in range(400):
        try:
            assert within_time(lambda: sum(range(300)), 1e-6 + step * 1e-7) == 44850
        except InputError:
            given_up += 1
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGALRM) is before
    assert given_up > 0


@needs_a_timer
def test_somebody_elses_timer_is_left_alone() -> None:
    signal.setitimer(signal.ITIMER_REAL, 500)
    try:
        within_time(lambda: time.sleep(0.05), 0.01)
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 400
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_in_a_thread_nothing_is_limited_and_nothing_breaks() -> None:
    done: list[int] = []

    def work() -> None:
        within_time(lambda: time.sleep(0.02), 0.001)
        done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


@needs_a_timer
def test_a_page_that_takes_too_long_is_an_error_of_its_own_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(source: str, **_: object) -> Record | None:
        if "slow" in source:
            endless()
        return None

    monkeypatch.setattr(reader, "read", read)
    monkeypatch.setattr(within_time, "__defaults__", (0.05,))
    paths = [tmp_path / "slow.txt", tmp_path / "next.txt"]
    for path in paths:
        path.write_text(PAGE, encoding="utf-8")
    (_, first), (_, second) = read_sources([str(path) for path in paths])
    assert isinstance(first, InputError)
    assert "not read within" in str(first)
    assert second is None


@pytest.mark.skipif(not can_limit(), reason="this system holds no process to so much memory")
def test_a_page_that_holds_more_memory_than_it_may_is_an_error_of_its_own_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")

    def read(source: str, **_: object) -> int | None:
        return len(bytearray(8 << 30)) if "hungry" in source else None

    monkeypatch.setattr(reader, "read", read)
    paths = [tmp_path / "hungry.txt", tmp_path / "next.txt"]
    for path in paths:
        path.write_text(PAGE, encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_AS)
    (_, first), (_, second) = read_sources([str(path) for path in paths])
    assert isinstance(first, InputError)
    assert "holds more memory than it may (4 GiB)" in str(first)
    assert second is None
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def slow_reader() -> Reader:
    """For a process of its own: slow where the text says so, dead where it says so."""

    def read(article: Article) -> tuple[Record, Vectors]:
        if "lambat" in article.text:
            time.sleep(60)
        if "mati" in article.text:
            import os

            os._exit(3)
        return Record(article, "test", "none"), Vectors()

    return read


@pytest.fixture(scope="module")
def dropped() -> Iterator[Dropped]:
    found = Dropped(make=slow_reader, seconds=8.0)
    yield found
    found.close()


def drop(dropped: Dropped, text: str) -> str | Fault:
    import anyio

    async def read() -> str | Fault:
        return await dropped.read(Given(None, text.encode(), None))

    return anyio.run(read)


def test_at_the_desk_it_is_told_that_a_page_took_too_long_or_that_lansir_failed() -> None:
    def read(article: Article) -> tuple[Record, Vectors]:
        raise TimeoutError if "lambat" in article.text else MemoryError if "lapar" in article.text else KeyError

    here = Dropped(read, seconds=8.0)
    assert drop(here, f"{PAGE} Ini lambat.") == Fault("time")
    assert drop(here, f"{PAGE} Ini lapar.") == Fault("memory")
    assert drop(here, PAGE) == Fault("fault")
    here.close()


@pytest.mark.slow
def test_at_the_desk_a_page_that_takes_too_long_is_given_up_and_the_next_is_read(dropped: Dropped) -> None:
    slow = drop(dropped, f"{PAGE} Ini lambat.")
    assert slow == Fault("time")
    assert isinstance(drop(dropped, PAGE), str)


@pytest.mark.slow
def test_at_the_desk_a_page_that_kills_its_process_is_a_fault_and_the_next_is_read(dropped: Dropped) -> None:
    assert drop(dropped, f"{PAGE} Ini mati.") == Fault("fault")
    token = drop(dropped, PAGE)
    assert isinstance(token, str)
    read = dropped.get(token)
    assert read is not None
    assert read.record.article.title == "Usul ditolak"
