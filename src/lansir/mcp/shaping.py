"""Answers made compact: plain values, nothing that is empty, every string a code or fenced, and not too large."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec

from lansir.errors import DataFileError
from lansir.mcp.fence import Fence, plain

__all__ = ["LARGEST", "answer", "fenced", "shortened", "written"]

LARGEST: Final = 40_000
"""Characters of the largest answer, about ten thousand tokens; what is left out is told."""
FEWER: Final = (100, 50, 25, 12, 6, 3, 1)
UNKNOWN: Final = "name/"
"""What keys begin with of actors that no table knows: behind it stand words of a page."""
MOST_OWN: Final = 2000
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+/~-]{0,399}")


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How strings are shown by the name of their field: `fields.yaml` says what each list is."""

    codes: frozenset[str]
    keys: frozenset[str]
    own: frozenset[str]
    lengths: dict[str, int]
    usual_length: int


def answer(fence: Fence, value: object) -> str:
    """The answer: the line about quotations, and JSON below."""
    made = shortened(lambda most: fenced(fence, _cut(msgspec.to_builtins(value), most)))
    return f"{fence.notice}\n{made}"


def fenced(fence: Fence, value: Any, field: str = "") -> Any:  # noqa: ANN401  # any JSON
    """The value without what is empty, and with every string fenced that is no code and not Lansir's own."""
    if isinstance(value, Mapping):
        made = {key: fenced(fence, one, key) for key, one in value.items()}
        return {key: one for key, one in made.items() if not _is_empty(one)}
    if isinstance(value, list | tuple):
        return [fenced(fence, one, field) for one in value]
    if isinstance(value, float):
        return round(value, 4)
    if not isinstance(value, str) or not value or _is_code(field, value):
        return value
    if field in fields().own:
        return plain(value)[:MOST_OWN]
    return fence(value, fields().lengths.get(field, fields().usual_length))


@cache
def fields() -> Fields:
    """The fields; DataFileError where the file breaks its schema."""
    try:
        return msgspec.yaml.decode((files(__package__) / "fields.yaml").read_bytes(), type=Fields)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"mcp/fields.yaml: {error}") from None


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", [], {})


def _is_code(field: str, value: str) -> bool:
    if field in fields().keys:
        return CODE.fullmatch(value) is not None and not value.startswith(UNKNOWN)
    return field in fields().codes and CODE.fullmatch(value) is not None


def shortened(make: Callable[[int], object]) -> str:
    """JSON of what is made with lists of so many items at most: as many as an answer has room for."""
    for most in FEWER:
        made = written(make(most))
        if len(made) <= LARGEST:
            return made
    return made[:LARGEST] + " [cut: the answer is too large; ask for less]"


def written(value: object) -> str:
    """Compact JSON."""
    return msgspec.json.encode(value).decode()


def _cut(value: Any, most: int) -> Any:  # noqa: ANN401  # any JSON
    """The value with lists of `most` items at most; where one was cut, its place says how many there are more."""
    if isinstance(value, Mapping):
        return dict(_items(value, most))
    if isinstance(value, list | tuple):
        return [_cut(one, most) for one in value[:most]]
    return value


def _items(value: Mapping[str, Any], most: int) -> Iterable[tuple[str, Any]]:
    for key, one in value.items():
        yield key, _cut(one, most)
        if isinstance(one, list | tuple) and len(one) > most:
            yield f"{key}_left_out", len(one) - most
