"""Addresses of pages, one by one or as a list, one a line."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Literal

from lansir.errors import InputError
from lansir.ingest.address import canonical
from lansir.ingest.items import Again, Content, Finished, Item, Link
from lansir.ingest.sources.document import DAMAGE, Document, damaged
from lansir.ingest.sources.plan import Plan

__all__ = ["Source", "broken", "link_item", "listed_addresses", "url_list", "whole"]

Source = Callable[[Document, Plan], Iterator[Item | Finished]]

LONGEST_LINE = 16_000


def link_item(url: str, name: str, given: str | None = None, *, fed: str | None = None) -> Item:
    """The page at an address; `name` is the key where it is no address, the date is `fed` by a feed or `given`."""
    published = fed or given
    dated_by: Literal["feed", "given"] = "feed" if fed else "given"
    try:
        address = canonical(url)
    except InputError as error:
        return broken(name, error, Again(url, "page"))
    again = Again(address, "page", published=published, dated_by=dated_by)
    return Item(address, lambda: Link(address, published, dated_by), again)


def broken(key: str, error: Exception, again: Again) -> Item:
    """An item, or a whole source, that is known to have failed."""
    return Item(key, partial(_raise, error), again)


def _raise(error: Exception) -> Content:
    raise error


def whole(document: Document, plan: Plan, source: Source) -> Iterator[Item | Finished]:
    """A list within a list: where it cannot be read, that is a failure of its own and the others go on."""
    again = Again(document.name, whole=True)
    try:
        yield from source(document, plan)
    except InputError as error:
        yield broken(document.name, error, again)
    except DAMAGE as error:
        yield broken(document.name, damaged(document.name, error), again)


def listed_addresses(lines: Iterable[bytes], name: str, published: str | None) -> Iterator[Item]:
    """The addresses of a list: one a line, behind which anything may stand; `#` begins a comment."""
    for number, line in enumerate(lines, start=1):
        words = line.decode("utf-8-sig", "replace").split(maxsplit=1)
        if words and not words[0].startswith("#"):
            yield link_item(words[0], f"{name}#{number}", published)


def url_list(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The addresses of a list in a file."""
    with document.stream() as (stream, raw):
        lines = iter(lambda: stream.readline(LONGEST_LINE), b"")
        for item in listed_addresses(lines, document.name, plan.published):
            plan.share.at(raw.tell(), document.size)
            yield item
    yield Finished(document.name)
