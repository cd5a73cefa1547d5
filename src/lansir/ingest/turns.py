"""Whose turn it is: of each host one job at a time, and no sooner than its pause is over."""

import time
from collections import deque
from threading import Condition
from typing import Generic, TypeVar

__all__ = ["Turns"]

Job = TypeVar("Job")
MANY = 1_000


class Turns(Generic[Job]):
    """Jobs waiting by host, for any number of threads."""

    def __init__(self) -> None:
        """No job yet."""
        self._changed = Condition()
        self._waiting: dict[str, deque[Job]] = {}
        self._free_at: dict[str, float] = {}
        self._busy: set[str] = set()
        self._closed = False

    def add(self, host: str, job: Job, *, first: bool = False) -> bool:
        """Let a job wait for its host, before all others of it with `first`; False where no more are taken."""
        with self._changed:
            if self._closed:
                return False
            jobs = self._waiting.setdefault(host, deque())
            (jobs.appendleft if first else jobs.append)(job)
            self._changed.notify()
            return True

    def take(self) -> tuple[str, Job] | None:
        """The next host with its job, as soon as there is one; None once closed. `done` has to follow."""
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                soonest = min(((self._free_at.get(host, 0.0), host) for host in self._free()), default=None)
                if soonest and soonest[0] <= now:
                    return soonest[1], self._begin(soonest[1])
                self._changed.wait(soonest[0] - now if soonest else None)
            return None

    def done(self, host: str, pause: float) -> None:
        """The host's job is done; its next may begin after `pause` seconds."""
        with self._changed:
            self._busy.discard(host)
            self._free_at[host] = time.monotonic() + pause
            if len(self._free_at) > MANY:
                self._forget()
            self._changed.notify()

    def close(self) -> list[Job]:
        """Take no more jobs, let every `take` return, and give back the jobs that still wait."""
        with self._changed:
            self._closed = True
            left = [job for jobs in self._waiting.values() for job in jobs]
            self._waiting.clear()
            self._changed.notify_all()
            return left

    def _free(self) -> list[str]:
        return [host for host in self._waiting if host not in self._busy]

    def _begin(self, host: str) -> Job:
        jobs = self._waiting[host]
        job = jobs.popleft()
        if not jobs:
            del self._waiting[host]
        self._busy.add(host)
        return job

    def _forget(self) -> None:
        now = time.monotonic()
        self._free_at = {host: free for host, free in self._free_at.items() if free > now or host in self._waiting}
