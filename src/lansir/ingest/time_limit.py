"""A limit on how long a page is worked on in this very process, where no process of its own reads it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from lansir.errors import InputError

__all__ = ["PAGE_SECONDS", "time_limit"]

PAGE_SECONDS = 180.0
"""What reading one page may take: twice and more what the longest article that is read takes on a slow machine."""
AGAIN = 1.0
"""Seconds after which what is done inside is interrupted again, should something have passed over the first time."""


class _Over(BaseException):
    """The time is up. No `except Exception` on the way stops it."""


@contextmanager
def time_limit(seconds: float = PAGE_SECONDS) -> Iterator[None]:
    """End what is done inside after so many seconds: InputError says so.

    It takes the timer of POSIX, and the main thread: elsewhere (in Windows, in threads) nothing is limited. What runs
    in a library is ended when it comes back to Python; what was set to use the timer before is left alone.
    """
    if not _can_be_limited():
        yield
        return
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    except _Over:
        raise InputError(f"not read within {seconds:g} s, reading was given up: give the article alone") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _can_be_limited() -> bool:
    """Whether there is a timer, that nobody else uses, and this is the thread that it interrupts."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def _end(_signal: int, _frame: object) -> None:
    raise _Over
