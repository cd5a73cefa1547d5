"""Watching feeds: what is new is read, what is down is tried later, and each is looked at in its own time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lansir.errors import InputError
from lansir.ingest import watch as module
from lansir.ingest.intake import Intake
from lansir.ingest.watch import Feed, Round, Watch, watched_feeds
from tests.ingest.fake_reading import QUICK, make_reader
from tests.ingest.press import Press, Reply, page
from tests.ingest.stores import rows

EVERY = 0.05


def feed_of(*numbers: int, ttl: str = "") -> bytes:
    entries = "".join(f"<item><link>/{n}</link></item>" for n in numbers)
    return f"<rss><channel>{ttl}{entries}</channel></rss>".encode()


@pytest.fixture
def pages(press: Press) -> Press:
    for n in range(4):
        press.serve(f"/{n}", page(f"Rapat {n}"))
    return press


@contextmanager
def watching(store: Path, *feeds: str, every: float = EVERY) -> Iterator[Watch]:
    with Intake(store, QUICK, make=make_reader) as intake:
        yield Watch(intake, feeds, every)


def rounds(watch: Watch, count: int) -> list[Round]:
    """Rounds, each when the next feed is due."""
    found = []
    for _ in range(count):
        found.append(watch.round())
        time.sleep(found[-1].next_in + 0.01)
    return found


def test_what_is_new_in_a_feed_is_read_once(pages: Press, store: Path) -> None:
    url = pages.serve("/feed", feed_of(0), feed_of(0), feed_of(1, 0))
    with watching(store, url) as watch:
        assert [one.summary.stored for one in rounds(watch, 3)] == [1, 0, 1]
    assert (pages.times("/0"), pages.times("/1")) == (1, 1)


def test_a_feed_that_has_not_changed_is_not_sent_again(pages: Press, store: Path) -> None:
    url = pages.serve("/feed", Reply(feed_of(0), headers={"ETag": '"1"'}))
    with watching(store, url) as watch:
        assert [one.summary.stored for one in rounds(watch, 2)] == [1, 0]
    assert pages.asked[-1][2]["if-none-match"] == '"1"'


def test_a_feed_that_is_down_is_noted_until_it_is_up_again(pages: Press, store: Path) -> None:
    url = pages.serve("/feed", Reply(status=500), b"<html>Maaf</html>", feed_of(2))
    good = pages.serve("/good", feed_of(0), feed_of(0), feed_of(0))
    with watching(store, url, good) as watch:
        assert watch.round().failing == 1
        assert rows(store, "SELECT key, stage, tries FROM failure") == [(url, "fetch", 1)]
        time.sleep(EVERY * 2 + 0.02)
        watch.round()
        assert rows(store, "SELECT key, stage, tries FROM failure") == [(url, "parse", 2)]
        time.sleep(EVERY * 4 + 0.02)
        watch.round()
        assert rows(store, "SELECT * FROM failure") == []
    assert len(rows(store, "SELECT id FROM article")) == 2


def test_a_list_of_feeds_at_an_address_takes_its_place(pages: Press, store: Path) -> None:
    pages.serve("/feed", feed_of(0))
    url = pages.serve("/list.opml", f"<opml><outline xmlUrl='{pages.address}/feed'/></opml>".encode())
    with watching(store, url) as watch:
        assert watch.round().summary.stored == 1
        assert list(watch._feeds) == [f"{pages.address}/feed"]


def test_the_pause_that_a_feed_asks_for_is_kept(pages: Press, store: Path) -> None:
    url = pages.serve("/feed", feed_of(0, ttl="<ttl>30</ttl>"))
    with watching(store, url) as watch:
        assert 1790 < watch.round().next_in <= 1800


def test_a_feed_slows_down_while_nothing_is_new_and_comes_back() -> None:
    feed = Feed("https://a.example/f", 600.0, 600.0)
    waits = []
    for fresh in (True, False, False, False, False, False, False, True):
        feed.looked(0.0, fresh=fresh)
        waits.append(feed.wait)
    assert waits == [600, 900, 1350, 2025, 3037.5, 3600, 3600, 600]


def test_a_feed_that_is_down_is_asked_less_and_less_but_every_day() -> None:
    feed = Feed("https://a.example/f", 600.0, 600.0)
    for _ in range(12):
        feed.failed(0.0)
    assert feed.wait == 24 * 3600
    feed.looked(0.0, fresh=False)
    assert feed.wait == 600


def test_pages_that_could_not_be_fetched_are_tried_again_later(
    pages: Press, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.serve("/3", Reply(status=500), page("Rapat 3"))
    url = pages.serve("/feed", feed_of(3))
    with watching(store, url) as watch:
        assert watch.round().summary.failed == 1
        monkeypatch.setattr(module, "HOUR", -2.0)
        watch.round()
    assert rows(store, "SELECT * FROM failure") == []
    assert len(rows(store, "SELECT id FROM article")) == 1


def test_a_watch_ends_when_it_is_told_to(pages: Press, store: Path) -> None:
    url = pages.serve("/feed", feed_of(0))
    told: list[Round] = []

    def end_after(count: int, watch: Watch) -> Callable[[Round], None]:
        def tell(one: Round) -> None:
            told.append(one)
            if len(told) == count:
                threading.Timer(0.05, watch._intake.stop.set).start()

        return tell

    with watching(store, url, every=60.0) as watch:
        began = time.monotonic()
        assert watch.keep_on(end_after(1, watch)).stopped
        assert time.monotonic() - began < 5
    with watching(store, url) as watch:
        assert not watch.keep_on(told.append, once=True).stopped


def test_feeds_are_given_by_address_or_in_lists(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text("<opml><outline xmlUrl='https://a.example/f'/><outline xmlUrl='https://b.example/f'/></opml>")
    assert watched_feeds(["https://a.example/f#x", str(path)]) == ["https://a.example/f", "https://b.example/f"]


@pytest.mark.parametrize("source", ["missing.opml", "page.html", "https://["])
def test_what_is_no_feed_and_no_list_is_refused(source: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page())
    given = source if "://" in source else str(tmp_path / source)
    with pytest.raises(InputError):
        watched_feeds([given])
