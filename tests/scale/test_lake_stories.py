"""Stories over a lake are those of a store with the same articles, in whatever order they came."""

import shutil
from pathlib import Path

import pytest

from lansir.query.sql import Sql
from lansir.record import Record
from lansir.scale.lake import Lake
from lansir.scale.stories import place_lake
from lansir.scale.tables import STORIES, column_types
from lansir.store import Store
from tests.scale.filling import filled, jsonl_of
from tests.scale.group import NEEDS_DUCKDB

pytestmark = NEEDS_DUCKDB


def rows_of_store(store: Store, table: str) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{name}"' for name in column_types(table))
    return [tuple(row) for row in store.connection.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")]


@pytest.mark.parametrize("table", STORIES)
def test_the_tables_of_stories_are_those_of_the_store(press_store: Store, lake_path: Path, table: str) -> None:
    with Lake(str(lake_path)) as lake:
        found = lake.rows(Sql(f"SELECT * FROM {table} ORDER BY 1, 2"))
    expected = rows_of_store(press_store, table)
    if table in ("tie", "event_tie"):  # which of two came later is told by the order in which they came
        assert {frozenset(row[:2]) for row in found} == {frozenset(row[:2]) for row in expected}
    elif table != "story_alias":  # ids that a story had while it was placed in that order
        assert found == expected


def test_a_store_that_is_kept_is_gone_on_with(made: list[Record], tmp_path: Path) -> None:
    lake, store = str(tmp_path / "lake"), tmp_path / "stories.db"
    filled(lake, [jsonl_of(made[:10], tmp_path / "one.jsonl")])
    with Lake(lake) as opened:
        assert place_lake(opened, store).articles == 10
    filled(lake, [jsonl_of(made[10:20], tmp_path / "two.jsonl")], run="20310402T000000-000002")
    steps: list[tuple[int, int]] = []
    with Lake(lake) as opened:
        assert opened.placement and opened.placement.articles == 10
        place_lake(opened, store, step=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (10, 20)
    with Lake(lake) as opened:
        assert opened.placement and opened.placement.articles == 20
        assert opened.rows(Sql("SELECT count(*) FROM placed")) == [(20,)]
    assert len(list((tmp_path / "lake" / "stories").iterdir())) == 1


def test_placing_again_changes_nothing(lake_path: Path, tmp_path: Path) -> None:
    lake = shutil.copytree(lake_path, tmp_path / "lake")
    with Lake(str(lake)) as opened:
        before = {table: opened.rows(Sql(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in STORIES}
        place_lake(opened)
    with Lake(str(lake)) as opened:
        assert {table: opened.rows(Sql(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in STORIES} == before
