"""An article's words with everything that was read from them: nested and overlapping spans as pieces of text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Literal

import msgspec

from lansir.record import Block, Record, Span

__all__ = ["LAYERS", "Layer", "Piece", "ShownBlock", "marked_pieces", "shown_blocks"]

Layer = Literal["actor", "cue", "content", "event", "time", "place", "credit"]
LAYERS: dict[str, tuple[Layer, ...]] = {
    "actors": ("actor",),
    "statements": ("content", "cue"),
    "events": ("event",),
    "times": ("time",),
    "places": ("place",),
    "credits": ("credit",),
}
"""The layers by the switch that shows or hides them."""
TOLD = ("event", "cue", "content")
"""The layers of what has a card of its own."""
FURNITURE = ("read_also", "promo", "signoff", "navigation", "advert")
DEEPEST = 3
"""Contents inside contents are told apart this far."""


class Piece(msgspec.Struct, frozen=True):
    """Words between two bounds: the layers that cover them, and the ids of what they belong to.

    `starts` are the ids whose first words these are; `depth` says how many contents lie upon each other. `opens` are
    the events and statements that the words tell of, the innermost first: those together that have the same words.
    """

    text: str
    layers: tuple[Layer, ...] = ()
    ids: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    depth: int = 0
    opens: tuple[tuple[str, ...], ...] = ()


class ShownBlock(msgspec.Struct, frozen=True):
    """A block of the page in pieces; furniture is shown as what it is."""

    kind: str
    furniture: bool
    pieces: list[Piece]


class _Mark(msgspec.Struct, frozen=True):
    layer: Layer
    id: str
    start: int
    end: int


def shown_blocks(record: Record) -> list[ShownBlock]:
    """The blocks of the article in page order; their pieces put together are the text, nothing added or lost."""
    seen: set[str] = set()
    return [
        ShownBlock(block.kind, block.kind in FURNITURE, list(_pieces(record.article.text, block.span, within, seen)))
        for block, within in _by_block(record.article.blocks, _in_order(record))
    ]


def marked_pieces(record: Record, span: Span) -> list[Piece]:
    """The words of a part of the article, a sentence say, in pieces."""
    within = [mark for mark in _in_order(record) if mark.start < span.end and mark.end > span.start]
    return list(_pieces(record.article.text, span, within, set()))


def _in_order(record: Record) -> list["_Mark"]:
    return sorted(_marks(record), key=lambda mark: (mark.start, -mark.end, mark.id))


def _marks(record: Record) -> Iterator[_Mark]:
    for mention in record.mentions:
        yield _mark("actor", mention.id, mention.span)
    for told in record.statements:
        yield from (_mark("content", told.id, span) for span in told.content)
        if told.cue:
            yield _mark("cue", told.id, told.cue)
    yield from (_mark("event", event.id, event.trigger) for event in record.events)
    yield from (_mark("time", time.id, time.span) for time in record.times)
    yield from (_mark("place", place.id, place.span) for place in record.places)
    yield from (_mark("credit", f"origin-{n}", origin.span) for n, origin in enumerate(record.article.origins))


def _mark(layer: Layer, identity: str, span: Span) -> _Mark:
    return _Mark(layer, identity, span.start, span.end)


def _by_block(blocks: list[Block], marks: list[_Mark]) -> Iterator[tuple[Block, list[_Mark]]]:
    """Each block with the marks that touch it; marks are in order of their start, blocks follow each other."""
    waiting = 0
    open_marks: list[_Mark] = []
    for block in blocks:
        while waiting < len(marks) and marks[waiting].start < block.span.end:
            open_marks.append(marks[waiting])
            waiting += 1
        open_marks = [mark for mark in open_marks if mark.end > block.span.start]
        yield block, list(open_marks)


def _pieces(text: str, span: Span, marks: list[_Mark], seen: set[str]) -> Iterator[Piece]:
    first, last = span.start, span.end
    begins, ends = defaultdict(list), defaultdict(list)
    for mark in marks:
        begins[max(mark.start, first)].append(mark)
        ends[min(mark.end, last)].append(mark)
    covering: dict[_Mark, None] = {}
    for start, end in pairwise(sorted({first, last, *begins, *ends})):
        for mark in ends[start]:
            covering.pop(mark, None)
        covering |= dict.fromkeys(mark for mark in begins[start] if mark.end > start)
        if end > start:
            yield _piece(text[start:end], covering, seen)


def _piece(words: str, covering: Iterable[_Mark], seen: set[str]) -> Piece:
    marks = list(covering)
    ids = tuple(dict.fromkeys(mark.id for mark in marks))
    starts = tuple(identity for identity in ids if identity not in seen)
    seen.update(starts)
    layers = tuple(sorted({mark.layer for mark in marks}))
    depth = min(sum(mark.layer == "content" for mark in marks), DEEPEST)
    return Piece(words, layers, ids, starts, depth, tuple(_opens(marks)))


def _opens(marks: list[_Mark]) -> Iterator[tuple[str, ...]]:
    """The events and statements by their stretches of words, the shortest first; in a stretch events come first."""
    told = [mark for mark in marks if mark.layer in TOLD]
    for _, same in groupby(sorted(told, key=_innermost), key=lambda mark: (mark.start, mark.end)):
        yield tuple(dict.fromkeys(mark.id for mark in same))


def _innermost(mark: _Mark) -> tuple[int, int, bool, str]:
    return mark.end - mark.start, -mark.start, mark.layer != "event", mark.id
