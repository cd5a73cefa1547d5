"""Fetching politely: robots.txt, pauses, back-off, conditional requests."""

import threading
import time
from itertools import pairwise
from queue import SimpleQueue

import pytest

from lansir.errors import FetchError, LansirError
from lansir.ingest.fetch import Answer
from lansir.ingest.items import Visit
from lansir.ingest.sources import Document
from lansir.ingest.turns import Turns
from lansir.ingest.web import Ask, Manners, Web, _asked_wait
from tests.ingest.press import Press, Reply

Outcome = Answer | LansirError | None


def web(delay: float = 0.0, *, private: bool = True) -> Web:
    return Web(Manners(delay=delay, timeout=5.0, allow_private=private))


def asked(one: Web, *urls: str, known: Visit | None = None) -> list[Outcome]:
    """What came of addresses that were all asked for at once."""
    boxes: list[SimpleQueue[Outcome]] = [SimpleQueue() for _ in urls]
    for url, box in zip(urls, boxes, strict=True):
        one.ask(Ask(url, box.put, known))
    found = [box.get(timeout=10) for box in boxes]
    one.close()
    return found


def told(outcome: Outcome) -> str:
    return str(outcome) if isinstance(outcome, LansirError) else f"{outcome.status}" if outcome else "given up"


def test_what_robots_txt_forbids_is_not_fetched(press: Press) -> None:
    press.serve("/robots.txt", b"User-agent: *\nDisallow: /dalam/\n\nUser-agent: lain\nDisallow: /\n")
    press.serve("/a", b"ya")
    found = asked(web(), press.address + "/a", press.address + "/dalam/b")
    assert isinstance(found[0], Answer)
    assert "robots.txt asks programs not to" in told(found[1])
    assert press.paths() == ["/a"]


def test_robots_txt_is_asked_for_once_a_site(press: Press) -> None:
    press.serve("/a", b"ya")
    asked(web(), *[press.address + "/a"] * 3)
    assert [path for _, path, _ in press.asked].count("/robots.txt") == 1


def test_rules_for_lansir_by_name_are_its_rules(press: Press) -> None:
    press.serve("/robots.txt", b"User-agent: lansir\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert "robots.txt" in told(asked(web(), press.address + "/a")[0])


def test_a_redirect_to_what_is_forbidden_is_not_followed(press: Press) -> None:
    press.serve("/robots.txt", b"User-agent: *\nDisallow: /dalam\n")
    press.serve("/a", Reply(status=302, headers={"Location": "/dalam"}))
    assert "robots.txt" in told(asked(web(), press.address + "/a")[0])
    assert press.paths() == ["/a"]


def test_nothing_is_fetched_where_robots_txt_is_out_of_order(press: Press) -> None:
    press.serve("/robots.txt", Reply(status=503))
    assert "robots.txt cannot be had (HTTP 503)" in told(asked(web(), press.address + "/a")[0])
    assert press.paths() == []


def test_a_site_that_cannot_be_reached_is_not_tried_for_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def unreachable(url: str, **_: object) -> Answer:
        tried.append(url)
        raise FetchError(f"cannot fetch {url}: connection refused: check the address")

    monkeypatch.setattr("lansir.ingest.web.request", unreachable)
    found = asked(web(), "http://news.example/a", "http://news.example/b")
    assert all("its site cannot be reached: connection refused" in told(outcome) for outcome in found)
    assert tried == ["http://news.example/robots.txt"]


def test_private_addresses_are_left_alone_unless_they_are_allowed() -> None:
    (found,) = asked(web(private=False), "http://127.0.0.1:9/a")
    assert "private address" in told(found)


def moments(press: Press, *paths: str) -> list[float]:
    return [when for when, path, _ in press.asked if path in paths]


def test_between_two_requests_to_a_host_there_is_a_pause(press: Press) -> None:
    press.serve("/a", b"ya")
    asked(web(delay=0.15), *[press.address + "/a"] * 3)
    when = moments(press, "/a")
    assert [later - earlier >= 0.15 for earlier, later in pairwise(when)] == [True, True]


def test_a_longer_pause_that_the_site_asks_for_is_kept(press: Press) -> None:
    press.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n")
    press.serve("/a", b"ya")
    asked(web(delay=0.0), *[press.address + "/a"] * 2)
    first, second = moments(press, "/a")
    assert second - first >= 0.3


def test_hosts_do_not_wait_for_each_other(press: Press) -> None:
    press.serve("/a", Reply(b"ya", pause=0.3))
    other = press.address.replace("127.0.0.1", "localhost")
    began = time.monotonic()
    asked(web(), press.address + "/a", other + "/a")
    assert time.monotonic() - began < 0.55


def test_a_site_that_is_busy_is_asked_again_after_the_time_it_names(press: Press) -> None:
    press.serve("/a", Reply(status=503, headers={"Retry-After": "1"}), b"ya")
    (found,) = asked(web(), press.address + "/a")
    assert isinstance(found, Answer)
    assert found.data == b"ya"
    first, second = moments(press, "/a")
    assert second - first >= 1


def test_a_site_that_stays_busy_is_left_alone_after_four_tries(press: Press) -> None:
    press.serve("/a", Reply(status=429))
    assert told(asked(web(), press.address + "/a")[0]) == "429"
    assert press.times("/a") == 4


def answer(status: int, after: str | None = None) -> Answer:
    return Answer("http://a.example/", status, "", {"retry-after": after} if after else {})


@pytest.mark.parametrize(
    ("status", "after", "tries", "wait"),
    [
        (200, None, 0, None),
        (404, "5", 0, None),
        (429, "5", 0, 5.0),
        (503, None, 0, 1.0),
        (503, None, 2, 4.0),
        (503, None, 3, None),
        (429, "3600", 0, None),
        (429, "nanti", 0, 1.0),
        (429, "Wed, 01 Jan 2025 00:00:00 GMT", 0, 1.0),
    ],
)
def test_how_long_to_wait_before_the_same_is_asked_again(
    status: int, after: str | None, tries: int, wait: float | None
) -> None:
    assert _asked_wait(answer(status, after), tries, 1.0) == wait


def test_what_is_known_makes_the_request_conditional(press: Press) -> None:
    press.serve("/a", Reply(b"ya", headers={"ETag": '"7"'}))
    url = press.address + "/a"
    (found,) = asked(web(), url, known=Visit(url, '"7"', "Wed, 05 Mar 2031 03:00:00 GMT"))
    assert told(found) == "304"
    headers = press.asked[-1][2]
    assert headers["if-modified-since"] == "Wed, 05 Mar 2031 03:00:00 GMT"


def test_lansir_says_who_it_is(press: Press) -> None:
    asked(web(), press.address + "/a")
    assert all(headers["user-agent"].startswith("lansir/") for _, _, headers in press.asked)


def test_lists_come_in_the_order_asked_for_whichever_is_there_first(press: Press) -> None:
    press.serve("/a", Reply(b"a", pause=0.2))
    press.serve("/b", b"b")
    press.serve("/d", Reply(b"d", headers={"ETag": '"1"'}))
    other = press.address.replace("127.0.0.1", "localhost")
    one = web()
    known = {f"{press.address}/d": Visit(f"{press.address}/d", '"1"')}
    urls = [f"{press.address}/a", f"{other}/b#x", f"{other}/c", f"{press.address}/d", "https://["]
    found = dict(one.documents(urls, known.get))
    one.close()
    assert list(found) == [f"{press.address}/a", f"{other}/b", f"{other}/c", f"{press.address}/d", "https://["]
    first, _, missing, same, broken = found.values()
    assert isinstance(first, Document)
    assert first.data(10) == b"a"
    assert "HTTP 404" in str(missing)
    assert same is None
    assert "not an address" in str(broken)


def test_what_has_not_begun_is_given_up_on_closing(press: Press) -> None:
    press.serve("/a", Reply(b"ya", pause=0.2))
    one, boxes = web(), [SimpleQueue[Outcome]() for _ in range(3)]
    for box in boxes:
        one.ask(Ask(press.address + "/a", box.put))
    time.sleep(0.1)
    one.close()
    late: SimpleQueue[Outcome] = SimpleQueue()
    one.ask(Ask(press.address + "/a", late.put))
    assert [told(box.get(timeout=5)) for box in (*boxes, late)] == ["200", "given up", "given up", "given up"]


class TestTurns:
    def test_a_host_has_one_job_at_a_time_and_keeps_their_order(self) -> None:
        turns = Turns[int]()
        turns.add("a", 1)
        turns.add("a", 2)
        turns.add("b", 3)
        assert (turns.take(), turns.take()) == (("a", 1), ("b", 3))
        turns.done("a", 0)
        assert turns.take() == ("a", 2)

    def test_a_job_that_is_put_back_is_the_next(self) -> None:
        turns = Turns[int]()
        turns.add("a", 1)
        turns.add("a", 2)
        assert turns.take() == ("a", 1)
        turns.add("a", 1, first=True)
        turns.done("a", 0.05)
        began = time.monotonic()
        assert turns.take() == ("a", 1)
        assert time.monotonic() - began >= 0.04

    def test_whoever_waits_is_sent_home_on_closing(self) -> None:
        turns = Turns[int]()
        found: list[object] = []
        thread = threading.Thread(target=lambda: found.append(turns.take()))
        thread.start()
        turns.close()
        thread.join(5)
        assert found == [None]
        assert not turns.add("a", 1)

    def test_hosts_that_may_be_asked_again_are_forgotten(self) -> None:
        turns = Turns[int]()
        for n in range(3000):
            turns.add(str(n), n)
            assert turns.take()
            turns.done(str(n), 0)
        assert len(turns._free_at) <= 1001
