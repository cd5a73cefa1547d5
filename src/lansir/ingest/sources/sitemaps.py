"""Sitemaps, news sitemaps, and indexes of sitemaps (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterator
from functools import partial

from lxml import etree

from lansir.errors import LansirError
from lansir.ingest.dates import iso_date
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.links import broken, link_item, whole
from lansir.ingest.sources.markup import SITEMAP_ROOTS, elements, local_name, require_root, text_of
from lansir.ingest.sources.plan import Plan

__all__ = ["sitemap"]

DEPTH = 3
"""Indexes within indexes that are followed: the protocol allows none, some sites have one."""


def sitemap(
    document: Document, plan: Plan, depth: int = DEPTH, seen: set[str] | None = None
) -> Iterator[Item | Finished]:
    """The pages of a sitemap, and of those that it lists; InputError where it is no sitemap."""
    require_root(document, SITEMAP_ROOTS, "sitemap")
    seen = {document.name} if seen is None else seen
    below: list[str] = []
    with document.stream() as (stream, raw):
        for number, element in enumerate(elements(stream, "url", "sitemap"), start=1):
            plan.share.at(raw.tell(), document.size * 2 if below else document.size)
            address = text_of(element, "loc")
            if not address:
                continue
            if local_name(element) == "url":
                yield _page(element, address, f"{document.name}#{number}", plan)
            elif depth and address not in seen:
                seen.add(address)
                below.append(address)
    yield from _below(below, plan, depth - 1, seen)
    # An index may stay as it is while the sitemaps below it change: it is had anew each time.
    yield Finished(document.name, None if below else document.visit)


def _page(element: etree._Element, address: str, name: str, plan: Plan) -> Item:
    return link_item(address, name, plan.published, fed=next((date for date in _dates(element) if date), None))


def _dates(element: etree._Element) -> Iterator[str | None]:
    """When the news came out; `lastmod` is no such date."""
    for news in element.iterchildren("{*}news"):
        yield iso_date(text_of(news, "publication_date"))


def _below(addresses: list[str], plan: Plan, depth: int, seen: set[str]) -> Iterator[Item | Finished]:
    for number, (address, found) in enumerate(plan.documents(addresses)):
        with plan.share.within(number, len(addresses)):
            if isinstance(found, LansirError):
                yield broken(address, found, Again(address, "sitemap", whole=True))
            elif found is not None:
                yield from whole(found, plan, partial(sitemap, depth=depth, seen=seen))
