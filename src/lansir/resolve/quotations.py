"""Which words of a text stand in quotation marks.

Curly and low marks say themselves whether they open or close. A straight mark opens before a word and closes behind
one; where both or neither fit, it closes what is open. A quotation may run over sentences and paragraphs: an opening
mark at the start of a block begins anew, and a closing mark without an opening one closes a quotation begun before its
block.
"""

from bisect import bisect_right
from collections.abc import Sequence

from lansir.record import Form

__all__ = ["MARKS", "form_of", "left_open", "quoted_regions"]

OPENING, CLOSING, STRAIGHT = "“„«‟", "”»", '"'
MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
DIRECT_SHARE = 0.95
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
        if mark in OPENING:
            return True
        if mark in CLOSING:
            return False
        before = self.text[place - 1] if place > start else " "
        behind = self.text[place + 1] if place + 1 < end else " "
        word_before = not before.isspace() and before not in "([-—–"
        word_behind = not behind.isspace() and behind not in ".,;:!?)"
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
    return sorted({region for region in marks.regions if region[0] < region[1]})


def left_open(words: str) -> bool:
    """Whether a quotation that begins in the words does not end in them."""
    opened = sum(words.count(mark) for mark in OPENING) - sum(words.count(mark) for mark in CLOSING)
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
