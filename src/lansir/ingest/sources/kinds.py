"""What kind of source something is, told by its content, and the module or plugin that reads it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

import msgspec

from lansir import hooks
from lansir.errors import InputError
from lansir.ingest.address import is_address
from lansir.ingest.items import Content, Finished, Item, Link
from lansir.ingest.sources.document import DAMAGE, Document, damaged
from lansir.ingest.sources.feeds import feed, opml
from lansir.ingest.sources.jsonl import is_json, jsonl
from lansir.ingest.sources.links import Source, url_list
from lansir.ingest.sources.markup import FEED_ROOTS, OPML_ROOTS, SITEMAP_ROOTS, root_name
from lansir.ingest.sources.pages import page
from lansir.ingest.sources.parquet import MAGIC as PARQUET
from lansir.ingest.sources.parquet import parquet
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.plugin import SourcePlugin
from lansir.ingest.sources.sitemaps import sitemap
from lansir.ingest.sources.tables import is_table, table
from lansir.ingest.sources.warc import VERSION, warc

__all__ = ["KINDS", "WEB_LISTS", "Kind", "items_of", "kind_of", "kinds"]

Kind = str
"""One of `KINDS`, or the name of a plugin."""
WEB_LISTS: frozenset[Kind] = frozenset({"urls", "feed", "opml", "sitemap"})
"""Kinds that lead to pages on the web."""

SOURCES: dict[Kind, Source] = {
    "page": page,
    "urls": url_list,
    "feed": feed,
    "opml": opml,
    "sitemap": sitemap,
    "warc": warc,
    "jsonl": jsonl,
    "csv": table,
    "parquet": parquet,
}
KINDS: tuple[Kind, ...] = tuple(SOURCES)
"""The kinds that need no plugin."""
ROOTS: tuple[tuple[frozenset[str], Kind], ...] = (
    (FEED_ROOTS, "feed"),
    (OPML_ROOTS, "opml"),
    (SITEMAP_ROOTS, "sitemap"),
)
TABLE_ENDINGS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


def kinds() -> list[Kind]:
    """Every kind that can be read here: those of the package, then those of plugins."""
    return [*KINDS, *(name for name in hooks.names("lansir.sources") if name not in KINDS)]


def items_of(document: Document, plan: Plan, kind: Kind | None = None) -> Iterator[Item | Finished]:
    """The items of a document, of the kind that is asked for or that it is; InputError where it cannot be read."""
    try:
        yield from _source(kind or kind_of(document, plan.columns))(document, plan)
    except DAMAGE as error:
        raise damaged(document.name, error) from None


def _source(kind: Kind) -> Source:
    """What reads a kind; InputError where nothing does."""
    if kind in SOURCES:
        return SOURCES[kind]
    return partial(_of_plugin, cast(SourcePlugin, hooks.one("lansir.sources", kind)))


def _of_plugin(plugin: SourcePlugin, document: Document, plan: Plan) -> Iterator[Item | Finished]:
    """The items of a plugin, each checked: what is no page must not reach the processes that read pages."""
    for item in plugin.items(document, plan):
        if not isinstance(item, Item | Finished):
            raise InputError(f"{document.name}: source {plugin.name!r} gave {type(item).__name__} and no item")
        loaded = partial(_checked, item.load, item.key) if isinstance(item, Item) else None
        yield msgspec.structs.replace(item, load=loaded) if loaded else item


def _checked(load: Callable[[], Content | Link], key: str) -> Content | Link:
    """The page that was loaded, if it is one; InputError says what in it is of another type."""
    found = load()
    if not isinstance(found, Content | Link):
        raise InputError(f"{key}: its source gave {type(found).__name__} and no page")
    try:
        return msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=type(found))
    except (TypeError, msgspec.ValidationError) as error:
        raise InputError(f"{key}: its source gave a page that is none: {error}") from None


def kind_of(document: Document, columns: dict[str, str]) -> Kind:
    """What a document is: its first bytes decide, for a table its name too; what is nothing else counts as a page.

    Plugins are asked first: theirs is the narrower kind.
    """
    head = document.head()
    for name, plugin in hooks.load("lansir.sources").items():
        if name not in KINDS and cast(SourcePlugin, plugin).matches(head, document.name):
            return name
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(PARQUET) or VERSION.match(head):
        return "parquet" if head.startswith(PARQUET) else "warc"
    return _kind_of_markup(start) if start.startswith(b"<") else _kind_of_text(document, head, start, columns)


def _kind_of_markup(start: bytes) -> Kind:
    root = root_name(start)
    return next((kind for roots, kind in ROOTS if root in roots), "page")


def _kind_of_text(document: Document, head: bytes, start: bytes, columns: dict[str, str]) -> Kind:
    if is_json(head):
        return "jsonl"
    if _is_list(start):
        return "urls"
    if document.name.lower().endswith(TABLE_ENDINGS) or is_table(head, columns):
        return "csv"
    return "page"


def _is_list(start: bytes) -> bool:
    """Every line is an address or a comment."""
    lines = [line.strip() for line in start.decode("utf-8", "replace").splitlines()[:200]]
    lines = [line for line in lines if line and not line.startswith("#")]
    return bool(lines) and all(is_address(line) and len(line.split()) == 1 for line in lines[: max(1, len(lines) - 1)])
