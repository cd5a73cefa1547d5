"""The files of a store: freed pages overwritten, the log moved in, the bytes searched and digested."""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from lansir.errors import StoreFull
from lansir.store import Store
from lansir.store.connection import store_errors

__all__ = ["digest", "free_bytes", "overwritten", "raw_hits", "ready", "store_files"]

ENDINGS = ("", "-wal", "-journal", "-shm")
BLOCK = 1 << 22
MARGIN = 512
"""Bytes that two blocks share: no name and nothing around it that is looked at is longer."""
AROUND = 96
NEEDED = 2.2
"""Room that overwriting takes, in sizes of the store: a copy of it, and the log of writing that copy back."""


def store_files(path: Path) -> list[Path]:
    """The files of a store that are there."""
    every = [path.with_name(path.name + ending) for ending in ENDINGS]
    return [file for file in every if file.exists()]


def ready(store: Store) -> str:
    """Have deleted rows overwritten from here on, and give the digest of the store; StoreFull where room is short."""
    size = sum(file.stat().st_size for file in store_files(store.path))
    free = free_bytes(store.path)
    if free < size * NEEDED:
        raise StoreFull(
            f"{store.path}: overwriting what is forgotten takes {size * NEEDED / 1e9:.1f} GB beside it, and "
            f"{free / 1e9:.1f} are free; free some and run again"
        )
    with store_errors(store.path):
        store.connection.execute("PRAGMA secure_delete = ON")
        store.connection.execute("PRAGMA temp_store = MEMORY")
        _checkpoint(store.connection)
    return digest(store.path)


def free_bytes(path: Path) -> int:
    """The room that is free beside a store."""
    return shutil.disk_usage(path.absolute().parent).free


def overwritten(store: Store) -> bool:
    """Write the store anew without freed pages and empty its log; False where a program still reads the old one."""
    with store_errors(store.path):
        store.connection.execute("VACUUM")
        return _checkpoint(store.connection)


def digest(path: Path) -> str:
    """The SHA-256 of the store's file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def raw_hits(path: Path, pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """What stands around each match of a pattern in the bytes of a file, and where in that the match begins and ends.

    A match may be given twice.
    """
    with path.open("rb") as file:
        held = b""
        while block := file.read(BLOCK):
            held += block
            for match in pattern.finditer(held):
                first = max(0, match.start() - AROUND)
                yield held[first : match.end() + AROUND], match.start() - first, match.end() - first
            held = held[-MARGIN:]


def _checkpoint(connection: sqlite3.Connection) -> bool:
    """Move the log into the file and empty it; whether that could be done."""
    busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
