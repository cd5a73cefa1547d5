"""The page of an article: its words with all that was read from them, and the record beside."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from lansir.keys import key_of
from lansir.query.entries import Entry, entry
from lansir.record import Record
from lansir.serve.desk.layers import LAYERS, shown_blocks
from lansir.serve.desk.pages import page
from lansir.serve.opened import reading
from lansir.serve.told import Refused
from lansir.store import Store

__all__ = ["article_entry", "mentioned", "router", "tellers"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]


@router.get("/article/{identity}")
def show_article(request: Request, identity: str, store: Reading) -> Response:
    """The article with its record."""
    found = article_entry(store, identity)
    return page(
        request,
        "article.html",
        entry=found,
        record=found.record,
        article=found.record.article,
        blocks=shown_blocks(found.record),
        layers=list(LAYERS),
        mentioned=mentioned(found.record),
        sources=tellers(found),
        has_page=_has_page(store, identity),
    )


@router.get("/article/{identity}/page")
def raw_page(identity: str, store: Reading) -> Response:
    """The page as it was fetched, as plain text: nothing in it runs here."""
    article_entry(store, identity)
    found = store.page(identity)
    if found is None:
        raise Refused(404, "refusal.page_not_kept")
    return PlainTextResponse(
        found.data.decode("utf-8", "replace"), headers={"Content-Disposition": f'inline; filename="{identity}.txt"'}
    )


def article_entry(store: Store, identity: str) -> Entry:
    """The entry of an article, with 404 where the store does not hold it."""
    try:
        return entry(store, identity, None, None)
    except (KeyError, ValueError, TypeError):
        raise Refused(404, "refusal.not_here", name=identity) from None


def _has_page(store: Store, identity: str) -> bool:
    row = store.connection.execute("SELECT page FROM article WHERE id = ?", (key_of(identity),)).fetchone()
    return row["page"] is not None


def tellers(found: Entry) -> list[str]:
    """Who tells most of what the article reports: the last link of the chain "GenPI.co, AP, the White House"."""
    told = Counter(
        found.name_of(statement.speaker)
        for statement in found.record.statements
        if statement.speaker and found.entity_of(statement.speaker).type == "ORG"
    )
    credited = {origin.name.casefold() for origin in found.record.article.origins}
    return [name for name, count in told.most_common(1) if name.casefold() not in credited and count > 1]


def mentioned(record: Record) -> Counter[str]:
    """How often each entity is mentioned, by its id."""
    return Counter(mention.entity for mention in record.mentions)
