"""Reading in processes of their own: one model each, a page at a time, killed where a page takes too long.

With its model loaded a process may take so much memory more, where the system can hold it to that. A process that dies
loses nothing: its page is read once more by a new process, and is a failure if that dies too.
Processes are spawned, so a program that calls `ingest` itself needs the usual `if __name__ == "__main__":`.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread

import msgspec

from lansir.ingest.items import Content
from lansir.ingest.reading import OUT_OF_MEMORY, Failed, MakeReader, Read, Reader, fault_of, read_content
from lansir.limits import MOST_PAGE_SECONDS
from lansir.memory_limit import limit_memory
from lansir.process_end import how_it_ended

__all__ = ["Broken", "Outcome", "Readers", "default_workers"]

START_SECONDS = 300.0
END_SECONDS = 2.0
ONE_BY_ONE = multiprocessing.get_context("spawn")


class Broken(msgspec.Struct, frozen=True, tag=True):
    """No page can be read: the readers cannot begin. Class and message of the error."""

    error: str
    message: str


class _Ready(msgspec.Struct, frozen=True, tag=True):
    """A process has its model."""


Outcome = Read | Failed | Broken | None
"""None for a page that was given up before it was begun."""
Done = Callable[[Outcome], None]
_Message = Read | Failed | Broken | _Ready
_DECODER: msgspec.msgpack.Decoder[_Message] = msgspec.msgpack.Decoder(_Message)


class Readers:
    """Up to `workers` reading processes, started as they are needed.

    `seconds` is what one page may take, a day at most. With no workers pages are read in this process, one at a time,
    and nothing limits their time or memory.
    """

    def __init__(self, make: MakeReader, workers: int, seconds: float) -> None:
        """No process yet."""
        self._make, self._workers, self._seconds = make, workers, min(seconds, MOST_PAGE_SECONDS)
        self._tasks: SimpleQueue[tuple[Content, Done] | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._idle = 0
        self._lock = Lock()
        self._stopping = self._ending = False
        self._reading: set[_Process] = set()

    def put(self, content: Content, done: Done) -> None:
        """Have a page read; `done` is told what came of it, in a thread of the readers."""
        self._tasks.put((content, done))
        with self._lock:
            if self._idle < self._tasks.qsize() and len(self._threads) < max(self._workers, 1):
                self._threads.append(Thread(target=self._drive, daemon=True, name=f"read-{len(self._threads)}"))
                self._threads[-1].start()

    def stop(self) -> None:
        """Begin no other page; those being read are finished."""
        self._stopping = True

    def close(self, *, now: bool = False) -> None:
        """End the processes, with `now` in the middle of their pages."""
        self._stopping = True
        if now:
            with self._lock:
                self._ending = True
                for process in self._reading:
                    process.interrupt()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _drive(self) -> None:
        """One thread a process: it gives it pages and takes records."""
        _keep_from_interrupts()
        process: _Process | None = None
        here = _Here(self._make)
        while (task := self._next()) is not None:
            content, done = task
            if self._stopping:
                done(None)
            elif not self._workers:
                done(here.read(content))
            else:
                process, outcome = self._read(process, content)
                done(outcome)
        if process:
            process.end()

    def _next(self) -> tuple[Content, Done] | None:
        with self._lock:
            self._idle += 1
        task = self._tasks.get()
        with self._lock:
            self._idle -= 1
        return task

    def _read(self, process: "_Process | None", content: Content) -> "tuple[_Process | None, Outcome]":
        """Read a page, with a second process where the first dies."""
        for last in (False, True):
            try:
                process = process or self._started()
                outcome = process.read(content, self._seconds)
                if isinstance(outcome, Failed) and outcome.error == OUT_OF_MEMORY:
                    self._drop(process)  # what else in it went without is not known
                    return None, outcome
                return process, outcome
            except TimeoutError:
                self._drop(process)
                return None, _too_long(self._seconds)
            except (EOFError, OSError) as error:
                status, begun = self._drop(process), process is not None and process.ready
                process = None
                if self._stopping:
                    break
                if last:
                    return None, _died(status) if begun else _unstarted(status, error)
            except Exception as error:  # else whoever waits for the page would wait for ever
                self._drop(process)
                return None, fault_of(error, "read") if process and process.ready else _broken(error)
        return None, None

    def _started(self) -> "_Process":
        process = _Process(self._make)
        with self._lock:
            self._reading.add(process)
            if self._ending:  # it was being started while the others were interrupted
                process.interrupt()
        return process

    def _drop(self, process: "_Process | None") -> int | None:
        if process is None:
            return None
        with self._lock:
            self._reading.discard(process)
        return process.kill()


class _Here:
    """Reading in this process."""

    def __init__(self, make: MakeReader) -> None:
        self._make = make
        self._reader: Reader | None = None

    def read(self, content: Content) -> Outcome:
        """What became of a page."""
        try:
            self._reader = self._reader or self._make()
        except Exception as error:  # else whoever waits for the page would wait for ever
            return _broken(error)
        return read_content(content, self._reader)


class _Process:
    """A reading process and the pipe to it."""

    def __init__(self, make: MakeReader) -> None:
        self._pipe, other = ONE_BY_ONE.Pipe()
        self._process = ONE_BY_ONE.Process(target=_work, args=(other, make), daemon=True)
        self._process.start()
        other.close()
        self.ready = False

    def read(self, content: Content, seconds: float) -> Outcome:
        """What became of a page; EOFError or OSError where the process died, TimeoutError where it took too long."""
        if not self.ready:
            begun = self._answer(START_SECONDS)
            if isinstance(begun, Broken):
                return begun
            self.ready = True
        self._pipe.send_bytes(msgspec.msgpack.encode(content))
        answer = self._answer(seconds)
        return None if isinstance(answer, _Ready) else answer

    def _answer(self, seconds: float) -> _Message:
        if not self._pipe.poll(seconds):
            raise TimeoutError
        return _DECODER.decode(self._pipe.recv_bytes())

    def interrupt(self) -> None:
        """End it in the middle of its page; whoever waits for the page sees it die."""
        self._process.kill()

    def kill(self) -> int | None:
        """End it at once; its exit code."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        return self._process.exitcode

    def end(self) -> None:
        """Let it end by itself, or kill it."""
        self._pipe.close()
        self._process.join(END_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _work(pipe: Connection, make: MakeReader) -> None:
    """The life of a reading process: it ends when the other end of the pipe does, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        try:
            reader = make()
        except Exception as error:
            pipe.send_bytes(msgspec.msgpack.encode(_broken(error)))
            return
        limit_memory()
        pipe.send_bytes(msgspec.msgpack.encode(_Ready()))
        while True:
            content = msgspec.msgpack.decode(pipe.recv_bytes(), type=Content)
            pipe.send_bytes(msgspec.msgpack.encode(read_content(content, reader)))


def _keep_from_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal: those that this thread starts are to finish their page."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _too_long(seconds: float) -> Failed:
    told = f"not read within {seconds:g} s: the reading was given up; give it more with --page-seconds"
    return Failed("read", "TimeoutError", told)


def _died(status: int | None) -> Failed:
    how = how_it_ended(status)
    told = f"the process that read it ended twice ({how}); try again with fewer --workers if memory is short"
    return Failed("read", "ChildProcessError", told)


def _broken(error: Exception) -> Broken:
    return Broken(type(error).__name__, str(error))


def _unstarted(status: int | None, error: Exception) -> Broken:
    how = how_it_ended(status) if status is not None else str(error)
    return Broken("ChildProcessError", f"no process for reading can be started ({how}); is there memory left?")


def default_workers() -> int:
    """As many as there are cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
