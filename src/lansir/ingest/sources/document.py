"""A source that was opened: a file, or what a server gave for an address."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from lansir.errors import InputError
from lansir.ingest.fetch import Answer
from lansir.ingest.items import Visit

__all__ = ["DAMAGE", "HEAD", "Document", "damaged"]

HEAD = 65_536
GZIP = b"\x1f\x8b"
MOST_UNPACKED = 1_000_000_000
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading damaged gzip data raises."""


class _Unpacked(gzip.GzipFile):
    """Gzip data of a stranger: there is an end to how much comes out of them."""

    left = MOST_UNPACKED

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes; InputError where there are too many in all."""
        data = super().read(size)
        self.left -= len(data)
        if self.left < 0:
            raise InputError(f"the gzip data unpack to more than {MOST_UNPACKED:,} bytes; download and unpack them")
        return data


class Document(msgspec.Struct, frozen=True):
    """A source's bytes: those of the file at `path`, else those of a server's `answer`.

    `name` is the absolute path or the address that it was asked for by; `base` the address that its links start from.
    """

    name: str
    path: Path | None = None
    answer: Answer | None = None
    visit: Visit | None = None

    @property
    def base(self) -> str | None:
        """Where relative links start from; None for a file."""
        return self.answer.url if self.answer else None

    @property
    def size(self) -> int:
        """Bytes, as they lie there."""
        return self.path.stat().st_size if self.path else len(self.answer.data if self.answer else b"")

    @contextmanager
    def raw(self) -> Iterator[BinaryIO]:
        """The bytes as they lie there."""
        if self.path is not None:
            with self.path.open("rb") as stream:
                yield stream
        else:
            yield BytesIO(self.answer.data if self.answer else b"")

    @contextmanager
    def stream(self) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        """The bytes with gzip undone, and the raw stream beneath, whose position tells how far reading has come."""
        with self.raw() as raw:
            packed = raw.read(len(GZIP)) == GZIP
            raw.seek(0)
            unpacked = gzip.GzipFile if self.path else _Unpacked
            yield (cast(BinaryIO, unpacked(fileobj=raw)) if packed else raw), raw

    def head(self) -> bytes:
        """The first bytes with gzip undone, as many as can be had: for telling the kind."""
        with self.raw() as raw:
            begins = raw.read(HEAD)
        return _unpacked_head(begins) if begins.startswith(GZIP) else begins

    def data(self, limit: int) -> bytes:
        """All bytes with gzip undone, at most one more than `limit`; InputError where they are damaged."""
        try:
            with self.stream() as (stream, _):
                return stream.read(limit + 1)
        except DAMAGE as error:
            raise damaged(self.name, error) from None


def _unpacked_head(data: bytes) -> bytes:
    """What the first bytes of gzip data unpack to, up to where they are cut off or damaged."""
    found = b""
    while data.startswith(GZIP) and len(found) < HEAD:
        unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            found += unpacking.decompress(data, HEAD - len(found))
        except zlib.error:
            break
        data = unpacking.unused_data
    return found


def damaged(name: str, error: BaseException) -> InputError:
    """The error of gzip data that cannot be unpacked, in words."""
    return InputError(f"{name}: the gzip data are damaged or cut off ({error}); get the file again")
