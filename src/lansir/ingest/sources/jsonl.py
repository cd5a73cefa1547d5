"""JSON Lines, one page or record of Lansir a line; also one JSON file with an object, or an array of them."""

from collections.abc import Iterator
from typing import IO

import msgspec

from lansir.errors import InputError, OversizedInput
from lansir.ingest.items import Again, Content, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.links import broken
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.rows import own_record, row_item

__all__ = ["MAX_LINE", "is_json", "jsonl"]

MAX_LINE = 64 * 1024 * 1024
"""Bytes of a line, or of a JSON file that is no JSON Lines."""
FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises for what is no JSON, no UTF-8, or nested too deep."""


def is_json(head: bytes) -> bool:
    """Whether a file that begins so may be JSON Lines, or JSON."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"{", b"[") and (start[1:].lstrip()[:1] in (b'"', b"{", b"}", b"]"))


def jsonl(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The pages and records of a JSON Lines file."""
    again = Again(document.name, "jsonl", columns=plan.columns)
    with document.stream() as (stream, raw):
        for number, line in _lines(stream):
            plan.share.at(raw.tell(), document.size)
            if number == 1 and not _is_object(line):
                yield from _whole(document, again, plan)
                break
            yield _row(line, f"{document.name}#{number}", again, plan)
    yield Finished(document.name)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank with their numbers from 1; one that is too long is cut, so that it is seen to be."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        if line.strip():
            yield number, line


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_decoded(line), dict)
    except FAULTS:
        return False


def _decoded(line: bytes) -> object:
    return msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))


def _row(line: bytes, key: str, again: Again, plan: Plan) -> Item:
    if len(line) > MAX_LINE:
        return broken(key, OversizedInput(f"{key}: a line of more than {MAX_LINE >> 20} MiB"), again)
    try:
        row = _decoded(line)
    except FAULTS as error:
        return broken(key, InputError(f"{key}: no JSON ({error}); give one object a line"), again)
    return _item(row, key, again, plan, line)


def _item(row: object, key: str, again: Again, plan: Plan, line: bytes | None = None) -> Item:
    if own_record(row):
        data = line or msgspec.json.encode(row)
        return Item(key, lambda: Content(data.removeprefix(b"\xef\xbb\xbf"), own=True), again)
    if not isinstance(row, dict):
        return broken(key, InputError(f"{key}: no JSON object; give one object a line"), again)
    return row_item(row, key, again, plan.published)


def _whole(document: Document, again: Again, plan: Plan) -> Iterator[Item]:
    """The objects of a file that is one JSON value."""
    data = document.data(MAX_LINE)
    if len(data) > MAX_LINE:
        raise OversizedInput(f"{document.name}: one JSON value of more than {MAX_LINE >> 20} MiB; give JSON Lines")
    try:
        value = _decoded(data)
    except FAULTS as error:
        raise InputError(f"{document.name}: no JSON ({error}); give JSON Lines, one object a line") from None
    for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _item(row, f"{document.name}#{number}", again, plan)
