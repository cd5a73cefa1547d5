"""Files below one root, on this machine or in object storage, whatever fsspec reaches."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from lansir.errors import InputError
from lansir.scale.extras import needed

__all__ = ["Storage", "is_remote"]

WHAT = "reaching files beyond this machine"


def is_remote(place: str) -> bool:
    """Whether it is an address of fsspec (`s3://bucket/folder`) and not a path."""
    return "://" in place


class Storage:
    """A root and what lies below it; names are parts of a path, joined by "/". It can be sent to other processes."""

    def __init__(self, root: str) -> None:
        """Take a path or an address of fsspec; nothing is looked at yet."""
        self.root = root if is_remote(root) else os.path.realpath(root)

    def __reduce__(self) -> tuple[type["Storage"], tuple[str]]:
        """Sent as its root alone: each process reaches the files by itself."""
        return Storage, (self.root,)

    @property
    def files(self) -> Any:  # noqa: ANN401  # a file system of fsspec
        """The file system; InputError where its package is missing or the address is of no kind that is known."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[Any, str]:
        fsspec = needed("fsspec", WHAT)
        try:
            files, path = fsspec.core.url_to_fs(self.root)
        except (ImportError, ValueError) as error:
            raise InputError(f"{self.root}: cannot be reached: {error}") from None
        return files, str(path).rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether the files lie on this machine."""
        return not is_remote(self.root)

    def path(self, name: str = "") -> str:
        """The path of a file in its file system."""
        return f"{self._found[1]}/{name}" if name else self._found[1]

    def address(self, name: str) -> str:
        """What DuckDB calls a file: its path, or the address that begins with the protocol."""
        return self.path(name) if self.is_local else str(self.files.unstrip_protocol(self.path(name)))

    def exists(self, name: str = "") -> bool:
        """Whether there is such a file or folder."""
        return bool(self.files.exists(self.path(name)))

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted; none where there is no such folder."""
        try:
            found = self.files.ls(self.path(folder), detail=False, refresh=True)
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        with self.files.open(self.path(name), "rb") as stream:
            data: bytes = stream.read()
        return data

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A stream to a file that is there with all of it or not at all."""
        path = self.path(name)
        if not self.is_local:  # object storage shows a file when its upload has ended
            with self.files.open(path, "wb") as stream:
                yield stream
            return
        whole = Path(path)
        part = whole.with_name(f"{whole.name}.{os.getpid()}.part")
        whole.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as stream:
                yield stream
            part.replace(whole)
        finally:
            part.unlink(missing_ok=True)

    def write(self, name: str, data: bytes) -> None:
        """A file of these bytes, in place of the one that is there."""
        with self.writing(name) as stream:
            stream.write(data)

    def remove(self, name: str) -> None:
        """Remove a file or folder, if it is there."""
        if self.exists(name):
            self.files.rm(self.path(name), recursive=True)
