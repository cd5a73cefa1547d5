"""What a request asks for: its parameters, each read as the type that its endpoint takes."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from lansir.errors import InputError
from lansir.query.fields import nearest
from lansir.serve.api.marks import LONGEST_CURSOR

__all__ = [
    "LARGEST", "MOST_OF_A_FACET", "ActorAsked", "ActorsAsked", "CodebookAsked", "ExportAsked", "FacetsAsked",
    "IdentityAsked", "ListAsked", "NothingAsked", "OccurrencesAsked", "StoriesAsked", "read_parameters",
]  # fmt: skip

LARGEST = 500
"""Rows of the largest page."""
MOST_OF_A_FACET = 200
"""Values of one facet."""
USUAL = 50
MISSING = re.compile(r"missing required field `(\w+)`")
Limit = Annotated[int, Meta(ge=1, le=LARGEST)]
Cursor = Annotated[str, Meta(max_length=LONGEST_CURSOR)]
Kind = Literal["events", "statements"]
Asked = TypeVar("Asked", bound=msgspec.Struct)


class NothingAsked(msgspec.Struct, frozen=True):
    """No parameters."""


class IdentityAsked(msgspec.Struct, frozen=True):
    """One thing by its id."""

    id: str


class ListAsked(msgspec.Struct, frozen=True):
    """Events or statements by a query."""

    q: str = ""
    limit: Limit = USUAL
    after: Cursor = ""


class ActorsAsked(msgspec.Struct, frozen=True):
    """Actors by a name."""

    name: str
    limit: Limit = USUAL
    after: Cursor = ""


class ActorAsked(msgspec.Struct, frozen=True):
    """An actor by its key, and the timeline."""

    key: str
    q: str = ""
    limit: Limit = USUAL
    after: Cursor = ""


class StoriesAsked(msgspec.Struct, frozen=True):
    """Stories."""

    order: Literal["recent", "largest"] = "recent"
    limit: Limit = USUAL
    after: Cursor = ""


class OccurrencesAsked(msgspec.Struct, frozen=True):
    """A story with so many of its occurrences."""

    id: str
    limit: Limit = 200


class FacetsAsked(msgspec.Struct, frozen=True):
    """Counts of events or statements."""

    q: str = ""
    kind: Kind = "events"
    names: str = "type,status,outlet,month"
    limit: Annotated[int, Meta(ge=1, le=MOST_OF_A_FACET)] = 20


class CodebookAsked(msgspec.Struct, frozen=True):
    """One entry of the codebook."""

    name: str


class ExportAsked(msgspec.Struct, frozen=True):
    """An export of events or statements."""

    format: str
    q: str = ""
    kind: Kind = "events"
    delimiter: Literal[",", ";", "tab"] = ","
    decimal: Literal[".", ","] = "."
    excel: bool = False
    tables: str = ""


def read_parameters(
    shape: type[Asked], query: Iterable[tuple[str, str]], path: Mapping[str, str] | None = None
) -> Asked:
    """The parameters of a request; InputError names one that is unknown, given twice, missing or no such value."""
    given: dict[str, str] = dict(path or {})
    known = [name for name in shape.__struct_fields__ if name not in given]
    for name, value in query:
        if name not in known:
            raise InputError(_unknown(name, known))
        if name in given:
            raise InputError(f"{name}: it is given twice; give it once")
        given[name] = value
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(_told(str(error), shape)) from None


def _unknown(name: str, known: list[str]) -> str:
    close = nearest(name, known)
    there = f"there are {', '.join(known)}" if known else "this endpoint takes none"
    return f"there is no parameter {name[:40]}; {f'did you mean {close}?' if close else there}"


def _told(error: str, shape: type[msgspec.Struct]) -> str:
    told, _, where = error.partition(" - at `$.")
    name = where.rstrip("`")
    if missing := MISSING.search(error):
        return f"{missing[1]}: it is missing; give it as ?{missing[1]}=..."
    if name == "limit":
        more = "; for more go on with `after`, the cursor `next` of a page"
        return f"limit: write a number from 1 to {_most(shape)}{more if 'after' in shape.__struct_fields__ else ''}"
    return f"{name}: {told.lower().replace('`', '')}" if name else f"parameters: {told.replace('`', '')}"


def _most(shape: type[msgspec.Struct]) -> int:
    """The largest limit that a shape takes."""
    return MOST_OF_A_FACET if shape is FacetsAsked else LARGEST
