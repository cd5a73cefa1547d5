"""Where quotation marks open and close over the sentences of a document."""

import re
from collections.abc import Iterator, Sequence

from bench.peers.exchange import Spot

__all__ = ["quoted", "words_in"]

MARK = re.compile("[\"“”„«»'‘’]")
WORD = re.compile(r"\w+")
OPENING = "“„«"
SINGLE = "'‘’"
CARRIED = 6
"""Sentences in a row that may lie wholly within one quotation before a mark is taken to be missing."""


def quoted(sentences: Sequence[str]) -> list[Spot]:
    """The words between quotation marks, marks left out; what runs on over sentences has a spot in each of them.

    A mark that may open as well as close is told by the space beside it. A quotation that is opened again was not
    closed at the end of its paragraph. Single marks count where they stand in no other quotation, in one sentence.
    """
    found: list[Spot] = []
    carried = 0
    for i, sentence in enumerate(sentences):
        spans, open_at_end = _regions(sentence, carried=0 < carried <= CARRIED)
        found += [(i, start, end) for start, end in spans if start < end]
        carried = carried + 1 if open_at_end else 0
    return found


def words_in(sentence: str, spot: Spot) -> int:
    """How many words a spot has."""
    return sum(1 for _ in WORD.finditer(sentence, spot[1], spot[2]))


def _regions(sentence: str, *, carried: bool) -> tuple[list[tuple[int, int]], bool]:
    begun = 0 if carried else None
    single = False
    spans: list[tuple[int, int]] = []
    for at, opens in _marks(sentence):
        if sentence[at] in SINGLE and (begun is not None and not single):
            continue
        if opens:
            begun, single = at + 1, sentence[at] in SINGLE
        elif begun is not None:
            spans.append((begun, at))
            begun = None
    if begun is not None and not single:
        spans.append((begun, len(sentence)))
    return spans, begun is not None and not single


def _marks(sentence: str) -> Iterator[tuple[int, bool]]:
    """Place of each mark, and whether it opens; an apostrophe within a word is none."""
    for mark in MARK.finditer(sentence):
        at = mark.start()
        before, after = sentence[at - 1 : at], sentence[at + 1 : at + 2]
        free = (not before or before.isspace() or before in "([-—–") and bool(after) and not after.isspace()
        if free or mark[0] not in SINGLE or not after.isalnum():
            yield at, mark[0] in OPENING or free
