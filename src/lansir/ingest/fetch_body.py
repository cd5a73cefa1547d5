"""The body of an answer: unpacked a piece at a time, and no further than its bound.

Only what has been asked for is unpacked, gzip or deflate and once: a second packing, or one that is denser, could turn
one piece from the network into more than memory holds.
"""

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from lansir.ingest.fetch_deadline import Deadline
from lansir.ingest.fetch_faults import SAVE_IT, failure

if TYPE_CHECKING:
    import httpx

__all__ = ["ENCODINGS", "read_body"]

ENCODINGS = "gzip, deflate"
"""What is asked for."""
GZIP = 16 + zlib.MAX_WBITS
PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip", "deflate"})


def read_body(response: "httpx.Response", url: str, limit: int, deadline: Deadline) -> bytes:
    """All of the body, compression undone.

    Raises FetchError where it is larger than `limit` bytes, declared, sent or unpacked, or packed in another way;
    errors of httpx where it breaks off, cannot be unpacked, or the time is up.
    """
    import httpx  # noqa: PLC0415 - reading a file should not pay for it

    too_large = failure(url, f"larger than {limit:,} bytes", "raise the limit, or save the page and cut it")
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:
        raise too_large
    unpack = _unpacker(response, url)
    found = bytearray()
    for sent in cast(Iterable[bytes], response.stream):
        found += unpack.some(sent, limit + 1 - len(found))
        if len(found) > limit:
            raise too_large
        if deadline.passed:
            break
    if deadline.passed:
        raise httpx.ReadTimeout("the page came too slowly")
    unpack.end()
    return bytes(found)


class _Plain:
    """A body as it is."""

    def some(self, sent: bytes, most: int) -> bytes:
        """What came."""
        del most
        return sent

    def end(self) -> None:
        """Nothing can be missing that the connection would not tell."""


class _Packed:
    """A body that is packed; httpx.DecodingError where it is damaged or ends too early."""

    def __init__(self, kind: str) -> None:
        self._deflate = kind == "deflate"
        self._unpacking = zlib.decompressobj(zlib.MAX_WBITS if self._deflate else GZIP)
        self._begun = False

    def some(self, sent: bytes, most: int) -> bytes:
        """So many bytes at most of what that unpacks to; what comes behind the end is passed over."""
        import httpx  # noqa: PLC0415

        try:
            found = self._first(sent, most) if not self._begun and sent else self._unpacking.decompress(sent, most)
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from None
        self._begun = self._begun or bool(sent)
        return found

    def _first(self, sent: bytes, most: int) -> bytes:
        """Some servers mean by "deflate" the bare stream, without the head of zlib."""
        try:
            return self._unpacking.decompress(sent, most)
        except zlib.error:
            if not self._deflate:
                raise
            self._unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._unpacking.decompress(sent, most)

    def end(self) -> None:
        """Refuse half a body."""
        import httpx  # noqa: PLC0415

        if self._begun and not self._unpacking.eof:
            raise httpx.DecodingError("the packed body ends too early")


def _unpacker(response: "httpx.Response", url: str) -> _Plain | _Packed:
    stated = response.headers.get("content-encoding", "")
    kinds = [kind for part in stated.split(",") if (kind := part.strip().lower()) not in PLAIN]
    if not kinds:
        return _Plain()
    if len(kinds) > 1 or kinds[0] not in PACKED:
        raise failure(url, f"packed as {stated!r}, which was not asked for", SAVE_IT)
    return _Packed(kinds[0])
