"""An article about to be changed, and what a change makes of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from random import Random
from typing import NamedTuple, TypeVar

import msgspec

from bench.robustness.rewriting import Edit, Rewriting, Spot, edited
from lansir.annotate import Document, article_of
from lansir.record import Record, Span

__all__ = ["WORD", "Change", "Changed", "Named", "Subject", "changed", "table", "whole_words"]

WORD = re.compile(r"\w+")
Shape = TypeVar("Shape")
TimeRule = Callable[[str, str | None], str | None]
"""What a time's words and value should be read as after the change; None where the change does not say."""


class Named(NamedTuple):
    """A person of the article: the whole name, and whether the article shows a man or a woman ("", "man", "woman")."""

    name: str
    gender: str = ""


@dataclass(frozen=True)
class Subject:
    """A document with its sentences as offsets; `record` is what was read from it, where a change needs that."""

    document: Document
    record: Record | None = None
    people: Sequence[Named] = ()
    names: Sequence[str] = ()
    """Names of what is no person: their words are no person's name here."""

    @cached_property
    def text(self) -> str:
        """The sentences joined by newlines."""
        return "\n".join(self.document.sentences)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences with their offsets in `text`."""
        return article_of(self.document)[1]

    @property
    def language(self) -> str:
        """ISO 639-1 code, `und` where the document has none."""
        return self.document.lang or "und"


@dataclass(frozen=True)
class Changed:
    """The changed document and the way there; `anew`: the reader is to find the sentences of each line itself."""

    document: Document
    rewritings: Sequence[Rewriting]
    anew: bool = False
    times: TimeRule | None = None

    @property
    def changes(self) -> int:
        """How many stretches differ."""
        return sum(rewriting.changes for rewriting in self.rewritings)


class Change(NamedTuple):
    """A way to change an article; `make` gives None where there is nothing in it to change."""

    name: str
    make: Callable[[Subject, Random], Changed | None]


def changed(subject: Subject, edits: Sequence[Edit], **fields: str) -> Changed | None:
    """The document with the edits made; a line break is a sentence's end. `fields` are others of the document's."""
    rewriting = edited(subject.text, edits)
    if not rewriting.changes:
        return None
    return Changed(with_text(subject.document, rewriting.text, **fields), [rewriting])


def with_text(document: Document, text: str, **fields: str) -> Document:
    """The document with other sentences: the lines of a text."""
    return msgspec.structs.replace(document, sentences=text.split("\n"), **fields)


def whole_words(text: str, words: Mapping[str, str]) -> list[Edit]:
    """An edit for each place where one of the keys stands as whole words, the longest key first, case as written."""
    if not words:
        return []
    forms = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    found = re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text)
    return [Edit(*match.span(), words[match[0]]) for match in found if words[match[0]] != match[0]]


@cache
def table(name: str, shape: type[Shape]) -> Shape:
    """The data file of that name beside this module."""
    return msgspec.yaml.decode(files(__package__).joinpath(f"{name}.yaml").read_bytes(), type=shape)


def spots(sentences: Sequence[Span]) -> list[Spot]:
    """The sentences as offsets."""
    return [(sentence.start, sentence.end) for sentence in sentences]
