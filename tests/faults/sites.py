"""A server that does with a connection whatever a test wants, byte by byte, with or without TLS."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

__all__ = ["Played", "playing", "sent"]

HEAD_ENDS = b"\r\n\r\n"


@dataclass
class Played:
    """A site: its port, and the heads of the requests that came."""

    port: int
    scheme: str = "http"
    asked: list[bytes] = field(default_factory=list)

    def at(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """An address of it."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [head.split(b" ")[1].decode() for head in self.asked]


Play = Callable[[socket.socket, str], None]
"""What to do with a connection, and the path that was asked for."""


def sent(*parts: bytes | str) -> Play:
    """Send these parts, and end the connection."""

    def play(connection: socket.socket, path: str) -> None:
        del path
        for part in parts:
            connection.sendall(part.encode() if isinstance(part, str) else part)

    return play


@contextmanager
def playing(play: Play, *, tls: ssl.SSLContext | None = None) -> Iterator[Played]:
    """A site that plays so as long as it is needed."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        site = Played(listening.getsockname()[1], "https" if tls else "http")
        over = threading.Event()
        thread = threading.Thread(target=_accept, args=(listening, site, play, tls, over), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            over.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(
    listening: socket.socket, site: Played, play: Play, tls: ssl.SSLContext | None, over: threading.Event
) -> None:
    while not over.is_set():
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, site, play, tls), daemon=True).start()


def _serve(connection: socket.socket, site: Played, play: Play, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError, ssl.SSLError), connection:
        connection.settimeout(10)
        talking = tls.wrap_socket(connection, server_side=True) if tls else connection
        with talking:
            head = _head(talking)
            if head:
                site.asked.append(head)
                play(talking, head.split(b" ")[1].decode())


def _head(connection: socket.socket) -> bytes:
    found = b""
    while HEAD_ENDS not in found:
        more = connection.recv(4096)
        if not more:
            return b""
        found += more
    return found
