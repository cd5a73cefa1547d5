"""An application is told that whoever asked has gone, and meets the messages of a request as they came."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import Request
from starlette.types import Message, Receive, Scope, Send

from lansir.serve.leaving import LONG, Leaving, gone_of

BODY: list[Message] = [
    {"type": "http.request", "body": b"a", "more_body": True},
    {"type": "http.request", "body": b"b"},
]
LEFT = {"type": "http.disconnect"}
Work = Callable[[Request], Awaitable[None]]


def played(work: Work, *messages: Message, path: str = "/download") -> None:
    """Let a request of these messages be worked on; after them nothing comes."""

    async def receive() -> Message:
        await asyncio.sleep(0)
        return coming.pop(0) if coming else await asyncio.Event().wait()  # type: ignore[return-value]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await work(Request(scope, receive, send))

    async def send(message: Message) -> None:
        del message

    coming = [*messages]
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    asyncio.run(asyncio.wait_for(Leaving(app)(scope, receive, send), 10))


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("path", [f"{one}x" for one in LONG])
def test_that_somebody_has_gone_is_seen_though_no_message_is_waited_for(path: str) -> None:
    async def work(request: Request) -> None:
        await turns()
        assert gone_of(request).is_set()

    played(work, {"type": "http.request", "body": b""}, LEFT, path=path)


def test_whoever_waits_is_there() -> None:
    async def work(request: Request) -> None:
        assert await request.body() == b"ab"
        await turns()
        assert not gone_of(request).is_set()

    played(work, *BODY)


def test_messages_come_in_order_and_the_last_again_and_again() -> None:
    async def work(request: Request) -> None:
        await turns()
        assert [await request.receive() for _ in range(4)] == [*BODY, LEFT, LEFT]

    played(work, *BODY, LEFT)


def test_a_body_that_nobody_wants_is_not_gathered() -> None:
    taken = []

    class Counted(dict[str, Any]):
        def __getitem__(self, name: str) -> object:
            taken.append(name)
            return super().__getitem__(name)

    async def work(request: Request) -> None:
        del request
        await turns()

    played(work, *(Counted(BODY[0]) for _ in range(100)))
    assert len(taken) <= 2


def test_of_other_requests_nobody_is_told() -> None:
    async def work(request: Request) -> None:
        await turns()
        assert not gone_of(request).is_set()

    played(work, LEFT, path="/explore")
