"""What a page states in JSON-LD (schema.org): the article node, wherever it stands, also in slightly broken JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lansir.page.cleaning import clean
from lansir.page.tree import Element

__all__ = ["Node", "article_nodes", "names_in", "text_in"]

_LIMIT = 2_000_000
_NODES = 5000
_LONGEST = 1000
_MOST_NAMES = 50
_KINDS = {"BlogPosting", "LiveBlogPosting", "Report", "Reportage"}
_TRAILING_COMMA = re.compile(r",(?=\s{0,20}[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")

Node = dict[str, Any]


def article_nodes(root: Element) -> list[Node]:
    """The JSON-LD nodes that speak of the page: articles first, the fullest first, then the page itself."""
    nodes = [
        node for script in root.iter("script") if _is_json_ld(script) for node in _nodes(_loaded(script.text or ""))
    ]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 2}
    articles = sorted((node for node in nodes if _is_article(node)), key=lambda node: -_fullness(node))
    pages = [node for node in nodes if "WebPage" in _kinds(node)]
    return [_joined(node, by_id) for node in (*articles, *pages)]


def _is_json_ld(script: Element) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _loaded(text: str) -> list[Any]:
    """The values of one script; what cannot be parsed even after mending is passed over."""
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text[:_LIMIT])).strip()
    for candidate in (bare, _TRAILING_COMMA.sub("", bare).replace("\t", " ")):
        try:
            return [json.loads(candidate, strict=False)]
        except json.JSONDecodeError as error:
            if error.msg == "Extra data" and error.pos:
                return _several(candidate)
        except (ValueError, RecursionError):
            return []
    return []


def _several(text: str) -> list[Any]:
    """Values that stand behind each other in one script."""
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while at < len(text) and len(values) < 50:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip(" \n\r\t,;"))
    return values


def _nodes(values: list[Any]) -> Iterator[Node]:
    """Every object, also in lists and in @graph and mainEntity, in the order in which they stand."""
    stack, seen = list(reversed(values)), 0
    while stack and seen < _NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            yield value
            stack += [value[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in value]


def _kinds(node: Node) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _is_article(node: Node) -> bool:
    return any(kind.endswith("Article") or kind in _KINDS for kind in _kinds(node))


def _fullness(node: Node) -> int:
    return sum(key in node for key in ("headline", "datePublished", "author", "publisher"))


def _joined(node: Node, by_id: dict[str, Node]) -> Node:
    """The node with its author and publisher in place of references to them."""
    return {
        key: _resolved(value, by_id) if key in {"author", "creator", "publisher"} else value
        for key, value in node.items()
    }


def _resolved(value: object, by_id: dict[str, Node]) -> object:
    if isinstance(value, list):
        return [_resolved(entry, by_id) for entry in value[:50] if not isinstance(entry, list)]
    return by_id.get(str(value["@id"]), value) if isinstance(value, dict) and "@id" in value else value


def text_in(node: Node, *keys: str) -> str | None:
    """The first of the keys that has a text, cleaned; of a list its first text."""
    for key in keys:
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return clean(str(value)[:_LONGEST]).strip()
    return None


def names_in(node: Node, *keys: str) -> list[str]:
    """Names under the keys, given as texts, as objects with a name, or as lists of either; the first fifty."""
    found: list[str] = []
    for key in keys:
        value = node.get(key)
        for entry in value[:_MOST_NAMES] if isinstance(value, list) else [value]:
            names = entry.get("name") if isinstance(entry, dict) else entry
            listed = names[:_MOST_NAMES] if isinstance(names, list) else [names]
            found += [clean(name[:_LONGEST]) for name in listed if isinstance(name, str)]
        if found:
            break
    return [name.strip() for name in found[:_MOST_NAMES] if name.strip()]
