"""Which words of a text stand in quotation marks.

Curly and low marks say themselves whether they open or close, unless they clearly stand on the other side of a word
(”so”, „so“). A straight mark opens before a word and closes behind one; where both or neither fit, it closes what is
open. A quotation may run over sentences and paragraphs: an opening mark at the start of a block begins anew, and a
closing mark without an opening one closes a quotation begun before its block.

A single mark behind a word may as well be an apostrophe: so where it does not close in its block, it quotes only if a
mark behind a stop closes it soon.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lansir.record import Form

__all__ = ["MARKS", "form_of", "left_open", "quoted_regions"]

OPENING, CLOSING, STRAIGHT = "“„«‟", "”»", '"'
MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
DIRECT_SHARE = 0.95
SINGLE_OPENING = re.compile(r"(?<![\w'‘’])['‘](?=\w)")
SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
LEADS = ("", ",", ":")
"""What stands before a single mark that opens words which run over their block."""
MOST_BLOCKS = 4
LONGEST_CARRIED = 600
"""Code points without a mark after which a quotation is taken to have ended."""

Spot = tuple[int, int]


class _Marks:
    """Reads marks from left to right; `opened` is where the open quotation began, `depth` how many are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.regions: list[Spot] = []
        self.opened: int | None = None
        self.depth = 0

    def read(self, start: int, end: int) -> bool:
        """Read a block, and say whether it holds a mark."""
        seen = False
        for place in range(start, end):
            if self.text[place] in MARKS:
                self._mark(place, start, end, first=not seen)
                seen = True
        return seen

    def _mark(self, place: int, start: int, end: int, first: bool) -> None:
        if self._opens(place, start, end):
            again = first and not self.text[start:place].strip()
            self.depth = 1 if again else self.depth + 1
            self.opened = place + 1 if again or self.opened is None else self.opened
        elif self.opened is None:
            if first:
                self.regions.append((start, place))
        else:
            self.depth -= 1
            if self.depth <= 0:
                self.regions.append((self.opened, place))
                self.stop()

    def stop(self) -> None:
        """Take no quotation to be open."""
        self.opened, self.depth = None, 0

    def _opens(self, place: int, start: int, end: int) -> bool:
        mark = self.text[place]
        before = self.text[place - 1] if place > start else " "
        behind = self.text[place + 1] if place + 1 < end else " "
        word_before = not before.isspace() and before not in "([-—–"
        word_behind = not behind.isspace() and behind not in ".,;:!?)"
        if mark in OPENING:
            return self.opened is None or word_behind or not word_before
        if mark in CLOSING:
            return self.opened is None and word_behind and not word_before
        if word_before == word_behind:
            return self.opened is None
        return word_behind


def quoted_regions(text: str, blocks: Sequence[Spot]) -> list[Spot]:
    """Offsets of the words between marks, marks left out, in order; `blocks` are sentences or paragraphs."""
    marks, silent = _Marks(text), 0
    for start, end in blocks:
        if marks.opened is not None:
            marks.opened = start
        silent = 0 if marks.read(start, end) else silent + end - start
        # One lost closing mark must not quote the rest of the article.
        if silent > LONGEST_CARRIED:
            marks.stop()
        if marks.opened is not None:
            marks.regions.append((marks.opened, end))
    regions = sorted({region for region in marks.regions if region[0] < region[1]})
    single = [spot for spot in _in_single_marks(text, blocks) if not _quoted(spot[0] - 1, spot[1] + 1, regions)]
    return sorted([*regions, *single])


def _in_single_marks(text: str, blocks: Sequence[Spot]) -> Iterator[Spot]:
    """Words between single marks."""
    begun: list[Spot] = []
    for start, end in blocks:
        openings = [match.start() for match in SINGLE_OPENING.finditer(text, start, end)]
        if begun:
            closing = _single_closing(text, start, openings[0] if openings else end, surely=True)
            if closing is not None:
                yield from (*begun, (start, closing))
            begun = [*begun, (start, end)] if closing is None and not openings and len(begun) < MOST_BLOCKS else []
        for opening, limit in pairwise([*openings, end]):
            closing = _single_closing(text, opening + 1, limit)
            if closing is not None:
                yield opening + 1, closing
            elif limit == end and text[start:opening].rstrip()[-1:] in LEADS:
                begun = [(opening + 1, end)]


def _single_closing(text: str, start: int, end: int, *, surely: bool = False) -> int | None:
    """The mark behind a stop, else the first that is hardly the apostrophe of a plural, else the first."""
    found = [match.start() for match in SINGLE_CLOSING.finditer(text, start, end)]
    behind_stop = [place for place in found if not text[place - 1].isalnum()]
    others = [*(place for place in found if text[place - 1] != "s"), *found]
    return next(iter(behind_stop if surely else [*behind_stop, *others]), None)


def left_open(words: str) -> bool:
    """Whether a quotation that begins in the words does not end in them."""
    low = min(words.count("„"), words.count("“"))
    opened = sum(words.count(mark) for mark in OPENING) - sum(words.count(mark) for mark in CLOSING) - 2 * low
    return opened > 0 or words.count(STRAIGHT) % 2 == 1


def form_of(pieces: Sequence[Spot], regions: Sequence[Spot]) -> Form:
    """`direct` where (nearly) all letters of the pieces are quoted, `mixed` where some are, `indirect` where none."""
    total = sum(end - start for start, end in pieces)
    quoted = sum(_quoted(start, end, regions) for start, end in pieces)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * total else "mixed"


def _quoted(start: int, end: int, regions: Sequence[Spot]) -> int:
    first = max(0, bisect_right(regions, (start, start)) - 1)
    count = 0
    for region in regions[first:]:
        if region[0] >= end:
            break
        count += max(0, min(end, region[1]) - max(start, region[0]))
    return count
