"""The store's SQL as DuckDB takes it.

Conditions and facets are written once, in `lansir.query`, for SQLite. What of it only SQLite knows is a short list, and
is said here in DuckDB's words; the tests ask every field of both.
"""

import json
import re

from lansir.query.sql import ANY, Sql

__all__ = ["in_duckdb", "source_in_duckdb"]

LISTED = "IN (SELECT unnest(?))"
"""A list is a parameter of its own here, with the type of its values."""
UNINDEXED = re.compile(r"\+(?=[a-z]\.)")
"""The sign that keeps SQLite from an index."""
JOINED = re.compile(r"CROSS JOIN (\w+ \w+)(?: INDEXED BY \w+)? ON")
ROWS = "json_each(?) j"


def in_duckdb(sql: Sql) -> Sql:
    """A condition of `lansir.query.conditions`."""
    marks = [match.start() for match in re.finditer(r"\?", sql.text)]
    ends = [sql.text[: mark + 1].endswith(ANY.partition("?")[0] + "?") for mark in marks]
    values = tuple(json.loads(value) if is_list else value for value, is_list in zip(sql.values, ends, strict=True))
    return Sql(UNINDEXED.sub("", sql.text.replace(ANY, LISTED)), values)


def source_in_duckdb(text: str, keys: str) -> str:
    """A source of `lansir.query.facets`, over the keys that are the column `value` of `keys`."""
    plain = JOINED.sub(r"JOIN \1 ON", text.replace(ROWS, f"{keys} j")).replace("iif(", "if(")
    return UNINDEXED.sub("", plain)
