"""The tables of a lake: those of the store column for column, and the whole record beside them.

`src/lansir/store/schema.sql` is the data dictionary of both. What is only known of all articles together (which is the
newest version of a page, which story one belongs to) is not in these tables: `lansir.scale.lake` tells it.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from lansir.keys import key_of
from lansir.record import Record
from lansir.scale.extras import needed
from lansir.store.rows import rows_of
from lansir.vectors import Vectors, packed, unpacked

__all__ = [
    "DATED", "STORED", "STORIES", "TABLES", "arrow_table", "column_types", "folded", "packed_vectors", "rows_by_table",
    "schema", "store_schema", "unpacked_vectors",
]  # fmt: skip

STORED = (
    "article", "article_context", "actor", "entity", "mention", "place", "statement", "event", "event_actor",
    "event_context",
)  # fmt: skip
"""The store's tables that filters ask; the rest of a record is in the table `record`."""
DATED = (*STORED, "record")
"""Tables that are parted by day of publication."""
TABLES = (*DATED, "item", "failure")
STORIES = ("placed", "story", "story_alias", "tie", "occurrence", "occurrence_event", "event_tie", "outcome")
"""The store's tables of what is told together."""
LATER = {"article": ("page", "version", "newest"), "statement": ("review",), "event": ("review",)}
"""Columns that are set when all articles are known, or that a lake has not."""
OWN = {
    "article": {"turn": "TEXT", "words": "TEXT"},
    "event_actor": {"article": "INTEGER"},
    "event_context": {"article": "INTEGER"},
    "record": {"article": "INTEGER", "record": "BLOB", "vectors": "BLOB"},
    "item": {"key": "TEXT", "source": "TEXT", "turn": "TEXT", "article": "INTEGER", "hash": "TEXT", "noted": "TEXT"},
    "failure": {
        "key": "TEXT", "source": "TEXT", "place": "TEXT", "stage": "TEXT", "error": "TEXT", "message": "TEXT",
        "again": "TEXT", "turn": "TEXT", "noted": "TEXT",
    },
}  # fmt: skip
"""Columns of a lake's own. `turn` sorts items as they came; `words` is what full text is sought in."""
WORD = re.compile(r"[^\W_]+")


class _Packed(msgspec.Struct, frozen=True):
    """Vectors as the store keeps them."""

    article: bytes = b""
    events: dict[str, bytes] = {}


@cache
def store_schema() -> str:
    """The SQL that makes the store's tables."""
    return files("lansir.store").joinpath("schema.sql").read_text(encoding="utf-8")


@cache
def column_types(table: str) -> dict[str, str]:
    """The columns of a table of the lake with their types as the store's schema writes them."""
    found: dict[str, str] = {}
    if table not in OWN or table in STORED:
        connection = sqlite3.connect(":memory:")
        connection.executescript(store_schema())
        found = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
        connection.close()
    kept = {name: kind for name, kind in found.items() if name not in LATER.get(table, ())}
    whole = {**kept, **OWN.get(table, {})}
    return whole if table in STORIES else {**whole, "part": "TEXT"}


@cache
def schema(table: str) -> Any:  # noqa: ANN401  # an Arrow schema
    """The Arrow schema of a table."""
    arrow = needed("pyarrow", "a lake")
    kinds = {"INTEGER": arrow.int64(), "TEXT": arrow.string(), "REAL": arrow.float64(), "BLOB": arrow.binary()}
    return arrow.schema([(name, kinds[kind]) for name, kind in column_types(table).items()])


def rows_by_table(record: Record, turn: str, ingested: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a record in the tables of the store that a lake has."""
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in STORED}
    article, key = record.article, key_of(record.article.id)
    for table, row in rows_of(record, None, ingested):
        if table in found:
            found[table].append({**row, "article": key} if table in ("event_actor", "event_context") else row)
    found["article"][0] |= {"turn": turn, "words": f"{folded(article.title or '')}|{folded(article.text)}"}
    return found


def folded(text: str) -> str:
    """The words of a text as full text knows them, without case and accents, each between blanks."""
    plain = "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
    return f" {' '.join(WORD.findall(plain.lower()))} "


def packed_vectors(vectors: Vectors) -> bytes:
    """Vectors as a lake keeps them: each in a byte a number."""
    events = {event: packed(vector) for event, vector in vectors.events.items()}
    return msgspec.msgpack.encode(_Packed(packed(vectors.article) if vectors.article else b"", events))


def unpacked_vectors(data: bytes | None) -> Vectors:
    """The vectors again; packing them gives the same bytes."""
    found = msgspec.msgpack.decode(data, type=_Packed) if data else _Packed()
    events = {event: unpacked(vector).tolist() for event, vector in found.events.items()}
    return Vectors(unpacked(found.article).tolist() if found.article else [], events)


def arrow_table(rows: Iterable[dict[str, Any]], table: str, part: str) -> Any:  # noqa: ANN401  # an Arrow table
    """Rows as an Arrow table of a lake's table."""
    arrow = needed("pyarrow", "a lake")
    return arrow.Table.from_pylist([{**row, "part": part} for row in rows], schema=schema(table))
