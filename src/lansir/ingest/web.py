"""Fetching many addresses politely: robots.txt, a pause between two requests to a host, back-off when asked for it."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

import msgspec

from lansir.errors import FetchError, InputError, LansirError
from lansir.ingest.address import canonical
from lansir.ingest.fetch import SIZE_LIMIT, Answer, refusal, request
from lansir.ingest.items import Visit
from lansir.ingest.robots import Robots
from lansir.ingest.sources.document import Document
from lansir.ingest.turns import Turns

__all__ = ["LIST_LIMIT", "Ask", "Manners", "Web", "visit_of"]

LIST_LIMIT = 60_000_000
"""Bytes of a feed or sitemap: the protocol of sitemaps allows 50 MiB."""
THREADS = 12
AHEAD = 16
BUSY = frozenset({429, 503})
TRIES = 4
LONGEST_WAIT = 120.0
NOT_MODIFIED = 304
NOT_NOW = 0.1
"""Seconds until a job is looked at again that may not start yet."""


class Manners(msgspec.Struct, frozen=True):
    """How to ask: seconds between two requests to a host, seconds for one page, and whether to ask in private nets."""

    delay: float = 1.0
    timeout: float = 30.0
    allow_private: bool = False


class Ask(msgspec.Struct):
    """A request: `done` gets the answer, the error, or None where it was given up before it began.

    `may_start` is asked before; `known` makes the request conditional.
    """

    url: str
    done: Callable[[Answer | LansirError | None], None]
    known: Visit | None = None
    limit: int = SIZE_LIMIT
    may_start: Callable[[], bool] = lambda: True
    tries: int = 0


class Web:
    """Threads that fetch; `close` ends them."""

    def __init__(self, manners: Manners) -> None:
        """Threads begin with the first request."""
        self._manners = manners
        self._turns: Turns[Ask] = Turns()
        self._robots = Robots(self._get_rules)
        self._threads: list[Thread] = []

    def ask(self, ask: Ask) -> None:
        """Fetch an address when its host's turn has come."""
        if len(self._threads) < THREADS:
            self._threads.append(Thread(target=self._work, daemon=True, name=f"fetch-{len(self._threads)}"))
            self._threads[-1].start()
        if not self._turns.add(_host(ask.url), ask):
            ask.done(None)

    def close(self) -> None:
        """Give up what has not begun; what has is finished."""
        for ask in self._turns.close():
            ask.done(None)

    def documents(
        self, addresses: Iterable[str], known: Callable[[str], Visit | None] = lambda url: None
    ) -> Iterator[tuple[str, Document | LansirError | None]]:
        """Lists in the order asked for, several fetched at once; None where one has not changed since it was `known`.

        Each comes with its canonical address. Ends early where the fetching is given up.
        """
        waiting: deque[tuple[str, SimpleQueue[Answer | LansirError | None]]] = deque()
        for address in addresses:
            waiting.append((address, self._box(address, known)))
            if len(waiting) > AHEAD:
                yield from _opened(*waiting.popleft())
        while waiting:
            yield from _opened(*waiting.popleft())

    def _box(self, address: str, known: Callable[[str], Visit | None]) -> "SimpleQueue[Answer | LansirError | None]":
        box: SimpleQueue[Answer | LansirError | None] = SimpleQueue()
        try:
            url = canonical(address)
            self.ask(Ask(url, box.put, known(url), LIST_LIMIT))
        except InputError as error:
            box.put(error)
        return box

    def _work(self) -> None:
        while (turn := self._turns.take()) is not None:
            host, ask = turn
            pause = NOT_NOW
            try:
                if ask.may_start():
                    pause = self._serve(ask)
                else:
                    self._later(ask)
            finally:
                self._turns.done(host, pause)

    def _serve(self, ask: Ask) -> float:
        """Do a job, and say how long its host is to be left alone."""
        pause = 0.0
        try:
            self._require(ask.url)
            pause = max(self._manners.delay, self._robots.rules(ask.url).delay)
            answer = self._request(ask)
            wait = _asked_wait(answer, ask.tries, pause)
            if wait is not None:
                ask.tries += 1
                self._later(ask)
                return wait
            ask.done(answer)
        except LansirError as error:
            ask.done(error)
        except Exception as error:  # a fault of ours must not leave the job without an answer
            ask.done(FetchError(f"cannot fetch {ask.url[:200]}: {type(error).__name__}: {error}; please report it"))
        return pause

    def _later(self, ask: Ask) -> None:
        if not self._turns.add(_host(ask.url), ask, first=True):
            ask.done(None)

    def _request(self, ask: Ask) -> Answer:
        headers = {}
        if ask.known and ask.known.etag:
            headers["If-None-Match"] = ask.known.etag
        if ask.known and ask.known.last_modified:
            headers["If-Modified-Since"] = ask.known.last_modified
        manners = self._manners
        return request(
            ask.url,
            timeout=manners.timeout,
            limit=ask.limit,
            allow_private=manners.allow_private,
            headers=headers,
            follow=self._require,
        )

    def _require(self, url: str) -> None:
        """FetchError where the site does not want the page fetched."""
        refused = self._robots.rules(url).refusal(url)
        if refused:
            raise refused

    def _get_rules(self, url: str) -> Answer:
        return request(url, timeout=self._manners.timeout, allow_private=self._manners.allow_private)


def visit_of(url: str, answer: Answer) -> Visit:
    """What to remember of an answer; `url` is the canonical address that was asked for."""
    digest = hashlib.sha256(answer.data).hexdigest()
    return Visit(url, answer.headers.get("etag"), answer.headers.get("last-modified"), digest)


def _opened(
    address: str, box: "SimpleQueue[Answer | LansirError | None]"
) -> Iterator[tuple[str, Document | LansirError | None]]:
    answer = box.get()
    if answer is None:
        return
    name = address if isinstance(answer, InputError) else canonical(address)
    if isinstance(answer, LansirError):
        yield name, answer
    elif answer.status == NOT_MODIFIED:
        yield name, None
    elif not answer.is_success:
        yield name, refusal(answer)
    else:
        yield name, Document(name, answer=answer, visit=visit_of(name, answer))


def _asked_wait(answer: Answer, tries: int, pause: float) -> float | None:
    """Seconds to wait before the same is asked again; None where the answer stands."""
    if answer.status not in BUSY or tries + 1 >= TRIES:
        return None
    asked = _retry_after(answer.headers.get("retry-after", ""))
    wait = max(pause, asked if asked is not None else 2.0**tries * max(pause, 0.05))
    return wait if wait <= LONGEST_WAIT else None


def _retry_after(value: str) -> float | None:
    """Seconds of a Retry-After header, given as such or as a date."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
