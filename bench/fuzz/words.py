"""Words of formats, from `words.yaml`."""

from functools import cache
from pathlib import Path

import msgspec

__all__ = ["Words", "words", "words_of"]

HALVES = (
    b"\xed\xa0\x80",
    b"\xed\xb0\x80",
    b"\xff\xfe",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
    b"\x1f\x8b\x08\x00",
)
"""Bytes that are no UTF-8, which a text file cannot hold."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `words.yaml`, which says what the fields mean."""

    signs: list[str]
    html: list[str]
    feeds: list[str]
    archives: list[str]
    rows: list[str]
    files: list[str]
    times: list[str]
    queries: list[str]
    sql: list[str]
    requests: list[str]
    tools: list[str]
    lines: dict[str, list[str]]


@cache
def words() -> Words:
    """All of them."""
    return msgspec.yaml.decode(Path(__file__).with_suffix(".yaml").read_bytes(), type=Words)


def words_of(*names: str) -> list[bytes]:
    """The words for those formats, and those for every one."""
    found = [*HALVES]
    for name in ("signs", *names):
        texts: list[str] = getattr(words(), name)
        found += [word.encode() for text in texts for word in text.split()]
        found += [line.encode() for line in words().lines.get(name, [])]
    return found
