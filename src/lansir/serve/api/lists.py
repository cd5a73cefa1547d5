"""Lists and counts: events, statements, stories, facets, the codebook, formats, and what the store holds."""

from functools import cache
from typing import cast

import msgspec

from lansir import hooks
from lansir._version import __version__
from lansir.codebook.entries import Entry as CodebookEntry
from lansir.codebook.entries import WholeCodebook, entry, whole_codebook
from lansir.errors import InputError, QueryError
from lansir.export.format import Exporter
from lansir.keys import key_of
from lansir.query.found import EventFound, StatementFound
from lansir.query.selection import Selection, Total
from lansir.serve.api.answers import (
    EventPage,
    FacetCounts,
    FormatRow,
    Formats,
    Health,
    StatementPage,
    StoreInfo,
    StoryPage,
    Tables,
)
from lansir.serve.api.asked import CodebookAsked, FacetsAsked, ListAsked, NothingAsked, StoriesAsked
from lansir.serve.api.marks import mark_of, place_at
from lansir.store import Store
from lansir.store.connection import store_errors
from lansir.store.figures import figures
from lansir.story.reading import stories
from lansir.story.told import StoryLine

__all__ = [
    "codebook_entry", "events_page", "facet_counts", "formats", "health", "statements_page", "store_info",
    "stories_page", "whole",
]  # fmt: skip

MOST_FACETS = 12
BEFORE = {
    "recent": "SELECT count(*) FROM story WHERE (coalesce(last_day, ''), id) >= (?, ?)",
    "largest": "SELECT count(*) FROM story WHERE (articles, id) >= (?, ?)",
}
"""How many stories stand at a place or before it."""
LATEST = "SELECT coalesce(max(number), 0) FROM change"
NAMES = {
    "article": "articles", "statement": "statements", "event": "events", "actor": "actors", "page": "pages",
    "failure": "failures", "review": "decisions", "outlet": "outlets", "bytes": "bytes",
}  # fmt: skip


def events_page(store: Store, asked: ListAsked) -> EventPage:
    """Events by a query."""
    selection = Selection(store, asked.q, "events")
    page = selection.page(asked.limit, asked.after or None)
    return EventPage(cast(list[EventFound], page.rows), page.next, page.total, str(selection.query))


def statements_page(store: Store, asked: ListAsked) -> StatementPage:
    """Statements by a query."""
    selection = Selection(store, asked.q, "statements")
    page = selection.page(asked.limit, asked.after or None)
    return StatementPage(cast(list[StatementFound], page.rows), page.next, page.total, str(selection.query))


def stories_page(store: Store, asked: StoriesAsked) -> StoryPage:
    """Stories, the most recent or the largest first."""
    connection, start = store.connection, 0
    with store_errors(store.path):
        if asked.after:
            types = (int, int) if asked.order == "largest" else (str, int)
            place = place_at(asked.after, asked.order, *types)
            start = connection.execute(BEFORE[asked.order], place).fetchone()[0]
        found = stories(connection, limit=asked.limit + 1, offset=start, order=asked.order)
        number: int = connection.execute("SELECT count(*) FROM story").fetchone()[0]
    page = found[: asked.limit]
    more = _story_mark(page[-1], asked.order) if len(found) > asked.limit else None
    return StoryPage(page, more, Total(number, exact=True))


def facet_counts(store: Store, asked: FacetsAsked) -> FacetCounts:
    """Counts by facets."""
    names = [name for name in asked.names.split(",") if name]
    if not 0 < len(names) <= MOST_FACETS:
        raise QueryError(f"names: ask for 1 to {MOST_FACETS} facets, with commas between them")
    selection = Selection(store, asked.q, asked.kind)
    return FacetCounts(selection.facets(names, asked.limit), asked.kind, str(selection.query))


@cache
def whole() -> WholeCodebook:
    """The codebook as one piece."""
    return whole_codebook()


def codebook_entry(_store: Store, asked: CodebookAsked) -> CodebookEntry:
    """One entry of the codebook; KeyError, with the nearest names, where there is none."""
    try:
        return entry(asked.name)
    except InputError as error:
        raise KeyError(str(error)) from None


def formats(_store: Store, _asked: NothingAsked) -> Formats:
    """The formats of exports."""
    made = (cast(Exporter, one) for one in hooks.found("lansir.exporters")[0].values())
    return Formats([FormatRow(one.name, one.title, one.media_type, _tables(one)) for one in made])


def store_info(store: Store, _asked: NothingAsked) -> StoreInfo:
    """What the store holds."""
    found = list(figures(store))
    counts = {NAMES[name]: value for name, value in found if name in NAMES}
    with store_errors(store.path):
        change = store.connection.execute(LATEST).fetchone()[0]
    versions = [str(value) for name, value in found if name == "version"]
    return msgspec.convert({**counts, "change": change, "versions": versions, "lansir": __version__}, StoreInfo)


def health(store: Store, _asked: NothingAsked) -> Health:
    """That the store can be read: an error where it cannot."""
    with store_errors(store.path):
        store.connection.execute("SELECT 1 FROM article LIMIT 1").fetchone()
    return Health("ok")


def _story_mark(line: StoryLine, order: str) -> str:
    return mark_of(order, line.articles if order == "largest" else line.last_day or "", key_of(line.id))


def _tables(exporter: Exporter) -> list[Tables]:
    return [Tables(table.name, table.rows, [column.name for column in table.columns]) for table in exporter.tables]
