"""Cursors of lists that are no selections: an opaque string for the place where a page ended."""

import base64
import binascii
import json
from typing import Final

from lansir.errors import QueryError

__all__ = ["LONGEST_CURSOR", "mark_of", "place_at"]

LONGEST_CURSOR: Final = 600
"""Characters of the longest cursor that is looked at; those that are given out are far shorter."""


def mark_of(kind: str, *values: str | int) -> str:
    """The cursor of a place in a list of that kind."""
    data = json.dumps([kind, *values], separators=(",", ":"))
    return "c" + base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def place_at(cursor: str, kind: str, *types: type[str] | type[int]) -> list[str | int]:
    """The values of a cursor; QueryError where it is none of a list of that kind."""
    try:
        padded = cursor[1:LONGEST_CURSOR] + "=" * (-len(cursor[1:LONGEST_CURSOR]) % 4)
        found: list[str | int] = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        told, values = found[0], found[1:]
    except (binascii.Error, ValueError, TypeError, LookupError, RecursionError):
        told, values = "", []
    fits = len(values) == len(types) and all(type(one) is wanted for one, wanted in zip(values, types, strict=True))
    if told != kind or not fits or any(isinstance(one, int) and abs(one) >= 1 << 63 for one in values):
        raise QueryError("after: this is no cursor of this list; take the one that came with a page, whole")
    return values
