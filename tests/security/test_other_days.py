"""Following feeds and looking at the examples: only what was asked for is reached, and written."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.ingest.press import page, running_press
from tests.security.days import Day, spent

pytestmark = pytest.mark.slow
"""`test_what_leaves_and_what_is_written.py` holds the same of reading, asking and exporting, and is always run."""


@pytest.fixture(scope="module")
def following(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Day, int]]:
    """A day with a feed of two pages, and the port of its site."""
    with running_press() as site:
        for n in range(2):
            site.serve(f"/{n}", page(f"Rapat {n}", day="2031-03-05"))
        entries = "".join(f"<item><link>/{n}</link></item>" for n in range(2))
        feed = site.serve("/feed", f"<rss><channel>{entries}</channel></rss>".encode())
        day = spent("feed_use.py", tmp_path_factory.mktemp("feed"), feed)
        assert sorted(set(site.paths())) == ["/0", "/1", "/feed"]
        yield day, urlsplit(feed).port or 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return spent("demo_use.py", tmp_path_factory.mktemp("demo"))


class TestFeed:
    def test_the_day_was_one(self, following: tuple[Day, int]) -> None:
        day, _ = following
        assert day.failed == []

    def test_nothing_but_the_site_of_the_feed_is_connected_to(self, following: tuple[Day, int]) -> None:
        day, port = following
        site = re.compile(rf"'127\.0\.0\.1', {port}\b")
        assert day.connected
        assert [one for one in day.connected if not site.search(one)] == []

    def test_nothing_is_written_but_the_store(self, following: tuple[Day, int]) -> None:
        day, _ = following
        assert (day.outside, day.left) == ([], [])
        assert day.made == {"lansir.db", "out.txt"}


class TestDemo:
    def test_the_day_was_one(self, demo: Day) -> None:
        assert demo.failed == []

    def test_nothing_is_connected_to(self, demo: Day) -> None:
        assert demo.connected == []

    def test_nothing_is_written_but_the_pages_and_the_store_that_were_named(self, demo: Day) -> None:
        assert (demo.outside, demo.left) == ([], [])
        assert demo.made == {"practice", "world.db", "out.txt"}


def test_the_processes_that_a_day_starts_are_watched_with_it(demo: Day, following: tuple[Day, int]) -> None:
    assert len(demo.watched) > 1
    assert len(following[0].watched) > 1
