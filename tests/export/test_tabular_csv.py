"""CSV: what is read back is what was there, and no spreadsheet calculates any of it."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.export.cells import Cell, as_text, joined, parted, sound
from lansir.export.columns import tables
from lansir.export.delimited import Csv
from lansir.export.format import Options
from lansir.export.guard import guarded, unguarded
from lansir.export.rows import rows
from lansir.query.entries import Entry
from tests.export.memory import MemorySink
from tests.export.nasty import HOSTILE, WORDS, nasty_entries

FORMULA = tuple("=+-@＝＋－＠\t\r\n")
CALCULATED = re.compile(r"[\t\r\n]* ?[=+\-@＝＋－＠]")
"""How a cell begins that a spreadsheet may calculate."""
TYPES = {column.name: column.type for table in tables("rows") for column in table.columns}
EXCEL = Options(delimiter=";", decimal=",", excel=True)


def written(entries: Iterable[Entry], options: Options | None = None) -> dict[str, bytes]:
    sink = MemorySink()
    Csv().write(entries, sink, options or Options())
    return sink.files


def lines(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


def read(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    head, *found = lines(data, delimiter)
    assert all(len(line) == len(head) for line in found)
    return [dict(zip(head, line, strict=True)) for line in found]


def told(cell: Cell, decimal: str = ".") -> str:
    """What a reader of the file has to find there."""
    return sound(as_text(cell, decimal))


@settings(max_examples=40, deadline=None)
@given(entry=nasty_entries(), options=st.sampled_from([Options(), EXCEL, Options(delimiter="\t")]))
def test_every_cell_is_read_back(entry: Entry, options: Options) -> None:
    ending = "tsv" if options.delimiter == "\t" else "csv"
    files = {name: read(data, options.delimiter) for name, data in written([entry], options).items() if ending in name}
    wanted: dict[str, list[dict[str, str]]] = {}
    for name, row in rows(entry):
        cells = {column: told(cell, options.decimal) for column, cell in row.items()}
        wanted.setdefault(f"{name}.{ending}", []).append(cells)
    for name, found in files.items():
        whole = [{column: unguarded(text) for column, text in row.items()} for row in found]
        assert [dict(sorted(row.items())) for row in whole] == [
            dict(sorted(row.items())) for row in wanted.get(name, [])
        ]


def test_the_world_has_a_row_for_everything(world_entries: list[Entry]) -> None:
    files = written(world_entries)
    counts = {name: len(read(data)) for name, data in files.items() if name.endswith(".csv")}
    assert counts["articles.csv"] == len(world_entries)
    assert counts["events.csv"] == sum(len(entry.events) for entry in world_entries)
    assert counts["statements.csv"] == sum(len(entry.statements) for entry in world_entries)
    assert counts["mentions.csv"] == sum(len(entry.record.mentions) for entry in world_entries)
    acts = [row for row in read(files["evidence.csv"]) if row["part"] == "act"]
    assert len(acts) == counts["events.csv"]


def test_only_what_was_selected_has_a_row(world_entries: list[Entry]) -> None:
    import msgspec

    chosen = world_entries[0].events[0].id
    entry = msgspec.structs.replace(
        world_entries[0], selected_events=frozenset([chosen]), selected_statements=frozenset()
    )
    files = written([entry])
    assert [row["event_id"] for row in read(files["events.csv"])] == [chosen]
    assert read(files["statements.csv"]) == []
    assert {row["item_id"] for row in read(files["evidence.csv"])} == {chosen}
    assert len(read(files["mentions.csv"])) == len(entry.record.mentions)


def test_every_row_of_the_world_carries_its_source_and_sentence(world_entries: list[Entry]) -> None:
    for name, data in written(world_entries).items():
        if name.endswith(".csv"):
            needed = {"url", "outlet", "published_day", "language"} | (
                {"sentence"} if name != "articles.csv" else set()
            )
            assert all(row[column] for row in read(data) for column in needed)


@pytest.mark.parametrize("opened_with", [",", ";", "\t"])
@pytest.mark.parametrize("options", [Options(), EXCEL])
@settings(max_examples=15, deadline=None)
@given(entry=nasty_entries())
def test_no_cell_begins_like_a_formula_whatever_delimiter_it_is_opened_with(
    options: Options, opened_with: str, entry: Entry
) -> None:
    for name, data in written([entry], options).items():
        if not name.endswith(".csv"):
            continue
        text = data.decode("utf-8-sig")
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=opened_with):
            for cell in line:
                assert not CALCULATED.match(cell) or _is_number(cell), (name, cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return cell == ""
    return True


@pytest.mark.parametrize("text", [*HOSTILE, "a;=1;b", "a\n=1\nb", "a,+1", "=1,=2", "", "''=1", "'", "it's", "-"])
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(st.sampled_from(["'", "=", "-", ",", ";", " ", "\t", "\n", "a"]), max_size=12))
def test_a_guard_is_taken_off_any_text(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in FORMULA or not text


def test_what_needs_no_guard_has_none() -> None:
    for text in ("Presiden Dario Velmont", "it's - so", "'quoted'", "2031-03-05", "a=b", "3 + 4, 5 - 1", ""):
        assert guarded(text) == text


@given(st.lists(WORDS | st.just(""), max_size=5))
def test_a_list_is_parted_again(items: list[str]) -> None:
    assert parted(joined(items)) == ([] if items == [""] else items)


@given(st.text(max_size=30))
def test_parting_ends_for_any_text(text: str) -> None:
    assert all(isinstance(item, str) for item in parted(text))


def test_excel_gets_its_mark_and_others_do_not(world_entries: list[Entry]) -> None:
    marked = written(world_entries[:1], EXCEL)["events.csv"]
    assert marked.startswith(b"\xef\xbb\xbf")
    assert written(world_entries[:1])["events.csv"].startswith(b"event_id,")
    row = read(marked, ";")[0]
    assert "," in row["confidence"]
    assert "." not in row["confidence"]


def test_lines_end_as_rfc_4180_has_it(world_entries: list[Entry]) -> None:
    data = written(world_entries[:2])["articles.csv"]
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 3


def test_tables_are_written_that_are_wanted(world_entries: list[Entry]) -> None:
    files = written(world_entries[:1], Options(tables=("statements",)))
    assert list(files) == ["statements.csv", "datapackage.json"]


def test_guards_are_told(sink: MemorySink, world_entries: list[Entry]) -> None:
    import msgspec

    article = msgspec.structs.replace(world_entries[0].record.article, outlet='=HYPERLINK("http://x.example")')
    record = msgspec.structs.replace(world_entries[0].record, article=article)
    losses = Csv().write([msgspec.structs.replace(world_entries[0], record=record)], sink, Options())
    told_of = {loss.part: loss.count for loss in losses}
    assert told_of["cells that look like formulas"] >= len(read(sink.files["events.csv"]))
    assert read(sink.files["articles.csv"])[0]["outlet"] == '\'=HYPERLINK("http://x.example")'


def package(world_entries: list[Entry], options: Options) -> tuple[dict[str, Any], dict[str, bytes]]:
    files = written(world_entries[:4], options)
    return json.loads(files["datapackage.json"]), files


@pytest.mark.parametrize("options", [Options(), EXCEL])
def test_the_data_package_describes_the_files(world_entries: list[Entry], options: Options) -> None:
    described, files = package(world_entries, options)
    assert [one["path"] for one in described["resources"]] == [name for name in files if name.endswith(".csv")]
    for resource in described["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == lines(data, resource["dialect"]["delimiter"])[0]
        assert all(field["description"] for field in fields)


@pytest.mark.parametrize("options", [Options(), EXCEL])
def test_the_tables_keep_to_the_schema_and_the_keys_of_the_package(
    world_entries: list[Entry], options: Options
) -> None:
    described, files = package(world_entries, options)
    by_name = {one["name"]: one for one in described["resources"]}
    found = {name: read(files[one["path"]], one["dialect"]["delimiter"]) for name, one in by_name.items()}
    for name, resource in by_name.items():
        for field in resource["schema"]["fields"]:
            assert all(_fits(row[field["name"]], field) for row in found[name])
        for key in resource["schema"].get("primaryKey", []):
            assert len({row[key] for row in found[name]}) == len(found[name])
        for link in resource["schema"].get("foreignKeys", []):
            (key,) = link["fields"]
            assert {row[key] for row in found[name]} <= {row[key] for row in found[link["reference"]["resource"]]}


def _fits(text: str, field: dict[str, Any]) -> bool:
    if text == "":
        return True
    if field["type"] == "boolean":
        return text in field["trueValues"] + field["falseValues"]
    if field["type"] == "number":
        return _is_number(text) and (field["decimalChar"] in text or text.isdigit())
    patterns = {"integer": 10, "date": 10, "datetime": 20}
    return field["type"] not in patterns or 0 < len(text) <= patterns[field["type"]]
