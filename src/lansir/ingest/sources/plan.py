"""What a source may ask for while it gives its items."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import msgspec

from lansir.errors import LansirError
from lansir.ingest.sources.document import Document

__all__ = ["Fetched", "Plan", "Share"]

Fetched = tuple[str, Document | LansirError | None]
"""An address with what came: None where nothing changed since it was last read to its end."""


class Share:
    """How much of all sources has been gone through, from 0 to 1."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.value = 0.0
        self._start, self._width = 0.0, 1.0

    def at(self, done: float, total: float) -> None:
        """Say how far the source of now has come."""
        self.value = self._start + self._width * min(done / total, 1.0) if total else self.value

    @contextmanager
    def within(self, number: int, total: int) -> Iterator[None]:
        """What is said inside counts as part `number`, from 0, of `total` parts."""
        start, width = self._start, self._width
        self._start, self._width = start + width * number / max(total, 1), width / max(total, 1)
        try:
            yield
        finally:
            self.value = self._start + self._width
            self._start, self._width = start, width


def _nothing(addresses: Iterable[str]) -> Iterator[Fetched]:
    return ((address, LansirError(f"{address}: there is no network here")) for address in addresses)


class Plan(msgspec.Struct, frozen=True):
    """`documents` fetches lists politely, in the order asked for; `columns` maps fields to a table's columns.

    `published` is the date of pages that state none.
    """

    documents: Callable[[Iterable[str]], Iterator[Fetched]] = _nothing
    columns: dict[str, str] = {}
    published: str | None = None
    share: Share = msgspec.field(default_factory=Share)
