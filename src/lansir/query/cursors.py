"""Where a page ended, as an opaque string: it fits the query that it came from and no other."""

import base64
import binascii
import hashlib
import json

from lansir.query.faults import refusal
from lansir.query.walk import Place

__all__ = ["cursor_of", "place_of"]

LIMIT = 1 << 63
NONE = "after: this is no cursor; take the one that came with a page, whole"
MARK = "c"
"""In front of every cursor, so that none begins with a hyphen."""


def cursor_of(place: Place, asked: str) -> str:
    """The cursor of a place in what was asked."""
    data = json.dumps([_fingerprint(asked), place.value, place.id], separators=(",", ":"))
    return MARK + base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def place_of(cursor: str, asked: str) -> Place:
    """The place that a cursor stands for; QueryError where it is none, or one of another query."""
    try:
        padded = cursor[1:] + "=" * (-len(cursor[1:]) % 4)
        fingerprint, value, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise refusal("cursor_none", NONE) from None
    if fingerprint != _fingerprint(asked):
        message = "after: this cursor is of another query; go on with the query and sort that it came from"
        raise refusal("cursor_foreign", message)
    if not isinstance(key, int) or not -LIMIT <= key < LIMIT or not isinstance(value, str | float | int | None):
        raise refusal("cursor_none", NONE)
    return Place(value, key)


def _fingerprint(asked: str) -> str:
    return hashlib.blake2b(asked.encode("utf-8", "replace"), digest_size=6).hexdigest()
