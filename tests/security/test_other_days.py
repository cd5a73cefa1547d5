"""Following feeds and looking at the examples: only what was asked for is reached, and written."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.ingest.press import page, running_press
from tests.security.days import Day, nothing_but, spent

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


def test_following_a_feed_connects_to_its_site_alone_and_writes_the_store_alone(following: tuple[Day, int]) -> None:
    day, port = following
    site = re.compile(rf"'127\.0\.0\.1', {port}\b")
    elsewhere = [one for one in day.connected if not site.search(one)]
    assert len(elsewhere) < len(day.connected)
    assert day._replace(connected=elsewhere).account == nothing_but({"lansir.db", "out.txt"})


def test_the_examples_connect_to_nothing_and_write_what_was_named_alone(demo: Day) -> None:
    assert demo.account == nothing_but({"practice", "world.db", "out.txt"})


def test_the_processes_that_a_day_starts_are_watched_with_it(demo: Day, following: tuple[Day, int]) -> None:
    assert len(demo.watched) > 1
    assert len(following[0].watched) > 1
