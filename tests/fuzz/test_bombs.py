"""A few bytes that unpack, expand or run on without end: they are refused or cut, in bounded time and memory."""

import gzip
import io
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from lansir.errors import InputError, LansirError, OversizedInput
from lansir.ingest.arguments import Arguments, file_document
from lansir.ingest.items import Item
from lansir.ingest.sources import Plan
from lansir.ingest.sources.http_body import decoded_body
from lansir.ingest.sources.markup import root_name
from lansir.page import MAX_BYTES
from tests.ingest.archives import answer, packed, record

MEGABYTE = 1_000_000
BOMB = b"\0" * (30 * MEGABYTE)
SECONDS = 5.0


@contextmanager
def bounded(megabytes: float, seconds: float = SECONDS) -> Iterator[None]:
    """What is done inside takes no more memory, as far as Python counts it, and no more time of the processor."""
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        assert time.process_time() - began < seconds
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()


def outcomes(path: Path, kind: str | None = None, most: int = 100) -> list[str]:
    """How each item of a file came out: the class of what was loaded, or of the error."""
    found = []
    for item in islice(Arguments([], Plan(), kind=kind).of_document(file_document(path)), most):
        try:
            found.append(type(item.load()).__name__ if isinstance(item, Item) else "Finished")
        except LansirError as error:
            assert "\n" not in str(error)
            found.append(type(error).__name__)
    return found


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, wbits=window)
    return packer.compress(data) + packer.flush()


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    """Thirty megabytes of nothing, packed in each way that HTTP knows."""
    once = deflated(BOMB, 31)
    return {
        "gzip": once,
        "deflate": deflated(BOMB, 15),
        "raw deflate": deflated(BOMB, -15),
        "twice": gzip.compress(once),
    }


@pytest.mark.parametrize(
    ("name", "coding"),
    [("gzip", "gzip"), ("deflate", "deflate"), ("raw deflate", "deflate"), ("twice", "gzip, gzip"), ("gzip", "x-gzip")],
)
def test_a_bomb_in_an_answer_of_an_archive_is_refused(name: str, coding: str, bombs: dict[str, bytes]) -> None:
    with bounded(80), pytest.raises(OversizedInput):
        decoded_body(bombs[name], {"content-encoding": coding}, MAX_BYTES, "archive#0")


def test_a_bomb_in_an_archive_is_the_failure_of_its_record_alone(tmp_path: Path, bombs: dict[str, bytes]) -> None:
    page = record("https://a.example/1", answer(b"<p>Rapat ditunda.</p>"))
    bomb = record("https://a.example/2", answer(bombs["gzip"], b"Content-Encoding: gzip"))
    inside = record("https://a.example/3", answer(b"\0" * (30 * MEGABYTE)))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(page, bomb, inside, page))
    with bounded(150):
        assert outcomes(path) == ["Content", "OversizedInput", "OversizedInput", "Content", "Finished"]


def test_a_member_that_unpacks_to_nothing_but_zeros_is_gone_through_a_part_at_a_time(
    tmp_path: Path, bombs: dict[str, bytes]
) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(record("https://a.example/1", answer(b"<p>Isi."))) + bombs["gzip"])
    with bounded(10, 20):
        assert outcomes(path, "warc")[:2] == ["Content", "InputError"]


def test_rows_of_parquet_that_unpack_to_more_than_is_held_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    from lansir.ingest.sources import parquet

    monkeypatch.setattr(parquet, "MAX_ROWS", 4 * MEGABYTE)
    small, large = ["Rapat ditunda."] * 32, ["x" * MEGABYTE] * 32
    pq.write_table(pa.table({"text": small + large}), tmp_path / "a.parquet", compression="zstd")
    assert (tmp_path / "a.parquet").stat().st_size < MEGABYTE // 4
    assert outcomes(tmp_path / "a.parquet") == ["Content"] * 32 + ["OversizedInput"]


def laughs(levels: int = 30) -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}<!ENTITY f SYSTEM "file:///etc/hostname">]>'


ENTITIES: dict[str, Callable[[str], str]] = {
    "feed": lambda told: (
        f"<rss><channel><title>{told}</title><item><title>{told}</title><link>https://a.example/{told}</link>"
    ),
    "sitemap": lambda told: f"<urlset><url><loc>https://a.example/{told}</loc></url></urlset>",
    "opml": lambda told: f'<opml><body><outline text="{told}" xmlUrl="https://a.example/{told}"/></body></opml>',
}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("told", ["&a29;", "&f;", "&a29;&f;"])
def test_entities_are_neither_expanded_nor_loaded(kind: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(laughs() + ENTITIES[kind](told), encoding="utf-8")
    with bounded(10):
        items = list(Arguments([], Plan(), kind=kind).of_document(file_document(path)))
        assert root_name(path.read_bytes()) in ("rss", "urlset", "opml")
    secret = Path("/etc/hostname")
    words = secret.read_text(encoding="utf-8").strip() if secret.exists() else "haha"
    assert not [item for item in items if isinstance(item, Item) and (words in item.key or "haha" in item.key)]


def test_aliases_of_yaml_are_not_expanded_without_end(tmp_path: Path) -> None:
    from lansir.alert.search import load_search
    from lansir.knowledge.own import read_own

    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    readers: dict[str, Callable[[Path], Any]] = {"own.yaml": read_own, "search.yaml": load_search}
    for name, read in readers.items():
        path = tmp_path / name
        path.write_text(bomb + "name: *a29\n", encoding="utf-8")
        with bounded(50), pytest.raises(LansirError):
            read(path)


def test_a_spreadsheet_that_unpacks_to_more_than_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    from lansir.review import sheet_files

    monkeypatch.setattr(sheet_files, "LARGEST", 10 * MEGABYTE)
    with zipfile.ZipFile(tmp_path / "sheet.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (20 * MEGABYTE))
    with bounded(60), pytest.raises(InputError):
        list(sheet_files.read_sheet(tmp_path / "sheet.xlsx"))


def test_a_length_that_an_archive_states_wrongly_damages_its_record_alone(tmp_path: Path) -> None:
    page = record("https://a.example/1", answer(b"<p>Rapat ditunda.</p>"))
    short = page.replace(b"Content-Length: 7", b"Content-Length: 3")
    for wrong in (b"99999999999999", b"-5", b"1e9", b"\xd9\xa3", b"9" * 400):
        at = page.index(b"Content-Length: ") + 16
        broken = page[:at] + wrong + page[page.index(b"\r\n", at) :]
        (tmp_path / "a.warc").write_bytes(page + broken + short + page)
        with bounded(20):
            found = outcomes(tmp_path / "a.warc", "warc")
        assert found[0] == "Content"
        assert "InputError" in found


def test_a_body_in_chunks_that_lie_about_their_size_is_given_as_it_is() -> None:
    for body in (b"ffffffff\r\nabc", b"3\r\nabcdef", b"-3\r\nabc\r\n0\r\n", b"0" * 50_000, b"1\r\na\r\n" * 3_000):
        with bounded(20):
            assert len(decoded_body(body, {"transfer-encoding": "chunked"}, MAX_BYTES, "a")) <= len(body)


def test_a_packed_list_of_a_stranger_ends(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as file:
        for _ in range(8):
            file.write(b"https://a.example/" + b"a" * MEGABYTE)
    (tmp_path / "list.gz").write_bytes(stream.getvalue())
    with bounded(20, 20):
        assert set(outcomes(tmp_path / "list.gz", "urls", 10_000)) == {"InputError", "Finished"}
