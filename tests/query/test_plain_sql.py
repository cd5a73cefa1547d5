"""SQL against a store: it answers, and nothing but reading gets through."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lansir.errors import NotAStore, QueryError
from lansir.query.plain_sql import asking


def test_a_select_is_answered(made_press: Path) -> None:
    with asking(made_press, "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type") as answer:
        assert answer.columns == ["type", "n"]
        assert [row[0] for row in answer.rows] == ["ASSAULT", "COERCE", "MOBILIZE", "SANCTION"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM article_text WHERE article_text MATCH 'gempa'",
        "SELECT name FROM pragma_table_info('event')",
        "PRAGMA table_info(event)",
        "EXPLAIN QUERY PLAN SELECT * FROM events",
        "WITH a AS (SELECT 1 AS n) SELECT value, n FROM a, json_each('[1, 2]')",
        "VALUES (1)",
    ],
)
def test_what_reads_is_answered(made_press: Path, query: str) -> None:
    with asking(made_press, query) as answer:
        assert list(answer.rows)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("DELETE FROM event", "a store is only read here"),
        ("UPDATE event SET type = 'AID'", "a store is only read here"),
        ("CREATE TEMP TABLE t(a)", "a store is only read here"),
        ("ATTACH 'other.db' AS other", "a store is only read here"),
        ("PRAGMA journal_mode = DELETE", "a store is only read here"),
        ("PRAGMA query_only = 0", "a store is only read here"),
        ("VACUUM INTO 'copy.db'", "a store is only read here"),
        ("BEGIN", "a store is only read here"),
        ("SELECT load_extension('x')", "not authorized"),
        ("SELECT * FROM lost", "no such table: lost"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("SELEC 1", "syntax error"),
        ("SELECT ?", "bindings"),
        ("SELECT zeroblob(1000000000)", "too big"),
        ("SELECT '\ud800'", "surrogates not allowed"),
        ("", "there is no SELECT in it"),
        ("-- nothing", "there is no SELECT in it"),
    ],
)
def test_all_else_is_refused_in_one_line(made_press: Path, query: str, told: str) -> None:
    with pytest.raises(QueryError) as error, asking(made_press, query) as answer:
        list(answer.rows)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_an_endless_query_is_stopped(made_press: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryError, match=r"no answer within 0\.2 seconds"), asking(made_press, endless, seconds=0.2):
        pass


@pytest.mark.parametrize("damage", ["DELETE FROM article_text_config", "DROP TABLE article_text_data"])
def test_a_store_without_a_sound_search_index_is_told_as_that(made_press: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(made_press, path)
    with closing(sqlite3.connect(path)) as store:
        store.execute(damage)
        store.commit()
    with pytest.raises(NotAStore, match=r"damaged\.db: not a store, or damaged") as error, asking(path, "SELECT 1"):
        pass
    assert "\n" not in str(error.value)


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(NotAStore), asking(tmp_path / "none.db", "SELECT 1"):
        pass


@pytest.mark.parametrize("seconds", [float("nan"), -1.0, 0.0])
def test_a_time_that_is_none_is_refused(made_press: Path, seconds: float) -> None:
    with pytest.raises(QueryError, match="give a number above 0"), asking(made_press, "SELECT 1", seconds=seconds):
        pass
