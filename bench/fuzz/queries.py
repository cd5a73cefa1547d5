"""Queries of a store: in the query language, and plain SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

from bench.fuzz.store_made import made_store
from bench.fuzz.target import Check, Target, refused, require
from bench.fuzz.words import words_of
from lansir.errors import LansirError
from lansir.query.fields import codes_of, fields
from lansir.query.language import parse
from lansir.query.plain_sql import asking
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.store import Store

__all__ = ["QUERIES", "query_words"]

TABLES = ("article", "event", "statement", "page")
SQL_SEEDS = (
    "SELECT outlet, count(*) AS n FROM events WHERE type = 'PROTEST' GROUP BY outlet ORDER BY n DESC",
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c LIMIT 10",
    "SELECT * FROM article_text WHERE article_text MATCH 'rapat'",
    "SELECT json_extract(authors,'$[0]') FROM article",
    "PRAGMA table_info(article)",
    "SELECT 1; DROP TABLE event",
    "ATTACH 'x' AS y",
    "SELECT load_extension('x')",
)


@contextmanager
def _language() -> Iterator[Check]:
    with made_store() as path, Store(path) as store:

        def check(data: bytes) -> str:
            text = data.decode("utf-8", "surrogateescape")
            kind: Kind = "events" if len(data) % 2 else "statements"
            try:
                query = parse(text)
                require(parse(str(query)) == query, f"{query!s} is read as another query than it was written for")
                page = Selection(store, query, kind).page(5, patience=2)
            except LansirError as error:
                return refused(error)
            return " ".join(sorted({term.field for term in query.terms})) + f" {min(len(page.rows), 2)}"

        yield check


@contextmanager
def _sql() -> Iterator[Check]:
    with made_store() as path:
        before = _rows(path)

        def check(data: bytes) -> str:
            text = data.decode("utf-8", "surrogateescape")
            try:
                with asking(path, text, seconds=2) as answer:
                    return f"{len(answer.columns)} {min(len(list(islice(answer.rows, 1000))), 3)}"
            except LansirError as error:
                return refused(error)
            finally:
                require(_rows(path) == before, "a query changed the store")

        yield check


def _rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]


@cache
def _field_words() -> tuple[bytes, ...]:
    named = [f"{sign}{field.field}:" for field in fields() for sign in ("", "-")]
    codes = [str(code) for field in fields() for code in codes_of(field.codes)[:5]]
    return tuple(word.encode() for word in (*named, *codes))


def query_words() -> list[bytes]:
    """Fields, some codes, and the signs of the language."""
    return [*_field_words(), *words_of("queries")]


def _query_seeds() -> list[bytes]:
    found = [field.example for field in fields() if field.example]
    written = ('type:PROTEST place:Bandung -status:planned "unjuk rasa"', "from:2031-01 to:2031-03 size:>=5", "x")
    return [text.encode() for text in (*found, *written)]


QUERIES = (
    Target("queries", "the query language, asked of a store", _query_seeds, _language, query_words),
    Target("sql", "plain SQL of users", lambda: [seed.encode() for seed in SQL_SEEDS], _sql, lambda: words_of("sql")),
)
