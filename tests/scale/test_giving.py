"""The first step: the items of files, what is passed over of them, and what becomes a dead letter."""

import gzip
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from pyarrow import parquet

from lansir.errors import InputError
from lansir.ingest.items import Again, Content
from lansir.ingest.reading import Failed
from lansir.scale.giving import Given, Giving
from lansir.scale.notes import Before, dead_letter
from lansir.scale.sources import source_files
from lansir.scale.storage import Storage
from tests.ingest.archives import answer, packed, record
from tests.ingest.press import page
from tests.scale.group import NEEDS_FSSPEC

pytestmark = NEEDS_FSSPEC
NOTHING = Given()


def given(folder: Path, *sources: object, how: Given = NOTHING) -> list[dict[str, Any]]:
    """The rows that a run would send to the actors."""
    files = source_files([str(source) for source in sources])
    giving = Giving("run", files, how, str(folder / "lake"), {})
    return [row for table in giving(pa.table({"number": list(range(len(files)))})) for row in table.to_pylist()]


def items(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["key"] is not None]


def before(rows: list[dict[str, Any]]) -> Before:
    return msgspec.msgpack.decode(rows[-1]["before"], type=Before)


def failure(row: dict[str, Any]) -> Failed:
    return msgspec.msgpack.decode(row["failed"], type=Failed)


def test_pages_of_an_archive_travel_with_what_the_archive_tells_of_them(tmp_path: Path) -> None:
    archive = tmp_path / "news.warc.gz"
    archive.write_bytes(packed(*(record(f"https://a.example/{n}", answer(page(f"Judul {n}"))) for n in range(3))))
    rows = given(tmp_path, archive)
    contents = [msgspec.msgpack.decode(row["content"], type=Content) for row in items(rows)]
    assert [content.url for content in contents] == [f"https://a.example/{n}" for n in range(3)]
    assert all(content.captured == "2031-03-05T10:00:00Z" and b"Judul" in content.data for content in contents)
    assert [row["source"] for row in items(rows)] == [str(archive)] * 3
    assert items(rows)[0]["key"] == f"{archive}#0"


def test_turns_sort_items_by_file_and_place(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_bytes(b'{"text": "satu kalimat saja"}\n' * 12)
    rows = items(given(tmp_path, tmp_path / "b.jsonl", tmp_path / "a.jsonl"))
    assert [row["turn"] for row in rows] == sorted(row["turn"] for row in rows)
    assert len({row["turn"] for row in rows}) == 24


def test_what_cannot_be_had_says_where_and_why(tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text('{"text": "kalimat"}\n{"url": "https://a.example/1"}\n{oops}\n{"title": "kosong"}\n')
    rows = items(given(tmp_path, lines, tmp_path / "missing.warc"))
    letters = [dead_letter(row, "now") for row in rows if row["failed"]]
    assert [(letter["source"], letter["place"]) for letter in letters] == [
        (str(lines), "https://a.example/1"),
        (str(lines), "3"),
        (str(lines), "4"),
        (str(tmp_path / "missing.warc"), None),
    ]
    assert [letter["stage"] for letter in letters] == ["parse", "parse", "parse", "fetch"]
    told = [letter["message"] for letter in letters]
    assert "fetches nothing" in told[0] and "no JSON" in told[1] and "no page in it" in told[2]
    assert "no such file" in told[3]
    assert msgspec.json.decode(letters[3]["again"], type=Again).whole


def test_of_a_folder_lists_of_addresses_and_what_is_no_page_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_bytes(page())
    (folder / "urls.txt").write_text("https://a.example/1\nhttps://a.example/2\n")
    (folder / "b.bin").write_bytes(b"\0\1\2" * 50)
    rows = given(tmp_path, folder)
    assert [row["key"] for row in items(rows)] == [str(folder / "a.html")]
    left = [msgspec.msgpack.decode(row["before"], type=Before).passed_over for row in rows if row["before"]]
    assert sum(left) == 2


def test_an_item_is_given_once(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    entry = "<item><guid>sama</guid><description>Satu berita yang sama.</description></item>"
    feed.write_text(f"<rss><channel>{entry}{entry}</channel></rss>")
    rows = given(tmp_path, feed)
    assert len(items(rows)) == 1
    assert before(rows).done == 1


def test_what_is_told_of_sources_is_told_to_the_tasks(tmp_path: Path) -> None:
    table = tmp_path / "rows.data"
    table.write_text("id;body\n1;kalimat pertama\n2;kalimat kedua\n")
    how = Given(kind="csv", columns={"text": "body"}, published="2031-03-05")
    contents = [msgspec.msgpack.decode(row["content"], type=Content) for row in items(given(tmp_path, table, how=how))]
    assert [(content.data, content.published) for content in contents] == [
        (b"kalimat pertama", "2031-03-05"),
        (b"kalimat kedua", "2031-03-05"),
    ]


@pytest.mark.parametrize("source", ["https://a.example/feed", "http://a.example/", "-"])
def test_the_web_and_standard_input_are_no_sources_of_the_engine(source: str) -> None:
    with pytest.raises(InputError, match="reads files"):
        source_files([source])


def test_a_kind_of_storage_that_is_not_known_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere://x: cannot be reached"):
        given(tmp_path, "nowhere://x")


class TestObjectStorage:
    @pytest.fixture
    def bucket(self) -> str:
        files = Storage("memory://bucket").files
        files.pipe("/bucket/a/one.jsonl", b'{"text": "kalimat pertama"}\n')
        files.pipe("/bucket/a/two.jsonl.gz", gzip.compress(b'{"text": "kalimat kedua"}\n' * 2, mtime=0))
        files.pipe("/bucket/a/style.css", b"p {}")
        files.pipe("/bucket/a/.hidden.jsonl", b'{"text": "tersembunyi"}\n')
        with files.open("/bucket/d.parquet", "wb") as stream:
            parquet.write_table(pa.table({"text": ["kalimat satu", "kalimat dua"]}), stream)
        files.pipe("/bucket/c.warc.gz", packed(record("https://a.example/1", answer(page()))))
        return "memory://bucket"

    def test_files_are_read_where_they_lie(self, bucket: str, tmp_path: Path) -> None:
        rows = items(given(tmp_path, f"{bucket}/a/one.jsonl", f"{bucket}/c.warc.gz", f"{bucket}/d.parquet"))
        assert [row["key"].removeprefix(f"{bucket}/") for row in rows] == [
            "a/one.jsonl#1", "c.warc.gz#0", "d.parquet#1", "d.parquet#2",
        ]  # fmt: skip
        assert not any(row["failed"] for row in rows)

    def test_a_folder_is_gone_through_as_one_on_this_machine_is(self, bucket: str, tmp_path: Path) -> None:
        left: list[None] = []
        files = source_files([f"{bucket}/a"], lambda: left.append(None))
        assert [file.name.rpartition("/")[2] for file in files] == ["one.jsonl", "two.jsonl.gz"]
        assert len(left) == 1
        assert len(items(given(tmp_path, f"{bucket}/a"))) == 3

    def test_a_file_that_is_not_there_is_a_dead_letter(self, bucket: str, tmp_path: Path) -> None:
        (row,) = items(given(tmp_path, f"{bucket}/none.warc"))
        assert (failure(row).stage, failure(row).error) == ("fetch", "FileNotFoundError")
