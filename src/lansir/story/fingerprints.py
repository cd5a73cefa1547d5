"""Marks of an article's wording, by which copies and abridgements are found (winnowing, Schleimer et al. 2003).

Hashes of every run of five words; of every eight neighbours the smallest is kept. So two texts that share twelve words
in a row share a mark, and a text has about two marks for nine words, however long it is.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

import numpy as np

__all__ = ["WORD", "containment", "marks_of", "packed_marks", "unpacked_marks"]

RUN, WINDOW = 5, 8
BYTES = 6
HALVES = np.dtype([("high", ">u2"), ("low", ">u4")])
"""A mark of six bytes as two numbers."""
HALF_BITS = 32
WORD = re.compile(r"\w+")


def marks_of(words: Iterable[str]) -> frozenset[int]:
    """The marks of a text: hashes of 48 bits."""
    every = [word.encode("utf-8", "surrogatepass") for word in words]
    hashes = [_hash(every[place : place + RUN]) for place in range(max(len(every) - RUN + 1, 1))] if every else []
    kept = {min(hashes[place : place + WINDOW]) for place in range(max(len(hashes) - WINDOW + 1, 1 if hashes else 0))}
    return frozenset(int.from_bytes(mark, "big") for mark in kept)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Which share of the shorter text's marks the other has."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def packed_marks(marks: frozenset[int]) -> bytes:
    """The marks in order, six bytes each."""
    return b"".join(mark.to_bytes(BYTES, "big") for mark in sorted(marks))


def unpacked_marks(data: bytes) -> frozenset[int]:
    """The marks again."""
    halves = np.frombuffer(data, HALVES)
    marks: list[int] = ((halves["high"].astype(np.int64) << HALF_BITS) | halves["low"]).tolist()
    return frozenset(marks)


def _hash(words: Sequence[bytes]) -> bytes:
    """Bytes, which are in the order of the numbers that they stand for."""
    return hashlib.blake2b(b" ".join(words), digest_size=BYTES).digest()
