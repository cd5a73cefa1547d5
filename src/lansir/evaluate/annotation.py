"""An annotation as it is written: rows whose words are copied from their sentence (`text#2`, `@e7`).

Fields that neither a measure nor a disagreement needs are passed over, further members of a row too.
"""

import re

import msgspec

__all__ = ["Annotation", "EntityRow", "EventRow", "MentionRow", "SentenceRow", "StatementRow", "TimeRow", "locate"]

COUNTED = re.compile(r"(.*)#(\d{1,18})", re.DOTALL)


class EntityRow(msgspec.Struct, frozen=True):
    """One thing of the world, `type` is PER, ORG, GPE, LOC or NORP."""

    name: str | None = None
    type: str | None = None
    role: str | None = None


class MentionRow(msgspec.Struct, frozen=True, array_like=True):
    """`["Gedung Putih", "e5"]`: words, and the key of their entity."""

    words: str
    entity: str


class TimeRow(msgspec.Struct, frozen=True, array_like=True):
    """`["pada Minggu", "2024-04-28"]`: words, and their ISO 8601 value, None where the text does not settle it."""

    words: str
    value: str | None = None


class StatementRow(msgspec.Struct, frozen=True):
    """Who says what: `speaker` names a mention or an entity, `content` is in one piece or several."""

    speaker: str | None = None
    cue: str | None = None
    content: str | list[str | None] | None = None
    form: str | None = None

    @property
    def pieces(self) -> list[str]:
        """The pieces of content that have words."""
        pieces = self.content if isinstance(self.content, list) else [self.content]
        return [piece for piece in pieces if piece]


class EventRow(msgspec.Struct, frozen=True):
    """Who does what to whom; `actors` and `recipients` name mentions or entities."""

    type: str | None = None
    trigger: str | None = None
    status: str | None = None
    actors: list[str | None] | None = None
    recipients: list[str | None] | None = None


class SentenceRow(msgspec.Struct, frozen=True):
    """What stands in sentence `i`, counted from 0."""

    i: int
    mentions: list[MentionRow] = []
    times: list[TimeRow] = []
    statements: list[StatementRow] = []
    events: list[EventRow] = []


class Annotation(msgspec.Struct, frozen=True):
    """An annotated document; an empty one says that there is nothing in it."""

    entities: dict[str, EntityRow] = {}
    sentences: list[SentenceRow] = []


def locate(string: str, sentence: str) -> tuple[int, int] | None:
    """Offsets of `string` in its sentence, or of its k-th occurrence for `string#k`, overlaps counted; None if absent.

    The rule is that of the annotation format's own checker.
    """
    match = COUNTED.fullmatch(string)
    words, count = (match[1], int(match[2])) if match and match[1] in sentence else (string, 1)
    start = -1
    for _ in range(count):
        start = sentence.find(words, start + 1)
        if start < 0:
            return None
    return start, start + len(words)
