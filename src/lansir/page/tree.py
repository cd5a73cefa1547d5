"""HTML text to a tree, within bounds: broken markup, any depth of tags, any length."""

from functools import cache
from importlib.resources import files
from itertools import islice

import msgspec
from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element as Element

from lansir.errors import NoArticle
from lansir.page.cleaning import clean, squeeze
from lansir.page.mending import close_blocks
from lansir.record import BlockKind

__all__ = ["MAX_HTML", "ContentWords", "Element", "body_of", "content_words", "parse", "words_of"]

MAX_HTML = 4_000_000


class ContentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `content.yaml`, which says what the fields mean."""

    skipped: frozenset[str]
    blocks: frozenset[str]
    elements: dict[str, BlockKind]
    hints: dict[BlockKind, list[str]]
    bodies: frozenset[str]
    body_parts: list[str]
    modifiers: list[str]


@cache
def content_words() -> ContentWords:
    """What elements and class names tell."""
    return msgspec.yaml.decode(files(__package__).joinpath("content.yaml").read_bytes(), type=ContentWords)


def parse(text: str) -> Element:
    """The tree of an HTML page; of a page longer than MAX_HTML characters, that of its beginning.

    libxml2 cuts what is nested deeper than some hundred levels, so no depth of tags makes it run out of stack.
    """
    text = text[:MAX_HTML]
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(close_blocks(clean(text)).encode("utf-8", "ignore"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise NoArticle("no article on the page: its HTML has no elements that can be read") from None
    _leave_head(root)
    return root


def _leave_head(root: Element) -> None:
    """Put into the <body> what libxml2 left in the <head>: it does not know that an <article> ends the head.

    After the HTML standard (13.2.6.4.4) the first element that is no metadata does, with all behind it.
    """
    head = root.find("head")
    children = [] if head is None else list(head)
    first = next((at for at, one in enumerate(children) if one.tag in content_words().blocks), len(children))
    if first < len(children):
        body = root.find("body")
        body = etree.SubElement(root, "body") if body is None else body
        body[:0] = children[first:]


def words_of(element: Element, limit: int) -> str:
    """The first `limit` characters of an element's words, as one line."""
    return squeeze(clean("".join(map(str, islice(element.itertext(), 200)))[:limit]))


def body_of(root: Element) -> Element:
    """The page's <body>, or the root where it has none."""
    body = root.find(".//body")
    return root if body is None else body
