"""Limits on what is read in this very process, and not in one of its own: how long it takes, how large it is.

Of a page in a process of its own the user says how long it may take: here is how much can be said.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import IO, TypeVar

from lansir.errors import InputError, OversizedInput

__all__ = ["MOST_BYTES", "MOST_PAGE_SECONDS", "PAGE_SECONDS", "file_within", "lines_within", "within_time"]

PAGE_SECONDS = 180.0
"""What reading one page may take: twice and more what the longest article that is read takes on a slow machine."""
MOST_PAGE_SECONDS = 86_400.0
"""The most that one page may be given in a process of its own, a day: systems cannot wait for any number of seconds."""
MOST_BYTES = 25_000_000
"""Of a page, fetched or given, of a file that holds one document, and of a line that does."""
AGAIN = 1.0
"""Seconds after which the work is interrupted again, should something have passed over the first time."""
Done = TypeVar("Done")


def file_within(path: Path) -> bytes:
    """What a file holds; OversizedInput where that is more than MOST_BYTES, OSError where it cannot be read."""
    with path.open("rb") as handle:
        data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OversizedInput(f"{path}: more than {MOST_BYTES // 10**6} MB; give one document a file")
    return data


def lines_within(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """The lines of a file of that name; OversizedInput where one has more than MOST_BYTES."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            raise OversizedInput(f"{name}, line {number}: more than {MOST_BYTES // 10**6} MB; give one document a line")
        yield line


class _Over(BaseException):
    """The time is up. No `except Exception` on the way stops it."""


def within_time(work: Callable[[], Done], seconds: float = PAGE_SECONDS, *, name: str = "") -> Done:
    """What `work` comes to; InputError, with what is worked on named, where it takes longer than so many seconds.

    It takes the timer of POSIX, and the main thread: elsewhere (in Windows, in threads) nothing is limited. What runs
    in a library is ended when it comes back to Python; what was set to use the timer before is left alone.
    """
    if not _can_be_limited():
        return work()
    before = signal.signal(signal.SIGALRM, _end)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        return work()
    except _Over:
        told = f"not read within {seconds:g} s, reading was given up: give the article alone"
        raise InputError(f"{name}: {told}" if name else told) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _can_be_limited() -> bool:
    """Whether there is a timer, that nobody else uses, and this is the thread that it interrupts."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0) and signal.getsignal(signal.SIGALRM) is not None


def _end(_signal: int, frame: FrameType | None) -> None:
    """End the work, and nothing but it: work that is done already has its result, and what is cleared away stays so."""
    if frame is not None and frame.f_code is not within_time.__code__:
        raise _Over
