"""SQLite's log, read by its documented format, and what a power cut may leave of a store.

What was synced stays. What was written and not synced is there, is not there, or is there in part, block by block and
in any order; so is a page of the file that the log still holds, for it may just have been written back. The format is
that of sqlite.org/fileformat.html, section 4.
"""

import random
import struct
from pathlib import Path
from typing import NamedTuple

__all__ = ["Log", "cut_power", "log_of", "read_log"]

HEAD, FRAME_HEAD, BLOCK = 32, 24, 512


class Log(NamedTuple):
    """The frames that count: the salt that marks them, where the last commit ends, and the pages up to there."""

    salt: bytes
    end: int
    pages: frozenset[int]


def log_of(store: Path) -> Path:
    """The file of a store's log."""
    return store.with_name(f"{store.name}-wal")


def read_log(store: Path) -> Log:
    """The log as it stands, its checksums not looked at: it is read between two writes."""
    path = log_of(store)
    data = path.read_bytes() if path.exists() else b""
    if len(data) < HEAD:
        return Log(b"", 0, frozenset())
    size, salt = struct.unpack_from(">I", data, 8)[0], data[16:24]
    end, pages, held = 0, frozenset[int](), set[int]()
    for at in range(HEAD, len(data) - FRAME_HEAD - size + 1, FRAME_HEAD + size):
        page, commit = struct.unpack_from(">II", data, at)
        if data[at + 8 : at + 16] != salt:
            break
        held.add(page)
        if commit:
            end, pages = at + FRAME_HEAD + size, frozenset(held)
    return Log(salt, end, pages)


def cut_power(store: Path, synced: Log, chance: random.Random) -> None:
    """Leave of a store what a power cut may leave, where all up to `synced` had reached the disk."""
    now = read_log(store)
    safe = synced.end if now.salt == synced.salt else 0
    log = log_of(store)
    if log.exists():
        log.write_bytes(_torn(log.read_bytes(), safe, chance))
    if now.salt == synced.salt:
        _tear_pages(store, synced.pages, chance)


def _torn(data: bytes, safe: int, chance: random.Random) -> bytes:
    """The tail cut off somewhere, and some of its blocks never written."""
    found = bytearray(data[: chance.randint(safe, len(data))])
    for at in range(-(-safe // BLOCK) * BLOCK, len(found), BLOCK):
        if chance.random() < 0.3:
            end = min(at + BLOCK, len(found))
            found[at:end] = chance.choice((bytes(end - at), chance.randbytes(end - at)))
    return bytes(found)


def _tear_pages(store: Path, pages: frozenset[int], chance: random.Random) -> None:
    """Half-written pages: those that the log holds may be anything in the file."""
    with store.open("r+b") as file:
        head = file.read(100)
        size = struct.unpack_from(">H", head, 16)[0] if len(head) == 100 else 0
        size = 65536 if size == 1 else size
        length = store.stat().st_size
        for page in pages:
            at = (page - 1) * size + BLOCK * chance.randrange(max(size // BLOCK, 1))
            if size and at + BLOCK <= length and chance.random() < 0.5:
                file.seek(at)
                file.write(chance.randbytes(BLOCK))
