"""Entities that several articles tell, gathered on the disk until all are known."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

import msgspec

from lansir.export.linked_ftm import Fact, shape

__all__ = ["Seen", "SharedEntities", "shared_entities"]

TABLES = """
CREATE TABLE schema (id TEXT, schema TEXT, times INTEGER, PRIMARY KEY (id, schema)) WITHOUT ROWID;
CREATE TABLE fact (id TEXT, prop TEXT, value TEXT, origin TEXT, original TEXT, language TEXT, first TEXT, last TEXT,
  times INTEGER, PRIMARY KEY (id, prop, value)) WITHOUT ROWID;
"""
ADD_SCHEMA = "INSERT INTO schema VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
ADD_FACT = """
INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET
  first = min(first, excluded.first), last = max(last, excluded.last), times = times + 1
"""
SCHEMATA = "SELECT id, schema FROM schema ORDER BY id, times DESC, schema"
FACTS = "SELECT prop, value, origin, original, language, first, last, times FROM fact WHERE id = ? ORDER BY prop, value"


class Seen(msgspec.Struct, frozen=True):
    """A fact, when the first and the last article that tells it was stored (UTC), and how many tell it."""

    fact: Fact
    first: str
    last: str
    times: int = 1


class SharedEntities:
    """Facts of entities by id. A value told again keeps the origin of the first that came."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """The connection's database is empty."""
        self._connection = connection
        connection.executescript(TABLES)

    def add(self, identity: str, schema: str, facts: Iterable[Fact], moment: str) -> None:
        """What one article says of the entity."""
        self._connection.execute(ADD_SCHEMA, (identity, schema))
        rows = ((identity, *msgspec.structs.astuple(fact), moment, moment) for fact in facts)
        self._connection.executemany(ADD_FACT, rows)

    def __iter__(self) -> Iterator[tuple[str, str, list[Seen]]]:
        """Id, schema and facts of each entity, by id; the schema is the one most often told."""
        for identity, rows in groupby(self._connection.execute(SCHEMATA), key=itemgetter(0)):
            schema = next(rows)[1]
            found = self._connection.execute(FACTS, (identity,))
            facts = [Seen(Fact(*row[:5]), *row[5:]) for row in found if _has(schema, row[0])]
            yield identity, schema, facts


def _has(schema: str, prop: str) -> bool:
    return prop in shape().properties[schema] or (schema != "Address" and prop in shape().actor)


@contextmanager
def shared_entities() -> Iterator[SharedEntities]:
    """An empty gathering in a temporary file, which is gone at the end."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        yield SharedEntities(connection)
    finally:
        connection.close()
