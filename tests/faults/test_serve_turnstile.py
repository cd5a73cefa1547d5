"""So many requests are worked on at once; others wait, and where too many wait one is asked to come again."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from lansir.serve.app import create_app
from lansir.serve.settings import Settings
from lansir.serve.turnstile import RETRY_AFTER, Turnstile
from lansir.store import Store


class Work:
    """An application that works until it is let go, and counts how many do so at once."""

    def __init__(self) -> None:
        self.now = self.most = self.done = 0
        self.begin, self.end = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.now += 1
        self.most = max(self.most, self.now)
        await self.begin.wait()
        if "fault" in scope["path"]:
            self.now -= 1
            raise RuntimeError("a fault")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        self.now -= 1
        await self.end.wait()
        await send({"type": "http.response.body", "body": b"ya"})
        self.done += 1


async def ask(app: Turnstile, path: str = "/", language: str = "") -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of an answer."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        said.append(message)

    head = [(b"accept-language", language.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": head, "server": ("a", 80)}
    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers, b"".join(one.get("body", b"") for one in said[1:])


def played(play: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401
    async def run() -> Any:  # noqa: ANN401
        return await asyncio.wait_for(play(), 10)

    return asyncio.run(run())


def test_no_more_than_so_many_are_worked_on_and_all_are_answered() -> None:
    async def play() -> tuple[Work, list[int]]:
        work = Work()
        app = Turnstile(work, at_once=3, waiting=50)
        asked = [asyncio.create_task(ask(app)) for _ in range(40)]
        await asyncio.sleep(0)
        work.begin.set()
        work.end.set()
        return work, [status for status, _, _ in await asyncio.gather(*asked)]

    work, statuses = played(play)
    assert (work.most, work.done, set(statuses)) == (3, 40, {200})


def test_whoever_takes_an_answer_slowly_holds_up_nobody() -> None:
    async def play() -> int:
        work = Work()
        app = Turnstile(work, at_once=1, waiting=50)
        work.begin.set()
        asked = [asyncio.create_task(ask(app)) for _ in range(10)]
        while work.most < 1 or work.now:
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        assert work.done == 0  # all are on their way, none has arrived
        work.end.set()
        return len(await asyncio.gather(*asked))

    assert played(play) == 10


@pytest.mark.parametrize(
    ("path", "language", "told"),
    [
        ("/api/v1/events", "id", f"The server is busy; try again in {RETRY_AFTER} seconds."),
        ("/explore", "", f"The server is busy; try again in {RETRY_AFTER} seconds."),
        ("/explore", "id-ID,id;q=0.9", f"Server sedang sibuk; coba lagi dalam {RETRY_AFTER} detik."),
    ],
)
def test_one_too_many_is_asked_to_come_again(path: str, language: str, told: str) -> None:
    async def play() -> tuple[int, dict[str, str], bytes]:
        work = Work()
        app = Turnstile(work, at_once=1, waiting=2)
        asked = [asyncio.create_task(ask(app)) for _ in range(3)]
        await asyncio.sleep(0)
        refused = await ask(app, path, language)
        work.begin.set()
        work.end.set()
        assert [status for status, _, _ in await asyncio.gather(*asked)] == [200] * 3
        assert (await ask(app, path))[0] == 200
        return refused

    status, headers, body = played(play)
    assert (status, headers["retry-after"]) == (503, str(RETRY_AFTER))
    assert (json.loads(body)["error"]["message"] if path.startswith("/api/") else body.decode()) == told


def test_one_that_waits_too_long_is_asked_to_come_again_and_takes_no_turn() -> None:
    async def play() -> tuple[int, int]:
        work = Work()
        app = Turnstile(work, at_once=1, waiting=5, patience=0.05)
        first = asyncio.create_task(ask(app))
        await asyncio.sleep(0)
        late, _, _ = await ask(app)
        work.begin.set()
        work.end.set()
        await first
        return late, (await ask(app))[0]

    assert played(play) == (503, 200)


def test_a_fault_ends_its_turn() -> None:
    async def play() -> int:
        work = Work()
        work.begin.set()
        work.end.set()
        app = Turnstile(work, at_once=1, waiting=1)
        for _ in range(3):
            with pytest.raises(RuntimeError):
                await ask(app, "/fault")
        return (await ask(app))[0]

    assert played(play) == 200


def test_files_wait_for_nothing() -> None:
    async def play() -> int:
        work = Work()
        app = Turnstile(work, at_once=1, waiting=0)
        first = asyncio.create_task(ask(app))
        await asyncio.sleep(0)
        static = asyncio.create_task(ask(app, "/static/desk.css"))
        await asyncio.sleep(0)
        work.begin.set()
        work.end.set()
        await first
        return (await static)[0]

    assert played(play) == 200


def test_a_token_is_asked_for_before_anybody_waits(tmp_path: Path) -> None:
    Store(tmp_path / "lansir.db", write=True).close()
    app = create_app(Settings(tmp_path / "lansir.db", token="rahasia"))
    names = [getattr(one.cls, "__name__", "") for one in app.user_middleware]
    assert names.index("BaseHTTPMiddleware") < names.index("Turnstile")
    assert TestClient(app, base_url="http://localhost:8620").get("/stories").status_code == 401
