"""What goes to an entrant's process and what comes back, a line of JSON each.

First a `Start`, which a `Ready` answers; then, as often as wanted, "answers" and "lap", which are answered by `Answers`
and a `Lap`.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from bench.peers.exchange import Annotated, Found, Lesson, Page, Pair, Settings, Text, Word

__all__ = ["ANSWERS", "LAP", "Answer", "Answerer", "Answers", "Asked", "Corpus", "Lap", "Ready", "Same", "Start"]

ANSWERS, LAP = b"answers", b"lap"


class Corpus(msgspec.Struct, frozen=True, tag=True):
    """Texts, of which those are wanted that copy one another."""

    texts: list[str]


class Same(msgspec.Struct, frozen=True, tag=True):
    """The pairs of texts that were found to copy one another, by their numbers, the smaller first."""

    pairs: list[tuple[int, int]]


Asked = Text | Pair | Page | Corpus
Answer = Found | Annotated | Word | Same
Answerer = Callable[[Any], Answer]


class Start(msgspec.Struct, frozen=True):
    """What an entrant runs with, what it learns from, and what it is asked about."""

    settings: Settings
    packages: list[str]
    lessons: list[Lesson]
    asked: list[Asked]


class Ready(msgspec.Struct, frozen=True):
    """It is loaded; or `missing` says in a line why it is not."""

    versions: dict[str, str] = {}
    missing: str | None = None


class Answers(msgspec.Struct, frozen=True):
    """An answer for each thing."""

    answers: list[Answer]


class Lap(msgspec.Struct, frozen=True):
    """Seconds for all things: of processor time, and by the clock."""

    cpu: float
    wall: float
