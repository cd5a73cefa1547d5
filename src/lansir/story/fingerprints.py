"""Marks of an article's wording, by which copies and abridgements are found (winnowing, Schleimer et al. 2003).

Hashes of every run of five words; of every four neighbours the smallest is kept. So whatever eight words in a row two
texts share, they share a mark, and a text has about two marks a five words, however long it is.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from lansir.page import NEWS_KINDS
from lansir.record import Article

__all__ = ["containment", "marks_of", "wording"]

RUN, WINDOW = 5, 4
WORD = re.compile(r"\w+")
NOT_WORDING = frozenset({"headline", "deck", "byline", "dateline", "caption", "credit"})
"""News blocks that every outlet writes anew, copy or not."""


def wording(article: Article) -> Iterable[str]:
    """The words of an article's paragraphs, in lower case."""
    for block in article.blocks:
        if block.kind in NEWS_KINDS and block.kind not in NOT_WORDING:
            yield from (match[0].lower() for match in WORD.finditer(block.span.text))


def marks_of(words: Iterable[str]) -> frozenset[int]:
    """The marks of a text: signed 64-bit hashes."""
    every = list(words)
    hashes = [_hash(every[place : place + RUN]) for place in range(max(len(every) - RUN + 1, 1))] if every else []
    return frozenset(
        min(hashes[place : place + WINDOW]) for place in range(max(len(hashes) - WINDOW + 1, 1 if hashes else 0))
    )


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Which share of the shorter text's marks the other has."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _hash(words: Sequence[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
