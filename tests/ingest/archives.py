"""Making WARC files."""

import gzip


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK", media_type: bytes = b"text/html") -> bytes:
    """An HTTP answer as an archive keeps it."""
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Type: " + media_type, *headers, b"", body])


def record(url: str, block: bytes, kind: str = "response") -> bytes:
    """A WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records, each a gzip member, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes, size: int = 50) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
