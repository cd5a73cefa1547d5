"""A limit on how long a page is worked on in this very process, where no process of its own reads it."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from lansir.errors import InputError

__all__ = ["PAGE_SECONDS", "within_time"]

PAGE_SECONDS = 180.0
"""What reading one page may take: twice and more what the longest article that is read takes on a slow machine."""
AGAIN = 1.0
"""Seconds after which the work is interrupted again, should something have passed over the first time."""
Done = TypeVar("Done")


class _Over(BaseException):
    """The time is up. No `except Exception` on the way stops it."""


def within_time(work: Callable[[], Done], seconds: float = PAGE_SECONDS) -> Done:
    """What `work` comes to; InputError where it takes longer than so many seconds.

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
        raise InputError(f"not read within {seconds:g} s, reading was given up: give the article alone") from None
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
