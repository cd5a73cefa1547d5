"""Puts the pieces of a page together: one text, one line a block, spans exact."""

import logging
from itertools import groupby

from lansir.page.cleaning import squeeze
from lansir.page.line import Piece
from lansir.record import Block, Span

__all__ = ["MAX_TEXT", "compose"]

MAX_TEXT = 200_000
_log = logging.getLogger("lansir.page")


def compose(pieces: list[Piece]) -> tuple[str, list[Block]]:
    """The article's text and blocks; what lies beyond MAX_TEXT characters is left out, and the log says so."""
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
            _log.warning("the article is longer than %d characters: its end was not read", MAX_TEXT)
            break
        at += len(text) + 1
    return "\n".join(block.span.text for block in blocks), blocks
