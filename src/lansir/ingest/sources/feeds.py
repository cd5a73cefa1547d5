"""RSS, Atom and RDF feeds, and OPML lists of feeds.

The page that an entry links to is what is read; an entry without a link is read as it stands in the feed.
"""

import hashlib
from collections.abc import Iterator
from html import escape
from typing import IO
from urllib.parse import urljoin

import msgspec
from lxml import etree

from lansir.errors import InputError, LansirError
from lansir.ingest.address import absolute
from lansir.ingest.dates import iso_date
from lansir.ingest.items import Again, Content, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.links import broken, link_item, whole
from lansir.ingest.sources.markup import (
    FEED_ROOTS,
    OPML_ROOTS,
    attribute,
    elements,
    local_name,
    own_text,
    require_root,
    text_of,
)
from lansir.ingest.sources.plan import Plan

__all__ = ["Entry", "feed", "feed_entries", "feed_minutes", "listed_feeds", "opml"]

PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


class Entry(msgspec.Struct, frozen=True):
    """An entry of a feed: its page's address, or its own content as HTML; `published` as written."""

    link: str | None
    identity: str | None
    published: str | None
    title: str | None = None
    content: str | None = None


def feed(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The pages that a feed's entries lead to; InputError where it is no feed."""
    require_root(document, FEED_ROOTS, "feed")
    with document.stream() as (stream, raw):
        for number, entry in enumerate(feed_entries(stream, document.base), start=1):
            plan.share.at(raw.tell(), document.size)
            yield _item(document, entry, number, plan)
    yield Finished(document.name, document.visit)


def _item(document: Document, entry: Entry, number: int, plan: Plan) -> Item:
    published = iso_date(entry.published)
    if entry.link:
        return link_item(entry.link, f"{document.name}#{number}", plan.published, fed=published)
    again = Again(document.name, "feed")
    words = entry.identity or hashlib.sha256(f"{entry.title}\n{entry.content}".encode()).hexdigest()[:16]
    key = f"{document.name}#{words}"
    if not entry.content:
        return broken(key, InputError(f"{key[:200]}: an entry without a link and without a text"), again)
    content = Content(_page(entry), "text/html; charset=utf-8", None, published or plan.published, dated_by="feed")
    return Item(key, lambda: content, again)


def _page(entry: Entry) -> bytes:
    title = escape(entry.title or "")
    return f"<html><body><article><h1>{title}</h1>\n{entry.content}\n</article></body></html>".encode()


def feed_entries(stream: IO[bytes], base: str | None) -> Iterator[Entry]:
    """The entries of a feed in its order; links are made absolute by `base`."""
    for element in elements(stream, "item", "entry"):
        link = _link(element)
        yield Entry(
            link=absolute(link, _base(element, base)) if link else None,
            identity=text_of(element, "guid", "id")
            or attribute(element, "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
            published=text_of(element, "pubDate", "published", "date", "issued", "updated"),
            title=text_of(element, "title"),
            content=text_of(element, "encoded", "content", "description", "summary"),
        )


def _base(element: etree._Element, base: str | None) -> str:
    """Where the links of an entry start from; `xml:base` counts where it is an address."""
    try:
        return urljoin(base or "", element.base or "")
    except ValueError:
        return base or ""


def _link(element: etree._Element) -> str | None:
    """The page's address: what a service that counts clicks replaced, the link, the identity where that is one."""
    if original := text_of(element, "origLink"):
        return original
    for child in element.iterchildren("{*}link"):
        href = attribute(child, "href")
        if href and (attribute(child, "rel") or "alternate") == "alternate":
            return href
        if text := own_text(child):
            return text
    for child in element.iterchildren("{*}guid"):
        if attribute(child, "isPermaLink") != "false" and (text := own_text(child)):
            return text
    return None


def feed_minutes(stream: IO[bytes]) -> float | None:
    """How many minutes the feed asks to wait between two looks (`ttl`, `updatePeriod`); None where it does not."""
    period, often = None, 1.0
    for element in elements(stream, "ttl", "updatePeriod", "updateFrequency", "item", "entry"):
        name, text = local_name(element), own_text(element)
        if name in ("item", "entry") or _is_in_entry(element):
            break
        if name == "ttl":
            return _number(text)
        if name == "updatePeriod":
            period = PERIODS.get(text.lower())
        else:
            often = _number(text) or 1.0
    return period / often if period else None


def _is_in_entry(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) in ("item", "entry")


def _number(text: str) -> float | None:
    return float(text[:9]) if text[:9].isascii() and text[:9].isdigit() and int(text[:9]) else None


def opml(document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The pages of all feeds of an OPML list; InputError where it is none."""
    require_root(document, OPML_ROOTS, "OPML list")
    with document.stream() as (stream, _):
        addresses = listed_feeds(stream)
    for number, (address, found) in enumerate(plan.documents(addresses)):
        with plan.share.within(number, len(addresses)):
            if isinstance(found, LansirError):
                yield broken(address, found, Again(address, "feed", whole=True))
            elif found is not None:
                yield from whole(found, plan, feed)
    yield Finished(document.name)


def listed_feeds(stream: IO[bytes]) -> list[str]:
    """The addresses of the feeds of an OPML list, each once."""
    found = (absolute(attribute(element, "xmlUrl") or "", None) for element in elements(stream, "outline"))
    return list(dict.fromkeys(address for address in found if address))
