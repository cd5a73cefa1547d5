"""The body of an HTTP answer as an archive keeps it: chunks and compression undone, where the bytes bear them out.

Crawlers often store the body decoded and leave the headers as they were, so a header is believed only where the bytes
are what it says.
"""

import re
import zlib

from lansir.errors import InputError, OversizedInput

__all__ = ["decoded_body", "split_head"]

HEAD = 65_536
STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
UNREAD = {"br", "zstd", "compress"}


def split_head(data: bytes) -> tuple[int, dict[str, str], int]:
    """Status, headers with names in small letters, and where the body begins; status 0 for what is no HTTP answer."""
    status = STATUS.match(data)
    ends = [found + len(end) for end in (b"\r\n\r\n", b"\n\n") if (found := data.find(end, 0, HEAD)) >= 0]
    body = min(ends, default=len(data))
    headers: dict[str, str] = {}
    for line in data[: min(body, HEAD)].split(b"\n")[1:]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return int(status[1]) if status else 0, headers, body


def decoded_body(body: bytes, headers: dict[str, str], limit: int, name: str) -> bytes:
    """The page's bytes, at most `limit`; InputError where they cannot be had, `name` stands in the message."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
    for coding in reversed(codings):
        if coding in WINDOWS:
            body = _unpacked(body, coding, limit)
        elif coding in UNREAD and not _is_text(body):
            raise InputError(f"{name}: its page is compressed with {coding}, which is not read here; unpack it before")
    if len(body) > limit:
        raise OversizedInput(f"{name}: larger than the {limit:,} bytes that are read")
    return body


def _joined(body: bytes) -> bytes:
    """The chunks' bytes, also where the last is cut off; the body as it is where it is not in chunks."""
    parts: list[bytes] = []
    at = 0
    while head := CHUNK.match(body, at):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
        if at >= len(body):
            return b"".join(parts)
    return body


def _unpacked(body: bytes, coding: str, limit: int) -> bytes:
    """The body unpacked, as much of it as is sound; the body as it is where it is not packed so."""
    for window in WINDOWS[coding]:
        try:
            data = zlib.decompressobj(window).decompress(body, limit + 1)
        except zlib.error:
            continue
        if data:
            return data
    return body


def _is_text(body: bytes) -> bool:
    return body[:1000].lstrip()[:1] == b"<"
