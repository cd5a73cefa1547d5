"""Rows of JSON Lines, CSV and Parquet: what other programs call the parts of a page, and what the user calls them."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from lansir.errors import InputError
from lansir.ingest.items import Again, Content, Item, Link
from lansir.ingest.reading import article_of, own_record
from lansir.ingest.sources import Document, Kind, Plan, items_of
from lansir.ingest.sources.rows import FIELDS, mapping, row_item, text_page
from lansir.page import read_page
from lansir.record import Record
from tests.ingest.press import page

ROW = "rows.jsonl#1"


def content(row: Mapping[str, object], columns: dict[str, str] | None = None) -> Content:
    loaded = row_item(row, ROW, Again("rows.jsonl", "jsonl", columns or {}), None).load()
    assert isinstance(loaded, Content)
    return loaded


def items(path: Path, kind: Kind | None = None, plan: Plan | None = None) -> list[Item]:
    found = items_of(Document(str(path), path=path), plan or Plan(), kind)
    return [item for item in found if isinstance(item, Item)]


TRAFILATURA = {
    "title": "Rapat", "author": "Sari Wulan; Budi Santoso", "hostname": "kabar.example", "date": "2031-03-05",
    "fingerprint": "x", "id": None, "raw_text": "Mentah.", "text": "Isi.", "language": "id", "filedate": "2031-03-06",
    "source": "https://kabar.example/a", "source-hostname": "Kabar", "excerpt": "", "categories": "", "tags": "",
}  # fmt: skip
NEWS_PLEASE = {
    "authors": ["Sari Wulan"], "date_download": "2031-03-06 01:02:03", "date_modify": None,
    "date_publish": "2031-03-05 10:00:00", "filename": "x", "language": "id", "localpath": None, "maintext": "Isi.",
    "source_domain": "kabar.example", "title": "Rapat", "title_page": None, "url": "https://kabar.example/a",
}  # fmt: skip
FUNDUS = {
    "title": "Rapat", "plaintext": "Isi.", "authors": ["Sari Wulan"], "publishing_date": "2031-03-05 10:00:00+07:00",
    "topics": [], "free_access": True, "html": {"requested_url": "https://kabar.example/a?x", "responded_url": "https://kabar.example/a"},
}  # fmt: skip
FUNDUS_BODY = {
    "title": "Rapat", "publishing_date": "2031-03-05 10:00:00+07:00", "url": "https://kabar.example/a",
    "body": {"summary": ["Deck."], "sections": [{"headline": [], "paragraphs": ["Satu.", "Dua."]}]},
}  # fmt: skip
PLAIN = {"URL": "https://kabar.example/a", "Headline": "Rapat", "body": "Isi.", "Published At": "5 Maret 2031"}


@pytest.mark.parametrize(
    ("row", "text", "published"),
    [
        (TRAFILATURA, "Isi.", "2031-03-05"),
        (NEWS_PLEASE, "Isi.", "2031-03-05T10:00:00"),
        (
            {key: value for key, value in NEWS_PLEASE.items() if key != "maintext"} | {"text": "Isi."},
            "Isi.",
            "2031-03-05T10:00:00",
        ),
        (FUNDUS, "Isi.", "2031-03-05T10:00:00+07:00"),
        (FUNDUS_BODY, "Deck.\n\nSatu.\n\nDua.", "2031-03-05T10:00:00+07:00"),
        (PLAIN, "Isi.", "2031-03-05"),
    ],
    ids=["trafilatura", "news-please", "news-please-older", "fundus", "fundus-body", "plain"],
)
def test_rows_of_other_programs_are_pages(row: dict[str, object], text: str, published: str) -> None:
    found = content(row)
    assert found.data.decode() == f"# Rapat\n\n{text}"
    assert (found.url, found.published) == ("https://kabar.example/a", published)
    assert found.media_type == "text/plain; charset=utf-8"


def test_what_a_row_tells_beside_the_text_is_kept() -> None:
    found = content(TRAFILATURA)
    assert (found.authors, found.outlet, found.captured) == (["Sari Wulan", "Budi Santoso"], "Kabar", "2031-03-06")


def test_html_counts_before_text() -> None:
    found = content({"url": "https://kabar.example/a", "html": "<p>Isi.</p>", "text": "lain"})
    assert (found.data, found.media_type) == (b"<p>Isi.</p>", "text/html; charset=utf-8")


def test_a_row_with_an_address_alone_is_a_page_to_be_fetched() -> None:
    item = row_item({"link": "https://kabar.example/a?utm_source=x", "date": "2031-03-05"}, ROW, Again("r"), None)
    assert item.key == "https://kabar.example/a"
    assert item.load() == Link("https://kabar.example/a", "2031-03-05", "given")


def test_columns_that_the_user_names_win() -> None:
    row: dict[str, object] = {"text": "lain", "isi berita": "Isi.", "tgl": "2031-03-05", "judul": "Rapat"}
    found = content(row, {"text": "isi berita", "published": "tgl"})
    assert (found.data, found.published) == (b"# Rapat\n\nIsi.", "2031-03-05")


def test_a_row_without_a_page_says_what_it_has() -> None:
    with pytest.raises(InputError, match=r"no page in it \(it has a, b\); name a column with --column"):
        row_item({"a": 1, "b": None}, ROW, Again("r"), None).load()


def test_a_date_that_cannot_be_understood_is_told_in_the_record() -> None:
    article = article_of(content({"text": page().decode(), "date": "kemarin"}))
    assert article.published is None
    assert [reason.code for reason in article.reasons] == ["bad_date"]


@pytest.mark.parametrize(
    ("title", "text", "data"),
    [
        ("Rapat", "Isi.", "# Rapat\n\nIsi."),
        ("Rapat\n ditunda", "Isi.", "# Rapat ditunda\n\nIsi."),
        ("Rapat", "Rapat\n\nIsi.", "Rapat\n\nIsi."),
        (None, "Isi.", "Isi."),
        ("", "\ud800", "?"),
    ],
)
def test_a_title_and_a_text_are_a_page_as_saved(title: str | None, text: str, data: str) -> None:
    assert text_page(title, text).decode() == data


def test_the_title_of_a_row_is_the_headline_of_its_page() -> None:
    words = "Pemerintah Valmora menunda rapat dengan serikat buruh pelabuhan pada hari Senin di Lumar."
    article = read_page(text_page("Rapat ditunda lagi", words), media_type="text/plain; charset=utf-8")
    assert (article.title, [block.kind for block in article.blocks]) == (
        "Rapat ditunda lagi",
        ["headline", "paragraph"],
    )


def test_the_mapping_names_known_fields_only_and_ends_with_one_for_every_row() -> None:
    assert {field for form in mapping() for field in form.fields} <= set(FIELDS)
    assert [form.marks for form in mapping()][-1] == []
    assert all(form.marks for form in mapping()[:-1])
    assert all(
        name == name.lower().replace("-", "_") for form in mapping() for names in form.fields.values() for name in names
    )


# ---------------------------------------------------------------- JSON


def test_a_json_file_of_one_object_or_an_array_will_do(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(PLAIN, indent=2))
    assert [item.key for item in items(path)] == [f"{path}#1"]
    path.write_text(json.dumps([PLAIN, 7, PLAIN], indent=2))
    assert [item.key for item in items(path)] == [f"{path}#1", f"{path}#2", f"{path}#3"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"\ufeff{json.dumps(PLAIN)}\n\n{json.dumps(PLAIN)}\n", encoding="utf-8")
    assert [item.key for item in items(path)] == [f"{path}#1", f"{path}#3"]


def test_deeply_nested_json_is_a_failure_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{json.dumps(PLAIN)}\n{{"text": {"[" * 100_000}\n')
    good, bad = items(path)
    assert isinstance(good.load(), Content)
    with pytest.raises(InputError, match="no JSON"):
        bad.load()


# ---------------------------------------------------------------- CSV and Parquet


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_a_table_may_be_parted_in_several_ways_and_its_cells_quoted(between: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'judul{between}isi\n"Rapat{between}lagi"{between}"Satu\nDua ""tiga"""\n')
    (item,) = items(path)
    found = item.load()
    assert isinstance(found, Content)
    assert found.data.decode() == f'# {" ".join(f"Rapat{between}lagi".split())}\n\nSatu\nDua "tiga"'


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no column 'isi'; it has a, b"):
        items(path, "csv", Plan(columns={"text": "isi"}))


def test_a_text_with_commas_is_a_page_and_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text, url, dan html dibahas, kata menteri.\nRapat itu, kata dia, ditunda, lagi.\n")
    assert [item.again.kind for item in items(path)] == ["page"]


def test_without_pyarrow_parquet_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputError, match=r"pip install 'lansir\[parquet\]'"):
        items(path)


def test_a_damaged_parquet_file_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    with pytest.raises(InputError, match="no Parquet file that can be read"):
        items(path)


# ---------------------------------------------------------------- records of Lansir


def test_a_record_of_lansir_is_taken_as_it_is(tmp_path: Path) -> None:
    record = Record(read_page(page()), "0.1", "m")
    path = tmp_path / "records.jsonl"
    path.write_bytes(msgspec.json.encode(record) + b"\n")
    (item,) = items(path)
    found = item.load()
    assert isinstance(found, Content)
    assert found.own
    assert own_record(found.data) == record


@pytest.mark.parametrize("change", [("Rapat", "Rapot", "other words"), ('"id":', '"di":', "no record of this Lansir")])
def test_a_record_that_does_not_bear_itself_out_is_refused(change: tuple[str, str, str]) -> None:
    before, after, told = change
    data = msgspec.json.encode(Record(read_page(page()), "0.1", "m")).replace(before.encode(), after.encode(), 1)
    with pytest.raises(InputError, match=told):
        own_record(data)
