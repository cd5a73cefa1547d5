"""Which annotated documents are for training and which are held back: the one place that says so."""

from collections.abc import Iterable
from typing import Literal

__all__ = ["Part", "part_of"]

Part = Literal["train", "development", "all"]
EVERY = 6


def part_of(names: Iterable[str], part: Part) -> list[str]:
    """The names of a part, sorted: every sixth document (sorted by name) is development, the others are training."""
    ordered = sorted(names)
    if part == "all":
        return ordered
    return [name for k, name in enumerate(ordered) if (k % EVERY == EVERY - 1) == (part == "development")]
