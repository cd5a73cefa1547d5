"""Time is bounded whatever a server sends: heads, bodies and packed bodies that come slowly, or never end."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from lansir.errors import FetchError
from lansir.ingest.fetch import fetch
from tests.faults.sites import Play, playing

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
TIMEOUT = 0.3
SLACK = 1.5
"""Seconds by which a busy machine may be late."""
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
"""A block of deflate with nothing in it."""


def repeated(head: bytes, part: bytes, pause: float = 0.0) -> Play:
    """Send a head, and then a part again and again until who asked is gone."""

    def play(connection: socket.socket, path: str) -> None:
        del path
        connection.sendall(head)
        while True:
            connection.sendall(part)
            time.sleep(pause)

    return play


def silent(head: bytes = b"") -> Play:
    """Send a head, and then nothing, until who asked is gone."""

    def play(connection: socket.socket, path: str) -> None:
        del path
        connection.sendall(head)
        connection.recv(1)

    return play


def gzipped_head() -> bytes:
    return OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10]


PLAYS = {
    "says nothing": silent(),
    "stops in the status line": silent(b"HTTP/1.1 2"),
    "stops in a header": silent(OK + b"Content-Ty"),
    "stops before the body": silent(OK + b"Content-Length: 10\r\n\r\n"),
    "stops in the body": silent(OK + b"Content-Length: 10\r\n\r\nabc"),
    "stops in a body without a length": silent(OK + b"\r\nabc"),
    "drips a header": repeated(OK + b"X-Long: ", b"x", 0.02),
    "drips headers": repeated(OK, b"X: y\r\n", 0.02),
    "drips the body": repeated(OK + b"Content-Length: 100000\r\n\r\n", b"x", 0.02),
    "drips the size of a chunk": repeated(CHUNKED, b"0", 0.02),
    "drips empty extensions of a chunk": repeated(CHUNKED + b"5;", b"x", 0.02),
    "drips trailers": repeated(CHUNKED + b"0\r\n", b"X: y\r\n", 0.05),
    "goes on with early hints": repeated(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "goes on with continue": repeated(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "packs nothing without end": repeated(gzipped_head(), EMPTY_BLOCK * 1000),
    "packs nothing, slowly": repeated(gzipped_head(), EMPTY_BLOCK, 0.02),
}


@pytest.mark.parametrize("play", PLAYS.values(), ids=PLAYS)
def test_a_server_that_takes_its_time_is_given_up(play: Play) -> None:
    with playing(play) as site:
        began = time.monotonic()
        with pytest.raises(FetchError, match=r"no full answer within 0\.3 s.*: try again, or give it more time"):
            fetch(site.at(), timeout=TIMEOUT, allow_private=True)
        assert time.monotonic() - began < TIMEOUT + SLACK


def test_redirects_share_the_time() -> None:
    def there(connection: socket.socket, path: str) -> None:
        time.sleep(0.15)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + path.encode() + b"x\r\nContent-Length: 0\r\n\r\n")

    with playing(there) as site, pytest.raises(FetchError, match=r"no full answer within 0\.3 s"):
        fetch(site.at(), timeout=TIMEOUT, allow_private=True)


ENDLESS = {
    "an endless body": repeated(OK + b"\r\n", b"x" * 10_000),
    "endless chunks": repeated(CHUNKED, b"1000\r\n" + b"x" * 0x1000 + b"\r\n"),
    "chunks of one byte": repeated(CHUNKED, b"1\r\nx\r\n" * 1000),
    "a chunk of a size that is beyond all bounds": repeated(CHUNKED + b"fffffffffff\r\n", b"x" * 10_000),
}


def bombs() -> list[tuple[str, bytes]]:
    """Bodies that are small as they are sent."""
    much, bare = bytes(3_000_000), zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return [
        ("gzip", gzip.compress(much)),
        ("deflate", zlib.compress(much)),
        ("deflate", bare.compress(much) + bare.flush()),
    ]


@pytest.mark.parametrize("play", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_body_is_cut_at_its_limit(play: Play) -> None:
    with playing(play) as site, pytest.raises(FetchError, match="larger than 50,000 bytes: raise the limit"):
        fetch(site.at(), timeout=20, limit=50_000, allow_private=True)


@pytest.mark.parametrize(("encoding", "body"), bombs())
def test_a_bomb_is_unpacked_no_further_than_its_limit(encoding: str, body: bytes) -> None:
    head = f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with playing(repeated(OK + head + body, b"")) as site, pytest.raises(FetchError, match="larger than 100,000 bytes"):
        fetch(site.at(), timeout=20, limit=100_000, allow_private=True)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate,gzip", "br", "zstd", "compress", "x" * 3000])
def test_what_is_packed_twice_or_otherwise_is_not_unpacked(encoding: str) -> None:
    body = gzip.compress(gzip.compress(bytes(100_000)))
    head = f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with (
        playing(repeated(OK + head + body, b"")) as site,
        pytest.raises(FetchError, match="packed as"),
    ):
        fetch(site.at(), timeout=20, allow_private=True)


def test_no_clock_is_left_running_behind_a_request() -> None:
    with playing(repeated(OK + b"Content-Length: 2\r\n\r\nya", b"")) as site:
        assert fetch(site.at(), timeout=30, allow_private=True).data == b"ya"
    until = time.monotonic() + 5
    while (clocks := [one for one in threading.enumerate() if isinstance(one, threading.Timer)]) and (
        time.monotonic() < until
    ):
        time.sleep(0.01)
    assert clocks == []
