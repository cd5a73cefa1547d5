"""`docs/query.md` holds the fields as they are, and its examples are queries."""

import re
from pathlib import Path

import pytest

from lansir.query.facets import FACETS
from lansir.query.fields import fields
from lansir.query.language import parse
from lansir.query.selection import Selection
from lansir.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "query.md"
TEXT = PAGE.read_text(encoding="utf-8")


def table() -> str:
    """The table of fields as the page shows it."""
    rows = ["| field | also | example | finds |", "| --- | --- | --- | --- |"]
    for field in fields():
        also = ", ".join(f"`{name}`" for name in field.aliases)
        rows.append(f"| `{field.field}` | {also} | `{field.example}` | {field.told.en} |")
    return "\n".join(rows)


def test_the_table_of_fields_is_that_of_the_data_file() -> None:
    assert table() in TEXT


def test_the_facets_are_all_named() -> None:
    listed = re.search(r"Facets: (.+?)\.\n", TEXT, re.DOTALL)
    assert listed
    assert set(re.findall(r"`([^`]+)`", listed[1])) == set(FACETS)


@pytest.mark.parametrize("query", re.findall(r"```query\n(.+?)```", TEXT, re.DOTALL))
def test_examples_are_queries_that_run(press: Store, query: str) -> None:
    for line in query.strip().splitlines():
        assert parse(line).terms
        for kind in ("events", "statements"):
            assert Selection(press, line, kind).count() >= 0
