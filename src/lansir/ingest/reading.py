"""From content to record: what a reading process does with what it is given."""

import os
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from lansir.encoder import BALANCED, Point
from lansir.errors import InputError, LansirError
from lansir.ingest.items import Content, Stage
from lansir.knowledge import Knowledge
from lansir.lang import read_with
from lansir.memory_limit import TOO_MUCH
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.record import Article, Reason, Record, Span
from lansir.vectors import Vectors

__all__ = [
    "OUT_OF_MEMORY", "Failed", "MakeReader", "Read", "Reader", "article_of", "fault_of", "model_reader",
    "own_record", "read_content",
]  # fmt: skip

Reader = Callable[[Article], tuple[Record, Vectors]]
MakeReader = Callable[[], Reader]
"""Makes a reader in the process that is to use it; it has to be picklable."""
OUT_OF_MEMORY = MemoryError.__name__
"""The error of a page that holds more memory than it may."""


class Read(msgspec.Struct, frozen=True, tag=True):
    """A record, as MessagePack, with its vectors."""

    record: bytes
    vectors: Vectors


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Where it failed, with the error's class and message."""

    stage: Stage
    error: str
    message: str


def model_reader(actors: tuple[Path, ...], point: Point = BALANCED) -> Reader:
    """A reader with the shipped model at an operating point, and a user's own actors.

    Its model works with one thread, for every core has a process of its own: more threads would wait for each other.
    """
    from lansir.encoder.model import load_model  # noqa: PLC0415  # the process that only stores needs no model

    read_with()  # a language pack that is gone is not the failure of every page
    known = Knowledge.load(*actors) if actors else None
    return partial(read_with_vector, model=load_model(threads=1).at(point), known=known)


def read_content(content: Content, reader: Reader) -> Read | Failed:
    """The record of a page, or the record that was given; never raises."""
    stage: Stage = "parse"
    try:
        if content.own:
            return Read(msgspec.msgpack.encode(own_record(content.data)), Vectors())
        article = article_of(content)
        stage = "read"
        record, vectors = reader(article)
        return Read(msgspec.msgpack.encode(record), vectors)
    except LansirError as error:
        return Failed(stage, type(error).__name__, str(error))
    except MemoryError:
        return Failed(stage, OUT_OF_MEMORY, TOO_MUCH)
    except Exception as error:  # a fault of Lansir is one page's failure
        return fault_of(error, stage)


def fault_of(error: Exception, stage: Stage) -> Failed:
    """What is told of a fault of Lansir itself, while it is dealt with."""
    if os.environ.get("LANSIR_DEBUG"):
        traceback.print_exc()
    fault = f"{type(error).__name__}: {error}"[:500]
    return Failed(stage, type(error).__name__, f"a fault of Lansir ({fault}); please report it")


def article_of(content: Content) -> Article:
    """The page, with what its source tells where it says nothing itself; the errors are those of `read_page`."""
    read = read_page(
        content.data,
        media_type=content.media_type,
        url=content.url,
        published=content.published,
        captured=content.captured,
    )
    published = read.published
    if published and published.source == "given":
        published = msgspec.structs.replace(published, source=content.dated_by)
    reasons = [_undated(content.undated)] if content.undated and not published else []
    return msgspec.structs.replace(
        read,
        published=published,
        outlet=content.outlet or read.outlet if _is_host(read) else read.outlet or content.outlet,
        authors=read.authors or content.authors,
        reasons=[*read.reasons, *reasons],
    )


def _is_host(article: Article) -> bool:
    """Whether the outlet is only the host of the address, for want of a name."""
    return bool(article.outlet and article.url and article.outlet in article.url)


def _undated(text: str) -> Reason:
    return Reason("bad_date", f"the date that its source tells ({text[:60]!r}) could not be understood")


def own_record(data: bytes) -> Record:
    """A record of Lansir as JSON, checked: its spans say what stands in its text; InputError where it is not sound."""
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"no record of this Lansir ({error}); write it anew with `lansir read --format jsonl`"
        ) from None
    text = record.article.text
    wrong = next((span for span in _spans(record) if text[span.start : span.end] != span.text or span.start < 0), None)
    if wrong is not None:
        where = f"{wrong.start}-{wrong.end}"
        raise InputError(f"record {record.article.id}: its text has other words at {where} than {wrong.text[:40]!r}")
    return record


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))
    elif isinstance(value, list):
        for part in value:
            yield from _spans(part)
