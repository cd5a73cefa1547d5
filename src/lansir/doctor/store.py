"""A store: whether it opens and is whole, whether it may be written to, and whether there is room for more."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from lansir._version import __version__
from lansir.doctor.check import Check, fault, ok, warning
from lansir.errors import StoreError

__all__ = ["disk", "permissions", "store"]

LOW = 1 << 30
"""Bytes free below which it is told: a day's news may take more."""
SHARE = 4
"""A store wants a quarter of its size beside it: for its log, and for being copied in part."""


def store(path: Path, *, deep: bool = False) -> Iterator[Check]:
    """Everything about a store; `deep` verifies every span, id, reference and hash, which takes a while."""
    try:
        yield from _inside(path, deep=deep)
    except StoreError as error:
        yield fault("store", "store_fault", told=error)
    yield from permissions(path)
    yield from disk(path)


def _inside(path: Path, *, deep: bool) -> Iterator[Check]:
    from lansir.store import Store  # noqa: PLC0415  # a broken library is told by the checks before
    from lansir.store.connection import SCHEMA_VERSION, store_errors  # noqa: PLC0415

    with Store(path) as opened, store_errors(path):
        yield ok("store", "store", store=path, articles=len(opened), schema=SCHEMA_VERSION)
        told = [row[0] for row in opened.connection.execute("PRAGMA quick_check(5)")]
        if told == ["ok"]:
            yield ok("store", "integrity")
        else:
            yield fault("store", "damaged", told="; ".join(map(str, told)))
        others = "SELECT count(*) FROM article WHERE lansir <> ?"
        if count := opened.connection.execute(others, (__version__,)).fetchone()[0]:
            yield warning("store", "other_version", n=count, store=path)
        if count := opened.connection.execute("SELECT count(*) FROM failure").fetchone()[0]:
            yield warning("store", "failures", n=count, store=path)
        if deep:
            from lansir.store.check import check_store  # noqa: PLC0415

            found = [str(one) for one in check_store(opened)]
            if found:
                yield fault("store", "unsound", n=len(found), told=found[0], store=path)
            else:
                yield ok("store", "sound")
    yield from _log(path)


def _log(path: Path) -> Iterator[Check]:
    """The log that SQLite keeps beside the file: it grows where a program holds the store open and never lets go."""
    log = path.with_name(f"{path.name}-wal")
    size, most = log.stat().st_size if log.exists() else 0, 2 * _log_bytes()
    if size > most:
        yield warning("store", "log_long", file=log, size=_mb(size), most=_mb(most))
    else:
        yield ok("store", "log", size=_mb(size))


def _log_bytes() -> int:
    from lansir.store.connection import LOG_PAGES  # noqa: PLC0415

    return LOG_PAGES * 4096


def permissions(path: Path) -> Iterator[Check]:
    """Whether the store's file and its folder may be written: SQLite keeps its log beside the file."""
    folder = path.absolute().parent
    found = []
    if path.exists() and not os.access(path, os.W_OK):
        found.append(fault("store", "file_read_only", file=path))
    if not os.access(folder, os.W_OK | os.X_OK):
        found.append(fault("store", "folder_read_only", folder=folder))
    yield from found or [ok("store", "may_write", folder=folder)]


def disk(path: Path) -> Iterator[Check]:
    """Whether there is room on the store's disk."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.exists() else 0
    if free < _log_bytes():
        yield fault("store", "disk_full", folder=folder, free=_mb(free))
    elif free < max(LOW, size // SHARE):
        yield warning("store", "disk_low", folder=folder, free=_mb(free))
    else:
        yield ok("store", "disk", folder=folder, free=_mb(free))


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
