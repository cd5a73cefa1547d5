"""Annotated documents: a folder with `text/DOC.json` and `gold/DOC.json`, or a file with a document a line."""

from pathlib import Path
from typing import TypeVar

import msgspec

from lansir.annotate import Document
from lansir.errors import InputError
from lansir.evaluate.annotation import Annotation
from lansir.limits import file_within, lines_within

__all__ = ["Sample", "folder_samples", "in_language", "line_samples", "read_annotation"]

UNKNOWN = "und"
FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
Shape = TypeVar("Shape")


class Sample(msgspec.Struct, frozen=True):
    """A document with what is right in it; `name` is that of its file, without the ending."""

    name: str
    document: Document
    gold: Annotation

    @property
    def language(self) -> str:
        """ISO 639-1 code, `und` where the document has none."""
        return self.document.lang or UNKNOWN


class _Line(msgspec.Struct, frozen=True):
    text: Document
    gold: Annotation


def folder_samples(folder: Path) -> list[Sample]:
    """The documents of a folder that have gold, sorted by name; InputError where there is none, or one is faulty."""
    files = sorted((folder / "gold").glob("*.json"))
    if not files:
        raise InputError(f"{folder}: no gold/DOC.json there; give a folder with text/ and gold/, or --lines FILE")
    return [Sample(file.stem, _decoded(folder / "text" / file.name, Document), read_annotation(file)) for file in files]


def line_samples(file: Path) -> list[Sample]:
    """The documents of a file in JSON Lines, `{"text": ..., "gold": ...}` each; InputError where one is faulty."""
    found = []
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines_within(lines, str(file)), 1):
                if line.strip():
                    found.append(_sample(line, f"{file}, line {number}"))
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; check the path") from None
    if not found:
        raise InputError(f"{file}: no documents in it; each line is an object with text and gold")
    return found


def in_language(samples: list[Sample], language: str | None) -> list[Sample]:
    """The documents in a language, all where it is None; InputError where none is."""
    found = [sample for sample in samples if language in (None, sample.language)]
    if not found:
        there = ", ".join(sorted({sample.language for sample in samples}))
        raise InputError(f"--lang-of {language}: no document in that language; there are some in {there}")
    return found


def read_annotation(file: Path) -> Annotation:
    """The annotation of a file; InputError where it cannot be read or is of another format."""
    return _decoded(file, Annotation)


def _decoded(file: Path, shape: type[Shape]) -> Shape:
    try:
        return msgspec.json.decode(file_within(file), type=shape)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; check the path") from None
    except FAULTS as error:
        raise InputError(f"{file}: {error}; it should be in the annotation format") from None


def _sample(line: bytes, where: str) -> Sample:
    try:
        found = msgspec.json.decode(line, type=_Line)
    except FAULTS as error:
        raise InputError(f'{where}: {error}; it should be {{"text": ..., "gold": ...}}') from None
    return Sample(found.text.doc, found.text, found.gold)
