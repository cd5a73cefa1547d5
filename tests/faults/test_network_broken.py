"""Answers that are broken: what is not whole is never taken for a page, and the message is one line."""

import gzip
import socket
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.errors import FetchError
from lansir.ingest.fetch import MAX_REDIRECTS, Fetched, fetch
from tests.faults.sites import Play, playing, sent

OK = "HTTP/1.1 200 OK\r\n"
PACKED = gzip.compress(b"<p>Rapat ditunda.</p>" * 50)


def reset(*parts: str) -> Play:
    """Send these parts, and reset the connection."""

    def play(connection: socket.socket, path: str) -> None:
        sent(*parts)(connection, path)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return play


BROKEN = {
    "reset at once": reset(),
    "reset in the head": reset("HTTP/1.1 200 OK\r\nContent-"),
    "reset before the body": reset(OK, "Content-Length: 10\r\n\r\n"),
    "reset in the body": reset(OK, "Content-Length: 10\r\n\r\n", "abc"),
    "reset in a chunk": reset(OK, "Transfer-Encoding: chunked\r\n\r\n", "a\r\nabc"),
    "closed at once": sent(),
    "closed in the head": sent(OK, "Content-"),
    "shorter than it said": sent(OK, "Content-Length: 10\r\n\r\n", "abc"),
    "ended without the last chunk": sent(OK, "Transfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n"),
    "ended in a chunk": sent(OK, "Transfer-Encoding: chunked\r\n\r\n", "a\r\nabc"),
    "two lengths": sent(OK, "Content-Length: 3\r\nContent-Length: 5\r\n\r\n", "abcde"),
    "a negative length": sent(OK, "Content-Length: -3\r\n\r\n", "abc"),
    "a length that is no number": sent(OK, "Content-Length: banyak\r\n\r\n", "abc"),
    "a chunk of no size": sent(OK, "Transfer-Encoding: chunked\r\n\r\n", "zz\r\nabc\r\n0\r\n\r\n"),
    "an unknown coding of the transfer": sent(OK, "Transfer-Encoding: gzip\r\n\r\n", "abc"),
    "a header without a name": sent(OK, ": kosong\r\n\r\n"),
    "a NUL in a header": sent(OK, "X: a\0b\r\n\r\n"),
    "no HTTP": sent("220 mail.example ESMTP\r\n"),
    "a status without meaning": sent("HTTP/1.1 9999 Aneh\r\n\r\n"),
    "half of a packed body": sent(
        OK, f"Content-Encoding: gzip\r\nContent-Length: {len(PACKED) // 2}\r\n\r\n", PACKED[: len(PACKED) // 2]
    ),
    "a packed body that is none": sent(OK, "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\n", "bukan"),
    "a deflated body that is none": sent(OK, "Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\n", "bukan"),
}


@pytest.mark.parametrize("play", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_no_page(play: Play) -> None:
    with playing(play) as site, pytest.raises(FetchError) as raised:
        fetch(site.at(), timeout=5, allow_private=True)
    told = str(raised.value)
    assert "broke off or is malformed" in told
    assert told.endswith(": try again")
    assert "\n" not in told


def got(play: Play) -> Fetched:
    with playing(play) as site:
        return fetch(site.at(), timeout=5, allow_private=True)


def test_what_comes_behind_the_stated_length_is_no_part_of_the_page() -> None:
    assert got(sent(OK, "Content-Length: 3\r\n\r\n", "abcdef", OK)).data == b"abc"


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    assert got(sent(OK, "\r\n", "abc")).data == b"abc"


@pytest.mark.parametrize("kind", ["gzip", "x-gzip", "deflate", "GZIP", "identity, gzip", "bare"])
def test_what_was_asked_for_packed_is_unpacked(kind: str) -> None:
    text = b"<p>Rapat ditunda.</p>" * 50
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {"deflate": zlib.compress(text), "bare": bare.compress(text) + bare.flush()}.get(kind, PACKED)
    stated = "deflate" if kind == "bare" else kind
    assert got(sent(OK, f"Content-Encoding: {stated}\r\nContent-Length: {len(packed)}\r\n\r\n", packed)).data == text


def test_an_empty_body_may_be_said_to_be_packed() -> None:
    assert got(sent(OK, "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n")).data == b""


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_redirects_in_a_circle_are_left(steps: int) -> None:
    def round_and_round(connection: socket.socket, path: str) -> None:
        following = (int(path.strip("/") or 0) + 1) % steps
        sent(f"HTTP/1.1 302 Found\r\nLocation: /{following}\r\nContent-Length: 0\r\n\r\n")(connection, path)

    with playing(round_and_round) as site, pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(site.at("/0"), timeout=10, allow_private=True)
    assert len(site.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "location",
    ["http://[::1", "//", "http://", "http:///a", "\u00ff\u00fe", "http://a b/", "data:text/html,x", "x" * 70_000],
)
def test_a_redirect_to_nowhere_is_told(location: str) -> None:
    there = sent(b"HTTP/1.1 302 Found\r\nLocation: " + location.encode("latin-1") + b"\r\nContent-Length: 0\r\n\r\n")
    with playing(there) as site, pytest.raises(FetchError) as raised:
        fetch(site.at(), timeout=5, allow_private=True)
    assert len(str(raised.value)) < 700
    assert "\n" not in str(raised.value)


def test_a_phrase_of_any_length_is_cut() -> None:
    with playing(sent("HTTP/1.1 500 " + "x" * 50_000 + "\r\n\r\n")) as site, pytest.raises(FetchError) as raised:
        fetch(site.at(), timeout=5, allow_private=True)
    assert len(str(raised.value)) < 500


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_one_line(data: bytes) -> None:
    with playing(sent(data)) as site:
        try:
            fetch(site.at(), timeout=5, allow_private=True)
        except FetchError as error:
            assert "\n" not in str(error)
