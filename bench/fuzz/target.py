"""What is fuzzed: seeds, words of the format, and a check that fails where Lansir does."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from lansir.errors import LansirError
from lansir.record import Span

__all__ = ["ROOT", "Check", "Target", "of_file", "refused", "require", "sound_spans"]

ROOT = Path(__file__).parents[2]
Check = Callable[[bytes], str]
"""Takes an input and tells how it came out, in a few words; raises where that is a fault of Lansir."""


class Target(msgspec.Struct, frozen=True):
    """A kind of input. `open` gives the check, with what it needs (a store, a folder) there until it is left."""

    name: str
    told: str
    seeds: Callable[[], list[bytes]]
    open: Callable[[], AbstractContextManager[Check]]
    words: Callable[[], list[bytes]] = list
    seconds: float = 10.0
    """What one input may take."""


def require(sound: bool, what: str) -> None:
    """AssertionError unless it is so; unlike `assert`, in optimised runs too."""
    if not sound:
        raise AssertionError(what)


def refused(error: LansirError) -> str:
    """How a refusal came out; it has to be one line that says something."""
    told = str(error)
    require(bool(told.strip()) and "\n" not in told, f"a refusal in several lines or none: {told[:200]!r}")
    return type(error).__name__


def sound_spans(spans: Iterable[Span], text: str) -> None:
    """Every span says what stands in the text at its place."""
    for span in spans:
        require(0 <= span.start <= span.end <= len(text), f"span {span.start}-{span.end} of {len(text)}")
        require(text[span.start : span.end] == span.text, f"span {span.start}-{span.end} has other words")


def of_file(path: Path, data: bytes) -> Path:
    """The file with those bytes."""
    path.write_bytes(data)
    return path
