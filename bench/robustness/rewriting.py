"""A changed text, and where each stretch of the original stands in it.

A `Rewriting` is a list of pieces in the order of the new text. A piece is a stretch of the original, kept letter by
letter or replaced by other words; an insertion is a piece that stands for no letter of the original. Pieces may stand
in another order than they did. A letter of the original that is in no piece is gone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

__all__ = ["Edit", "Piece", "Rewriting", "Spot", "carried", "edited", "rewriting", "within"]

Spot = tuple[int, int]


class Edit(NamedTuple):
    """The letters from `start` to `end` of a text become `text`."""

    start: int
    end: int
    text: str


class Piece(NamedTuple):
    """A stretch of the original and what stands for it; `text` None: the very letters."""

    start: int
    end: int
    text: str | None = None


class Rewriting:
    """A new text made of pieces of an old one."""

    def __init__(self, old: str, pieces: Sequence[Piece]) -> None:
        self.pieces = [piece for piece in pieces if piece.text is not None or piece.start < piece.end]
        written = [old[piece.start : piece.end] if piece.text is None else piece.text for piece in self.pieces]
        self.text = "".join(written)
        self._places = list(accumulate(map(len, written), initial=0))
        self._order = sorted(range(len(self.pieces)), key=lambda k: (self.pieces[k].start, self.pieces[k].end))
        self._starts = [self.pieces[k].start for k in self._order]
        self._longest = max((piece.end - piece.start for piece in self.pieces), default=0)

    @property
    def changes(self) -> int:
        """How many stretches were replaced, put in or moved."""
        kept = [piece for piece in self.pieces if piece.text is None]
        moved = sum(after.start < before.start for before, after in pairwise(kept))
        return moved + sum(piece.text is not None for piece in self.pieces)

    def carry(self, start: int, end: int) -> list[Spot] | None:
        """Where the letters from `start` to `end` stand now, in order, neighbours joined; none where they are gone.

        None where that is not known: a stretch that was replaced by one of another length is cut by the bounds.
        """
        first = bisect_left(self._starts, start - self._longest)
        found: list[Spot] = []
        for k in self._order[first : bisect_right(self._starts, end)]:
            piece = self.pieces[k]
            if not _touches(piece, start, end):
                continue
            spot = self._spot(k, start, end)
            if spot is None:
                return None
            found.append(spot)
        return _joined(found)

    def _spot(self, k: int, start: int, end: int) -> Spot | None:
        piece, place = self.pieces[k], self._places[k]
        whole = start <= piece.start and piece.end <= end
        if whole:
            return place, self._places[k + 1]
        if self._places[k + 1] - place != piece.end - piece.start:
            return None
        return place + max(start - piece.start, 0), place + min(end, piece.end) - piece.start


def edited(old: str, edits: Iterable[Edit]) -> Rewriting:
    """The text with its edits made. An edit that overlaps one before it in the text is left out."""
    pieces: list[Piece] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            continue
        pieces += [Piece(at, edit.start), Piece(*edit)]
        at = edit.end
    return Rewriting(old, [*pieces, Piece(at, len(old))])


def rewriting(old: str, parts: Iterable[tuple[Spot, Sequence[Piece]]]) -> Rewriting:
    """The text with some of its parts written anew from pieces; the parts are in order and apart."""
    pieces: list[Piece] = []
    at = 0
    for (start, end), anew in parts:
        pieces += [Piece(at, start), *anew]
        at = end
    return Rewriting(old, [*pieces, Piece(at, len(old))])


def carried(rewritings: Sequence[Rewriting], start: int, end: int) -> list[Spot] | None:
    """Where a stretch stands after one rewriting after another."""
    spots: list[Spot] = [(start, end)]
    for one in rewritings:
        moved = [one.carry(*spot) for spot in spots]
        if any(found is None for found in moved):
            return None
        spots = _joined([spot for found in moved for spot in found or []])
    return spots


def within(spot: Spot, others: Iterable[Spot]) -> bool:
    """Whether a stretch touches one of the others."""
    return any(start < spot[1] and spot[0] < end for start, end in others)


def _touches(piece: Piece, start: int, end: int) -> bool:
    if piece.start == piece.end:
        return start < piece.start < end
    return piece.start < end and start < piece.end


def _joined(spots: Iterable[Spot]) -> list[Spot]:
    joined: list[Spot] = []
    for start, end in sorted(spot for spot in spots if spot[0] < spot[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
