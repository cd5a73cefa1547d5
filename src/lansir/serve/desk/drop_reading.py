"""Reading what was dropped: a page at a time, and what was read kept until it is stored.

Pages are read in a process of its own with the model kept loaded: one that takes too long or kills its process is given
up, and the desk goes on.
"""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue

import anyio
import msgspec
from anyio.to_thread import run_sync

from lansir import errors
from lansir.errors import LansirError, OversizedInput
from lansir.ingest.fetch import Fetched, fetch
from lansir.ingest.items import Content
from lansir.ingest.reading import OUT_OF_MEMORY, MakeReader, Read, Reader
from lansir.ingest.workers import Outcome, Readers
from lansir.record import Article, Record
from lansir.serve.desk.drop_given import LARGEST, LONGEST, Fault, Given, fault_of
from lansir.store import Page
from lansir.store.store import now
from lansir.vectors import Vectors

__all__ = ["Dropped", "Fetch", "ReadPage", "shipped_reader"]

Fetch = Callable[[str], Fetched]
MOST_KEPT = 24
MOST_BYTES = 64_000_000
MOST_WAITING = 8
SECONDS = 60.0
"""What reading one page may take."""
FETCHED_AT_ONCE = 4
GIVEN_UP = {TimeoutError.__name__: "time", OUT_OF_MEMORY: "memory"}
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

    def __init__(
        self,
        reader: Reader | None = None,
        fetcher: Fetch | None = None,
        *,
        make: MakeReader | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Nothing yet. The model reads in a process of its own, as would what `make` makes; a `reader` reads here."""
        here = (lambda: partial(_within, reader)) if reader else None
        self._readers = Readers(here or make or shipped_reader, 0 if here else 1, seconds)
        self._fetcher = fetcher or partial(fetch, limit=LARGEST)
        self.seconds, self._loaded = seconds, False
        self._kept: OrderedDict[str, ReadPage] = OrderedDict()
        self._fetching = anyio.CapacityLimiter(FETCHED_AT_ONCE)
        self._reading = anyio.CapacityLimiter(1)

    def load(self) -> None:
        """Have the model loaded, unless it is: before the first page, so that nobody waits for it."""
        if not self._loaded:
            self._loaded = True
            self._readers.put(Content(b""), lambda _: None)

    def close(self) -> None:
        """End the reading process, in the middle of a page too."""
        self._readers.close(now=True)

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
        told: SimpleQueue[Outcome] = SimpleQueue()
        self._readers.put(content, told.put)
        outcome = told.get()
        if not isinstance(outcome, Read):
            return self._fault(outcome)
        record = msgspec.msgpack.decode(outcome.record, type=Record)
        return ReadPage(record, outcome.vectors, Page(content.data, content.media_type), name)

    def _fault(self, outcome: Outcome) -> Fault:
        """Why a page could not be read, as the reading process told it."""
        name, message = getattr(outcome, "error", ""), getattr(outcome, "message", "")
        kind = getattr(errors, name, None)
        if isinstance(kind, type) and issubclass(kind, LansirError):
            return fault_of(kind(message))
        if name in GIVEN_UP:
            return Fault(GIVEN_UP[name])
        log.error("a page that was dropped could not be read: %s", message)
        return Fault("fault")

    def _keep(self, read: ReadPage) -> str:
        token = secrets.token_urlsafe(16)
        self._kept[token] = read
        while len(self._kept) > MOST_KEPT or self._bytes() > MOST_BYTES:
            self._kept.popitem(last=False)
        return token

    def _bytes(self) -> int:
        return sum(len(kept.page.data) for kept in self._kept.values())


def shipped_reader() -> Reader:
    """The reader of the reading process: the shipped model, for articles of the length that is read here."""
    from lansir.encoder.model import load_model  # noqa: PLC0415  # the desk itself needs no model
    from lansir.reader import read_with_vector  # noqa: PLC0415

    return partial(_within, partial(read_with_vector, model=load_model()))


def _within(reader: Reader, article: Article) -> tuple[Record, Vectors]:
    if len(article.text) > LONGEST:
        raise OversizedInput(f"the article has {len(article.text):,} characters, more than the {LONGEST:,} read here")
    return reader(article)
