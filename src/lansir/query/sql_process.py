"""A SQL query in a process of its own, which is killed when its time is up.

Some functions of SQLite are one step however long they take (`instr` in a text of megabytes takes minutes), and it
looks at no clock within a step. The library of SQLite cannot end them; the system can.
"""

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from sys import getsizeof
from threading import Thread
from typing import Any

import msgspec

from lansir.errors import LansirError, QueryError
from lansir.memory_limit import within_memory
from lansir.process_end import how_it_ended
from lansir.query.faults import check_seconds, refusal, sql_late
from lansir.query.sql_answer import Answer, Columns, End, Fault, Message, Ready, Rows, fault_of, packed, unpacked

__all__ = ["asking_apart"]

START_SECONDS = 120.0
LONGEST_WAIT = 3600.0
"""Seconds that the system is asked to wait at once: it takes no more than some weeks, and no end of them."""
GRACE = 0.5
"""Seconds beyond the limit in which the process may still end by itself, with the rows that it has found."""
END_SECONDS = 10.0
"""How long a process that tells nothing more may take to end by itself: then how it ended is known."""
LONGEST = 500
"""Characters of a fault that are told."""
MOST_MEMORY = 1 << 30
"""Bytes that the process may map beyond what it has mapped at its start."""
LARGEST_ROW = 64_000_000
"""Bytes of memory that the values of a row may hold; whoever asked holds a few times as much of it."""
PIECE = 1 << 16
"""Bytes of rows that are sent together."""
APART = multiprocessing.get_context("spawn")


@contextmanager
def asking_apart(path: Path, query: str, *, seconds: float, most: int = 0) -> Iterator[Answer]:
    """As `lansir.query.plain_sql.asking`, and `seconds` hold whatever SQLite is made to do; at most so many rows.

    0 is all of them. Who reads the rows slowly spends the same seconds. The process is spawned, so a program that calls
    this needs `if __name__ == "__main__":`. Errors, all of them from the rows too: QueryError as there, and where the
    process does not begin within START_SECONDS, ends without an answer, or would hold more than MOST_MEMORY or a row
    more than LARGEST_ROW; StoreError where there is no store, or a damaged one; LansirError for a fault of Lansir.
    """
    check_seconds(seconds)
    pipe, other = APART.Pipe(duplex=False)
    process = APART.Process(target=_work, args=(other, path, query, seconds, most), daemon=True)
    process.start()
    other.close()
    try:
        found = _Found(pipe, process, seconds)
        yield Answer(found.columns(), found.rows())
    finally:
        process.kill()
        process.join()
        pipe.close()


class _Found:
    """What comes from the process, until its time is up."""

    def __init__(self, pipe: Connection, process: BaseProcess, seconds: float) -> None:
        self._pipe, self._process, self._seconds = pipe, process, seconds
        self._until, self._late = time.monotonic() + START_SECONDS, _not_begun()

    def columns(self) -> list[str]:
        """The names of the columns; the time of the query begins when the process is there."""
        self._next()
        self._until, self._late = time.monotonic() + self._seconds + GRACE, sql_late(self._seconds)
        first = self._next()
        if not isinstance(first, Columns):
            raise self._ended()
        return first.names

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows as they come."""
        while isinstance(piece := self._next(), Rows):
            yield from piece.unpacked()

    def _next(self) -> Message:
        try:
            self._wait()
            message = unpacked(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise self._ended() from None
        if isinstance(message, Fault):
            raise message.raised()
        return message

    def _wait(self) -> None:
        """Until there is something to be had, or the time is up."""
        while not self._pipe.poll(max(0.0, min(LONGEST_WAIT, self._until - time.monotonic()))):
            if time.monotonic() >= self._until:
                raise self._late

    def _ended(self) -> QueryError:
        self._process.join(END_SECONDS)
        self._process.kill()
        self._process.join()
        how = how_it_ended(self._process.exitcode)
        return refusal("sql_fault", f"sql: its process ended ({how}); is there memory left? ask for less", word=how)


def _not_begun() -> QueryError:
    told = f"sql: its process did not begin within {START_SECONDS:g} seconds; try again when the machine has less to do"
    return refusal("sql_late", told, suggestion=f"{START_SECONDS:g}")


def _work(pipe: Connection, path: Path, query: str, seconds: float, most: int) -> None:
    """The life of the process: it ends with the answer, or with whoever asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(BrokenPipeError), closing(pipe):
        try:
            _answer(pipe, path, query, seconds, most)
        except BrokenPipeError:  # nobody is there to be told
            return
        except Exception as error:
            pipe.send_bytes(packed(fault_of(_told(error))))


def _answer(pipe: Connection, path: Path, query: str, seconds: float, most: int) -> None:
    from lansir.query.plain_sql import asking  # noqa: PLC0415  # who asks need not load what opens a store

    pipe.send_bytes(packed(Ready()))
    with within_memory(MOST_MEMORY), asking(path, query, seconds=seconds) as answer:
        pipe.send_bytes(packed(Columns(answer.columns)))
        _send_rows(pipe, islice(answer.rows, most) if most else answer.rows)
    pipe.send_bytes(packed(End()))


def _told(error: Exception) -> LansirError:
    """What is told of an error: one that nobody meant is a fault of Lansir."""
    if isinstance(error, LansirError):
        return error
    if isinstance(error, MemoryError):
        told = f"holds more memory than it may ({MOST_MEMORY >> 20:,} MiB)"
        return refusal("sql_fault", f"sql: the query {told}; ask for fewer or shorter columns", word=told)
    if os.environ.get("LANSIR_DEBUG"):
        traceback.print_exception(error)
    fault = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
    return LansirError(f"a fault of Lansir ({fault}); LANSIR_DEBUG=1 shows where, please report it")


def _end_with_parent() -> None:
    """Who asked may be killed in the middle of a step that takes minutes."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _send_rows(pipe: Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    """The rows, several at a time; those before a fault are sent before it."""
    held: list[msgspec.Raw] = []
    size = 0
    try:
        for row in rows:
            held.append(msgspec.Raw(packed(_fit(row))))
            size += len(held[-1])
            if size >= PIECE:
                pipe.send_bytes(packed(Rows(held)))
                held, size = [], 0
    finally:
        if held:
            pipe.send_bytes(packed(Rows(held)))


def _fit(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row, unless it is larger than a row may be: packing it would end a process that has no memory left for it."""
    size = sum(map(getsizeof, row))
    if size > LARGEST_ROW:
        told = f"a row holds {size:,} bytes, more than {LARGEST_ROW:,}"
        raise refusal("sql_fault", f"sql: {told}; ask for fewer or shorter columns", word=told)
    return row
