"""An HTML page to pieces and metadata.

The article region is what lies from the headline to the end of the article's container, and the furniture right
behind it; menus and footers of the site around it are no part of the article and are left alone.
"""

import re
from typing import Literal
from urllib.parse import urljoin, urlsplit

import msgspec

from lansir.errors import NoArticle
from lansir.page.byline import is_byline, is_role, is_stamp_line
from lansir.page.classify import classify
from lansir.page.content import Content, find_content, hint_of
from lansir.page.credit import credit_start
from lansir.page.dateline import is_dateline
from lansir.page.furniture import all_words, kind_of, normal
from lansir.page.headline import is_same_title
from lansir.page.line import Line, Link, Piece
from lansir.page.metadata import read_metadata
from lansir.page.reading import Metadata
from lansir.page.tree import body_of, parse
from lansir.page.walk import Raw, walk
from lansir.record import BlockKind

__all__ = ["html_page"]

_ENOUGH = 140
_HEAD_LINES = 40
_TAIL_LINES = 40
_HEADINGS = frozenset({"h1", "h2", "h3"})


def html_page(text: str, url: str | None) -> tuple[list[Piece], Metadata]:
    """The pieces of an HTML page in page order, and what it states about itself; NoArticle where it has no article."""
    root = parse(text)
    meta = read_metadata(root, url)
    raws = walk(body_of(root))
    headline = _headline_at(raws, meta.title)
    content = find_content(raws, headline or 0)
    name = url or "the page"
    if content is None or content.prose < _ENOUGH:
        raise NoArticle(f"no article on {name}: there is no passage of running text in it")
    if _is_absent(meta.title, content):
        raise NoArticle(f"no article on {name}: it is titled {(meta.title or '')[:60]!r}")
    base = _base(root.find(".//base"), meta.canonical_url or url, url)
    start = content.first if headline is None else min(headline, content.first)
    return classify(
        _lines(raws, content, max(start, content.first - _HEAD_LINES), base), meta.title, meta.authors
    ), meta


def _is_absent(title: str | None, content: Content) -> bool:
    """A title such as "Page not found" over little text; an article may well be about one."""
    bare = normal(title or "")
    return content.prose < 1200 and any(re.match(rf"{re.escape(phrase)}\b", bare) for phrase in all_words("absent"))


def _base(element: object, canonical: str | None, url: str | None) -> str | None:
    href = element.get("href") if hasattr(element, "get") else None
    return urljoin(url or canonical or "", href) if href else url or canonical


def _lines(raws: list[Raw], content: Content, start: int, base: str | None) -> list[Line]:
    lines = [_line(raw, base, content.limit) for raw in raws[content.first : content.last + 1]]
    head = [_line(raw, base, content.limit, around="head") for raw in raws[start : content.first]]
    tail = [_line(raw, base, content.limit, around="tail") for raw in _behind(raws, content)]
    return [line for line in (*head, *lines, *tail) if line is not None]


def _behind(raws: list[Raw], content: Content) -> list[Raw]:
    """The lines behind the container that are still in the same <article>."""
    outer = next((one for one in content.container.iterancestors() if one.tag == "article"), None)
    behind = raws[content.last + 1 : content.last + 1 + _TAIL_LINES]
    return [raw for raw in behind if outer is not None and outer in raw.element.iterancestors()]


def _headline_at(raws: list[Raw], title: str | None) -> int | None:
    """The line of the headline: the first heading that is the title, else the first <h1>; with most prose behind it."""
    same = [
        at for at, raw in enumerate(raws) if title and raw.element.tag in _HEADINGS and is_same_title(raw.text, title)
    ]
    tops = [at for at, raw in enumerate(raws) if raw.element.tag == "h1"]
    total = sum(raw.prose for raw in raws)
    for at in (*same[:5], *tops[:5]):
        if sum(raw.prose for raw in raws[at:]) >= total * 0.4:
            return at
    return None


def _line(raw: Raw, base: str | None, limit: float, around: Literal["head", "tail"] | None = None) -> Line | None:
    kind = hint_of(raw, limit)
    if kind == "hidden":
        return None
    links = tuple(Link(link.start, link.end, _absolute(link.href, base)) for link in raw.links)
    line = Line(raw.text, str(raw.element.tag), kind, links)
    return line if around is None else msgspec.structs.replace(line, hint=_hint_outside(line, around))


def _hint_outside(line: Line, around: Literal["head", "tail"]) -> BlockKind | None:
    """Outside the container only a deck below the headline and what goes with a picture is news."""
    text = line.text
    if line.hint in {"deck", "caption", "credit", "byline"} and around == "head":
        return line.hint
    if (
        line.tag == "h1"
        or is_role(text)
        or is_dateline(text)
        or is_stamp_line(text)
        or is_byline(text)
        or kind_of(line)
    ):
        return None
    if around == "head" and line.hint is None:
        if credit_start(text, in_figure=True):
            return "caption"
        if len(text.split()) >= 8 and line.linked < 0.3:
            return "deck"
    return line.hint if line.hint in {"read_also", "promo", "advert", "byline"} else "navigation"


def _absolute(href: str, base: str | None) -> str:
    """The link made absolute; empty where it leads nowhere but to a script, an address or a place on this page."""
    bare = href.strip()
    if not bare or bare.startswith("#"):
        return ""
    try:
        joined = urljoin(base or "", bare)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if not parts.scheme or (parts.scheme in ("http", "https") and parts.netloc) else ""
