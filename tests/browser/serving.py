"""The desk, served for a browser: in a thread of the tests, on a free port of this machine."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import uvicorn

from lansir.serve.app import create_app
from lansir.serve.settings import Settings

__all__ = ["served"]

STARTING = 20.0


@contextmanager
def served(store: Path, *, read_only: bool = False, token: str | None = None) -> Iterator[str]:
    """The address of a desk over that store, without a slash at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        app = create_app(Settings(store, port=port, read_only=read_only, token=token))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield f"http://localhost:{port}"
        finally:
            server.should_exit = True
            thread.join(STARTING)


def _wait(server: uvicorn.Server, thread: Thread) -> None:
    end = monotonic() + STARTING
    while not server.started:
        if not thread.is_alive() or monotonic() > end:
            raise RuntimeError("the desk did not start")
        sleep(0.02)
