"""A lake open for questions: its parts as the tables that the store has, in DuckDB."""

from functools import cached_property
from types import TracebackType
from typing import Any, Self

import msgspec

from lansir.query.sql import Sql
from lansir.scale.extras import needed
from lansir.scale.log import Log, Part
from lansir.scale.tables import DATED, STORIES, TABLES, column_types

__all__ = ["Lake", "Placement"]

PLACED = "stories.json"
KINDS = {"INTEGER": "BIGINT", "TEXT": "VARCHAR", "REAL": "DOUBLE", "BLOB": "BLOB"}
REPEATED = """
CREATE TABLE repeated AS
SELECT id AS article, part FROM (
  SELECT id, part, row_number() OVER (PARTITION BY id ORDER BY turn, part) AS number FROM all_article
  WHERE id IN (SELECT id FROM all_article GROUP BY id HAVING count(*) > 1)
) WHERE number > 1
"""
"""Articles that several items gave: the first of them counts."""
VERSIONS = """
CREATE TABLE versions AS
SELECT id AS article, row_number() OVER pages AS version, count(*) OVER (PARTITION BY address) AS versions
FROM (SELECT {columns} FROM all_article x {once}) WHERE address IN (
  SELECT address FROM all_article GROUP BY address HAVING count(*) > 1
) WINDOW pages AS (PARTITION BY address ORDER BY coalesce(updated, published, captured, ''), id)
"""
"""Which version of its page an article is, as the store numbers them; only for pages with several articles."""
ADDRESSED = "id, address, updated, published, captured"
ARTICLES = """
CREATE VIEW article AS
SELECT x.*, coalesce(v.version, 1) AS version, CASE WHEN v.version < v.versions THEN 0 ELSE 1 END AS newest
FROM all_article x LEFT JOIN versions v ON v.article = x.id {once}
"""
ACTORS = """
CREATE VIEW actor AS
SELECT id, min(key) AS key, first(name ORDER BY length(name) DESC, name) AS name, min(type) AS type,
       max(known) AS known
FROM all_actor GROUP BY id
"""
FAILURES = """
CREATE VIEW failure AS
SELECT source, place, key, stage, error, message, again, noted, count(*) OVER (PARTITION BY key) AS tries
FROM all_failure f WHERE NOT EXISTS (SELECT 1 FROM all_item i WHERE i.key = f.key)
QUALIFY row_number() OVER (PARTITION BY key ORDER BY turn DESC, part DESC) = 1
"""
"""The dead letters: what failed and was not read since, each with its latest failure."""


class Placement(msgspec.Struct, frozen=True):
    """Where the tables of stories lie that count, how many articles they place, and in how many stories."""

    folder: str
    articles: int
    stories: int


class Lake:
    """An open lake; a context manager. It is read as it was when it was opened."""

    def __init__(self, root: str) -> None:
        """Open the lake at a path or fsspec address; NotAStore, NewerStore, InputError where a package is missing."""
        duckdb = needed("duckdb", "a lake")
        self.log = Log(root)
        self.parts = {part.name: part for part in self.log.parts()}
        self.connection: Any = duckdb.connect()
        if not self.log.storage.is_local:
            self.connection.register_filesystem(self.log.storage.files)
        self._make_tables()

    def __enter__(self) -> Self:
        """The lake itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.connection.close()

    def __len__(self) -> int:
        """The number of articles."""
        return int(self.rows(Sql("SELECT count(*) FROM article"))[0][0])

    def rows(self, sql: Sql) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql.text, list(sql.values)).fetchall()
        return found

    def repeated_in(self, run: str) -> int:
        """How many articles of a run the lake had already, or has from an earlier item."""
        return int(self.rows(Sql("SELECT count(*) FROM repeated WHERE starts_with(part, ?)", (f"{run}-",)))[0][0])

    def dead_letters(self) -> list[dict[str, Any]]:
        """What could not be read: source, place in it, key, stage, error, message, when, how often, how to get it."""
        reading = self.connection.execute("SELECT * FROM failure ORDER BY key")
        names = [column[0] for column in reading.description]
        return [dict(zip(names, row, strict=True)) for row in reading.fetchall()]

    @cached_property
    def placement(self) -> Placement | None:
        """Where its articles were placed in stories; None where they were not."""
        storage = self.log.storage
        return msgspec.json.decode(storage.read(PLACED), type=Placement) if storage.exists(PLACED) else None

    def place(self, placement: Placement) -> None:
        """Have other tables of stories count from now on."""
        before = self.placement
        self.log.storage.write(PLACED, msgspec.json.encode(placement))
        if before:
            self.log.storage.remove(before.folder)

    def files(self, table: str, part: Part, folder: str) -> list[str]:
        """Where DuckDB finds the rows of a table in one folder of a part; none where it has none there."""
        there = table in part.tables.get(folder, ())
        return [self.log.storage.address(f"{table}/{folder}/{part.name}.parquet")] if there else []

    def _make_tables(self) -> None:
        for table in TABLES:
            names = [name for part in self.parts.values() for name in part.files(table)]
            self._view(f"all_{table}", table, names)
        for table in STORIES:
            placed = self.placement
            self._view(table, table, [f"{placed.folder}/{table}.parquet"] if placed else [])
        self.connection.execute(REPEATED)
        repeats = self.rows(Sql("SELECT count(*) FROM repeated"))[0][0]
        once = "WHERE NOT EXISTS (SELECT 1 FROM repeated r WHERE r.article = x.{key} AND r.part = x.part)"
        of_article = once.format(key="id") if repeats else ""
        self.connection.execute(VERSIONS.format(columns=ADDRESSED, once=of_article))
        self.connection.execute(ARTICLES.format(once=of_article))
        for view in (ACTORS, FAILURES, "CREATE VIEW item AS SELECT * FROM all_item"):
            self.connection.execute(view)
        for table in DATED:
            if table not in ("article", "actor"):
                review = ", 'machine' AS review" if table in ("event", "statement") else ""
                kept = once.format(key="article") if repeats else ""
                self.connection.execute(f"CREATE VIEW {table} AS SELECT x.*{review} FROM all_{table} x {kept}")

    def _view(self, name: str, table: str, files: list[str]) -> None:
        """Files as one table; an empty one where there are none."""
        if files:
            listed = ", ".join(_quoted(self.log.storage.address(file)) for file in files)
            text = f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"
        else:
            columns = ", ".join(f'"{column}" {KINDS[kind]}' for column, kind in column_types(table).items())
            text = f"CREATE TABLE {name} ({columns})"
        self.connection.execute(text)


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
