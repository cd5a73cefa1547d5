"""Texts with coreference in two public formats: brace markup (IndoCoref) and XML of phrases (Indonesian news)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

__all__ = ["EVERY_PIECE", "GoldMention", "Text", "brace_text", "indocoref", "news_pieces"]

TOKEN = re.compile(r'\{M(\d+):jenis="([^"]*)"\s?|\}')
SETTINGS = re.compile(r"^#.*$", re.MULTILINE)
TAG = re.compile(r"\\[A-Z]+(?=\s|$)")
PRONOUN = "kata ganti"
EDGES = " \t\n,.;:!?\"'()“”"
EVERY_PIECE = 3
"""Of the pieces of the news file every third, from the first, is measured on; the others may be learned from."""
LEAST_PIECE = 8
"""Sentences of a piece of the news file, which does not say where a text ends."""
HEADLINE = 8
"""Words that a headline has at most."""


class GoldMention(NamedTuple):
    """Offsets of a mention's words without marks around them, its entity, and whether it is a pronoun."""

    start: int
    end: int
    entity: int
    pronoun: bool


class Text(NamedTuple):
    """A text with its mentions; `sentences` are offsets where the corpus gives them."""

    name: str
    text: str
    mentions: list[GoldMention]
    sentences: list[tuple[int, int]] = []


class _Braces(NamedTuple):
    number: int
    kind: str
    start: int
    end: int
    depth: int


class _Entities:
    """Mentions joined by links from each to its antecedents."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def of(self, number: int) -> int:
        """The number that stands for the entity."""
        while (above := self._parent.setdefault(number, number)) != number:
            number = above
        return number

    def join(self, one: int, other: int) -> None:
        """Take two to be the same."""
        self._parent[self.of(one)] = self.of(other)


def indocoref(folder: Path) -> list[Path]:
    """The annotated files, sorted by name."""
    return sorted((folder / "annotated").glob("*.txt"))


def brace_text(name: str, marked: str) -> Text:
    """The text of brace markup: `{M7:jenis="kind" {M3:jenis="" words}}` is mention 7, whose antecedent is 3.

    Braces around the same words as those outside them are links. A mention with two antecedents ("mereka" of two
    people) is a thing of its own. Braces that never close are left out.
    """
    text, braces = _unmarked(SETTINGS.sub("", marked))
    entities, links = _Entities(), dict[int, set[int]]()
    mentions: dict[tuple[int, int], _Braces] = {}
    for one in sorted(braces, key=lambda one: (one.start, -one.end, one.depth)):
        outer = mentions.get((one.start, one.end))
        if outer is None:
            mentions[one.start, one.end] = one
        elif outer.number != one.number:
            links.setdefault(outer.number, set()).add(one.number)
    for number, antecedents in links.items():
        if len(antecedents) == 1:
            entities.join(number, next(iter(antecedents)))
    kinds = {span: {other.kind for other in braces if (other.start, other.end) == span} for span in mentions}
    found = [
        GoldMention(start, end, entities.of(one.number), any(kind.startswith(PRONOUN) for kind in kinds[start, end]))
        for (start, end), one in sorted(mentions.items())
        if start < end
    ]
    return Text(name, text, found)


def _unmarked(marked: str) -> tuple[str, list[_Braces]]:
    pieces: list[str] = []
    opened: list[tuple[int, str, int]] = []
    braces: list[_Braces] = []
    place, length = 0, 0
    for token in TOKEN.finditer(marked):
        pieces.append(marked[place : token.start()])
        length, place = length + token.start() - place, token.end()
        if token.group(1):
            opened.append((int(token.group(1)), token.group(2), length))
        elif opened:
            number, kind, start = opened.pop()
            braces.append(_Braces(number, kind, start, length, len(opened)))
    text = "".join(pieces) + marked[place:]
    return text, [_trimmed(text, one) for one in braces]


def _trimmed(text: str, one: _Braces) -> _Braces:
    start, end = _bare(text, one.start, one.end)
    return one._replace(start=start, end=end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def news_pieces(path: Path) -> Iterator[Text]:
    """The news file in pieces of some sentences: cut before headlines, and where no chain runs on."""
    sentences = etree.parse(str(path)).getroot().findall("sentence")
    at = {int(phrase.get("id")): k for k, one in enumerate(sentences) for phrase in one if phrase.get("id")}
    crossed = _crossed(sentences, at)
    start = 0
    for place in range(1, len(sentences) + 1):
        last = place == len(sentences)
        cut = not last and place not in crossed and (place - start >= LEAST_PIECE or _is_headline(sentences[place]))
        if last or cut:
            yield _piece(f"sentence {start + 1}", sentences[start:place])
            start = place


def _crossed(sentences: list[etree._Element], at: dict[int, int]) -> set[int]:
    """Places of sentences before which no piece may end, since a chain runs over."""
    links = [
        (at[int(phrase.get("coref", "0"))], place)
        for place, one in enumerate(sentences)
        for phrase in one
        if phrase.get("coref")
    ]
    return {place for first, last in links for place in range(min(first, last) + 1, max(first, last) + 1)}


def _words(phrase: etree._Element) -> str:
    return " ".join(TAG.sub("", "".join(map(str, phrase.itertext()))).split())


def _is_headline(sentence: etree._Element) -> bool:
    words = " ".join(map(_words, sentence)).split()
    return 0 < len(words) <= HEADLINE and words[-1][-1] not in EDGES


def _piece(name: str, sentences: list[etree._Element]) -> Text:
    text, spans, rows, entities = "", list[tuple[int, int]](), list[tuple[int, int, int, bool]](), _Entities()
    for one in sentences:
        start = len(text)
        for phrase in one:
            text += " " if len(text) > start else ""
            begin, words = len(text), _words(phrase)
            text += words
            if number := phrase.get("id"):
                rows.append(
                    (*_bare(text, begin, len(text)), int(number), r"\PRP" in "".join(map(str, phrase.itertext())))
                )
                if antecedent := phrase.get("coref"):
                    entities.join(int(number), int(antecedent))
        spans.append((start, len(text)))
        text += "\n"
    found = [
        GoldMention(start, end, entities.of(number), pronoun) for start, end, number, pronoun in rows if start < end
    ]
    return Text(name, text.rstrip("\n"), found, spans)
