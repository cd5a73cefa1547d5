"""A sink in memory, which sees to it that an exporter keeps to the rules of sinks."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

__all__ = ["MemorySink"]


class MemorySink:
    """Files of an export by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._open = False

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        assert not self._open, "one file at a time"
        assert name not in self.files, f"{name} is written twice"
        self._open = True
        file = io.BytesIO()
        yield file
        self.files[name] = file.getvalue()
        self._open = False
