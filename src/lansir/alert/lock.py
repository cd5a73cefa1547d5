"""One at a time works with the state of a search: a lock of the system, which ends with whoever holds it."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from lansir.errors import InputError

__all__ = ["LOCK", "held_alone"]

LOCK = ".lock"
"""What the name of a state's lock ends with, behind the name of the state."""
PATIENCE = 5.0
"""Seconds that another one is waited for."""
AGAIN = 0.05
HELD = (BlockingIOError, FileNotFoundError, PermissionError)
"""What a system says where another one holds the file (Windows the last), or has just removed it."""


@contextmanager
def held_alone(states: Iterable[Path], patience: float | None = None) -> Iterator[None]:
    """Inside nobody else works with these states, neither another process nor another thread.

    The lock is on a file `NAME.state.json.lock` beside each state, which goes with the lock; one that a killed run has
    left is no lock. InputError where another one is at work for longer than `patience` seconds (PATIENCE where it is
    None), and where the file cannot be made. A file system without locks is worked on without one.
    """
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    with ExitStack() as held:
        # All take them in one order, so that no two wait for each other.
        for state in sorted({path.absolute() for path in states}):
            held.enter_context(_held(state, until))
        yield


@contextmanager
def _held(state: Path, until: float) -> Iterator[None]:
    path = state.with_name(state.name + LOCK)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while (file := _taken(path)) is None:
            if time.monotonic() > until:
                raise InputError(f"{state}: another run is at work with this search; run it again when that has ended")
            time.sleep(AGAIN)
    except OSError as error:
        told = f"cannot be written: {error.strerror or error}; allow writing there or choose another --state"
        raise InputError(f"{state}: {told}") from None
    try:
        yield
    finally:
        _let_go(path, file)


def _taken(path: Path) -> IO[bytes] | None:
    """The locked file; None where another one holds it, or has just removed it."""
    file = path.open("ab")
    try:
        _lock(file)
        if sys.platform == "win32" or os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except HELD:
        pass
    except OSError:  # there are no locks here
        return file
    file.close()
    return None


def _let_go(path: Path, file: IO[bytes]) -> None:
    """Remove the file before the lock is open to others, but in Windows, which removes nothing that is open."""
    if sys.platform != "win32":
        with suppress(OSError):
            path.unlink()
    file.close()
    if sys.platform == "win32":
        with suppress(OSError):
            path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
