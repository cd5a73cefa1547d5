"""What a plugin of the group `lansir.sources` is: a kind of source of somebody else's."""

from collections.abc import Iterator
from typing import Protocol

from lansir.ingest.items import Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.plan import Plan

__all__ = ["SourcePlugin"]


class SourcePlugin(Protocol):
    """A kind of source. `name` is what `lansir ingest --kind` takes."""

    name: str

    def matches(self, head: bytes, name: str) -> bool:
        """Whether a document that begins with these bytes, and is called that, is of this kind; must not raise."""
        ...

    def items(self, document: Document, plan: Plan) -> Iterator[Item | Finished]:
        """The pages of the document one by one, then `Finished`; InputError where it cannot be read."""
        ...
