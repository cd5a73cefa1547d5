"""Keeping watch over feeds: each at its own pace, what is new in them is ingested."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from lansir.errors import InputError, LansirError
from lansir.ingest.address import canonical, is_address
from lansir.ingest.arguments import file_document, items_again
from lansir.ingest.intake import Intake, Summary
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.ledger import Known
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.feeds import feed, feed_minutes, listed_feeds
from lansir.ingest.sources.links import broken, whole
from lansir.ingest.sources.markup import OPML_ROOTS, root_name
from lansir.ingest.sources.plan import Plan

__all__ = ["Feed", "Round", "Watch", "watched_feeds"]

DAY = 24 * 3600.0
SLOWER = 1.5
QUIET = 6
"""A feed with nothing new is looked at less and less often, down to a sixth of its pace."""
HOUR = 3600.0
TRIES = 5
"""A page that could not be fetched is tried again every hour, so often in all."""


class Feed(msgspec.Struct):
    """A feed and its pace: `wait` seconds between two looks now, `pace` at its quickest, the next at `due`."""

    url: str
    pace: float
    wait: float
    due: float = 0.0
    failing: bool = False

    def looked(self, now: float, *, fresh: bool) -> None:
        """It was read, or had not changed."""
        self.wait = self.pace if fresh or self.failing else min(self.wait * SLOWER, self.pace * QUIET)
        self.failing = False
        self.due = now + self.wait

    def failed(self, now: float) -> None:
        """It could not be read."""
        self.wait = min(self.wait * 2, DAY)
        self.failing = True
        self.due = now + self.wait


class Round(msgspec.Struct, frozen=True):
    """What came of one round: of how many feeds, and in how many seconds the next begins."""

    feeds: int
    failing: int
    summary: Summary
    next_in: float


def watched_feeds(sources: Sequence[str]) -> list[str]:
    """The addresses of feeds: those given, and those that OPML files list; InputError where a source is neither."""
    found: list[str] = []
    for source in sources:
        if is_address(source):
            found.append(canonical(source))
            continue
        document = file_document(Path(source))
        try:
            if root_name(document.head()) not in OPML_ROOTS:
                raise InputError(f"{source}: no OPML list of feeds; give one, or the addresses of feeds")
            found += _listed(document)
        except OSError as error:
            raise InputError(f"{source}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    return list(dict.fromkeys(found))


def _listed(document: Document) -> list[str]:
    with document.stream() as (stream, _):
        return [canonical(address) for address in listed_feeds(stream)]


class Watch:
    """Feeds that are watched; `every` is the shortest pause, in seconds, between two looks at one."""

    def __init__(self, intake: Intake, feeds: Sequence[str], every: float) -> None:
        """All feeds are due at once."""
        self._intake, self._every = intake, every
        self._feeds = {url: Feed(url, every, every) for url in feeds}
        self._retried = time.monotonic()

    def keep_on(self, told: Callable[[Round], None], *, once: bool = False) -> Summary:
        """Go round until the intake is stopped, or `once`; the summary is that of the last round."""
        while True:
            last = self.round()
            told(last)
            if once or self._intake.stop.is_set():
                return last.summary
            self._intake.stop.wait(last.next_in)
            if self._intake.stop.is_set():
                return msgspec.structs.replace(last.summary, stopped=True)

    def round(self) -> Round:
        """Look at the feeds that are due, and every hour at the pages that could not be fetched."""
        now = time.monotonic()
        due = [one for one in self._feeds.values() if one.due <= now]
        summary = self._intake.take(partial(self._items, due), _no_step)
        if now - self._retried >= HOUR and not summary.stopped:
            self._retried = now
            self._retry()
        soonest = min((one.due for one in self._feeds.values()), default=now + self._every)
        failing = sum(one.failing for one in due)
        return Round(len(due), failing, summary, max(0.0, soonest - time.monotonic()))

    def _items(self, due: Sequence[Feed], plan: Plan, known: Known) -> Iterator[Item | Finished]:
        for url, found in plan.documents([one.url for one in due]):
            if isinstance(found, Document) and root_name(found.head()) in OPML_ROOTS:
                yield from self._unfolded(found, plan, known)
            else:
                yield from self._looked(self._feeds[url], found, plan, known)

    def _unfolded(self, document: Document, plan: Plan, known: Known) -> Iterator[Item | Finished]:
        """A list of feeds takes the place of its own address."""
        del self._feeds[document.name]
        new = [url for url in _listed(document) if url not in self._feeds]
        self._feeds |= {url: Feed(url, self._every, self._every) for url in new}
        for url, found in plan.documents(new):
            yield from self._looked(self._feeds[url], found, plan, known)

    def _looked(
        self, one: Feed, found: Document | LansirError | None, plan: Plan, known: Known
    ) -> Iterator[Item | Finished]:
        if isinstance(found, LansirError):
            one.failed(time.monotonic())
            yield _counted(broken(one.url, found, Again(one.url, "feed", whole=True)))
            return
        fresh = False
        for item in whole(found, plan, feed) if found else ():
            if isinstance(item, Item) and item.again.whole:
                one.failed(time.monotonic())
                yield _counted(item)
                return
            fresh = fresh or (isinstance(item, Item) and known.state(item.key) is None)
            yield item
        if found:
            one.pace = max(self._every, _asked_pause(found))
        one.looked(time.monotonic(), fresh=fresh)

    def _retry(self) -> None:
        before = (datetime.now(UTC) - timedelta(seconds=HOUR)).isoformat(timespec="seconds")
        failures = self._intake.ledger.failures(stage="fetch", tries=TRIES, before=before)
        pages = [one for one in failures if one.key not in self._feeds]
        self._intake.take(lambda plan, known: items_again(pages, plan, known.is_done), _no_step)


def _counted(item: Item) -> Item:
    return msgspec.structs.replace(item, retry=True)


def _asked_pause(document: Document) -> float:
    """Seconds that a feed asks to be left alone between two looks, a day at most."""
    with document.stream() as (stream, _):
        return min((feed_minutes(stream) or 0.0) * 60, DAY)


def _no_step(handled: int, total: int, before: int) -> None:
    """A watch draws no bar."""
