"""Runs of words, the same for all that look for copies."""

import re
from collections.abc import Iterator

__all__ = ["shingles", "words"]

WORD = re.compile(r"\w+")
RUN = 5


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [match[0].lower() for match in WORD.finditer(text)]


def shingles(text: str) -> Iterator[str]:
    """Every run of five words; the whole text where it is shorter."""
    every = words(text)
    return (" ".join(every[place : place + RUN]) for place in range(max(len(every) - RUN + 1, 1)))
