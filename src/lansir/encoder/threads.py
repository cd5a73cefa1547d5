"""Numpy held to one thread while something is read, by however many readings at the same time.

A library of matrices has one pool for the whole process. With another number of threads it sums in another order, and
the last digits of a chance differ; so the pool is set by the first reading and given back by the last.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import Lock

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


class _Held:
    """How many are inside, and what gives the threads back when the last has left."""

    def __init__(self) -> None:
        self._lock, self._inside, self._set = Lock(), 0, ExitStack()
        # Only the thread that has set a pool may give it back, and the first to enter need not be the last to leave.
        self._owner = ThreadPoolExecutor(1, thread_name_prefix="lansir-pools")
        self._pools = ThreadpoolController()

    def enter(self) -> None:
        with self._lock:
            if not self._inside:
                self._owner.submit(self._limit).result()
            self._inside += 1

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._owner.submit(self._set.close).result()

    def _limit(self) -> None:
        self._set.enter_context(self._pools.limit(limits=1, user_api="blas"))


@contextmanager
def one_thread() -> Iterator[None]:
    """Inside numpy works with one thread, whoever else is inside, and with as many as before when all have left."""
    held = _held()
    held.enter()
    try:
        yield
    finally:
        held.leave()


@cache
def _held() -> _Held:
    """Looks the pools up once, which takes milliseconds."""
    return _Held()


if hasattr(os, "register_at_fork"):  # a forked process has none of its parent's threads
    os.register_at_fork(after_in_child=_held.cache_clear)
