"""The end of a request's time.

A timeout of the HTTP library bounds one read. A server that sends a byte now and then, heads of answers without end, or
bytes that unpack to nothing would hold its reader for ever. So at the end of its time the connection is shut.
"""

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Any, Self

__all__ = ["Deadline"]

CONNECTED = ("connect_tcp.complete", "start_tls.complete")
SHORTEST = 0.01


class Deadline:
    """A context manager that shuts the connection that it watches when the time is up."""

    def __init__(self, seconds: float) -> None:
        """The time begins now."""
        self.seconds = seconds
        self._until = time.monotonic() + seconds
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """The deadline itself, which is looked after from now on."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the connection be."""
        self._timer.cancel()

    @property
    def left(self) -> float:
        """Seconds that are left, a moment where there are none."""
        return max(self._until - time.monotonic(), SHORTEST)

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._until

    def watch(self, event: str, facts: Mapping[str, Any]) -> None:
        """Told by the HTTP library (its extension `trace`) what a connection does: the latest is the one to shut."""
        if event.endswith(CONNECTED):
            with self._lock:
                self._socket = facts["return_value"].get_extra_info("socket")
            if self.passed:
                self._shut()

    def _shut(self) -> None:
        """Wake whoever reads or writes; a socket that is closed already, or is being wrapped in TLS, is let be."""
        with self._lock, suppress(OSError):
            if self._socket is not None:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
