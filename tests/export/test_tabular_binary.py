"""The workbook, Parquet and JSON Lines, each read back by the reader that people use."""

import datetime
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from openpyxl.workbook import Workbook

from lansir.errors import InputError
from lansir.export import parquet, spreadsheet
from lansir.export.cells import sound
from lansir.export.columns import tables
from lansir.export.format import Loss, Options
from lansir.export.jsonl import Jsonl
from lansir.export.parquet import Parquet
from lansir.export.rows import rows
from lansir.export.spreadsheet import Xlsx
from lansir.ingest.intake import ingest
from lansir.query.entries import Entry
from lansir.record import Record
from lansir.store import Store
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

TABLES = tables("rows")


def workbook(entries: Iterable[Entry]) -> tuple[Workbook, list[Loss]]:
    sink = MemorySink()
    losses = Xlsx().write(entries, sink, Options())
    return openpyxl.load_workbook(io.BytesIO(sink.files["lansir.xlsx"])), losses


def with_title(entry: Entry, title: str) -> Entry:
    article = msgspec.structs.replace(entry.record.article, title=title)
    return msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))


def test_a_workbook_has_a_sheet_a_table_with_a_header_that_stays(world_entries: list[Entry]) -> None:
    book, _ = workbook(world_entries[:3])
    assert book.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]] == [column.name for column in table.columns]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert book["events"].max_row == 1 + sum(len(entry.events) for entry in world_entries[:3])


def test_days_and_moments_are_dates_and_numbers_are_numbers(world_entries: list[Entry]) -> None:
    book, _ = workbook(world_entries[:3])
    for name, row in (found for entry in world_entries[:3] for found in rows(entry)):
        if name == "articles":
            columns = {cell.value: at for at, cell in enumerate(book[name][1])}
            line = next(line for line in book[name].iter_rows(min_row=2) if line[0].value == row["article_id"])
            day, moment = line[columns["published_day"]], line[columns["published_utc"]]
            assert getattr(day, "is_date")  # noqa: B009
            assert isinstance(day.value, datetime.datetime)
            assert day.value.date() == row["published_day"]
            assert isinstance(row["published_utc"], datetime.datetime)
            assert moment.value == row["published_utc"].replace(tzinfo=None)
            assert line[columns["characters"]].value == row["characters"]
            assert line[columns["article_newest"]].value is True


@settings(max_examples=25, deadline=None)
@given(entry=nasty_entries())
def test_no_cell_is_a_formula_a_link_or_an_error(entry: Entry) -> None:
    sink = MemorySink()
    Xlsx().write([entry], sink, Options())
    with zipfile.ZipFile(io.BytesIO(sink.files["lansir.xlsx"])) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/sheet" in name]
        assert not any("externalLink" in name for name in archive.namelist())
    assert len(sheets) == len(TABLES)
    for data in sheets:
        assert b"<f>" not in data
        assert b"<f " not in data
        assert b't="e"' not in data
        assert b"hyperlink" not in data


@settings(max_examples=25, deadline=None)
@given(entry=nasty_entries())
def test_text_is_read_back_from_the_workbook(entry: Entry) -> None:
    book, _ = workbook([entry])
    wanted = [row for name, row in rows(entry) if name == "mentions"]
    found = list(book["mentions"].iter_rows(min_row=2, values_only=True))
    assert len(found) == len(wanted)
    for line, row in zip(found, wanted, strict=True):
        told = str(row["words"])
        plain = spreadsheet.FORBIDDEN.sub("\ufffd", told)
        assert line[1] == spreadsheet.ESCAPE.sub("_x005F_", plain)


def test_a_long_text_is_cut_and_told(world_entries: list[Entry]) -> None:
    book, losses = workbook([with_title(world_entries[0], "x" * 40_000)])
    titles = [cell.value for cell in next(book["articles"].iter_cols(min_col=4, max_col=4, min_row=2))]
    assert [len(str(title)) for title in titles] == [spreadsheet.MOST_CHARACTERS]
    assert {loss.part: loss.count for loss in losses}["long cells"] > 1


def test_a_full_sheet_goes_on_in_another_and_it_is_told(
    world_entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 11)
    book, losses = workbook(world_entries[:3])
    sheets = [name for name in book.sheetnames if name.partition(" ")[0] == "events"]
    total = sum(len(entry.events) for entry in world_entries[:3])
    assert sheets == [f"events {n}" if n > 1 else "events" for n in range(1, -(-total // 10) + 1)]
    assert sum(book[name].max_row - 1 for name in sheets) == total
    assert all(book[name]["A1"].value == "event_id" for name in sheets)
    assert any(loss.part == "rows of a sheet" for loss in losses)


def test_a_day_that_excel_does_not_have_stays_text(world_entries: list[Entry]) -> None:
    entry = world_entries[0]
    early = msgspec.structs.replace(entry.record.article.published, value="1850-03-01T10:00:00+00:00")  # type: ignore[type-var]
    article = msgspec.structs.replace(entry.record.article, published=early)
    book, _ = workbook([msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))])
    assert book["articles"]["B2"].value == "1850-03-01"


def parquet_files(entries: Iterable[Entry]) -> dict[str, Any]:
    sink = MemorySink()
    Parquet().write(entries, sink, Options())
    return {
        name.removesuffix(".parquet"): pyarrow.parquet.ParquetFile(io.BytesIO(data))
        for name, data in sink.files.items()
        if name.endswith(".parquet")
    }


@settings(max_examples=25, deadline=None)
@given(entry=nasty_entries())
def test_parquet_gives_back_the_rows(entry: Entry) -> None:
    files = parquet_files([entry])
    for table in TABLES:
        wanted = [row for name, row in rows(entry) if name == table.name]
        assert files[table.name].read().to_pylist() == [
            {name: _sound(cell) for name, cell in row.items()} for row in _ordered(wanted, table.columns)
        ]


def _ordered(wanted: list[dict[str, Any]], columns: Iterable[Any]) -> list[dict[str, Any]]:
    return [{column.name: row[column.name] for column in columns} for row in wanted]


def _sound(cell: object) -> object:
    if isinstance(cell, list):
        return [sound(item) for item in cell]
    return sound(cell) if isinstance(cell, str) else cell


def test_parquet_is_typed_and_says_its_codebook_and_versions(world_entries: list[Entry]) -> None:
    schema = parquet_files(world_entries[:2])["events"].schema_arrow
    assert schema.field("actor_names").type == pyarrow.list_(pyarrow.string())
    assert schema.field("event_day").type == pyarrow.date32()
    assert schema.field("published_utc").type == pyarrow.timestamp("us", tz="UTC")
    assert schema.field("latitude").type == pyarrow.float64()
    assert schema.field("killed").type == pyarrow.int64()
    assert schema.metadata[b"codebook"] == b"PLOVER 2.0"
    assert schema.metadata[b"lansir_version"]
    assert schema.field("event_day").metadata[b"description"]


def test_parquet_is_written_in_groups(world_entries: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 50)
    file = parquet_files(world_entries)["mentions"]
    total = sum(len(entry.record.mentions) for entry in world_entries)
    assert file.metadata.num_rows == total
    assert file.metadata.num_row_groups == -(-total // 50)


def test_without_pyarrow_it_is_said_what_to_install(
    world_entries: list[Entry], sink: MemorySink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(parquet, "import_module", missing)
    with pytest.raises(InputError, match=r"pip install 'lansir\[parquet\]'"):
        Parquet().write(world_entries, sink, Options())
    assert sink.files == {}


def json_lines(entries: Iterable[Entry]) -> tuple[list[bytes], list[Loss]]:
    sink = MemorySink()
    losses = Jsonl().write(entries, sink, Options())
    return sink.files["lansir.jsonl"].splitlines(), losses


@settings(max_examples=25, deadline=None)
@given(entry=nasty_entries())
def test_a_line_is_the_record_and_what_was_selected(entry: Entry) -> None:
    (line,), losses = json_lines([entry])
    assert losses == []
    assert msgspec.json.decode(line, type=Record) == entry.record
    selection = msgspec.json.decode(line)["selection"]
    assert selection["events"] == [event.id for event in entry.events]
    assert selection["story"] == entry.story
    assert msgspec.json.decode(line).keys() == {column.name for column in tables("jsonl")[0].columns}


def test_half_a_character_is_replaced_and_told(world_entries: list[Entry]) -> None:
    (line,), losses = json_lines([with_title(world_entries[0], "a\ud83d")])
    assert msgspec.json.decode(line)["article"]["title"] == "a\ufffd"
    assert [(loss.part, loss.count) for loss in losses] == [("characters", 1)]


def test_half_a_character_is_replaced_in_tables_too(world_entries: list[Entry]) -> None:
    entry = with_title(world_entries[0], "a\ud83d")
    book, losses = workbook([entry])
    assert book["articles"]["D2"].value == "a\ufffd"
    assert any(loss.part == "characters" for loss in losses)
    assert parquet_files([entry])["articles"].read().to_pylist()[0]["title"] == "a\ufffd"


def test_json_lines_are_read_back_into_a_store(world_entries: list[Entry], tmp_path: Path) -> None:
    lines, _ = json_lines(world_entries[:5])
    path = tmp_path / "lansir.jsonl"
    path.write_bytes(b"\n".join(lines))
    summary = ingest([str(path)], tmp_path / "again.db")
    assert (summary.stored, summary.failed) == (5, 0)
    with Store(tmp_path / "again.db") as store:
        for entry in world_entries[:5]:
            assert store.record(entry.record.article.id) == entry.record
