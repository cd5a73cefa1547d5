"""A page of the example world cut down to a brief, as wires send them: its headline and its first paragraph."""

from collections.abc import Iterator
from html import escape

from lansir.record import Article

__all__ = ["brief_page"]

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{address}">
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="og:type" content="article"><meta property="article:published_time" content="{published}">
</head><body><main><article><h1>{title}</h1>{paragraphs}</article></main></body></html>
"""


LEAST = 160
"""Characters that are running text enough for the reader of pages."""


def brief_page(article: Article) -> bytes | None:
    """The bytes of the brief, with a second paragraph where the first says little.

    None where the article states no title, day or paragraph.
    """
    paragraphs = list(_first(article))
    if not (article.title and article.published and paragraphs):
        return None
    told = {
        "language": article.language or "",
        "title": article.title,
        "address": article.canonical_url or article.url or "",
        "outlet": article.outlet or "",
        "published": article.published.value,
    }
    escaped = {name: escape(words) for name, words in told.items()}
    return PAGE.format(paragraphs="".join(f"<p>{escape(words)}</p>" for words in paragraphs), **escaped).encode()


def _first(article: Article) -> Iterator[str]:
    """The first paragraph, and so many more as make up the least."""
    length = 0
    for block in article.blocks:
        if block.kind == "paragraph" and length < LEAST:
            length += len(block.span.text)
            yield block.span.text
