"""Web archives: every HTML page in them, whatever way it is packed and whatever is broken beside it."""

import gzip
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import InputError
from lansir.ingest.items import Content, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.members import PIECE, Members
from lansir.ingest.sources.plan import Plan
from lansir.ingest.sources.warc import warc
from tests.ingest.archives import answer, chunked, packed, record

PAGE = b"<p>Rapat ditunda.</p>" * 20
ZIPPED = gzip.compress(PAGE, mtime=0)


def pages(data: bytes, folder: Path) -> list[tuple[str, bytes | str]]:
    """Key (without the file's name) and page of each item, or the message where it cannot be had."""
    path = folder / "a.warc"
    path.write_bytes(data)
    found: list[tuple[str, bytes | str]] = []
    for item in warc(Document(str(path), path=path), Plan()):
        if isinstance(item, Item):
            found.append((item.key.removeprefix(str(path)), loaded(item)))
    return found


def loaded(item: Item) -> bytes | str:
    try:
        content = item.load()
    except InputError as error:
        return str(error)
    assert isinstance(content, Content)
    return content.data


@pytest.mark.parametrize(
    "block",
    [
        answer(PAGE),
        answer(ZIPPED, b"Content-Encoding: gzip"),
        answer(chunked(PAGE), b"Transfer-Encoding: chunked"),
        answer(chunked(ZIPPED), b"Transfer-Encoding: chunked", b"Content-Encoding: gzip"),
        answer(zlib.compress(PAGE), b"Content-Encoding: deflate"),
        answer(zlib.compress(PAGE)[2:-4], b"Content-Encoding: deflate"),
        answer(PAGE, b"Content-Encoding: gzip", b"Transfer-Encoding: chunked"),
        answer(PAGE, b"Content-Encoding: br"),
        answer(PAGE, media_type=b"application/xhtml+xml; charset=utf-8"),
        answer(PAGE).replace(b"\r\n", b"\n"),
    ],
)
def test_a_page_comes_out_however_it_is_packed(block: bytes, tmp_path: Path) -> None:
    assert pages(record("https://news.example/a", block), tmp_path) == [("#0", PAGE)]


def test_a_page_has_its_address_its_type_and_the_time_it_was_had(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record("https://news.example/a", answer(PAGE, media_type=b"text/html; charset=latin-1")))
    (item,) = [one for one in warc(Document(str(path), path=path), Plan()) if isinstance(one, Item)]
    content = item.load()
    assert isinstance(content, Content)
    assert (content.url, content.media_type) == ("https://news.example/a", "text/html; charset=latin-1")
    assert content.captured == "2031-03-05T10:00:00Z"


@pytest.mark.parametrize(
    "other",
    [
        record("https://news.example/r", b"GET / HTTP/1.1\r\n\r\n", "request"),
        record("https://news.example/i", answer(PAGE, media_type=b"image/png")),
        record("https://news.example/m", answer(PAGE, status=b"404 Not Found")),
        record("https://news.example/t", PAGE, "conversion"),
        record("https://news.example/w", b"software: x\r\n", "warcinfo"),
    ],
)
def test_what_is_no_answer_with_a_page_is_no_item(other: bytes, tmp_path: Path) -> None:
    page = record("https://news.example/a", answer(PAGE))
    assert [found for _, found in pages(other + page + other, tmp_path)] == [PAGE]


def test_a_body_that_cannot_be_unpacked_says_so(tmp_path: Path) -> None:
    block = answer(b"\x0b\x02\x80pages", b"Content-Encoding: br")
    ((_, message),) = pages(record("https://news.example/a", block), tmp_path)
    assert "compressed with br" in str(message)


def three() -> list[bytes]:
    return [record(f"https://news.example/{n}", answer(b"<p>%d</p>" % n)) for n in range(3)]


def test_keys_tell_where_a_record_or_its_member_begins(tmp_path: Path) -> None:
    records = three()
    starts = [0, len(records[0]), len(records[0]) * 2]
    assert [key for key, _ in pages(b"".join(records), tmp_path)] == [f"#{start}" for start in starts]
    members = [len(gzip.compress(one, mtime=0)) for one in records]
    starts = [0, members[0], members[0] + members[1]]
    assert [key for key, _ in pages(packed(*records), tmp_path)] == [f"#{start}" for start in starts]
    assert [key for key, _ in pages(gzip.compress(b"".join(records), mtime=0), tmp_path)] == ["#0", "#0.1", "#0.2"]


@pytest.mark.parametrize("damage", [b"garbage\r\n\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", b"\x00" * 300])
def test_reading_goes_on_behind_damage_in_a_plain_archive(damage: bytes, tmp_path: Path) -> None:
    first, second, third = three()
    found = [page for _, page in pages(first + damage + second + third, tmp_path)]
    assert [page for page in found if isinstance(page, bytes)] == [b"<p>0</p>", b"<p>1</p>", b"<p>2</p>"]
    assert "damaged at byte" in str(found[1])


def test_reading_goes_on_behind_a_damaged_member(tmp_path: Path) -> None:
    first, second, third = (gzip.compress(one, mtime=0) for one in three())
    broken = second[:40] + b"\xff" * 30 + second[70:]
    found = [page for _, page in pages(first + broken + third, tmp_path)]
    assert (found[0], found[-1]) == (b"<p>0</p>", b"<p>2</p>")
    assert "damaged at byte" in str(found[1])


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)])
def test_an_archive_that_is_cut_off_gives_what_is_there(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    found = [page for _, page in pages(pack(*three())[:-30], tmp_path)]
    assert found[:2] == [b"<p>0</p>", b"<p>1</p>"]
    assert "cut off" in str(found[2])


@given(st.integers(0, 700), st.binary(min_size=1, max_size=40), st.booleans())
def test_no_damage_raises_hangs_or_takes_the_pages_before_it(at: int, damage: bytes, gzipped: bool) -> None:
    records = three()
    data = packed(*records) if gzipped else b"".join(records)
    before = sum(len(packed(one) if gzipped else one) <= at for one in (records[0], b"".join(records[:2])))
    raw = BytesIO(data[:at] + damage + data[at + len(damage) :])
    stream, found = Members(raw, "a.warc"), 0
    while line := _line(stream):
        found += line.startswith(b"WARC/1.0")
    assert found >= min(before, 1)


def _line(stream: Members) -> bytes:
    try:
        return stream.line(1000)
    except InputError:
        return b"-" if stream.skip_to(b"WARC/1.") else b""


@given(st.binary(max_size=2000))
def test_any_bytes_are_gone_through(data: bytes) -> None:
    for prefix in (b"", b"\x1f\x8b\x08\x00", gzip.compress(b"WARC/1.0\r\n")):
        stream = Members(BytesIO(prefix + data), "a.warc")
        for _ in range(5000):
            if not _line(stream):
                break
        else:
            pytest.fail("no end")


def test_a_record_larger_than_a_piece_is_whole(tmp_path: Path) -> None:
    large = b"<p>" + bytes(range(32, 127)) * (PIECE // 40) + b"</p>"
    data = packed(record("https://news.example/a", answer(large)), *three())
    first, *others = [page for _, page in pages(data, tmp_path)]
    assert first == large
    assert len(others) == 3


def test_only_a_part_of_an_archive_is_held(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record("https://news.example/a", answer(PAGE * 20)) for _ in range(200)))
    with path.open("rb") as raw:
        stream = Members(raw, "a.warc")
        assert stream.line(100).startswith(b"WARC/")
        assert raw.tell() <= PIECE < path.stat().st_size
