"""What a site asks of programs changes, breaks, or is huge: where it cannot be known, nothing is fetched."""

import socket
import time
from collections.abc import Callable
from queue import SimpleQueue

import pytest

from lansir.errors import FetchError, LansirError
from lansir.ingest.fetch import Answer
from lansir.ingest.robots import DAY, SOON, Robots
from lansir.ingest.web import Ask, Manners, Web
from tests.faults.sites import Play, playing, sent

PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nya"
CLOSED = "User-agent: *\nDisallow: /\n"
OPEN = "User-agent: *\nAllow: /\n"
SITE = "http://news.example"


class Site:
    """What a site answers to robots.txt, and a clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.asked = 1000.0, 0
        self.answer: Callable[[], Answer] = lambda: rules(OPEN)
        monkeypatch.setattr("lansir.ingest.robots.time.monotonic", lambda: self.now)
        self.robots = Robots(self._get)

    def _get(self, url: str) -> Answer:
        self.asked += 1
        assert url == f"{SITE}/robots.txt"
        return self.answer()

    def refuses(self, path: str = "/a") -> str | None:
        refused = self.robots.rules(SITE + path).refusal(SITE + path)
        return str(refused) if refused else None


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(monkeypatch)


def rules(text: str, status: int = 200) -> Answer:
    return Answer(f"{SITE}/robots.txt", status, "", {}, text.encode())


def test_rules_that_change_hold_within_a_day(site: Site) -> None:
    assert site.refuses() is None
    site.answer = lambda: rules(CLOSED)
    site.now += DAY - 1
    assert site.refuses() is None
    site.now += 2
    assert "robots.txt asks programs not to" in (site.refuses() or "")
    assert site.asked == 2


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 599])
def test_a_site_that_cannot_say_is_asked_again_after_ten_minutes(site: Site, status: int) -> None:
    site.answer = lambda: rules("", status)
    assert f"robots.txt cannot be had (HTTP {status})" in (site.refuses() or "")
    site.answer = lambda: rules(OPEN)
    site.now += SOON - 1
    assert site.refuses() is not None
    site.now += 2
    assert site.refuses() is None
    assert site.asked == 2


def test_rules_that_are_there_and_then_cannot_be_had_close_the_site(site: Site) -> None:
    assert site.refuses() is None
    site.now += DAY + 1

    def broken() -> Answer:
        raise FetchError(f"cannot fetch {SITE}/robots.txt: connection refused: check the address and its port")

    site.answer = broken
    assert "its site cannot be reached: connection refused" in (site.refuses() or "")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_is_open(site: Site, status: int) -> None:
    site.answer = lambda: rules("", status)
    assert site.refuses() is None


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 1000, "\ufeff" + CLOSED.replace("/", "/x"), "<html>Tidak ada</html>", "Disallow: /", "User-agent: *",
        "User-agent: *\nDisallow:", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: nan\nDisallow: /x%zz", "%" * 5000,
        "User-agent: lansir\nUser-agent: *\nDisallow: /x\nAllow: " + "[" * 5000,
    ],
)  # fmt: skip
def test_rules_that_are_no_rules_hold_nothing_up(site: Site, text: str) -> None:
    site.answer = lambda: rules(text)
    assert site.refuses("/a") is None
    assert 0 <= site.robots.rules(f"{SITE}/a").delay <= 300


@pytest.mark.parametrize(
    "rule",
    [
        "*a" * 30 + "*x$",
        "/" + "*a" * 100_000 + "$",
        "/" + "*" * 200_000 + "x$",
        "/" + "(a+)+" * 1000 + "$",
        "/" + "%41" * 9000,
    ],
)
def test_a_rule_made_to_take_for_ever_does_not(site: Site, rule: str) -> None:
    site.answer = lambda: rules(f"User-agent: *\nDisallow: {rule}\n")
    began = time.process_time()
    for _ in range(20):
        site.refuses("/" + "a" * 2000 + "y")
    assert time.process_time() - began < 10


def test_half_a_megabyte_of_rules_is_read_and_the_rest_left_out(site: Site) -> None:
    many = "User-agent: *\n" + "".join(f"Disallow: /x{n}/*\n" for n in range(30_000)) + "Disallow: /\n"
    site.answer = lambda: rules(many)
    began = time.process_time()
    assert site.refuses("/a") is None
    assert site.refuses("/x7/a") is not None
    assert time.process_time() - began < 10


# --------------------------------------------------------- over a connection


def asked(play: Play, *paths: str, timeout: float = 5.0) -> tuple[list[str], list[str]]:
    """What came of pages of a site, and what the site was asked for."""
    with playing(play) as site:
        web = Web(Manners(delay=0.0, timeout=timeout, allow_private=True))
        boxes: list[SimpleQueue[Answer | LansirError | None]] = [SimpleQueue() for _ in paths]
        for path, box in zip(paths, boxes, strict=True):
            web.ask(Ask(site.at(path), box.put))
        found = [box.get(timeout=20) for box in boxes]
        web.close()
        return [str(one.status if isinstance(one, Answer) else one) for one in found], site.paths


def with_rules(play: Play) -> Play:
    """A site whose robots.txt is played so, and whose other pages are there."""
    return lambda connection, path: (play if path == "/robots.txt" else sent(PAGE))(connection, path)


def test_rules_that_break_off_close_the_site_and_are_asked_for_once() -> None:
    half = sent("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", OPEN)
    found, paths = asked(with_rules(half), "/a", "/b", "/c")
    assert all("its site cannot be reached: the answer broke off" in one for one in found)
    assert paths == ["/robots.txt"]


def test_rules_that_never_come_close_the_site() -> None:
    def silent(connection: socket.socket, path: str) -> None:
        del path
        connection.recv(1)

    found, paths = asked(with_rules(silent), "/a", "/b", timeout=0.3)
    assert all("its site cannot be reached: no full answer within 0.3 s" in one for one in found)
    assert paths == ["/robots.txt"]


def test_rules_without_end_close_the_site() -> None:
    def endless(connection: socket.socket, path: str) -> None:
        del path
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"Disallow: /x\n" * 50_000)

    found, paths = asked(with_rules(endless), "/a", timeout=30)
    assert "its site cannot be reached: larger than 25,000,000 bytes" in found[0]
    assert paths == ["/robots.txt"]


def test_rules_that_redirect_in_a_circle_close_the_site() -> None:
    found, paths = asked(
        with_rules(sent("HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\nContent-Length: 0\r\n\r\n")), "/a"
    )
    assert "its site cannot be reached: more than 5 redirects" in found[0]
    assert paths == ["/robots.txt"] * 6
