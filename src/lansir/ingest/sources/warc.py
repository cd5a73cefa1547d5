"""Web archives (WARC 1.0 and 1.1, plain or gzip), CC-NEWS among them: the pages in them that a server sent as HTML.

Archives hold answers as they came, broken ones too, so a record that cannot be decoded is that record's failure alone,
and after damaged bytes reading goes on at the next record that can be found. The key of a record is the place where it
(or the gzip member that holds it) begins.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from lansir.errors import InputError, LansirError, OversizedInput
from lansir.ingest.items import Again, Content, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.http_body import decoded_body, split_head
from lansir.ingest.sources.links import broken
from lansir.ingest.sources.members import Members
from lansir.ingest.sources.plan import Plan
from lansir.page import MAX_BYTES

__all__ = ["warc"]

MAX_HEAD = 65_536
MAX_BLOCK = MAX_BYTES + MAX_HEAD
VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
HTML = ("text/html", "application/xhtml+xml")


class Block(NamedTuple):
    """A record: where it begins, its named fields in small letters, and its bytes (at most one more than are read)."""

    at: int
    fields: dict[str, str]
    data: bytes


def warc(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The HTML pages of an archive, in its order."""
    again, last, repeated = Again(document.name, "warc"), -1, 0
    with document.raw() as raw:
        for block in _blocks(Members(raw, document.name)):
            at = block.at if isinstance(block, Block) else block[0]
            last, repeated = at, repeated + 1 if at == last else 0
            key = f"{document.name}#{at}" + (f".{repeated}" if repeated else "")
            plan.share.at(raw.tell(), document.size)
            if not isinstance(block, Block):
                yield broken(key, block[1], again)
            elif _is_answer(block):
                yield Item(key, partial(_load, block, key, plan.published), again)
    yield Finished(document.name)


def _blocks(stream: Members) -> Iterator[Block | tuple[int, LansirError]]:
    """The records, and in place of damaged ones what is wrong with them."""
    while True:
        at = None
        try:
            at = stream.at
            line = stream.line(MAX_HEAD)
            if not line:
                return
            if VERSION.fullmatch(line):
                yield _block(stream, at)
            elif line.strip():
                stream.back(len(line) - 1)
                raise InputError(
                    f"{stream.name}: damaged at byte {at}: no WARC record begins there; get the file again"
                )
        except InputError as error:
            yield stream.begins if at is None else at, error
            if not stream.skip_to(b"WARC/1."):
                return


def _block(stream: Members, at: int) -> Block:
    fields: dict[str, str] = {}
    size = 0
    while line := stream.line(MAX_HEAD).strip():
        size += len(line)
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields[name.strip().lower()] = value.strip()
        if size > MAX_HEAD:
            raise InputError(f"{stream.name}: damaged at byte {at}: a record's head has no end; get the file again")
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise InputError(f"{stream.name}: damaged at byte {at}: a record without its length; get the file again")
    kept = MAX_BLOCK + 1 if fields.get("warc-type") == "response" else 0
    return Block(at, fields, stream.take(int(length), kept))


def _is_answer(block: Block) -> bool:
    """An HTTP answer with an HTML page in it."""
    if block.fields.get("warc-type") != "response" or not block.data.startswith(b"HTTP/"):
        return False
    status, headers, _ = split_head(block.data)
    return status == 200 and headers.get("content-type", "").partition(";")[0].strip().lower() in HTML


def _load(block: Block, key: str, published: str | None) -> Content:
    if len(block.data) > MAX_BLOCK:
        raise OversizedInput(f"{key}: larger than the {MAX_BYTES:,} bytes that are read")
    _, headers, begins = split_head(block.data)
    data = decoded_body(block.data[begins:], headers, MAX_BYTES, key)
    url = block.fields.get("warc-target-uri", "").strip("<>") or None
    captured = block.fields.get("warc-date")
    return Content(data, headers.get("content-type"), url, published, captured=captured)
