"""Where records go: JSON, JSON Lines or the terminal view, on standard output or in a file."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

import msgspec
import typer

from lansir.errors import InputError

if TYPE_CHECKING:
    from lansir.cli.view import View
    from lansir.record import Record

__all__ = ["JsonLinesWriter", "JsonWriter", "TerminalWriter", "Writer", "indented", "open_output", "print_json"]

FILE_WIDTH = 100
"""Columns of a terminal view that is written to a file."""


def indented(found: object) -> str:
    """Anything as JSON that people can read too, without a final newline."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def print_json(found: object) -> None:
    """Write it to standard output."""
    typer.echo(indented(found))


class Writer(Protocol):
    """Takes records one by one and writes each at once."""

    def write(self, record: "Record") -> None:
        """Write one record."""

    def close(self) -> None:
        """Write what closes the output; the stream stays open."""


@dataclass
class JsonWriter:
    """Indented JSON: one object, or an array of them where `array` is true."""

    stream: TextIO
    array: bool
    written: int = 0

    def write(self, record: "Record") -> None:
        """Write one record, in an array as soon as it is there."""
        text = indented(record)
        before = ("[\n" if not self.written else ",\n") if self.array else ""
        self.stream.write(before + text + ("" if self.array else "\n"))
        self.written += 1

    def close(self) -> None:
        """Close the array; one without a record is `[]`."""
        if self.array:
            self.stream.write("\n]\n" if self.written else "[]\n")


@dataclass
class JsonLinesWriter:
    """JSON Lines: one record a line."""

    stream: TextIO

    def write(self, record: "Record") -> None:
        """Write one record as a line, and flush, so that a reader at the other end has it at once."""
        self.stream.write(msgspec.json.encode(record).decode() + "\n")
        self.stream.flush()

    def close(self) -> None:
        """Nothing closes JSON Lines."""


@dataclass
class TerminalWriter:
    """The view for people, with colours where the stream is a terminal."""

    stream: TextIO
    view: "View"

    def write(self, record: "Record") -> None:
        """Show one record."""
        from lansir.cli.view import console_for, print_plain  # noqa: PLC0415  # Rich is slow, JSON needs none of it

        console = console_for(self.stream, None if self.stream is sys.stdout else FILE_WIDTH)
        print_plain(console, self.view.render(record), "")

    def close(self) -> None:
        """Nothing closes the view."""


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """UTF-8 text to `path`, or to standard output where it is None; InputError where the file cannot be written.

    A regular file is replaced only when all is written: until then, and where nothing was, the old one stays.
    """
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
    elif path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        with _replacing(path) as stream:
            yield stream


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    part = path.with_name(path.name + ".part")
    try:
        stream = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; choose another --output") from None
    try:
        with stream:
            yield stream
        if part.stat().st_size:
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
