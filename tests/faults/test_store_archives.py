"""An archive that is only half there: what stands before the break is stored, and the whole archive brings the rest."""

import gzip
from pathlib import Path

import msgspec
import pytest

from lansir.store import Store
from lansir.store.check import check_store
from tests.ingest.archives import answer, packed, record
from tests.ingest.conftest import Take
from tests.ingest.fake_reading import QUICK
from tests.ingest.press import page
from tests.ingest.stores import contents, rows
from tests.story.handmade import words

PAGES = 6
RECORDS = [record(f"https://news.example/{n}", answer(page(f"Rapat {n}", words(n)))) for n in range(PAGES)]

LATE = (-9, -1)
"""Where only the checksum is cut off, the page is had at once, and what is noted of the break stays in the notes."""
AGAIN = msgspec.structs.replace(QUICK, retry_failed=True)


def members() -> list[bytes]:
    return [packed(one) for one in RECORDS]


@pytest.mark.parametrize("whole", [pytest.param(0, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.slow), 4])
@pytest.mark.parametrize("left", [1, 9, 18, 30, 0.5, -9, -1])
def test_a_member_that_is_cut_off_takes_none_of_those_before_with_it(
    take: Take, tmp_path: Path, store: Path, whole: int, left: float
) -> None:
    archive, parts = tmp_path / "a.warc.gz", members()
    cut = parts[whole]
    length = int(len(cut) * left) if isinstance(left, float) else int(left) % len(cut)
    archive.write_bytes(b"".join(parts[:whole]) + cut[:length])
    summary = take(archive)
    assert summary.stored >= whole
    assert summary.failed <= 2
    archive.write_bytes(b"".join(parts))
    take(archive, options=AGAIN)
    with Store(store) as opened:
        assert len(opened) == PAGES
        assert list(check_store(opened)) == []
    if left not in LATE:
        assert rows(store, "SELECT count(*) FROM failure") == [(0,)]


def test_the_message_says_where_the_archive_breaks_off(take: Take, tmp_path: Path, store: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(packed(*RECORDS)[:-40])
    take(archive)
    ((key, message),) = rows(store, "SELECT key, message FROM failure")
    assert "a.warc.gz" in str(key) + str(message)
    assert "\n" not in str(message)


def test_one_member_for_all_that_is_cut_off_in_the_middle(take: Take, tmp_path: Path, store: Path) -> None:
    """Some programs pack an archive as one stream."""
    archive, data = tmp_path / "a.warc.gz", gzip.compress(b"".join(RECORDS), mtime=0)
    archive.write_bytes(data[: len(data) * 2 // 3])
    first = take(archive)
    assert first.stored >= 1
    archive.write_bytes(data)
    take(archive, options=AGAIN)
    undisturbed = tmp_path / "undisturbed.db"
    take(archive, path=undisturbed)
    assert contents(store)["article"] == contents(undisturbed)["article"]
    with Store(store) as opened:
        assert list(check_store(opened)) == []
