"""What the tools take: one struct a tool; its JSON Schema is what models are shown."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

__all__ = [
    "Article", "Codebook", "Find", "Id", "Stories", "Timeline", "Who",
]  # fmt: skip

MOST_ROWS = 50
Query = Annotated[str, Meta(description="The query; everything where it is empty.", max_length=8000)]
Rows = Annotated[int, Meta(description="How many at most.", ge=1, le=MOST_ROWS)]
After = Annotated[str, Meta(description="The cursor `next` of the answer before, to go on.", max_length=600)]
Name = Annotated[str, Meta(min_length=1, max_length=400)]


class Find(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Events or statements by a query."""

    query: Query = ""
    limit: Rows = 10
    after: After = ""


class Id(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing by its id."""

    id: Annotated[str, Meta(description="The id as answers give it.", max_length=100)]


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article from some character of its text on."""

    id: Annotated[str, Meta(description="The id of the article, such as ar-1f0c5a9be2d4770b.", max_length=100)]
    start: Annotated[int, Meta(description="From which character of the text on.", ge=0, le=10_000_000)] = 0


class Timeline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one actor did, underwent and said."""

    actor: Annotated[Name, Meta(description="The actor's key as answers give it, or a name.")]
    query: Query = ""
    limit: Rows = 10
    after: After = ""


class Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom a name means."""

    name: Annotated[Name, Meta(description="A name as the press writes it, in English or Indonesian.")]
    on: Annotated[str, Meta(description="The day (YYYY-MM-DD) whose roles count; else today.", max_length=10)] = ""


class Stories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One story, or a list of stories."""

    id: Annotated[str, Meta(description="The id of a story; a list of stories where it is empty.", max_length=100)] = ""
    order: Annotated[Literal["recent", "largest"], Meta(description="Of the list: which come first.")] = "recent"
    limit: Rows = 10
    after: After = ""


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the codebook, or what there is."""

    name: Annotated[
        str, Meta(description="A type, context, sector or CAMEO code; an overview where it is empty.", max_length=100)
    ] = ""
