"""From pieces and metadata to the Article: what is common to HTML and plain text."""

import hashlib
import re
from itertools import pairwise

import msgspec

from lansir.errors import NoArticle
from lansir.page.byline import author_names, byline_names
from lansir.page.compose import compose
from lansir.page.headline import cut_outlet, repeated_outlet
from lansir.page.language import text_language
from lansir.page.line import Piece
from lansir.page.origins import find_origins
from lansir.page.outlets import HOST_NAME, by_host, host_of, is_outlet, known_name
from lansir.page.stamps import Stamp, find_stamp, stated
from lansir.record import Article, Block, Reason, Span, StatedTime, article_id

__all__ = ["NEWS_KINDS", "Metadata", "article", "with_reason"]

NEWS_KINDS = frozenset({"headline", "deck", "caption", "paragraph", "subheading"})
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/_-]|\d{4,})")
_HOST_NAME = re.compile(rf"\b{HOST_NAME}\b")


class Metadata(msgspec.Struct, frozen=True):
    """What a page states about itself outside its words; times in the order in which they are believed."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    canonical_url: str | None = None
    published: tuple[StatedTime, ...] = ()
    updated: tuple[StatedTime, ...] = ()


def article(
    data: bytes, pieces: list[Piece], meta: Metadata, *, url: str | None, given: StatedTime | None, captured: str | None
) -> Article:
    """The Article of a page that was cut into pieces; NoArticle where none of them is news."""
    text, blocks, cut = compose(pieces)
    _refuse(blocks, url or "the page")
    headline = next((block.span.text for block in blocks if block.kind == "headline"), None)
    outlet = meta.outlet or _outlet(headline, blocks, url)
    language = _language(blocks, meta.language)
    published, updated = _times(blocks, meta, url, language)
    title, _ = cut_outlet(meta.title or headline or "", outlet)
    dateline = next((block.span.text.rstrip(" -–—―:") for block in blocks if block.kind == "dateline"), None)
    read = Article(
        id=article_id(meta.canonical_url or url, text),
        text=text,
        blocks=blocks,
        content_hash=hashlib.sha256(data).hexdigest(),
        language=language,
        url=url,
        canonical_url=meta.canonical_url,
        outlet=outlet,
        title=title or None,
        authors=list(meta.authors) or _authors(blocks, outlet),
        dateline=dateline,
        published=published or given,
        updated=updated if published is None or updated is None or updated.value != published.value else None,
        captured=captured,
        origins=find_origins(blocks, outlet),
    )
    return with_reason(read, f"only the first {len(text):,} characters of the article") if cut else read


def with_reason(read: Article, part: str) -> Article:
    """The article with the reason that only a part of the page was read."""
    reason = Reason("page_cut", f"{part} were read: the page is longer than Lansir reads")
    return msgspec.structs.replace(read, reasons=[*read.reasons, reason])


def _refuse(blocks: list[Block], name: str) -> None:
    """Raise NoArticle where no block is news, or where the news is other pages'."""
    if not any(block.kind == "paragraph" and _has_words(block.span.text) for block in blocks):
        raise NoArticle(f"no article on {name}: it has no paragraph of news, only headings, links or prompts")
    if _is_front_page(blocks):
        raise NoArticle(f"no article on {name}: it is a list of links to articles")


def _has_words(text: str) -> bool:
    return len(text.split()) >= 4 or len(text) >= 40


def _is_front_page(blocks: list[Block]) -> bool:
    """Most paragraphs stand each under a link of its own: summaries of other pages."""
    pairs = [(before, block) for before, block in pairwise(blocks) if block.kind == "paragraph"]
    return len(pairs) >= 5 and sum(before.link is not None for before, _ in pairs) > len(pairs) * 0.6


def _outlet(headline: str | None, blocks: list[Block], url: str | None) -> str | None:
    """The outlet's name where the metadata give none: host, then the name behind a title, then the dateline."""
    if named := by_host(host_of(url)):
        return named
    lines = [block.span.text for block in blocks[:12]]
    behind = (repeated_outlet(headline, lines) or cut_outlet(headline)[1]) if headline else None
    return behind or _in_dateline(blocks) or host_of(url)


def _in_dateline(blocks: list[Block]) -> str | None:
    dateline = next((block.span.text for block in blocks if block.kind == "dateline"), "")
    if host := _HOST_NAME.search(dateline):
        return known_name(host.group()) or host.group()
    parts = (part.strip() for part in re.split(r"[,(]", dateline.rstrip(" -–—―:)")))
    return next((part for part in parts if " " in part and is_outlet(part)), None)


def _language(blocks: list[Block], declared: str | None) -> str | None:
    news = [block.span.text for block in blocks if block.kind in {"paragraph", "deck", "headline"}]
    return text_language("\n".join(news), declared)


def _authors(blocks: list[Block], outlet: str | None) -> list[str]:
    lines = [block.span.text for block in blocks if block.kind == "byline"]
    names = (name for line in lines for name in byline_names(line))
    return list(dict.fromkeys(name for name in names if author_names(name, outlet)))


def _times(
    blocks: list[Block], meta: Metadata, url: str | None, language: str | None
) -> tuple[StatedTime | None, StatedTime | None]:
    in_text = _text_times(blocks, language)
    published = [time for label, time in in_text if label != "updated"]
    updated = [time for label, time in in_text if label == "updated"]
    return _best([*meta.published, *published, *_url_time(meta.canonical_url or url)]), _best([*meta.updated, *updated])


def _text_times(blocks: list[Block], language: str | None) -> list[tuple[str | None, StatedTime]]:
    """Times that the page's bylines state, with their labels."""
    found: list[tuple[str | None, StatedTime]] = []
    for block in blocks:
        at = 0
        while block.kind == "byline" and (stamp := find_stamp(block.span.text, language, at)):
            found.append((stamp.label, _with_span(stamp, block)))
            at = stamp.end
    return found


def _with_span(stamp: Stamp, block: Block) -> StatedTime:
    start, end = block.span.start + stamp.start, block.span.start + stamp.end
    span = Span(start, end, block.span.text[stamp.start : stamp.end])
    return msgspec.structs.replace(stated(stamp, "text"), span=span)


def _url_time(url: str | None) -> list[StatedTime]:
    match = _URL_DATE.search(url or "")
    stamp = find_stamp("-".join(match.groups())) if match else None
    return [stated(stamp, "url")] if stamp else []


def _best(times: list[StatedTime]) -> StatedTime | None:
    """The first time; a later one in its place where that gives the clock time or the zone of the same day."""
    if not times:
        return None
    first = times[0]
    same_day = [time for time in times if time.value[:10] == first.value[:10]]
    if first.precision in {"minute", "second"}:
        return first
    return next((time for time in same_day if time.precision in {"minute", "second"}), first)
