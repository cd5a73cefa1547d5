"""Reading what was dropped: a page at a time with one model kept loaded, and what was read kept until it is stored."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import Lock

import anyio
import msgspec
from anyio.to_thread import run_sync

from lansir.errors import LansirError
from lansir.ingest.fetch import Fetched, fetch
from lansir.ingest.items import Content
from lansir.ingest.reading import Reader, article_of
from lansir.record import Record
from lansir.serve.desk.drop_given import LARGEST, LONGEST, Fault, Given, fault_of
from lansir.store import Page
from lansir.store.store import now
from lansir.vectors import Vectors

__all__ = ["Dropped", "Fetch", "ReadPage"]

Fetch = Callable[[str], Fetched]
MOST_KEPT = 24
MOST_BYTES = 64_000_000
MOST_WAITING = 8
FETCHED_AT_ONCE = 4
log = logging.getLogger(__name__)


class ReadPage(msgspec.Struct, frozen=True):
    """A page that was read and not stored: its record and vectors, its bytes, and what the reader knows it by."""

    record: Record
    vectors: Vectors
    page: Page
    name: str

    def dated(self, published: str) -> Given:
        """The same page to be read again, with a date for where it states none."""
        article, page = self.record.article, self.page
        return Given(article.url, page.data, published, self.name, page.media_type, article.captured)


class Dropped:
    """What was dropped lately, by a token that cannot be guessed: the oldest is forgotten where it becomes too much."""

    def __init__(self, reader: Reader | None = None, fetcher: Fetch | None = None) -> None:
        """Nothing yet. `reader` is the shipped model's unless given; it is loaded with the first page."""
        self._reader, self._fetcher = reader, fetcher or partial(fetch, limit=LARGEST)
        self._loading = Lock()
        self._kept: OrderedDict[str, ReadPage] = OrderedDict()
        self._fetching = anyio.CapacityLimiter(FETCHED_AT_ONCE)
        self._reading = anyio.CapacityLimiter(1)

    def load(self) -> None:
        """Load the model, unless it is there: before the first page, so that nobody waits for it."""
        self._read_with()

    def get(self, token: str) -> ReadPage | None:
        """What was read under a token, None where it is forgotten."""
        return self._kept.get(token)

    async def read(self, given: Given) -> str | Fault:
        """Fetch and read what was dropped, and keep it: its token, or why that cannot be. In threads of its own."""
        if self._fetching.statistics().tasks_waiting + self._reading.statistics().tasks_waiting > MOST_WAITING:
            return Fault("busy")
        try:
            content = await self._content(given)
            found = await run_sync(self._page, content, given.name, limiter=self._reading)
            return found if isinstance(found, Fault) else self._keep(found)
        except LansirError as error:
            return fault_of(error)
        except Exception:  # a fault of Lansir, told as such
            log.exception("a page that was dropped could not be read")
            return Fault("fault")

    async def _content(self, given: Given) -> Content:
        if given.data is not None:
            return Content(given.data, given.media_type, given.url, given.published, captured=given.captured)
        found = await run_sync(self._fetcher, given.url or "", limiter=self._fetching)
        return Content(found.data, found.media_type, found.url, given.published, captured=now())

    def _page(self, content: Content, name: str) -> ReadPage | Fault:
        article = article_of(content)
        if len(article.text) > LONGEST:
            return Fault("long")
        record, vectors = self._read_with()(article)
        return ReadPage(record, vectors, Page(content.data, content.media_type), name)

    def _read_with(self) -> Reader:
        with self._loading:
            if self._reader is None:
                from lansir.encoder.model import load_model  # noqa: PLC0415  # takes a second
                from lansir.reader import read_with_vector  # noqa: PLC0415

                self._reader = partial(read_with_vector, model=load_model())
            return self._reader

    def _keep(self, read: ReadPage) -> str:
        token = secrets.token_urlsafe(16)
        self._kept[token] = read
        while len(self._kept) > MOST_KEPT or self._bytes() > MOST_BYTES:
            self._kept.popitem(last=False)
        return token

    def _bytes(self) -> int:
        return sum(len(kept.page.data) for kept in self._kept.values())
