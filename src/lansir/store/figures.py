"""What a store holds, in figures."""

from collections.abc import Iterator

from lansir.store.connection import store_errors
from lansir.store.store import Store

__all__ = ["figures"]

COUNTED = ("article", "statement", "event", "actor", "page", "failure", "review")


def figures(store: Store) -> Iterator[tuple[str, int | str]]:
    """(name, value): rows of the main tables, outlets, bytes of the file, and versions of code and model."""
    with store_errors(store.path):
        for table in COUNTED:
            yield table, store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        query = "SELECT count(DISTINCT outlet) FROM article"
        yield "outlet", store.connection.execute(query).fetchone()[0]
        yield "bytes", store.path.stat().st_size
        query = "SELECT lansir, model, count(*) FROM article GROUP BY 1, 2 ORDER BY 3 DESC"
        for code, model, count in store.connection.execute(query):
            yield "version", f"lansir {code}, model {model}: {count:,}"
