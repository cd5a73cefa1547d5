"""Says of every line of a page what it is, in order: a line's kind can depend on what stands before and after it."""

import re

from lansir.page.byline import is_byline, is_role, is_stamp_line
from lansir.page.compose import MAX_TEXT
from lansir.page.credit import credit_start, is_credit
from lansir.page.dateline import is_dateline
from lansir.page.furniture import closing, kind_of, normal
from lansir.page.headline import is_same_title, looks_like_headline
from lansir.page.line import Line, Piece
from lansir.page.splitting import is_signoff, split_caption, split_paragraph
from lansir.record import BlockKind

__all__ = ["classify"]

_HEADING = re.compile(r"h[1-6]$")
_STOPPED = re.compile(r"[.!?:;,…\"”'’)\]]$")
_LABEL_ONLY = re.compile(r"[\w\s'’-]{3,40}\s?:?\s?$")


class _Reading:
    """What has been read of a page so far."""

    def __init__(self, lines: list[Line], title: str | None, authors: tuple[str, ...]) -> None:
        self.lines = lines
        self.title = title
        self.authors = {author.lower() for author in authors}
        self.pieces: list[Piece] = []
        self.headline: str | None = None
        self.paragraphs = 0
        self.listing: BlockKind | None = None
        self.closed = False

    def add(self, *pieces: Piece) -> None:
        self.pieces += pieces
        self.paragraphs += any(piece.kind == "paragraph" for piece in pieces)


def classify(lines: list[Line], title: str | None = None, authors: tuple[str, ...] = ()) -> list[Piece]:
    """The pieces of a page in page order.

    `title` and `authors` are those that the metadata give. Where no line repeats the title, the first <h1> of some
    words is the headline, and where there is none, the title is put first as such. Lines behind MAX_TEXT characters are
    not looked at.
    """
    shown = _shown_title(lines[:40], title)
    reading = _Reading(lines, shown or title, authors)
    if title and shown is None:
        reading.headline = title
        reading.add(Piece("headline", title))
    size = 0
    for at, line in enumerate(lines):
        _read(reading, at, line)
        size += len(line.text)
        if size > MAX_TEXT:
            break
    return reading.pieces


def _shown_title(lines: list[Line], title: str | None) -> str | None:
    same = (line.text for line in lines if title and is_same_title(line.text, title))
    tops = (line.text for line in lines if line.tag == "h1" and len(line.text.split()) >= 3)
    return next(same, None) or next(tops, None)


def _read(reading: _Reading, at: int, line: Line) -> None:
    if _is_headline(reading, at, line):
        reading.headline = line.text
        reading.add(Piece("headline", line.text))
    elif reading.headline and is_same_title(line.text, reading.headline):
        reading.add(Piece("navigation", line.text, line.href))
    elif kind := _furniture(reading, line):
        reading.add(Piece(kind, line.text, line.href))
    else:
        _read_words(reading, at, line)


def _is_headline(reading: _Reading, at: int, line: Line) -> bool:
    if reading.headline is not None or reading.paragraphs or line.hint in {"caption", "credit", "byline"}:
        return False
    if reading.title:
        return is_same_title(line.text, reading.title)
    if line.tag == "line":
        return looks_like_headline(line.text, [later.text for later in reading.lines[at + 1 : at + 6]])
    return line.tag == "h1"


def _furniture(reading: _Reading, line: Line) -> BlockKind | None:
    """The kind of a line that is furniture as a whole; a list of links below "Baca juga:" is of the same kind."""
    kind = kind_of(line)
    if reading.closed and kind is None:
        return "navigation"
    reading.closed = reading.closed or (
        line.tag == "line" and reading.paragraphs > 2 and normal(line.text) in closing()
    )
    if kind is None and is_signoff(line.text) and (reading.paragraphs or line.text[0] in "(["):
        kind = "signoff"
    if kind == "signoff" and is_byline(line.text) and not line.text.startswith("©"):
        kind = (
            "byline"
            if re.match(r"(?i)(?:pewarta|penerjemah|uploader|editor|redaktur|penyunting|reporter)", line.text)
            else kind
        )
    if kind is None and line.hint not in {None, "caption", "credit", "deck", "byline", "dateline", "signoff"}:
        kind = line.hint
    listed, reading.listing = reading.listing, None
    if kind is None and listed and _is_listed(line):
        kind = listed
    if kind in {"read_also", "promo"} and (_opens_list(line) or (listed and line.tag == "li")):
        reading.listing = kind
    return kind


def _opens_list(line: Line) -> bool:
    return (not line.links and len(normal(line.text)) <= 60 and line.text.rstrip().endswith(":")) or (
        bool(_LABEL_ONLY.match(line.text)) and not line.links and kind_of(line) == "read_also"
    )


def _is_listed(line: Line) -> bool:
    if line.tag == "line":
        return len(line.text) <= 160 and not line.text.endswith((".", ".”", '."'))
    return line.linked > 0.6


def _read_words(reading: _Reading, at: int, line: Line) -> None:
    text = line.text
    beside = line.hint in {"caption", "credit"}
    if normal(text) in reading.authors or (is_role(text) and reading.paragraphs == 0):
        reading.add(Piece("signoff" if reading.paragraphs else "byline", text, line.href))
    elif (line.hint == "credit" and not _is_staff(reading, line)) or is_credit(text, in_figure=beside):
        reading.add(*(split_caption(line) if credit_start(text, in_figure=True) else [Piece("credit", text)]))
    elif line.hint == "caption" or (
        credit_start(text, in_figure=not reading.paragraphs) and not _HEADING.match(line.tag)
    ):
        reading.add(*split_caption(line))
    elif is_stamp_line(text) or is_byline(text) or line.hint in {"byline", "credit"}:
        reading.add(Piece("byline", text, line.href))
    elif not reading.paragraphs and is_dateline(text):
        reading.add(Piece("dateline", text))
    elif not reading.paragraphs and (line.hint == "deck" or (_HEADING.match(line.tag) and len(text.split()) > 11)):
        reading.add(Piece("deck", text))
    elif line.linked > 0.8 and len(text) < 200 and not _STOPPED.search(text):
        reading.add(Piece("read_also" if len(text.split()) > 4 else "navigation", text, line.href))
    elif _is_subheading(reading, at, line):
        reading.add(Piece("subheading", text))
    else:
        reading.add(*split_paragraph(line, first=reading.paragraphs == 0, early=reading.paragraphs < 3))


def _is_staff(reading: _Reading, line: Line) -> bool:
    """Names in an element called "credit" before any picture are those of the staff."""
    pictured = any(piece.kind == "caption" for piece in reading.pieces)
    return not (reading.paragraphs or pictured or is_credit(line.text) or credit_start(line.text, in_figure=True))


def _is_subheading(reading: _Reading, at: int, line: Line) -> bool:
    if _HEADING.match(line.tag):
        return True
    if line.tag != "line" or not reading.paragraphs or at + 1 >= len(reading.lines):
        return False
    short = len(line.text) <= 90 and len(line.text.split()) <= 12 and not _STOPPED.search(line.text)
    return short and line.text[:1].isupper() and len(reading.lines[at + 1].text) >= 80
