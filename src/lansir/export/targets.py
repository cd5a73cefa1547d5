"""Where an export goes as a whole: a folder, an archive, one file or a stream; all of it appears, or nothing."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import IO, Literal

from lansir.errors import InputError
from lansir.export.format import Folder, Sink, Zip

__all__ = ["SIDECAR", "One", "Where", "opened", "refuse_overwriting", "sidecar_of", "where_of"]

SIDECAR = "export.lansir.json"
Where = Literal["folder", "zip", "file"]


class One:
    """The one file of an export; InputError where the format turns out to have more than one."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        """Take a file that is open for writing; `name` stands in the message."""
        self._file, self._name, self._opened = file, name, False

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The file, whatever the format calls it."""
        if self._opened:
            raise InputError(f"{self._name}: this format has several files; give a folder, or a name that ends in .zip")
        self._opened = True
        yield self._file


def where_of(target: Path) -> Where:
    """What a target is by its name: .zip is an archive, another ending a file, none or an existing folder a folder."""
    if target.is_dir() or not target.suffix:
        return "folder"
    return "zip" if target.suffix.lower() == ".zip" else "file"


def sidecar_of(target: Path) -> Path:
    """The sidecar that stands beside an export that is one file."""
    return target.with_name(f"{target.name}.lansir.json")


def refuse_overwriting(target: Path, where: Where) -> None:
    """InputError where something is there already: a file, or a folder that is not empty."""
    there = any(target.iterdir()) if where == "folder" and target.is_dir() else target.exists()
    beside = where == "file" and sidecar_of(target).exists()
    if there or beside:
        name = target if there else sidecar_of(target)
        raise InputError(f"{name}: is there already; choose another name, or --force to write over it")


@contextmanager
def opened(target: Path, where: Where) -> Iterator[Sink]:
    """A sink beside the target, which takes its place when everything is written; InputError where it cannot be.

    In a folder that is there files of the same names are replaced, and others stay.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with ExitStack() as stack:
            sink = _sink(part, target, where, stack)
            yield sink
        _settle(part, target, where)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}; choose another place") from None
    finally:
        if where == "folder":
            rmtree(part, ignore_errors=True)
        else:
            with suppress(OSError):
                part.unlink()


def _sink(part: Path, target: Path, where: Where, stack: ExitStack) -> Sink:
    target.parent.mkdir(parents=True, exist_ok=True)
    if where == "folder":
        return Folder(part)
    file = stack.enter_context(part.open("wb"))
    if where == "file":
        return One(file, str(target))
    archive = Zip(file)
    stack.callback(archive.close)
    return archive


def _settle(part: Path, target: Path, where: Where) -> None:
    if where != "folder" or not target.exists():
        part.replace(target)
        return
    for file in part.iterdir():
        file.replace(target / file.name)
