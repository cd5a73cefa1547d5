"""The files that sources on the command line stand for, each to be gone through by one task.

What is in a file is told and read by the sources of `lansir.ingest`; here are only their documents, wherever they lie.
"""

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from lansir.errors import InputError
from lansir.ingest.address import is_address
from lansir.ingest.arguments import file_document
from lansir.ingest.sources.document import GZIP, Document
from lansir.ingest.sources.pages import folder_files, passed_over
from lansir.scale.storage import Storage, is_remote

__all__ = ["SourceFile", "StoredDocument", "source_files"]


class SourceFile(msgspec.Struct, frozen=True):
    """A file by path or fsspec address; `in_folder` where a folder was given, of which not everything is a page."""

    name: str
    in_folder: bool = False

    def document(self) -> Document:
        """The opened file; its name is the one that a run on one machine gives it."""
        return StoredDocument(self.name, storage=Storage(self.name)) if is_remote(self.name) else _local(self.name)


class StoredDocument(Document, frozen=True, kw_only=True):
    """A document in object storage, read as it is asked for."""

    storage: Storage

    @property
    def size(self) -> int:
        """Bytes, as they lie there."""
        return int(self.storage.files.size(self.storage.path()))

    @contextmanager
    def raw(self) -> Iterator[BinaryIO]:
        """The bytes as they lie there."""
        with self.storage.files.open(self.storage.path(), "rb") as stream:
            yield stream

    @contextmanager
    def stream(self) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        """The bytes with gzip undone, as of a file: whoever may write to the bucket is trusted with its size."""
        with self.raw() as raw:
            packed = raw.read(len(GZIP)) == GZIP
            raw.seek(0)
            yield (cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw), raw


def source_files(given: Sequence[str], leave: Callable[[], None] = lambda: None) -> list[SourceFile]:
    """The files of sources in the order given, folders gone through; `leave` is called for each that is no page.

    InputError where one is an address of the web, or standard input: the engine reads files.
    """
    return [file for source in given for file in _files(source, leave)]


def _files(source: str, leave: Callable[[], None]) -> Iterator[SourceFile]:
    if source == "-" or is_address(source):
        told = "reads files (paths, s3://... and the like), not the web"
        raise InputError(f"{source}: --engine ray {told}; fetch it first with `lansir ingest` alone")
    if is_remote(source):
        return _remote(Storage(source), leave)
    path = Path(source)
    if path.is_dir():
        return (SourceFile(str(file), in_folder=True) for file in folder_files(path))
    return iter([SourceFile(os.path.realpath(path))])


def _remote(storage: Storage, leave: Callable[[], None]) -> Iterator[SourceFile]:
    files = storage.files
    if not files.isdir(storage.path()):
        yield SourceFile(storage.root)
        return
    for path in sorted(map(str, files.find(storage.path()))):
        inner = path.removeprefix(storage.path()).split("/")
        if any(part.startswith(".") for part in inner if part):
            continue
        if os.path.splitext(path)[1].lower() in passed_over():  # noqa: PTH122  # no path of this machine
            leave()
        else:
            yield SourceFile(str(files.unstrip_protocol(path)), in_folder=True)


def _local(name: str) -> Document:
    return file_document(Path(name))
