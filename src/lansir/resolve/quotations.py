"""Which words of a text stand in quotation marks.

Curly and low marks say themselves whether they open or close. A straight mark opens before a word and closes behind
one; where both or neither fit, it closes what is open. A quotation may run over sentences and paragraphs: an opening
mark at the start of a block begins anew, and a closing mark without an opening one closes a quotation begun before its
block.
"""

from bisect import bisect_right
from collections.abc import Sequence

from lansir.record import Form

__all__ = ["MARKS", "form_of", "quoted_regions"]

OPENING, CLOSING, STRAIGHT = "“„«‟", "”»", '"'
MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
DIRECT_SHARE = 0.95
LONGEST_CARRIED = 600
"""Code points of a block without a mark, from which a quotation carried into it is taken to have ended before."""

Spot = tuple[int, int]


def quoted_regions(text: str, blocks: Sequence[Spot]) -> list[Spot]:
    """Offsets of the words between marks, marks left out, in order; `blocks` are sentences or paragraphs."""
    regions: list[Spot] = []
    opened: int | None = None
    for start, end in blocks:
        carried = opened is not None
        opened = _read_block(text, start, end, start if carried else None, regions)
        # One lost closing mark must not quote the rest of the article.
        if carried and opened == start and end - start > LONGEST_CARRIED:
            opened = None
        if opened is not None:
            regions.append((opened, end))
    return sorted({region for region in regions if region[0] < region[1]})


def _read_block(text: str, start: int, end: int, opened: int | None, regions: list[Spot]) -> int | None:
    """Add the quotations closed in a block; gives where one still open began, None where none is."""
    first_mark = True
    for place in range(start, end):
        if text[place] not in MARKS:
            continue
        if _opens(text, place, start, end, opened):
            opened = place + 1
        elif opened is not None:
            regions.append((opened, place))
            opened = None
        elif first_mark:
            regions.append((start, place))
        first_mark = False
    return opened


def _opens(text: str, place: int, start: int, end: int, opened: int | None) -> bool:
    mark = text[place]
    if mark in OPENING:
        return True
    if mark in CLOSING:
        return False
    before = text[place - 1] if place > start else " "
    behind = text[place + 1] if place + 1 < end else " "
    word_before, word_behind = (
        not before.isspace() and before not in "([-—–",
        not behind.isspace() and behind not in ".,;:!?)",
    )
    if word_before == word_behind:
        return opened is None
    return word_behind


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
