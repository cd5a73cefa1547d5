"""The columns of every format: data files with a schema, filled by the rows of that name, told of in the docs."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

from lansir.errors import DataFileError
from lansir.export.columns import decoded_tables, tables
from lansir.export.formats_page import MARK, columns_page
from lansir.export.rows import rows
from lansir.query.entries import Entry
from tests.export.nasty import nasty_entries

NAMES = sorted(
    path.name.removesuffix(".yaml") for path in (files("lansir.export") / "columns").iterdir() if path.is_file()
)
PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
COLUMNS = {table.name: {column.name: column for column in table.columns} for table in tables("rows")}
TYPES = {"text": "str", "integer": "int", "number": "float", "boolean": "bool", "date": "date", "time": "datetime"}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_columns_keeps_to_the_schema(name: str) -> None:
    assert tables(name)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "no table"),
        ("- {name: a, rows: r, columns: []}", "must not be empty"),
        ("- {name: a, rows: r, columns: [{name: x, type: text, told: ' '}]}", "one line"),
        ("- {name: a, rows: r, columns: [{name: x, type: text, told: t}, {name: x, type: text, told: t}]}", "twice"),
        ("- {name: a, rows: r, columns: [{name: x, type: words, told: t}]}", "words"),
        ("- {name: a, rows: r, columns: [{name: x, type: text, told: t, more: m}]}", "more"),
        ("a: [", "where.yaml"),
    ],
)
def test_a_broken_file_of_columns_is_refused_with_the_place(text: str, fault: str) -> None:
    with pytest.raises(DataFileError, match=r"^where\.yaml") as caught:
        decoded_tables(text.encode(), "where.yaml")
    assert fault in str(caught.value)


def test_a_missing_file_of_columns_is_named() -> None:
    with pytest.raises(DataFileError, match=r"columns/nowhere\.yaml"):
        tables("nowhere")


def test_every_row_of_a_table_carries_where_it_is_from() -> None:
    for name, columns in COLUMNS.items():
        assert {"url", "outlet", "published_day", "language", "lansir", "model", "codebook"} <= columns.keys()
        assert name == "articles" or {"sentence", "sentence_start", "sentence_end"} <= columns.keys()


@settings(max_examples=40, deadline=None)
@given(entry=nasty_entries())
def test_rows_have_the_columns_of_their_table_with_their_types(entry: Entry) -> None:
    for name, row in rows(entry):
        assert row.keys() == COLUMNS[name].keys()
        for column, cell in row.items():
            wanted = COLUMNS[name][column].type
            if wanted == "list":
                assert isinstance(cell, list), column
                assert all(isinstance(item, str) for item in cell), column
            elif cell is not None:
                assert type(cell).__name__ == TYPES[wanted] or (wanted == "number" and isinstance(cell, int)), column


@settings(max_examples=40, deadline=None)
@given(entry=nasty_entries())
def test_passages_stand_where_the_row_says(entry: Entry) -> None:
    text = entry.record.article.text
    for _, row in rows(entry):
        for words, start, end in (
            ("words", "start", "end"),
            ("sentence", "sentence_start", "sentence_end"),
            ("trigger", "trigger_start", "trigger_end"),
        ):
            if start in row:
                left, right = row[start], row[end]
                assert isinstance(left, int)
                assert isinstance(right, int)
                assert text[left:right] == row[words]


@settings(max_examples=40, deadline=None)
@given(entry=nasty_entries())
def test_lists_about_actors_go_side_by_side(entry: Entry) -> None:
    for _, row in rows(entry):
        for slot in ("actor", "recipient"):
            lists = [cell for name, cell in row.items() if name.startswith(f"{slot}_")]
            assert len({len(cell) for cell in lists if isinstance(cell, list)}) <= 1


def test_a_row_is_an_event_a_statement_a_mention_or_an_article(world_entries: list[Entry]) -> None:
    found: dict[str, set[object]] = {}
    for entry in world_entries:
        for name, row in rows(entry):
            found.setdefault(name, set()).add(next(value for key, value in row.items() if key.endswith("_id")))
    records = [entry.record for entry in world_entries]
    assert found["articles"] == {record.article.id for record in records}


def test_a_day_by_default_is_said_to_be_one(world_entries: list[Entry]) -> None:
    events = [row for entry in world_entries for name, row in rows(entry) if name == "events"]
    by_default = [row for row in events if row["event_day_basis"] == "published"]
    told = [row for row in events if row["event_day_basis"] == "text"]
    assert by_default
    assert told
    assert all(row["event_day"] == row["published_day"] and row["first_day"] is None for row in by_default)
    assert all(row["event_day"] == row["first_day"] for row in told)


def test_the_docs_list_every_format_and_column() -> None:
    told = PAGE.read_text(encoding="utf-8").partition(MARK)[2]
    assert told.strip() == columns_page().strip(), "run `python -m lansir.export.formats_page` to write it again"
