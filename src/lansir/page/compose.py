"""Puts the pieces of a page together: one text, one line a block, spans exact."""

from itertools import groupby

from lansir.page.cleaning import squeeze
from lansir.page.line import Piece
from lansir.record import Block, Span

__all__ = ["MAX_TEXT", "compose"]

MAX_TEXT = 200_000


def compose(pieces: list[Piece]) -> tuple[str, list[Block], bool]:
    """The article's text and blocks, and whether it was cut off at MAX_TEXT characters."""
    blocks: list[Block] = []
    at = 0
    for piece, _ in groupby(pieces):
        text = squeeze(piece.text)
        if not text:
            continue
        kept = text[: MAX_TEXT - at].rstrip()
        if kept:
            blocks.append(Block(piece.kind, Span(at, at + len(kept), kept), piece.link))
        if len(kept) < len(text):
            return _joined(blocks), blocks, True
        at += len(text) + 1
    return _joined(blocks), blocks, False


def _joined(blocks: list[Block]) -> str:
    return "\n".join(block.span.text for block in blocks)
