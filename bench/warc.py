"""Pages as a web archive."""

import gzip

__all__ = ["answer", "packed", "record"]


def answer(body: bytes) -> bytes:
    """An HTTP answer with a page in it, as an archive keeps it."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body


def record(url: str, block: bytes) -> bytes:
    """A record of an archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records, each a gzip member, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
