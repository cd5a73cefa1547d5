"""What is asked of a system and what it answers, as it goes to its process and back.

A spot is (sentence, start, end) in characters of that sentence.
"""

from collections.abc import Callable
from typing import Any

import msgspec

__all__ = [
    "Act",
    "Annotated",
    "Answer",
    "Answerer",
    "Asked",
    "Date",
    "Found",
    "Lesson",
    "Page",
    "Pair",
    "Quote",
    "Reply",
    "Settings",
    "Spot",
    "Task",
    "Text",
    "Word",
]

Spot = tuple[int, int, int]
Settings = dict[str, Any]


class Text(msgspec.Struct, frozen=True, tag=True):
    """A document in sentences; `published` an ISO 8601 day. `mentions` are given to systems that find none themselves,
    in order of place.
    """

    doc: str
    lang: str
    sentences: list[str]
    published: str | None = None
    mentions: list[Spot] = []


class Pair(msgspec.Struct, frozen=True, tag=True):
    """A passage with the spans of who acts and on whom; `types` is what is right, empty where it is asked."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]
    lang: str
    doc: str
    types: list[str] = []


class Page(msgspec.Struct, frozen=True, tag=True):
    """A saved page."""

    html: str
    url: str


class Quote(msgspec.Struct, frozen=True):
    """A statement: its pieces of content, all in one sentence, and whose it is."""

    pieces: list[Spot]
    speaker: Spot | None = None


class Date(msgspec.Struct, frozen=True):
    """A time expression with its value in ISO 8601."""

    spot: Spot
    value: str | None


class Act(msgspec.Struct, frozen=True):
    """An event."""

    trigger: Spot
    type: str
    status: str
    actors: list[Spot] = []
    recipients: list[Spot] = []


class Found(msgspec.Struct, frozen=True, tag=True):
    """What a system finds in a document."""

    quotes: list[Quote] = []
    dates: list[Date] = []
    acts: list[Act] = []


class Annotated(msgspec.Struct, frozen=True, tag=True):
    """A document's annotation as a system that knows the format writes it."""

    annotation: dict[str, Any]


class Word(msgspec.Struct, frozen=True, tag=True):
    """An answer in one string: the type of a pair, the text of a page."""

    value: str


Asked = Text | Pair | Page
Answer = Found | Annotated | Word
Answerer = Callable[[Any], Answer]


class Lesson(msgspec.Struct, frozen=True):
    """A document of the training part with what is right in it."""

    text: Text
    cues: list[Spot] = []
    acts: list[Act] = []
    pairs: list[Pair] = []


class Task(msgspec.Struct, frozen=True):
    """What a process is to do; `packages` are those whose versions it is to tell."""

    settings: Settings
    packages: list[str]
    lessons: list[Lesson]
    asked: list[Asked]


class Reply(msgspec.Struct, frozen=True):
    """What it did: an answer for each asked thing, in `seconds` of processor time on one core. `missing` says in a line
    why there is none.
    """

    answers: list[Answer] = []
    seconds: float = 0.0
    versions: dict[str, str] = {}
    missing: str | None = None
