"""How many requests are worked on at once: some, others wait in line, and where the line is full one is asked back.

Without it every request that comes would hold a connection to the store while it waits for a thread, and under load all
of them would be answered late rather than most of them in time.
"""

import asyncio
from contextlib import suppress
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lansir.serve.told import Refused, turn_away

__all__ = ["AT_ONCE", "PATIENCE", "RETRY_AFTER", "WAITING", "Turnstile"]

AT_ONCE: Final = 8
"""Requests that are worked on at once; each may hold a thread and a connection to the store."""
WAITING: Final = 500
"""Requests that wait for their turn, or whose answer is on its way; one more is asked to come again."""
PATIENCE: Final = 30.0
"""Seconds after which one that still waits is asked to come again."""
RETRY_AFTER: Final = 5
FREE: Final = ("/static/",)
"""Paths that wait for nothing: files that take no store."""


class Turnstile:
    """An ASGI application that lets requests through to another one, so many at once.

    A turn ends when the answer begins: by then it is made, and who takes it slowly holds up nobody.
    """

    def __init__(
        self, app: ASGIApp, at_once: int = AT_ONCE, waiting: int = WAITING, patience: float = PATIENCE
    ) -> None:
        """Before `app`."""
        self._app, self._patience, self._most = app, patience, at_once + waiting
        self._turns = asyncio.Semaphore(at_once)
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or ask it to come again."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        if self._here >= self._most:
            await _busy(scope, receive, send)
            return
        self._here += 1
        try:
            await self._in_line(scope, receive, send)
        finally:
            self._here -= 1

    async def _in_line(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError:
            await _busy(scope, receive, send)
            return
        turn = _Turn(self._turns, send)
        try:
            await self._app(scope, receive, turn.send)
        finally:
            turn.end()


class _Turn:
    """A turn that ends once, with the beginning of the answer or with an error before it."""

    def __init__(self, turns: asyncio.Semaphore, send: Send) -> None:
        self._turns, self._send = turns, send
        self._ended = False

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        if message["type"] == "http.response.start":
            self.end()
        await self._send(message)

    def end(self) -> None:
        """Let the next one through."""
        if not self._ended:
            self._ended = True
            self._turns.release()


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    """Ask to come again."""
    refused = Refused(503, "refusal.busy", seconds=RETRY_AFTER)
    answer = turn_away(Request(scope), refused, "unavailable", {"Retry-After": str(RETRY_AFTER)})
    with suppress(OSError):
        await answer(scope, receive, send)
