"""Who asked for an export may hang up before it is made: then nobody works on it any longer."""

import asyncio
from contextlib import suppress
from threading import Event
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lansir.serve.api.endpoints import PREFIX

__all__ = ["Leaving", "gone_of"]

GONE: Final = "lansir.gone"
LONG: Final = (f"{PREFIX}/export/", "/download")
"""Paths of answers that may be worked on for minutes."""
LEFT: Final[Message] = {"type": "http.disconnect"}


def gone_of(request: Request) -> Event:
    """Set when whoever asked has gone, or has the whole answer."""
    gone: Event = request.scope.get(GONE) or Event()
    return gone


class Leaving:
    """An ASGI application that lets requests through to another one, and tells it of those that are left.

    A server says so to whoever waits for the next message of a request; while a thread makes the answer nobody does.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through."""
        if scope["type"] != "http" or not scope["path"].startswith(LONG):
            await self._app(scope, receive, send)
            return
        messages = _Messages(receive)
        listening = asyncio.create_task(messages.listen())
        try:
            await self._app({**scope, GONE: messages.gone}, messages.next, send)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


class _Messages:
    """The messages of a request, each looked at as it comes; one is held back, so a body is not gathered in memory."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._held: asyncio.Queue[Message] = asyncio.Queue(1)
        self.gone = Event()

    async def listen(self) -> None:
        """Take them until the last."""
        while not self.gone.is_set():
            message = await self._receive()
            if message["type"] == LEFT["type"]:
                self.gone.set()
            await self._held.put(message)

    async def next(self) -> Message:
        """The next one; the last again and again."""
        if self.gone.is_set() and self._held.empty():
            return LEFT
        return await self._held.get()
