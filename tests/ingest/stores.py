"""What a store holds, for comparing."""

import sqlite3
from contextlib import closing
from pathlib import Path


def rows(store: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(query).fetchall()


TIMES = {"article": {"ingested"}, "item": {"at", "run"}, "failure": {"at", "run"}, "address": {"fetched"}}
TABLES = ("page", "article", "block", "origin", "reason", "vector", "actor", "entity", "item", "failure", "address")


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a store holds, the times of the machine and the numbers of runs aside."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in TABLES:
        names = [str(name) for _, name, *_ in rows(store, f"PRAGMA table_info({table})")]
        kept = ", ".join(f'"{name}"' for name in names if name not in TIMES.get(table, set()))
        found[table] = sorted(rows(store, f"SELECT {kept} FROM {table}"), key=repr)
    return found
