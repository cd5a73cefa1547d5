"""A file of disagreements, as `lansir eval --errors --format jsonl` writes it."""

from pathlib import Path

import msgspec

from lansir.errors import InputError
from lansir.evaluate.disagreement import Disagreement

__all__ = ["read_disagreements"]

LONGEST = 60
"""Characters of words that a complaint repeats."""


def read_disagreements(file: Path) -> list[Disagreement]:
    """The disagreements of a file, in its order; InputError where a line is none, or marks words that are not there."""
    found = []
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    found.append(_checked(line, f"{file}, line {number}"))
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; check the path") from None
    return found


def _checked(line: bytes, where: str) -> Disagreement:
    try:
        one = msgspec.json.decode(line, type=Disagreement)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        wanted = "give a file that lansir eval --errors --format jsonl wrote"
        raise InputError(f"{where}: {error}; {wanted}") from None
    marks = [mark for side in (one.gold, one.ours) if side for mark in side.marks]
    wrong = next((mark for mark in marks if not _stands(mark.start, mark.end, mark.text, one.text)), None)
    if wrong:
        at = f"{wrong.start} to {wrong.end}"
        raise InputError(f"{where}: {wrong.text[:LONGEST]!r} is not at {at} of its sentence; write the file anew")
    return one


def _stands(start: int, end: int, words: str, text: str) -> bool:
    return 0 <= start < end and text[start:end] == words
