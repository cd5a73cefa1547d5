"""Reading a stream that may be gzip of many members, each of which tells where it lies, past damaged ones too."""

import zlib
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from lansir.errors import InputError

__all__ = ["Members"]

PIECE = 128 * 1024
HEAD = 4096
MAGIC = b"\x1f\x8b\x08"


class Members:
    """The bytes of a plain file, or of a gzip file's members one after the other.

    Every method raises InputError where the next bytes are damaged; `skip_to` goes on behind them.
    """

    def __init__(self, raw: BinaryIO, name: str) -> None:
        """Begin at the start of `raw`, which can seek; `name` stands in messages."""
        self.name = name
        self._raw = raw
        self._packed = raw.read(PIECE)
        self._packed_at = 0
        self._gzip = self._packed.startswith(MAGIC)
        self._member = zlib.decompressobj(31)
        self._begun = False
        self._begins = 0
        self._ready = b""
        self._next = 0
        self._given = 0
        self._marks: deque[tuple[int, int]] = deque()

    @property
    def at(self) -> int:
        """Where the next byte lies: its own place in a plain file, in gzip the place where its member begins."""
        if self._next == len(self._ready):
            self._more()
        while len(self._marks) > 1 and self._marks[1][0] <= self._given:
            self._marks.popleft()
        return self._marks[0][1] if self._marks else self._given

    @property
    def begins(self) -> int:
        """Where the member of now begins; in a plain file, where the next byte lies."""
        return self._begins if self._gzip else self._given

    def back(self, size: int) -> None:
        """Have the last bytes of the line that was given last again."""
        self._next -= size
        self._given -= size

    def line(self, limit: int) -> bytes:
        """The bytes up to the end of a line, its end included; cut at `limit`; empty at the end of all."""
        while self._ready.find(b"\n", self._next, self._next + limit) < 0 and self._left() < limit and self._more():
            pass
        end = self._ready.find(b"\n", self._next, self._next + limit)
        return self._give(end + 1 - self._next if end >= 0 else min(limit, self._left()))

    def take(self, size: int, keep: int) -> bytes:
        """The next `size` bytes, of which only the first `keep` are given; InputError where they are not all there."""
        kept, left = [], size
        while left:
            if not self._left() and not self._more():
                raise InputError(f"{self.name}: cut off at byte {self._packed_at}; get the file again")
            piece = self._give(min(left, self._left()))
            left -= len(piece)
            if keep > 0:
                kept.append(piece[:keep])
                keep -= len(piece)
        return b"".join(kept)

    def skip_to(self, mark: bytes) -> bool:
        """Go on to where `mark` stands next; False where it does not."""
        while (found := self._ready.find(mark, self._next)) < 0:
            self._give(max(0, self._left() - len(mark) + 1))
            try:
                if not self._more():
                    return False
            except InputError:
                if not self._begin_again(mark):
                    return False
        self._give(found - self._next)
        return True

    def _left(self) -> int:
        return len(self._ready) - self._next

    def _give(self, size: int) -> bytes:
        given = self._ready[self._next : self._next + size]
        self._next += len(given)
        self._given += len(given)
        return given

    def _add(self, data: bytes) -> None:
        self._ready, self._next = self._ready[self._next :] + data, 0

    def _more(self) -> bool:
        """Have more bytes ready; False at the end of all."""
        return self._more_unpacked() if self._gzip else self._more_plain()

    def _more_plain(self) -> bool:
        data, self._packed = self._packed or self._raw.read(PIECE), b""
        self._packed_at += len(data)
        self._add(data)
        return bool(data)

    def _more_unpacked(self) -> bool:
        while True:
            self._packed = self._packed or self._raw.read(PIECE)
            if not self._packed:
                return self._ended()
            data = self._unpack()
            if data:
                self._add(data)
                return True

    def _unpack(self) -> bytes:
        """Some bytes of the member of now, or of the next where that has ended."""
        if self._member.eof or not self._begun:
            self._member, self._begun, self._begins = zlib.decompressobj(31), True, self._packed_at
            self._marks.append((self._given + self._left(), self._begins))
        had = len(self._packed)
        try:
            data = self._member.decompress(self._packed, PIECE)
        except zlib.error as error:
            self._packed = b""
            raise InputError(f"{self.name}: damaged at byte {self._begins} ({error}); get the file again") from None
        self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._packed_at += had - len(self._packed)
        return data

    def _ended(self) -> bool:
        """At the end of the file: False, or InputError where it ends within a member."""
        if self._begun and not self._member.eof:
            self._begun = False
            raise InputError(f"{self.name}: cut off within the part that begins at byte {self._begins}; get it again")
        return False

    def _begin_again(self, mark: bytes) -> bool:
        """Go on at the next member that begins with `mark`, behind the one that is damaged."""
        for place in self._candidates(self._begins + 1):
            self._raw.seek(place)
            if _begins_with(self._raw.read(HEAD), mark):
                self._raw.seek(place)
                self._packed, self._packed_at, self._begun = b"", place, False
                return True
        return False

    def _candidates(self, place: int) -> Iterator[int]:
        """Where members may begin from `place` on."""
        kept = b""
        self._raw.seek(place)
        while piece := self._raw.read(PIECE):
            data = kept + piece
            found = data.find(MAGIC)
            while found >= 0:
                yield place + found
                found = data.find(MAGIC, found + 1)
            kept = data[1 - len(MAGIC) :]
            place += len(data) - len(kept)
            self._raw.seek(place + len(kept))


def _begins_with(packed: bytes, mark: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, len(mark)) == mark
    except zlib.error:
        return False
