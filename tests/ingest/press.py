"""A web of one machine, and the pages on it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def page(title: str = "Rapat ditunda", words: str = "", day: str = "") -> bytes:
    """A news page of our own wording."""
    stamp = f'<meta property="article:published_time" content="{day}">' if day else ""
    body = (
        f"Pemerintah Valmora menunda rapat dengan serikat buruh pelabuhan pada hari Senin. {words}\n"
        "Juru bicara kementerian mengatakan bahwa jadwal baru akan diumumkan setelah kedua pihak bertemu lagi di Lumar."
    )
    return (
        f"<html lang=id><head><title>{title}</title>{stamp}</head><body><article><h1>{title}</h1>"
        f"<p>{body}</p></article></body></html>"
    ).encode()


@dataclass
class Reply:
    """What the press answers: a status, a body, headers, after a pause."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


@dataclass
class Press:
    """A web site; `replies` by path are used in turn, the last one for good."""

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)

    def serve(self, path: str, *replies: Reply | bytes) -> str:
        self.replies[path] = [one if isinstance(one, Reply) else Reply(one) for one in replies]
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def times(self, path: str) -> int:
        return self.paths().count(path)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    press: Press

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.press.asked.append((time.monotonic(), self.path, headers))
        waiting = self.press.replies.get(self.path, [Reply(status=404)])
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        time.sleep(reply.pause)
        etag = reply.headers.get("ETag")
        if etag and headers.get("if-none-match") == etag:
            reply = Reply(status=304)
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is the point of some tests."""


@contextmanager
def running_press() -> Iterator[Press]:
    """A site of its own, up as long as it is needed."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    site = Press(f"http://127.0.0.1:{server.server_address[1]}")
    handler.press = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()
