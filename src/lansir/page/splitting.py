"""Cuts out of a paragraph what is no part of it: dateline, sign-off, "Baca juga" at its end, prompts in its middle."""

import re

from lansir.page.credit import credit_start
from lansir.page.dateline import dateline_end
from lansir.page.furniture import cuts
from lansir.page.line import Line, Piece
from lansir.page.outlets import HOST_NAME, is_outlet
from lansir.record import BlockKind

__all__ = ["is_signoff", "split_caption", "split_paragraph"]

Cut = tuple[int, int, BlockKind]

_ENDED = re.compile(r"[.!?:;…\"”'’)\]\d]\s*$")
_CODE = re.compile(
    r"[(\[]\s?(?:\*{1,3}|[a-z]{2,5}|[A-Za-z.]{1,12}(?:\s?[/-]\s?[A-Za-z.]{1,14}){1,3}|[A-Z][\w.]{0,6}\s?[/.,]\s?[A-Z]?\.?\w{1,8})\s?[)\]]$|\*{3}$"
)
_BRACKETS = re.compile(r"[(\[]\s?([A-Z][\w.&' /-]{1,40})\s?[)\]]\.?$")
_ALONE = re.compile(
    r"[\"”'. ]{0,3}(?:[(\[]\s?(?:\*{1,3}|[\w.]{1,14}(?:\s?[/.,-]\s?[\w.]{1,14}){0,4})\s?[)\]]\.?|\*{1,3}|-{2,}|#{3})$"
)
_HOST = re.compile(HOST_NAME)
_READ_ALSO_LIMIT = 220
_LINK_GAP = 4


def is_signoff(line: str) -> bool:
    """Whether a line is a sign-off and nothing else: "(*)", "(ama/ama)", "(Antara)"."""
    return len(line) <= 60 and bool(_ALONE.match(line) or _outlet_in_brackets(line) == 0)


def _outlet_in_brackets(line: str) -> int | None:
    match = _BRACKETS.search(line[-50:])
    if match and any(is_outlet(part.strip()) or _HOST.fullmatch(part.strip()) for part in match.group(1).split("/")):
        return max(0, len(line) - 50) + match.start()
    return None


def split_caption(line: Line) -> list[Piece]:
    """Caption and credit, or the one of them that is there."""
    start = credit_start(line.text, in_figure=True)
    if start is None:
        return [Piece("caption", line.text, line.href)]
    head, tail = line.text[:start].rstrip(), line.text[start:]
    return ([Piece("caption", head, line.href)] if head else []) + [Piece("credit", tail)]


def split_paragraph(
    line: Line, kind: BlockKind = "paragraph", *, first: bool = False, early: bool = False
) -> list[Piece]:
    """The paragraph and what was cut from it, in order.

    `first`: nothing of the news text stands before; `early`: little does, so that a sure dateline is still believed.
    """
    found = _cuts(line)
    start = dateline_end(line.text, first) if first or early else None
    if start and not (found and found[0][0] < start):
        found.insert(0, (0, start, "dateline"))
    pieces, at = [], 0
    for begin, end, cut_kind in found:
        pieces += [_piece(line, at, begin, kind), _piece(line, begin, end, cut_kind)]
        at = end
    pieces.append(_piece(line, at, len(line.text), kind))
    return [piece for piece in pieces if piece is not None]


def _piece(line: Line, start: int, end: int, kind: BlockKind) -> Piece | None:
    text = line.text[start:end].strip()
    if not text or not (any(map(str.isalnum, text)) or kind != "paragraph"):
        return None
    furniture = kind in {"read_also", "promo", "advert", "navigation"}
    href = next((link.href for link in line.links if link.href and link.start < end and link.end > start), None)
    return Piece(kind, text, href if furniture else None)


def _cuts(line: Line) -> list[Cut]:
    """What is to be cut out, in order and without overlap."""
    found: list[Cut] = []
    for kind, pattern in cuts():
        for match in pattern.finditer(line.text):
            end = _read_also_end(line, match) if kind == "read_also" else match.end()
            if end is not None:
                found.append((match.start(), end, kind))
    kept: list[Cut] = []
    for cut in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept + _signoff(line.text, kept[-1][1] if kept else 0)


def _read_also_end(line: Line, match: re.Match[str]) -> int | None:
    """To the end of the link behind the words, or to the line's end; only where a sentence has ended before them."""
    if match.start() and not _ENDED.search(line.text[max(0, match.start() - 4) : match.start()]):
        return None
    link = next((link for link in line.links if link.end > match.end()), None)
    if link and link.start <= match.end() + _LINK_GAP:
        return link.end
    return len(line.text) if len(line.text) - match.end() <= _READ_ALSO_LIMIT else None


def _signoff(text: str, after: int) -> list[Cut]:
    tail_at = max(after, len(text) - 60)
    match = _CODE.search(text, tail_at)
    start = match.start() if match else _outlet_in_brackets(text)
    if start is None or start <= after or not re.search(r"[.!?\"”'’…)]\s*$", text[max(0, start - 4) : start]):
        return []
    return [(start, len(text), "signoff")]
