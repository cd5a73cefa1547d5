"""What a page is cut into: lines as they stand on it, then pieces that each are one thing."""

import msgspec

from lansir.record import BlockKind

__all__ = ["Line", "Link", "Piece"]


class Link(msgspec.Struct, frozen=True):
    """A link inside a line; offsets are code points into the line's text."""

    start: int
    end: int
    href: str


class Line(msgspec.Struct, frozen=True):
    """The words of one block element of HTML, or one line of plain text, with all runs of white space made one blank.

    `tag` is the element's name ("line" in plain text); `hint` the kind that its own or an outer element's class or tag
    suggests.
    """

    text: str
    tag: str = "line"
    hint: BlockKind | None = None
    links: tuple[Link, ...] = ()

    @property
    def linked(self) -> float:
        """Share of the characters that stand in links, 0 to 1."""
        return sum(link.end - link.start for link in self.links) / max(len(self.text), 1)

    @property
    def href(self) -> str | None:
        """Where the line's first link goes."""
        return next((link.href for link in self.links if link.href), None)


class Piece(msgspec.Struct, frozen=True):
    """Words that are one thing: the text and kind of a block to be."""

    kind: BlockKind
    text: str
    link: str | None = None
