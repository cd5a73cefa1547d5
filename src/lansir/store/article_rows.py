"""The page of a record as rows: the article, its blocks, origins, contexts and reasons."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from lansir.keys import key_of
from lansir.record import Article, Record, Span, StatedTime

__all__ = ["Row", "address_of", "article_lists", "article_row", "as_json", "bounds", "day_of"]

Row = dict[str, Any]
DAY = len("2024-05-03")


def address_of(article: Article) -> str | None:
    """What makes two pages versions of one: the address that the page gives for itself, else where it was fetched."""
    return article.canonical_url or article.url


def as_json(value: object) -> str:
    """A list or dictionary as the store keeps it, without spaces."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def bounds(span: Span | None, name: str = "") -> Row:
    """The columns of a span, `NAME_start` and `NAME_end`, both None where there is none."""
    before = f"{name}_" if name else ""
    return {f"{before}start": span.start if span else None, f"{before}end": span.end if span else None}


def _stated(time: StatedTime | None, name: str) -> Row:
    return {
        name: time.value if time else None,
        f"{name}_precision": time.precision if time else None,
        f"{name}_source": time.source if time else None,
        f"{name}_zone": time.zone if time else None,
        **bounds(time.span if time else None, name),
    }


def day_of(time: StatedTime | None) -> str | None:
    """The calendar day of a stated time, None where it is less precise."""
    return time.value[:DAY] if time and time.precision not in ("year", "month") else None


def article_row(record: Record, page: str | None, ingested: str) -> Row:
    """The row of the article; its version is set when it is stored."""
    article = record.article
    return {
        "id": key_of(article.id),
        "page": page,
        "content_hash": article.content_hash,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "address": address_of(article),
        "outlet": article.outlet,
        "title": article.title,
        "authors": as_json(article.authors),
        "dateline": article.dateline,
        "language": article.language,
        **_stated(article.published, "published"),
        "published_day": day_of(article.published),
        **_stated(article.updated, "updated"),
        "captured": article.captured,
        "text": article.text,
        "lansir": record.lansir,
        "model": record.model,
        "resolved": as_json(record.resolved),
        "ingested": ingested,
    }


def article_lists(record: Record, article: int) -> Iterable[tuple[str, Row]]:
    """(table, row) of the article's lists, in page order; `article` is its key."""
    for n, block in enumerate(record.article.blocks):
        yield "block", {"article": article, "number": n, "kind": block.kind, **bounds(block.span), "link": block.link}
    for n, origin in enumerate(record.article.origins):
        found = {"name": origin.name, **bounds(origin.span), "actor": origin.knowledge_id}
        yield "origin", {"article": article, "number": n, **found}
    for n, context in enumerate(record.contexts):
        yield "article_context", {"article": article, "number": n, "context": context}
    for part, reasons in (("page", record.article.reasons), ("record", record.reasons)):
        for n, reason in enumerate(reasons):
            told = {"part": part, "code": reason.code, "message": reason.message}
            yield "reason", {"article": article, "number": n, **told}
