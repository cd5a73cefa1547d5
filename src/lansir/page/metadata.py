"""Reads what an HTML page states about itself: JSON-LD, <meta>, <link>, <time>, in the order of their credit."""

import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

import msgspec

from lansir.page.byline import author_names
from lansir.page.cleaning import clean, squeeze
from lansir.page.headline import cut_outlet, repeated_outlet
from lansir.page.jsonld import Node, article_nodes, names_in, text_in
from lansir.page.outlets import by_host, host_of, is_outlet
from lansir.page.reading import Metadata
from lansir.page.stamps import Source, machine_time, stated
from lansir.page.tree import Element, words_of
from lansir.record import StatedTime

__all__ = ["MetaNames", "meta_names", "read_metadata"]

_VALUE_LIMIT = 1000


class MetaNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `metadata.yaml`: names of <meta> by what they state."""

    title: list[str]
    outlet: list[str]
    authors: list[str]
    published: list[str]
    updated: list[str]
    language: list[str]


@cache
def meta_names() -> MetaNames:
    """The names of <meta> that are read."""
    return msgspec.yaml.decode(files(__package__).joinpath("metadata.yaml").read_bytes(), type=MetaNames)


class _Sources(msgspec.Struct, frozen=True):
    """What the page has: its tree, its JSON-LD nodes, its <meta> by name in lower case."""

    root: Element
    nodes: list[Node]
    meta: dict[str, list[str]]

    def first(self, names: list[str]) -> str | None:
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def read_metadata(root: Element, url: str | None) -> Metadata:
    """What the page states about itself; `url` makes the canonical address absolute."""
    page = _Sources(root, article_nodes(root), _meta(root))
    canonical = _canonical(page, url)
    outlet = _outlet(page, canonical or url)
    return Metadata(
        title=_title(page, outlet),
        outlet=outlet,
        authors=tuple(_authors(page, outlet)),
        language=_language(page),
        canonical_url=canonical,
        published=tuple(_times(page, "datePublished", meta_names().published)),
        updated=tuple(_times(page, "dateModified", meta_names().updated)),
    )


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = squeeze(clean(html.unescape((element.get("content") or "")[:_VALUE_LIMIT])))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _title(page: _Sources, outlet: str | None) -> str | None:
    """The title without the outlet's name: the page's heading, where another title is that one cut short."""
    stated_titles = [text_in(node, "headline") for node in page.nodes[:1]] + [
        page.first(meta_names().title),
        _element(page.root, "title"),
    ]
    titles = [cut_outlet(squeeze(html.unescape(title)), outlet)[0] for title in stated_titles if title]
    heading = next((words_of(one, 400) for one in page.root.iter("h1")), "")
    if heading and any(_alike(heading, title) for title in titles):
        return cut_outlet(heading, outlet)[0]
    return next((title for title in titles if title), None) or heading or None


def _alike(one: str, other: str) -> bool:
    bare, against = (re.sub(r"\W", "", text.lower()) for text in (one, other))
    return bool(bare) and (
        bare == against or (len(against) > 25 and (bare.startswith(against) or against.startswith(bare)))
    )


def _element(root: Element, tag: str) -> str | None:
    found = next(iter(root.iter(tag)), None)
    return words_of(found, _VALUE_LIMIT) if found is not None else None


def _outlet(page: _Sources, url: str | None) -> str | None:
    named = [page.first(meta_names().outlet[:1])]
    named += [name for node in page.nodes for name in names_in(node, "publisher", "sourceOrganization")]
    named += [by_host(host_of(url)), page.first(meta_names().outlet[1:]), _behind_title(page.root)]
    return next((_short_name(name) for name in named if name), None)


def _behind_title(root: Element) -> str | None:
    """What <title> has behind the page's heading, or what is known to be an outlet there."""
    title, heading = _element(root, "title") or "", _element(root, "h1")
    return (repeated_outlet(heading, [title]) if heading else None) or cut_outlet(title)[1]


def _short_name(name: str) -> str:
    """The name without a motto behind it: "Kompas.com - Jernih Melihat Dunia"."""
    parts = re.split(r"\s+[|–—-]\s+", squeeze(html.unescape(name)))
    known = next((part for part in parts if is_outlet(part)), None)
    return known or (parts[0] if len(parts[0]) <= 40 else squeeze(name))[:80]


def _authors(page: _Sources, outlet: str | None) -> list[str]:
    given = [name for node in page.nodes for name in names_in(node, "author", "creator")]
    fields = [given, *(page.meta.get(name, []) for name in meta_names().authors), _marked(page.root)]
    for field in fields:
        names = [name for entry in field for name in author_names(html.unescape(entry), outlet)]
        if names:
            return list(dict.fromkeys(names))
    return []


def _marked(root: Element) -> list[str]:
    """Names that the markup says are the author's: rel="author", itemprop="author"."""
    marked = (
        one
        for one in root.iter("a", "span", "div", "p")
        if one.get("rel") == "author" or one.get("itemprop") == "author"
    )
    return [words_of(one, 200) for one, _ in zip(marked, range(3), strict=False)]


def _language(page: _Sources) -> str | None:
    declared = [page.root.get("lang"), page.root.get("xml:lang"), *(text_in(node, "inLanguage") for node in page.nodes)]
    return next((code for code in (*declared, page.first(meta_names().language)) if code), None)


def _canonical(page: _Sources, url: str | None) -> str | None:
    links = [one.get("href") for one in page.root.iter("link") if "canonical" in (one.get("rel") or "").lower().split()]
    for href in filter(None, (*links, page.first(["og:url"]))):
        try:
            address = urljoin(url or "", href.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and (parts.path.strip("/") or parts.query):
            return clean(address)
    return None


def _times(page: _Sources, key: str, names: list[str]) -> Iterator[StatedTime]:
    sources: list[tuple[Source, list[str]]] = [
        ("json-ld", [text for node in page.nodes if (text := text_in(node, key))]),
        ("meta", [value for name in names for value in page.meta.get(name, [])[:1]]),
        ("html", list(_marked_times(page.root, key))),
    ]
    for source, texts in sources:
        for text in texts:
            stamp = machine_time(text)
            if stamp is not None and stamp.precision not in {"year", "month"}:
                yield stated(stamp, source)


def _marked_times(root: Element, key: str) -> Iterator[str]:
    """Times in elements with an itemprop, and in the first <time> behind the first heading."""
    behind = False
    for element in root.iter("h1", "time", "span", "div", "abbr"):
        behind = behind or element.tag == "h1"
        value = element.get("datetime") or element.get("content")
        if value and element.get("itemprop") == key:
            yield value
        elif value and element.tag == "time" and behind and key == "datePublished" and not element.get("itemprop"):
            yield value
            return
