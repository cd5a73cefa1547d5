"""Some articles of a lake as a store in memory: what reads rows of a store reads them as they are.

A page of results is a handful of articles. Their records are taken from the lake, with what is known of them beside the
others, and put into the store's tables; `lansir.query.loading` and `lansir.query.names` then work as they do anywhere.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from lansir.query.language import Query
from lansir.query.names import LOOKS
from lansir.query.sql import Sql
from lansir.record import Record
from lansir.scale.lake import Lake
from lansir.scale.tables import store_schema
from lansir.store.rows import rows_of

__all__ = ["Excerpt", "looked_up"]

ARTICLES = """
SELECT a.id, a.part, a.published_day, a.version, a.newest, a.ingested, q.story, q.origin, q.source, q.how
FROM (SELECT unnest(?) AS value) j JOIN article a ON a.id = j.value LEFT JOIN placed q ON q.article = a.id
"""
RECORDS = """
SELECT x.article, x.part, x.record FROM read_parquet(?, hive_partitioning = false) x
WHERE x.article IN (SELECT unnest(?))
"""
OCCURRED = """
SELECT o.occurrence, o.event, f.article, b.outlet, q.origin
FROM occurrence_event o JOIN event f ON f.id = o.event JOIN article b ON b.id = f.article
LEFT JOIN placed q ON q.article = f.article
WHERE o.occurrence IN (
  SELECT t.occurrence FROM (SELECT unnest(?) AS value) j JOIN occurrence_event t ON t.event = j.value
)
"""
NAMES = {
    "actor": ("actor", ("id", "key", "name", "type", "known")),
    "outlet": ("article", ("outlet",)),
    "origin": ("placed", ("origin",)),
    "place": ("place", ("country", "name")),
    "story": ("story", ("id",)),
    "story_alias": ("story_alias", ("id", "story")),
}
"""Names by what they are of: the table, and the columns that tell them."""
NEEDED = {"outlet": ("outlet",), "origin": ("origin", "outlet"), "place": ("place",), "story": ("story", "story_alias")}
"""What the look-up of a field reads; the others ask for actors."""


class Excerpt:
    """A store in memory with some rows of a lake; nothing is held there by another row but what is given."""

    def __init__(self) -> None:
        """Make the tables, without the index of words."""
        self.connection = sqlite3.connect(":memory:")
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(store_schema())
        for (trigger,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.connection.execute(f"DROP TRIGGER {trigger}")
        self._needed: dict[str, dict[str, Any]] = {}

    def put(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put rows into a table; columns that must have a value and were not given one get an empty one."""
        for row in rows:
            whole = {**self._empty(table), **row}
            names, marks = ", ".join(f'"{name}"' for name in whole), ", ".join("?" * len(whole))
            self.connection.execute(f"INSERT OR IGNORE INTO {table}({names}) VALUES ({marks})", tuple(whole.values()))

    def take(self, lake: Lake, articles: Sequence[int], events: Sequence[int]) -> None:
        """Put in articles of a lake with all that was read from them, and the occurrences of events."""
        rows = [dict(zip(_ARTICLE, row, strict=True)) for row in lake.rows(Sql(ARTICLES, (list(articles),)))]
        known = {row["id"]: row for row in rows}
        for record in _records(lake, rows):
            for table, row in rows_of(record, None, ""):
                own = {name: known[row["id"]][name] for name in _LATER} if table == "article" else {}
                self.put(table, [{**row, **own}])
        placed = [
            {"article": row["id"], **{name: row[name] for name in _PLACED}} for row in rows if row["story"] is not None
        ]
        self.put("placed", placed)
        for occurrence, event, article, outlet, origin in lake.rows(Sql(OCCURRED, (list(events),))) if events else ():
            self.put("occurrence_event", [{"occurrence": occurrence, "event": event}])
            self.put("article", [{"id": article, "outlet": outlet}])
            self.put("event", [{"id": event, "article": article}])
            self.put("placed", [{"article": article, "origin": origin}] if origin is not None else [])

    def _empty(self, table: str) -> dict[str, Any]:
        if table not in self._needed:
            columns = self.connection.execute(f"PRAGMA table_info({table})").fetchall()
            empty = {"TEXT": "", "INTEGER": 0, "REAL": 0.0, "BLOB": b""}
            self._needed[table] = {
                column["name"]: empty[column["type"]]
                for column in columns
                if column["notnull"] and column["dflt_value"] is None and not column["pk"]
            }
        return self._needed[table]


_ARTICLE = ("id", "part", "published_day", "version", "newest", "ingested", "story", "origin", "source", "how")
_LATER = ("version", "newest", "ingested")
_PLACED = ("story", "origin", "source", "how")


def looked_up(lake: Lake, query: Query) -> Excerpt:
    """An excerpt with the names that a query may mean: those of its fields, of the whole lake."""
    excerpt = Excerpt()
    fields = {term.field for term in query.terms if term.field in LOOKS}
    for name in dict.fromkeys(name for field in sorted(fields) for name in NEEDED.get(field, ("actor",))):
        table, columns = NAMES[name]
        key = "article" if table == "placed" else "id"
        found = enumerate(lake.rows(Sql(f"SELECT DISTINCT {', '.join(columns)} FROM {table}")))
        excerpt.put(table, ({key: number, **dict(zip(columns, row, strict=True))} for number, row in found))
    return excerpt


def _records(lake: Lake, rows: Sequence[Mapping[str, Any]]) -> Iterable[Record]:
    """The records of articles, from the files that hold them."""
    files: dict[str, None] = {}
    for row in rows:
        part = lake.parts[row["part"]]
        files |= dict.fromkeys(lake.files("record", part, part.folder(row["published_day"])))
    parts = {row["id"]: row["part"] for row in rows}
    asked = Sql(RECORDS, (list(files), list(parts)))
    for article, part, data in lake.rows(asked) if files else ():
        if parts[article] == part:
            yield msgspec.msgpack.decode(data, type=Record)
