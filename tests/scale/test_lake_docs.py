"""docs/scale.md says what is so: its SQL runs, and its figures stand between the marks that a command fills."""

import re
from pathlib import Path

import pytest

from lansir.query.sql import Sql
from lansir.scale.lake import Lake
from lansir.scale.tables import DATED, STORED, STORIES
from tests.scale.group import NEEDS_DUCKDB

TEXT = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.+?);\n```", TEXT, re.DOTALL)


@NEEDS_DUCKDB
@pytest.mark.parametrize("example", EXAMPLES)
def test_its_sql_runs_and_finds_something(lake_path: Path, example: str) -> None:
    with Lake(str(lake_path)) as lake:
        assert lake.rows(Sql(example))


@NEEDS_DUCKDB
def test_ids_in_its_sql_are_those_of_the_record(lake_path: Path) -> None:
    with Lake(str(lake_path)) as lake:
        ((written,),) = lake.rows(Sql("SELECT 'ev-' || lower(lpad(hex(-5::BIGINT), 16, '0'))"))
    assert written == "ev-fffffffffffffffb"


def test_the_tables_are_all_named() -> None:
    assert all(f"`{table}`" in TEXT for table in (*STORED, *DATED))
    assert {"story", "placed", "tie", "occurrence"} <= set(STORIES)


def test_what_the_page_concludes_from_was_measured() -> None:
    """Nothing between the marks is typed by hand (`bench.scale_page` writes it), and something stands there."""
    for mark in ("measured", "arrivals"):
        assert TEXT.count(f"<!-- {mark}:start -->") == TEXT.count(f"<!-- {mark}:end -->") == 1
        told = TEXT.partition(f"<!-- {mark}:start -->")[2].partition(f"<!-- {mark}:end -->")[0]
        assert "python -m bench." in told
        assert told.count("\n| ") > 10
