"""What sources give: items with a key, and how each is had.

`Item.load` gives a `Content` (bytes that are there) or a `Link` (an address still to be fetched). It is called before
the source is asked for its next item, so a source may read from one stream. What it raises is a failure of that item.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

__all__ = ["Again", "Content", "Finished", "Item", "Link", "Stage", "Visit"]

Stage = Literal["fetch", "parse", "read", "store"]


class Again(msgspec.Struct, frozen=True, omit_defaults=True):
    """How to get an item again: its source, the source's kind, and what was told beside it.

    `whole` is set where it stands for all items of the source, because that could not be read.
    """

    source: str
    kind: str | None = None
    columns: dict[str, str] = {}
    published: str | None = None
    dated_by: Literal["feed", "given"] = "given"
    whole: bool = False


class Visit(msgspec.Struct, frozen=True):
    """What a server said of an address: kept for conditional requests. `url` is the canonical one."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    hash: str | None = None


class Content(msgspec.Struct, frozen=True):
    """A page, or with `own` a record of Lansir as JSON; beside it what the source tells of it.

    `published` is ISO 8601, told by the source (`dated_by`); it counts where the page states none, as do `outlet` and
    `authors`. `undated` is a date of the source that could not be understood.
    """

    data: bytes
    media_type: str | None = None
    url: str | None = None
    published: str | None = None
    dated_by: Literal["feed", "given"] = "given"
    undated: str | None = None
    captured: str | None = None
    outlet: str | None = None
    authors: list[str] = []
    own: bool = False
    visit: Visit | None = None


class Link(msgspec.Struct, frozen=True):
    """A page to be fetched; `published` as a feed or a row tells it."""

    url: str
    published: str | None = None
    dated_by: Literal["feed", "given"] = "given"


class Item(msgspec.Struct, frozen=True):
    """One thing to ingest; `key` names it the same way in every run.

    What failed before is passed over unless this is a `retry`, or a whole source failed.
    """

    key: str
    load: Callable[[], Content | Link]
    again: Again
    retry: bool = False


class Finished(msgspec.Struct, frozen=True):
    """A source was read to its end: a failure noted of it is over, and a list need not be had again unchanged."""

    key: str
    visit: Visit | None = None
