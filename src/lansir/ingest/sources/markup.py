"""Elements of feeds, sitemaps and OPML: XML that was written by programs, and not always well."""

from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from lxml import etree

from lansir.errors import InputError
from lansir.ingest.sources.document import Document

__all__ = [
    "FEED_ROOTS", "OPML_ROOTS", "SITEMAP_ROOTS", "elements", "local_name", "require_root", "root_name", "text_of",
]  # fmt: skip

FEED_ROOTS = frozenset({"rss", "feed", "RDF"})
OPML_ROOTS = frozenset({"opml"})
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})


def elements(stream: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """The elements of those local names, as they end; each is emptied when the next is asked for.

    Broken XML is mended as far as possible, and ends where it is not. No entity is resolved, nothing is loaded.
    """
    context = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with suppress(etree.XMLSyntaxError):
        for _, element in context:
            yield element
            _forget(element)


def _forget(element: etree._Element) -> None:
    """Empty it, and drop what stands before it: the tree of a long list must not grow."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def root_name(head: bytes) -> str | None:
    """The local name of the first element of what may be XML; None where there is none."""
    parser = etree.XMLPullParser(events=("start",), recover=True, resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError):
        parser.feed(head)
    found = (element for _, element in parser.read_events() if isinstance(element, etree._Element))
    return next(map(local_name, found), None)


def require_root(document: Document, roots: frozenset[str], what: str) -> None:
    """InputError unless the document's first element is one of `roots`."""
    name = root_name(document.head())
    if name not in roots:
        begins = f"it begins with <{name[:40]}>" if name else "it is no XML"
        raise InputError(f"{document.name}: no {what}: {begins}; check the address, or give another --kind")


def local_name(element: etree._Element) -> str:
    """Its name without the namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(element: etree._Element, *names: str) -> str | None:
    """The text of the first child of one of those local names, the earlier name first; None where there is none."""
    for name in names:
        for child in element.iterchildren(f"{{*}}{name}"):
            text = "".join(map(str, child.itertext())).strip()
            if text:
                return text
    return None
