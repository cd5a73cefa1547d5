"""An answer to SQL, and how it goes from the process that asks to the one that shows it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from lansir import errors
from lansir.errors import LansirError, QueryError

__all__ = ["Answer", "Columns", "End", "Fault", "Message", "Ready", "Rows", "fault_of", "packed", "unpacked"]


class Answer(NamedTuple):
    """The names of the columns, and the rows as they come."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process is there: its time begins."""


class Columns(msgspec.Struct, frozen=True, tag=True):
    """The names of the columns."""

    names: list[str]


class Rows(msgspec.Struct, frozen=True, tag=True):
    """Some rows, each packed by itself."""

    rows: list[msgspec.Raw]

    def unpacked(self) -> Iterator[tuple[Any, ...]]:
        """The rows themselves."""
        return map(_ROW.decode, self.rows)


class End(msgspec.Struct, frozen=True, tag=True):
    """There are no more."""


class Fault(msgspec.Struct, frozen=True, tag=True):
    """An error of Lansir: its class, its message (a path in it may be no UTF-8), and what a QueryError says."""

    error: str
    message: bytes
    code: str = ""
    word: bytes = b""
    suggestion: str = ""

    def raised(self) -> LansirError:
        """The error again."""
        kind, message = getattr(errors, self.error, LansirError), _text(self.message)
        if kind is QueryError:
            return QueryError(message, code=self.code, word=_text(self.word), suggestion=self.suggestion)
        found: LansirError = kind(message)
        return found


Message = Ready | Columns | Rows | End | Fault
_MESSAGE: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
_ROW = msgspec.msgpack.Decoder(tuple[Any, ...])


def packed(message: Message | tuple[Any, ...]) -> bytes:
    """A message, or a row of one, as bytes."""
    return msgspec.msgpack.encode(message)


def unpacked(data: bytes) -> Message:
    """The message that was packed."""
    return _MESSAGE.decode(data)


def fault_of(error: LansirError) -> Fault:
    """An error as a message."""
    kind, message = type(error).__name__, _bytes(str(error))
    if isinstance(error, QueryError):
        return Fault(kind, message, error.code, _bytes(error.word), error.suggestion)
    return Fault(kind, message)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
