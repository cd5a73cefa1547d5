"""Elements of feeds, sitemaps and OPML: XML that was written by programs, and not always well."""

from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from lxml import etree

from lansir.errors import InputError
from lansir.ingest.sources.document import Document

__all__ = [
    "FEED_ROOTS", "OPML_ROOTS", "SITEMAP_ROOTS", "attribute", "elements", "local_name", "own_text", "require_root",
    "root_name", "text_of",
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
    """Its name without the namespace, or without a prefix that stands for none; empty for what is no element."""
    try:
        tag = element.tag if isinstance(element.tag, str) else ""
    except UnicodeDecodeError:  # half a character in the name of its namespace
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, None where it is not there or holds half a character ("&#xD800;", which libxml2 lets pass)."""
    try:
        found = element.get(name)
    except UnicodeDecodeError:
        return None
    return None if found is None else str(found)


def own_text(element: etree._Element) -> str:
    """The text at the beginning of an element; empty where there is none or it holds half a character."""
    try:
        return (element.text or "").strip()
    except UnicodeDecodeError:
        return ""


def text_of(element: etree._Element, *names: str) -> str | None:
    """The text of the first child of one of those local names, the earlier name first; None where there is none."""
    for name in names:
        for child in element.iterchildren(f"{{*}}{name}"):
            if text := _all_text(child):
                return text
    return None


def _all_text(element: etree._Element) -> str:
    try:
        return "".join(map(str, element.itertext())).strip()
    except UnicodeDecodeError:
        return ""
