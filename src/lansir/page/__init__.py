"""Reads a news page: bytes in, an Article out, with every piece of the page kept as what it is.

`read_page` takes HTML of any encoding or plain text as saved from a page. Bounds, so that no page takes unbounded
time: inputs of up to 25 MB (`MAX_BYTES`), of HTML the first 4 million characters (`tree.MAX_HTML`), of plain text the
first million (`plain.MAX_PLAIN`), of an article 200,000 (`MAX_TEXT`), tags nested some 250 deep. What lies beyond is
left out, and `Article.reasons` says so.
"""

import msgspec

from lansir.hooks import adapted
from lansir.page.compose import MAX_TEXT
from lansir.page.decoding import MAX_BYTES, decode, is_html, refuse
from lansir.page.line import Piece
from lansir.page.reading import NEWS_KINDS, Metadata, article, with_reason
from lansir.page.stamps import given_time
from lansir.record import Article, Reason

__all__ = ["MAX_BYTES", "MAX_TEXT", "NEWS_KINDS", "read_page"]


def read_page(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    published: str | None = None,
    captured: str | None = None,
) -> Article:
    """What a news page says: its words in typed blocks, and what it states about itself.

    `media_type` is as in an HTTP header ("text/html; charset=iso-8859-1"); without it the bytes decide. `url` is where
    the page is from: links are made absolute by it. `published` is an ISO 8601 date or datetime, used where the page
    states none. `captured` is kept as given.
    Raises EmptyInput, BinaryInput, OversizedInput, NoArticle, BadDate; never anything else for any bytes.
    """
    given = given_time(published) if published else None
    refuse(data, url or "the input")
    text, failed = decode(data, media_type), None
    html = is_html(text, media_type)
    if html:
        text, failed = adapted(text, url, captured)
    pieces, meta, limit = _of_html(text, url) if html else _of_plain_text(text)
    read = article(data, pieces, meta, url=url, given=given, captured=captured)
    if failed:
        read = msgspec.structs.replace(read, reasons=[*read.reasons, Reason("adapter_failed", failed)])
    return read if len(text) <= limit else with_reason(read, f"only the first {limit:,} of {len(text):,} characters")


def _of_html(text: str, url: str | None) -> tuple[list[Piece], Metadata, int]:
    """The pieces of a page, what it states about itself, and how many characters of it were looked at."""
    from lansir.page.html import html_page  # noqa: PLC0415  (lxml, needed for HTML alone)
    from lansir.page.tree import MAX_HTML  # noqa: PLC0415

    pieces, meta = html_page(text, url)
    return pieces, meta, MAX_HTML


def _of_plain_text(text: str) -> tuple[list[Piece], Metadata, int]:
    """The same of text as saved from a page, which states nothing about itself."""
    from lansir.page.classify import classify  # noqa: PLC0415
    from lansir.page.plain import MAX_PLAIN, text_lines  # noqa: PLC0415

    return classify(text_lines(text)), Metadata(), MAX_PLAIN
