"""What an export format is: the interface, its columns, and where its files go."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Literal, Protocol

import msgspec

from lansir.query.entries import Entry

__all__ = ["Column", "Exporter", "Folder", "Loss", "Options", "Sink", "Table", "Zip"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column or field of a format: its name there, its type, and what Lansir puts into it, in one line."""

    name: str
    type: Literal["text", "integer", "number", "boolean", "date", "time", "list", "object"]
    told: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a format: `name` is its stem, "events" say, and `rows` says what a row is."""

    name: str
    rows: str
    columns: tuple[Column, ...]


class Loss(msgspec.Struct, frozen=True):
    """What a format cannot hold: which part of the record, what was done instead, and how often it happened."""

    part: str
    told: str
    count: int


class Options(msgspec.Struct, frozen=True):
    """What a user may choose.

    `delimiter` of CSV, and the decimal sign that goes with it in spreadsheets; `excel` puts a mark of UTF-8 in front,
    without which Excel takes CSV for another encoding. `tables` are those wanted, all where there are none; `described`
    puts a `datapackage.json` beside tables. Both only count for formats of several tables.
    """

    delimiter: Literal[",", ";", "\t"] = ","
    decimal: Literal[".", ","] = "."
    excel: bool = False
    tables: tuple[str, ...] = ()
    described: bool = True


class Sink(Protocol):
    """Where the files of an export go: a folder, or an archive."""

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file of that name, to be written from its start to its end; one at a time."""
        ...


class Exporter(Protocol):
    """A format. Entries are taken one by one and are not kept: a selection may be larger than the memory."""

    name: str
    """As `lansir export --format` takes it."""
    title: str
    """Its full name, for people."""
    media_type: str
    """Of its main file."""
    tables: tuple[Table, ...]

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write the selected events and statements into the sink; what the format cannot hold is told.

        An exporter of several files goes through the entries once, with temporary files where it must.
        """
        ...


class Folder:
    """Files of an export in a folder; each appears under its name when it is complete."""

    def __init__(self, path: Path) -> None:
        """Make the folder where it is missing."""
        self.path = path
        self.path.mkdir(parents=True, exist_ok=True)
        self.written: list[Path] = []

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A new file in the folder."""
        target = self.path / _plain(name)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                yield file
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        self.written.append(target)


class Zip:
    """Files of an export in one archive, for downloads."""

    def __init__(self, file: IO[bytes]) -> None:
        """Start an archive in a file that is open for writing."""
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A new file in the archive."""
        with self._archive.open(_plain(name), "w", force_zip64=True) as file:
            buffered = io.BufferedWriter(file)
            yield buffered
            buffered.flush()

    def close(self) -> None:
        """Finish the archive; the file stays open."""
        self._archive.close()


def _plain(name: str) -> str:
    """The name, which must be that of a file in the folder itself."""
    if PurePosixPath(name).name != name or "\\" in name or name in ("", ".", ".."):
        raise ValueError(f"{name!r} is no name of a file")
    return name
