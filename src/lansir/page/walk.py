"""Walks a tree without recursion and gives its lines: the words of each block element, with links and hints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from lxml import etree

from lansir.page.cleaning import clean
from lansir.page.line import Link
from lansir.page.tree import Element, content_words
from lansir.record import BlockKind

__all__ = ["Hint", "HintKind", "Raw", "walk"]

HintKind = BlockKind | Literal["hidden"]

_SPACE = re.compile(r"\s+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDED = re.compile(r"[.!?:;\"”’)\]*]$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = 60
_MAX_LINES = 20_000
_MAX_HINTS = 24


@dataclass(slots=True, eq=False)
class Hint:
    """An element whose name or class suggests a kind, and how much prose stands in it."""

    kind: HintKind
    prose: int = 0


@dataclass(slots=True, eq=False)
class Raw:
    """A line with the element that it stands in and the hints around it, the outermost first."""

    text: str
    element: Element
    links: tuple[Link, ...] = ()
    hints: tuple[Hint, ...] = ()
    linked: float = 0.0
    prose: int = 0


def _raw(text: str, element: Element, links: tuple[Link, ...], hints: tuple[Hint, ...]) -> Raw:
    """The line with the share of it that stands in links, and its length where it is prose."""
    linked = sum(link.end - link.start for link in links) / max(len(text), 1)
    # Chinese, Japanese and Thai are written without blanks.
    sentence = len(text) >= _PROSE and linked < 0.5 and (" " in text or not text.isascii())
    return Raw(text, element, links, hints, linked, len(text) if sentence else 0)


class _Line:
    """The words of one line as they come in, with white space made single blanks; "\\n" stands for <br>."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.tail = ""
        self.gap = False
        self.at_tag = False
        self.opened: str | None = None
        self.link_start: int | None = None
        self.links: list[tuple[int, int, str]] = []

    def add(self, text: str) -> None:
        # The page was cleaned before it was parsed, but what it wrote as "&#x202e;" came to be only then.
        words = _SPACE.sub(" ", text if text.isascii() and text.isprintable() else clean(text))
        self.gap = self.gap or words.startswith(" ")
        bare = words.strip(" ")
        if bare:
            if self.size and not self.tail.endswith("\n") and (self.gap or (self.at_tag and self._glued(bare[0]))):
                self._put(" ")
            if self.opened is not None and self.link_start is None:
                self.link_start = self.size
            self._put(bare)
            self.gap = words.endswith(" ")
        self.at_tag = False

    def _glued(self, first: str) -> bool:
        """Words that only a tag held apart: "Rafah</b>Presiden", "Baca juga:<a>"."""
        return self.tail.endswith((":", ",")) or (
            first.isupper() and self.tail[-2:].isalpha() and self.tail[-3:].islower()
        )

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        self.tail = (self.tail + text[-3:])[-3:]

    def line_break(self) -> None:
        if self.size:
            self._put("\n")
        self.gap = False

    def open_link(self, href: str | None) -> None:
        self.opened, self.link_start = href, None
        # Two links without a blank between them are two buttons: "1", "2", "Selanjutnya".
        self.gap = self.gap or bool(self.links and self.links[-1][1] == self.size)

    def pause_link(self) -> None:
        if self.opened and self.link_start is not None and self.size > self.link_start:
            self.links.append((self.link_start, self.size, self.opened))
        self.link_start = None

    def close_link(self) -> None:
        self.pause_link()
        self.opened = None

    def cut(self, element: Element, hints: tuple[Hint, ...]) -> Iterator[Raw]:
        """The lines so far: split at <br> where a sentence ends before it, or where two stand together."""
        text, at = "".join(self.parts), 0
        for match in re.finditer(r"\n+", text):
            if len(match.group()) > 1 or _ENDED.search(text, max(0, match.start() - 3), match.start()):
                yield from self._part(text, at, match.start(), element, hints)
                at = match.end()
        yield from self._part(text, at, len(text), element, hints)

    def _part(self, text: str, start: int, end: int, element: Element, hints: tuple[Hint, ...]) -> Iterator[Raw]:
        if text[start:end].strip():
            near = [(max(a - start, 0), min(b, end) - start, to) for a, b, to in self.links if a < end and b > start]
            yield _raw(text[start:end].replace("\n", " "), element, tuple(Link(*link) for link in near), hints)


@cache
def _hint_pattern() -> list[tuple[BlockKind, re.Pattern[str]]]:
    frame = r"(?<![a-z0-9])(?:{})(?![a-z0-9])"
    return [
        (kind, re.compile(frame.format("|".join(map(re.escape, words)))))
        for kind, words in content_words().hints.items()
    ]


@lru_cache(maxsize=4096)
def _hint_of_names(names: str) -> BlockKind | None:
    told = [name for name in names.split() if not _modifier().match(name.lower())]
    plain = re.sub(r"[^a-z0-9]+", "-", _CAMEL.sub("-", " / ".join(told)).lower())
    return next((kind for kind, pattern in _hint_pattern() if pattern.search(plain)), None)


@cache
def _modifier() -> re.Pattern[str]:
    """Class names that tell of something that an element has, or of a subject: "has-sidebar", "tag-share"."""
    return re.compile(rf"(?:.*[-_])?(?:{'|'.join(map(re.escape, content_words().modifiers))})[-_]")


def _hint(element: Element) -> HintKind | None:
    attributes = element.attrib
    if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(str(attributes["style"])[:300])):
        return "hidden"
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:300]
    return (_hint_of_names(names) if len(names) > 2 else None) or content_words().elements.get(str(element.tag))


class _Walker:
    """The state of a walk: the line being read, the element that it stands in, the hints around it."""

    def __init__(self, body: Element) -> None:
        self.line = _Line()
        self.owner = body
        self.hints: tuple[Hint, ...] = ()
        self.outer: list[tuple[Element, tuple[Hint, ...]]] = []

    def flush(self) -> Iterator[Raw]:
        self.line.pause_link()
        yield from self.line.cut(self.owner, self.hints)
        opened = self.line.opened
        self.line = _Line()
        self.line.opened = opened

    def start(self, element: Element, tag: str, block: bool) -> None:
        self.outer.append((self.owner, self.hints))
        kind = _hint(element) if tag not in {"body", "html"} else None
        if kind is not None and len(self.hints) < _MAX_HINTS:
            self.hints = (*self.hints, Hint(kind))
        self.owner = element if block else self.owner
        if tag == "a":
            self.line.open_link(element.get("href"))
        self.line.gap = self.line.gap or tag in {"td", "th"}
        self.line.at_tag = True
        self.line.add(element.text or "")

    def end(self, element: Element, tag: str) -> None:
        if tag == "br":
            self.line.line_break()
        if tag == "a":
            self.line.close_link()
        self.line.at_tag = True

    def leave(self, element: Element) -> None:
        self.owner, self.hints = self.outer.pop()
        self.line.add(element.tail or "")


def walk(body: Element) -> list[Raw]:
    """All lines of an element in page order, at most 20,000."""
    raws = list(islice(_walk(body), _MAX_LINES))
    for raw in raws:
        for hint in raw.hints:
            hint.prose += raw.prose
    return raws


def _walk(body: Element) -> Iterator[Raw]:
    words = content_words()
    walker = etree.iterwalk(body, events=("start", "end"))
    state = _Walker(body)
    for event, element in walker:
        tag = str(element.tag)
        block = tag in words.blocks
        if block:
            yield from state.flush()
        if tag in words.skipped:
            if event == "start":
                walker.skip_subtree()
            elif element.tail:
                state.line.at_tag = True
                state.line.add(element.tail)
        elif event == "start":
            state.start(element, tag, block)
        else:
            state.end(element, tag)
            if element is not body:
                state.leave(element)
    yield from state.flush()
