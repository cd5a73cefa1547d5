"""Reading processes: none is waited for in vain, and a page that kills one is that page's failure alone."""

import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import ClassVar

import msgspec
import pytest

from lansir import memory_limit
from lansir.ingest import workers
from lansir.ingest.items import Content
from lansir.ingest.reading import Failed, MakeReader, Read
from lansir.ingest.workers import Broken, Outcome, Readers
from lansir.memory_limit import can_limit, limit_memory
from lansir.record import Record
from tests.ingest.fake_reading import make_reader, no_model, no_process, no_reader
from tests.ingest.press import page

Box = SimpleQueue[Outcome]


@contextmanager
def readers(workers: int, seconds: float = 20.0, make: MakeReader = make_reader) -> Iterator[Readers]:
    made = Readers(make, workers, seconds)
    try:
        yield made
    finally:
        made.close(now=True)


def put(one: Readers, words: str = "") -> Box:
    box: Box = SimpleQueue()
    one.put(Content(page(words=words)), box.put)
    return box


def got(box: Box) -> Outcome:
    return box.get(timeout=30)


def failure(outcome: Outcome) -> tuple[str, str]:
    assert isinstance(outcome, Failed)
    return outcome.stage, outcome.error


def test_pages_are_read_in_other_processes_and_what_goes_wrong_with_one_is_its_own(tmp_path: Path) -> None:
    words = ["", "CACAT", "MATI", f"PINGSAN {tmp_path}/mark selesai", "akhir"]
    with readers(2) as made:
        first, fault, dies, faints, last = [got(box) for box in [put(made, one) for one in words]]
    assert isinstance(first, Read)
    assert "Rapat ditunda" in msgspec.msgpack.decode(first.record, type=Record).article.text
    assert failure(fault) == ("read", "RuntimeError")
    assert failure(dies) == ("read", "ChildProcessError")
    assert "signal 9" in str(dies)
    assert isinstance(faints, Read)
    assert (tmp_path / "mark").exists()
    assert isinstance(last, Read)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with readers(1, seconds=1.0) as made:
        slow, next_one = put(made, "LAMBAT"), put(made)
        began = time.monotonic()
        assert failure(got(slow)) == ("read", "TimeoutError")
        assert isinstance(got(next_one), Read)
        assert time.monotonic() - began < 15


@pytest.mark.skipif(not can_limit(), reason="this system holds no process to so much memory")
def test_a_page_that_holds_more_memory_than_it_may_is_its_own_failure_and_a_new_process_reads_the_next() -> None:
    with readers(1) as made:
        assert isinstance(got(put(made)), Read)
        (before,) = made._reading
        outcome = got(put(made, "LAPAR"))
        assert failure(outcome) == ("read", "MemoryError")
        assert "holds more memory than it may (4 GiB)" in str(outcome)
        assert not before._process.is_alive()
        assert isinstance(got(put(made)), Read)


@pytest.mark.skipif(not can_limit(), reason="this system holds no process to so much memory")
@pytest.mark.parametrize(("before", "after"), [(None, 3 << 30), (10 << 30, 3 << 30), (1 << 30, 1 << 30)])
def test_a_limit_is_set_beyond_what_is_mapped_and_never_raises_one_that_is_lower(
    before: int | None, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    unlimited, noted = resource.RLIM_INFINITY, []
    mapped = tmp_path / "statm"
    mapped.write_text(f"{(2 << 30) // resource.getpagesize()} 1 1")
    monkeypatch.setattr(memory_limit, "MAPPED", mapped)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (unlimited if before is None else before, unlimited))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: noted.append(limits))
    limit_memory(1 << 30)
    assert noted == [(after, unlimited)]


def test_where_the_system_cannot_limit_memory_nothing_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_limit, "MAPPED", Path("/none"))
    assert not memory_limit.can_limit()
    limit_memory()


def test_a_process_that_is_killed_from_outside_loses_nothing() -> None:
    with readers(1) as made:
        assert isinstance(got(put(made)), Read)
        (process,) = made._reading
        box = put(made, "LAMBAT sebentar")
        os.kill(process._process.pid or 0, signal.SIGKILL)
        assert isinstance(got(box), Read)


@pytest.mark.parametrize(
    ("make", "told"), [(no_model, "no model here"), (no_reader, "a fault in making"), (no_process, "exit code 3")]
)
def test_readers_that_cannot_begin_say_why(make: MakeReader, told: str) -> None:
    with readers(1, make=make) as made:
        outcome = got(put(made))
    assert isinstance(outcome, Broken)
    assert told in outcome.message


class Stand(workers._Process):
    """Stands in for a process: it is asked for pages, and there is none behind it."""

    ready = True
    asked: ClassVar[list[float]] = []

    def __init__(self, make: MakeReader) -> None:
        if make is no_reader:
            raise TypeError("a reader that cannot be sent to a process")

    def read(self, content: Content, seconds: float) -> Outcome:
        self.asked.append(seconds)
        raise ValueError("an answer that nobody understands")

    def kill(self) -> None:
        """End nothing."""


def test_a_fault_around_a_page_that_nobody_foresaw_is_its_failure_and_the_next_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_Process", Stand)
    with readers(1) as made:
        for outcome in [got(put(made)), got(put(made))]:
            assert failure(outcome) == ("read", "ValueError")
            assert "a fault of Lansir (ValueError: an answer that nobody understands)" in str(outcome)
            assert not made._reading


def test_where_a_process_cannot_even_be_made_no_page_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_Process", Stand)
    with readers(1, make=no_reader) as made:
        assert got(put(made)) == Broken("TypeError", "a reader that cannot be sent to a process")


@pytest.mark.parametrize(("given", "asked"), [(4.0, 4.0), (1e7, 86_400.0), (math.inf, 86_400.0)])
def test_a_page_may_take_a_day_at_most(given: float, asked: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_Process", Stand)
    monkeypatch.setattr(Stand, "asked", [])
    with readers(1, seconds=given) as made:
        got(put(made))
    assert Stand.asked == [asked]


@pytest.mark.parametrize("words", ["", "CACAT"])
def test_without_processes_pages_are_read_here(words: str) -> None:
    with readers(0) as made:
        outcome = got(put(made, words))
        assert not made._reading
    assert isinstance(outcome, Failed if words else Read)


def test_readers_that_cannot_begin_here_say_why_too() -> None:
    for make in (no_model, no_reader):
        with readers(0, make=make) as made:
            assert isinstance(got(put(made)), Broken)


def test_what_waits_is_given_up_on_stopping_and_what_is_under_way_is_finished() -> None:
    with readers(0) as made:
        first, second = put(made, "LAMBAT sebentar"), put(made)
        time.sleep(0.1)
        made.stop()
        assert isinstance(got(first), Read)
        assert got(second) is None


def test_closing_at_once_does_not_wait_for_a_page() -> None:
    made = Readers(make_reader, 1, 60.0)
    assert isinstance(got(put(made)), Read)
    box = put(made, "LAMBAT")
    time.sleep(0.2)
    began = time.monotonic()
    made.close(now=True)
    assert time.monotonic() - began < 5
    assert got(box) is None


def test_closing_at_once_ends_a_process_that_is_being_started_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, closing = threading.Event(), threading.Event()

    class Late(workers._Process):
        def __init__(self, make: MakeReader) -> None:
            begun.set()
            closing.wait(10)
            super().__init__(make)

    monkeypatch.setattr(workers, "_Process", Late)
    made = Readers(make_reader, 1, 60.0)
    box = put(made, "LAMBAT")
    assert begun.wait(10)
    closed = threading.Thread(target=lambda: made.close(now=True))
    closed.start()
    while not made._ending:
        time.sleep(0.01)
    closing.set()
    closed.join(20)
    assert not closed.is_alive()
    assert got(box) is None


def test_no_process_is_started_before_it_is_needed() -> None:
    before = threading.active_count()
    with readers(4) as made:
        assert threading.active_count() == before
        put(made)
        assert len(made._threads) == 1
