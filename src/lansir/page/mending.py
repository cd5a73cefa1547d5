"""Closes what a page left open, as browsers do, before libxml2 builds a tree.

libxml2 passes over `</figure>` where a <div> in it is still open, and the rest of the page then stands in the figure.
After the HTML standard (13.2.6.4.7) the end tag of a block element closes all that stands open inside it.
"""

import re
from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["Mended", "close_blocks", "mended"]

_TAG = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,40}")
_MAX_OPEN = 2000


class Mended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `mending.yaml`, which says what the fields mean."""

    blocks: frozenset[str]
    scopes: frozenset[str]
    raw: frozenset[str]


@cache
def mended() -> Mended:
    """The elements whose end tags are looked after."""
    return msgspec.yaml.decode(files(__package__).joinpath("mending.yaml").read_bytes(), type=Mended)


def close_blocks(html: str) -> str:
    """The HTML with the missing end tags of block elements put in; linear in its length, nothing else is changed."""
    parts: list[str] = []
    words = mended()
    open_tags: list[str] = []
    endless: set[str] = set()
    kept = at = 0
    while (at := html.find("<", at)) >= 0:
        if html.startswith("<!--", at):
            end = -1 if "--" in endless else html.find("-->", at)
            if end < 0:
                endless.add("--")
            at = max(at + 4, end)
            continue
        closing = html.startswith("</", at)
        match = _TAG.match(html, at + 1 + closing)
        if match is None:
            at += 1
            continue
        tag, start, at = match.group().lower(), at, _behind(html, ">", match.end())
        if closing:
            if missing := _closed(open_tags, tag):
                parts += [html[kept:start], *missing]
                kept = start
        elif tag in words.raw:
            at = _behind_raw(html, tag, at, endless)
        elif (tag in words.blocks or tag in words.scopes) and len(open_tags) < _MAX_OPEN:
            open_tags.append(tag)
    return "".join([*parts, html[kept:]]) if parts else html


def _behind(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return len(html) if found < 0 else found + len(mark)


def _behind_raw(html: str, tag: str, at: int, endless: set[str]) -> int:
    """At the end tag of an element whose content is no markup; right behind its start tag where it has no end.

    `endless` keeps the tags that are known to have none from here on, so that each is looked for in vain only once.
    """
    for form in (f"</{tag}", f"</{tag.upper()}"):
        found = -1 if form in endless else html.find(form, at)
        if found >= 0:
            return found
        endless.add(form)
    return at


def _closed(open_tags: list[str], tag: str) -> list[str]:
    """The end tags that have to stand before this one; takes what is closed off the list."""
    words = mended()
    if tag not in words.blocks and tag not in words.scopes:
        return []
    for depth, name in enumerate(reversed(open_tags)):
        if name == tag:
            missing = [f"</{inner}>" for inner in reversed(open_tags[len(open_tags) - depth :])]
            del open_tags[len(open_tags) - depth - 1 :]
            return missing
        if name in words.scopes and tag in words.blocks:
            return []
    return []
