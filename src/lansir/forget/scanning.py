"""Every text that a store keeps: columns of all tables, and the pages, unpacked."""

import html
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lansir.page.decoding import decode

__all__ = ["Column", "page_texts", "pages", "text_columns", "texts_where"]

OWN = ("sqlite_", "article_text")
"""Beginnings of tables that hold nothing of their own: SQLite's, and the index of words."""
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
MARKUP = re.compile(r"<[^<>]{0,2000}>")


class Column(NamedTuple):
    """A column that holds text; `article` is the column of its table that says of which article, if any."""

    table: str
    name: str
    article: str | None


def text_columns(connection: sqlite3.Connection) -> list[Column]:
    """Every column that holds text."""
    found = []
    for (table,) in connection.execute(TABLES).fetchall():
        rows = [] if table.startswith(OWN) else connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        names = [row[1] for row in rows]
        article = "id" if table == "article" else "article" if "article" in names else None
        found += [Column(table, row[1], article) for row in rows if row[2] in ("TEXT", "")]
    return found


def texts_where(
    connection: sqlite3.Connection, wanted: Callable[[str], bool], shortest: int = 0
) -> Iterator[tuple[Column, int | None, str]]:
    """Each text that is wanted, of those of `shortest` characters or more: its column, its article, and the text."""
    for column in text_columns(connection):
        told = f'{column.article or "NULL"}, "{column.name}" FROM "{column.table}"'
        for article, text in connection.execute(f'SELECT {told} WHERE length("{column.name}") >= ?', (shortest,)):
            if isinstance(text, str) and wanted(text):
                yield column, article, text


def pages(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The hash of each page, with its text as it is, and with markup and escapes resolved."""
    for hashed, media_type, data in connection.execute("SELECT hash, media_type, data FROM page"):
        yield hashed, page_texts(data, media_type)


def page_texts(data: bytes, media_type: str | None) -> tuple[str, ...]:
    """A packed page as text: as it is written, and with markup and escapes resolved; none where it is damaged."""
    try:
        text = decode(zlib.decompress(data), media_type)
    except zlib.error:
        return ()
    return text, ESCAPE.sub(_character, unquote(html.unescape(MARKUP.sub("", text))))


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
