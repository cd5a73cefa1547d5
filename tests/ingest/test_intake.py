"""Ingesting: each article once, each failure noted, whatever was interrupted and however often it is run."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from lansir.errors import LansirError, NotAStore, StoreFull
from lansir.ingest import pipeline
from lansir.ingest.intake import Intake, Options, Summary
from lansir.ingest.items import Finished, Item
from lansir.ingest.ledger import Known, Ledger
from lansir.ingest.sources.plan import Plan
from lansir.ingest.web import Manners
from lansir.page import read_page
from lansir.record import Record
from lansir.store import Store
from lansir.store.check import check_store
from tests.ingest.archives import answer, packed, record
from tests.ingest.conftest import Take
from tests.ingest.fake_reading import QUICK, make_reader, no_model
from tests.ingest.press import Press, Reply, page
from tests.ingest.stores import contents, rows


def with_options(**changes: object) -> Options:
    return msgspec.structs.replace(QUICK, **changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight pages, among them one that holds no article, one that breaks the reader, and one twice."""
    here = tmp_path / "pages"
    (here / "inner").mkdir(parents=True)
    for n in range(4):
        (here / f"{n}.html").write_bytes(page(f"Rapat {n}"))
    (here / "inner" / "4.html").write_bytes(page("Rapat 4"))
    (here / "same.html").write_bytes(page("Rapat 0"))
    (here / "empty.html").write_bytes(b"<html><body><p>Halo.</p></body></html>")
    (here / "fault.html").write_bytes(page("Rapat 5", "CACAT"))
    return here


def numbers(summary: Summary) -> tuple[int, int, int, int]:
    return summary.stored, summary.present, summary.failed, summary.done_before + summary.failed_before


def test_a_folder_is_read_and_each_item_noted(take: Take, folder: Path, store: Path) -> None:
    summary = take(folder)
    assert numbers(summary) == (5, 1, 2, 0)
    assert len(rows(store, "SELECT key FROM item")) == 6
    noted = rows(store, "SELECT key, stage, error, tries FROM failure ORDER BY key")
    assert noted == [
        (str(folder / "empty.html"), "parse", "NoArticle", 1),
        (str(folder / "fault.html"), "read", "RuntimeError", 1),
    ]
    with Store(store) as opened:
        assert list(check_store(opened)) == []
        assert opened.page(opened.articles()[0]) is not None


def test_what_was_dealt_with_is_passed_over_the_next_time(take: Take, folder: Path, store: Path) -> None:
    take(folder)
    before = contents(store)
    (folder / "new.html").write_bytes(page("Rapat baru"))
    assert numbers(take(folder)) == (1, 0, 0, 8)
    assert len(contents(store)["article"]) == len(before["article"]) + 1


def test_again_reads_all_anew_and_changes_nothing_where_nothing_changed(take: Take, folder: Path, store: Path) -> None:
    take(folder)
    before = contents(store)
    assert numbers(take(folder, options=with_options(again=True))) == (0, 6, 2, 0)
    assert contents(store) == before


def test_what_failed_is_tried_again_when_asked_for(take: Take, folder: Path, store: Path) -> None:
    take(folder)
    (folder / "empty.html").write_bytes(page("Rapat 9"))
    summary = take(options=with_options(retry_failed=True))
    assert numbers(summary) == (1, 0, 1, 0)
    assert rows(store, "SELECT error, tries FROM failure") == [("RuntimeError", 2)]
    assert rows(store, "SELECT 1 FROM item WHERE key LIKE '%empty.html'") == [(1,)]


def archive(path: Path) -> Path:
    blocks = [answer(page(f"Rapat {n}", "CACAT" if n == 2 else "")) for n in range(5)]
    path.write_bytes(packed(*(record(f"https://news.example/{n}", block) for n, block in enumerate(blocks))))
    return path


def test_an_item_of_an_archive_is_tried_again_from_the_archive(take: Take, tmp_path: Path, store: Path) -> None:
    path = archive(tmp_path / "a.warc.gz")
    assert numbers(take(path)) == (4, 0, 1, 0)
    assert numbers(take(options=with_options(retry_failed=True))) == (0, 0, 1, 0)
    path.write_bytes(path.read_bytes()[:40])
    take(options=with_options(retry_failed=True))
    ((key, message, tries),) = rows(
        store, "SELECT key, message, tries FROM failure WHERE key LIKE '%a.warc.gz#%' AND tries > 1"
    )
    assert "no longer there" in str(message)
    assert tries == 3
    assert str(key).startswith(str(path))


def test_a_source_that_is_not_there_is_a_failure_until_it_is(take: Take, tmp_path: Path, store: Path) -> None:
    path = tmp_path / "later.html"
    other = tmp_path / "other.html"
    other.write_bytes(page())
    assert numbers(take(path, other)) == (1, 0, 1, 0)
    assert rows(store, "SELECT key, stage, error FROM failure") == [(str(path), "fetch", "FileNotFoundError")]
    path.write_bytes(page("Rapat lagi"))
    assert numbers(take(path)) == (1, 0, 0, 0)
    assert rows(store, "SELECT * FROM failure") == []


def test_files_that_are_no_pages_are_passed_over_in_a_folder_but_not_when_named(take: Take, tmp_path: Path) -> None:
    here = tmp_path / "saved"
    here.mkdir()
    (here / "a.html").write_bytes(page())
    (here / "style.css").write_text("p {}")
    (here / "data.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (here / "urls.txt").write_text("https://news.example/a\n")
    (here / ".hidden.html").write_bytes(page("Rahasia"))
    summary = take(here)
    assert (numbers(summary), summary.passed_over) == ((1, 0, 0, 0), 2)
    assert numbers(take(here / "data.bin")) == (0, 0, 1, 0)


def test_links_out_of_a_folder_are_not_followed(take: Take, tmp_path: Path) -> None:
    here, outside = tmp_path / "in", tmp_path / "out"
    here.mkdir()
    outside.mkdir()
    (outside / "a.html").write_bytes(page("Luar"))
    (here / "b.html").write_bytes(page("Dalam"))
    (here / "link.html").symlink_to(outside / "a.html")
    (here / "folder").symlink_to(outside)
    (here / "loop").symlink_to(here)
    (here / "same.html").symlink_to(here / "b.html")
    assert numbers(take(here)) == (1, 0, 0, 1)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_store_is_the_same_for_any_number_of_processes(
    take: Take, folder: Path, tmp_path: Path, store: Path, workers: int
) -> None:
    path = archive(tmp_path / "a.warc.gz")
    take(folder, path)
    other = tmp_path / "other.db"
    take(folder, path, options=with_options(workers=workers), path=other)
    assert contents(other) == contents(store)


def test_records_of_lansir_are_stored_as_they_are(take: Take, tmp_path: Path, store: Path) -> None:
    read = Record(read_page(page()), "0.0.1", "of old")
    path = tmp_path / "records.jsonl"
    path.write_bytes(msgspec.json.encode(read) + b"\n")
    assert numbers(take(path)) == (1, 0, 0, 0)
    with Store(store) as opened:
        assert opened.record(read.article.id) == read
        assert opened.page(read.article.id) is None


def test_a_record_that_the_store_refuses_is_a_failure_of_storing(take: Take, tmp_path: Path, store: Path) -> None:
    read = Record(read_page(page()), "0.0.1", "of old")
    wrong = msgspec.structs.replace(read, article=msgspec.structs.replace(read.article, id="ar-x"))
    path = tmp_path / "records.jsonl"
    path.write_bytes(msgspec.json.encode(wrong) + b"\n" + msgspec.json.encode(read))
    assert numbers(take(path)) == (1, 0, 1, 0)
    assert rows(store, "SELECT stage, error FROM failure") == [("store", "ValueError")]


def test_a_run_is_noted_with_its_sources(take: Take, folder: Path, store: Path) -> None:
    take(folder)
    ((sources, finished),) = rows(store, "SELECT sources, finished FROM run")
    assert json.loads(str(sources)) == [str(folder)]
    assert finished


# ---------------------------------------------------------------- from the web


def test_a_feed_is_followed_to_its_pages(take: Take, press: Press, store: Path) -> None:
    entries = "".join(
        f"<item><link>/{n}?utm_source=rss</link><pubDate>2031-03-0{n}</pubDate></item>" for n in (1, 2, 3)
    )
    press.serve("/1", page("Rapat 1"))
    press.serve("/2", page("Rapat 2", day="2031-02-28"))
    feed = press.serve("/feed", f"<rss><channel>{entries}</channel></rss>".encode())
    assert numbers(take(feed)) == (2, 0, 1, 0)
    found = rows(store, "SELECT url, published, published_source FROM article ORDER BY url")
    assert found == [(f"{press.address}/1", "2031-03-01", "feed"), (f"{press.address}/2", "2031-02-28", "meta")]
    assert rows(store, "SELECT key, stage, error FROM failure") == [(f"{press.address}/3", "fetch", "FetchError")]


def test_pages_are_fetched_once_and_asked_about_with_again(take: Take, press: Press, store: Path) -> None:
    url = press.serve("/a", Reply(page(), headers={"ETag": '"1"', "Last-Modified": "Wed, 05 Mar 2031 03:00:00 GMT"}))
    assert numbers(take(url)) == (1, 0, 0, 0)
    assert numbers(take(f"{url}#x")) == (0, 0, 0, 1)
    assert press.times("/a") == 1
    assert rows(store, "SELECT url, etag FROM address") == [(url, '"1"')]
    listed = with_options(again=True, kind="page")
    assert take(url, options=listed).unchanged == 1
    press.serve("/a", Reply(page("Rapat berubah"), headers={"ETag": '"2"'}))
    assert numbers(take(url, options=listed)) == (1, 0, 0, 0)
    assert rows(store, "SELECT version, newest FROM article ORDER BY version") == [(1, 0), (2, 1)]


def test_every_address_that_is_given_is_taken_though_some_are_given_twice(take: Take, press: Press) -> None:
    urls = [press.serve(f"/{n}", page(f"Rapat {n}")) for n in range(3)]
    assert numbers(take(urls[0], urls[0], urls[1], urls[2])) == (3, 0, 0, 1)
    fourth = press.serve("/4", page("Rapat 4"))
    assert numbers(take(urls[0], "https://[", fourth, urls[1])) == (1, 0, 1, 2)


def test_a_page_that_moved_is_stored_under_where_it_is(take: Take, press: Press, store: Path) -> None:
    press.serve("/new", page())
    url = press.serve("/old", Reply(status=301, headers={"Location": "/new"}))
    take(url)
    ((found, captured),) = rows(store, "SELECT url, captured FROM article")
    assert found == f"{press.address}/new"
    assert datetime.fromisoformat(str(captured)) <= datetime.now(UTC)
    assert rows(store, "SELECT key FROM item") == [(url,)]


def test_a_sitemap_is_not_gone_through_again_while_it_stays_as_it_is(take: Take, press: Press) -> None:
    press.serve("/a", page())
    urls = f"<urlset><url><loc>{press.address}/a</loc></url></urlset>".encode()
    sitemap = press.serve("/sitemap.xml", Reply(urls, headers={"ETag": '"1"'}))
    assert numbers(take(sitemap)) == (1, 0, 0, 0)
    assert numbers(take(sitemap)) == (0, 0, 0, 0)
    assert numbers(take(sitemap, options=with_options(again=True))) == (0, 1, 0, 0)


def test_addresses_are_read_from_a_list_and_one_that_is_none_is_a_failure(
    take: Take, press: Press, tmp_path: Path
) -> None:
    press.serve("/a", page())
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# berita\n{press.address}/a\nhttps://[broken\n{press.address}/a#komentar\n")
    assert numbers(take(urls)) == (1, 0, 1, 1)


def test_addresses_may_come_on_standard_input(press: Press, store: Path, tmp_path: Path) -> None:
    press.serve("/a", page())
    lines = tmp_path / "lines"
    lines.write_text(f"{press.address}/a\n")
    with lines.open("rb") as stdin, Intake(store, QUICK, make=make_reader) as intake:
        summary = intake.take(lambda plan, known: intake.arguments(["-"], stdin, plan, known), lambda *_: None)
    assert numbers(summary) == (1, 0, 0, 0)


def test_a_private_address_is_not_fetched_unless_allowed(take: Take, press: Press, store: Path) -> None:
    take(press.serve("/a", page()), options=Options(workers=0, manners=Manners(delay=0)))
    assert "private address" in str(rows(store, "SELECT message FROM failure")[0][0])
    assert press.asked == []


def test_no_more_pages_are_held_than_there_is_room_for(
    take: Take, press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline, "BYTES", 1_000)
    monkeypatch.setattr(pipeline, "LINE", 5)
    for n in range(30):
        press.serve(f"/{n}", page(f"Rapat {n}"))
    urls = tmp_path / "urls.txt"
    urls.write_text("\n".join(f"{press.address}/{n}" for n in range(30)))
    assert numbers(take(urls)) == (30, 0, 0, 0)


# ---------------------------------------------------------------- stopping, and errors of the whole


def test_a_stopped_run_finishes_what_is_under_way_and_goes_on_the_next_time(
    folder: Path, store: Path, take: Take
) -> None:
    stop = threading.Event()

    def step(handled: int, total: int, before: int) -> None:
        stop.set()

    with Intake(store, QUICK, stop=stop, make=make_reader) as intake:
        intake.begin(["x"])

        def some_then_the_rest(plan: Plan, known: Known) -> Iterator[Item | Finished]:
            for number, item in enumerate(intake.arguments([str(folder)], None, plan, known)):
                if number == 3:
                    stop.wait(10)  # on a fast machine all would be done before the first is told
                yield item

        first = intake.take(some_then_the_rest, step)
        intake.end(first)
    assert first.stopped
    assert 0 < first.handled < 8
    assert rows(store, "SELECT finished FROM run") == [(None,)]
    second = take(folder)
    assert first.handled + second.handled == 8
    assert len(rows(store, "SELECT id FROM article")) == 5


def test_a_source_that_waits_for_input_does_not_keep_a_run_from_stopping(store: Path) -> None:
    stop, never = threading.Event(), threading.Event()

    def endless(*_: object) -> list[object]:
        stop.set()
        never.wait(10)
        return []

    with Intake(store, QUICK, stop=stop, make=make_reader) as intake:
        assert intake.take(endless, lambda *_: None).stopped  # type: ignore[arg-type]
    never.set()


def test_without_a_model_nothing_is_noted_as_a_failure(folder: Path, store: Path) -> None:
    with Intake(store, QUICK, make=no_model) as intake, pytest.raises(LansirError, match="no model here"):
        intake.take(lambda plan, known: intake.arguments([str(folder)], None, plan, known), lambda *_: None)
    assert rows(store, "SELECT * FROM failure") == []


def test_a_full_disk_ends_the_run_and_keeps_what_was_stored(
    folder: Path, store: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept = Ledger.keep, 0

    def full(self: Ledger, *told: object) -> object:
        nonlocal kept
        kept += 1
        if kept > 2:
            raise StoreFull("no room")
        return keep(self, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "keep", full)
    with pytest.raises(StoreFull):
        take(folder)
    monkeypatch.setattr(Ledger, "keep", keep)
    assert len(rows(store, "SELECT * FROM item")) == 2
    assert numbers(take(folder))[0] == 3


def test_a_fault_in_a_source_is_raised_and_does_not_hang(store: Path) -> None:
    def faulty(*_: object) -> list[object]:
        raise RuntimeError("cacat")

    with Intake(store, QUICK, make=make_reader) as intake, pytest.raises(RuntimeError, match="cacat"):
        intake.take(faulty, lambda *_: None)  # type: ignore[arg-type]


def test_what_is_no_store_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(NotAStore):
        Intake(path, QUICK)
