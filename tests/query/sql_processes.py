"""Processes that do otherwise than the one that asks; each stands for `lansir.query.sql_process._work`."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from lansir.query import plain_sql, sql_process
from lansir.query.sql_answer import Answer, Columns, End, Ready, packed


def with_a_fault(pipe: Connection, path: Path, query: str, seconds: float, most: int) -> None:
    """It asks, and the code that does so has a fault."""
    plain_sql.asking = _faulty
    sql_process._work(pipe, path, query, seconds, most)


@contextmanager
def _faulty(path: Path, query: str, *, seconds: float = 0.0) -> Iterator[Answer]:
    yield Answer(["n"], iter([(seconds,), (query,)]))
    raise RuntimeError(f"made up:\n{path.name}")


def with_little_memory(pipe: Connection, path: Path, query: str, seconds: float, most: int) -> None:
    """It may hold an eighth of what others may."""
    sql_process.MOST_MEMORY >>= 3
    sql_process._work(pipe, path, query, seconds, most)


def that_ends(pipe: Connection, _path: Path, _query: str, _seconds: float, _most: int) -> None:
    """It ends in the middle of its answer."""
    pipe.send_bytes(packed(Ready()))
    pipe.send_bytes(packed(Columns(["n"])))
    os._exit(3)


def without_columns(pipe: Connection, _path: Path, _query: str, _seconds: float, _most: int) -> None:
    """It has no names for its columns."""
    pipe.send_bytes(packed(Ready()))
    pipe.send_bytes(packed(End()))


def that_never_begins(_pipe: Connection, _path: Path, _query: str, _seconds: float, _most: int) -> None:
    """It says nothing for a minute."""
    time.sleep(60)
