"""Several files of an export, written at once: each in a temporary file until all are whole."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

import msgspec

from lansir.export.format import Sink

__all__ = ["FileFacts", "Spool", "spooled"]

BLOCK = 1 << 20


class FileFacts(msgspec.Struct, frozen=True):
    """A file that was written: its name, its size and the SHA-256 of its bytes."""

    name: str
    bytes: int
    sha256: str


class Spool:
    """Temporary files by name; `spooled` moves them into the sink."""

    def __init__(self, stack: ExitStack) -> None:
        """The stack closes the files."""
        self._stack = stack
        self._files: dict[str, IO[bytes]] = {}
        self.facts: list[FileFacts] = []

    def file(self, name: str) -> IO[bytes]:
        """The file of that name, open for writing; the same one each time."""
        if name not in self._files:
            self._files[name] = self._stack.enter_context(tempfile.TemporaryFile(prefix="lansir-"))  # noqa: SIM115  # the stack is one
        return self._files[name]

    def move(self, sink: Sink) -> list[FileFacts]:
        """Copy the files into the sink, one after the other in the order in which they were begun."""
        self.facts = [self._copy(name, file, sink) for name, file in self._files.items()]
        return self.facts

    def _copy(self, name: str, file: IO[bytes], sink: Sink) -> FileFacts:
        file.flush()
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        file.seek(0)
        with sink.open(name) as target:
            shutil.copyfileobj(file, target, BLOCK)
        return FileFacts(name, size, digest)


@contextmanager
def spooled() -> Iterator[Spool]:
    """A spool whose files are gone at the end, moved or not."""
    with ExitStack() as stack:
        yield Spool(stack)
