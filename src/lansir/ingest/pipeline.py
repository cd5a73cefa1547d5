"""The way of items from their sources to what became of them, in the order of the sources whoever is done first.

One thread goes through the sources, some fetch, some wait for reading processes; the caller's own thread takes what is
done. Between them are at most `LINE` items and about `BYTES` bytes of pages, however long the input is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Condition, Event, Thread
from typing import Literal

import msgspec

from lansir.errors import FetchError, LansirError
from lansir.ingest.fetch import Answer, refusal
from lansir.ingest.items import Content, Finished, Item, Link, Visit
from lansir.ingest.reading import Failed, Read
from lansir.ingest.web import NOT_MODIFIED, Ask, Web, visit_of
from lansir.ingest.workers import Broken, Outcome, Readers
from lansir.store.store import now

__all__ = ["BYTES", "LINE", "Done", "Pipeline", "Seen", "failed_to_load"]

LINE = 512
BYTES = 64_000_000
WAIT_SECONDS = 0.25
"""How often a thread that waits looks whether to stop: short enough for Ctrl-C."""


class Seen(msgspec.Struct):
    """How many items the sources gave, and what was passed over of them."""

    items: int = 0
    done_before: int = 0
    failed_before: int = 0
    ended: bool = False


class Done(msgspec.Struct, frozen=True):
    """What became of an item; `content` is what was read, None where nothing was had."""

    item: Item
    outcome: Read | Failed | Visit
    content: Content | None = None


class _Job(msgspec.Struct):
    number: int
    item: Item
    content: Content | None = None


class Pipeline:
    """One way through: `outcomes` gives what became of each item."""

    def __init__(self, web: Web, readers: Readers, stop: Event) -> None:
        """`stop` ends it: what is under way is finished, nothing else is begun."""
        self.seen = Seen()
        self._web, self._readers, self._stop = web, readers, stop
        self._results: SimpleQueue[tuple[int, Done | Finished | BaseException | None]] = SimpleQueue()
        self._changed = Condition()
        self._under_way: set[str] = set()
        self._line = 0
        self._bytes = 0
        self._begun = 0
        self._next = 0

    def outcomes(
        self,
        items: Callable[[], Iterable[Item | Finished]],
        state: Callable[[Item], Literal["done", "failed"] | None],
        visit: Callable[[Item], Visit | None],
    ) -> Iterator[Done | Finished]:
        """What became of the items that are not known, in their order.

        All three are called in one thread: `state` says whether an item was dealt with before, `visit` what is known of
        its address where it need not be had unchanged. Raises what the sources raise, and LansirError where nothing can
        be read.
        """
        feeder = Thread(target=self._feed, args=(items, state, visit), daemon=True, name="sources")
        feeder.start()
        waiting: dict[int, Done | Finished | BaseException | None] = {}
        while not self._is_over():
            with suppress(Empty):
                number, result = self._results.get(timeout=WAIT_SECONDS)
                waiting[number] = result
            while self._next in waiting:
                yield from self._given(waiting.pop(self._next))

    def _is_over(self) -> bool:
        """All is done; where it is to stop, all that was begun: a source that waits for input is not waited for."""
        if self._stop.is_set():
            self._web.close()
            self._readers.stop()
        return (self.seen.ended or self._stop.is_set()) and self._next == self._begun

    def _given(self, result: Done | Finished | BaseException | None) -> Iterator[Done | Finished]:
        if isinstance(result, BaseException):
            raise result
        if result is not None:
            yield result
        with self._changed:
            self._next += 1
            self._line -= 1
            if isinstance(result, Done):
                self._bytes -= len(result.content.data) if result.content else 0
                self._under_way.discard(result.item.key)
            self._changed.notify_all()

    # ------------------------------------------------------------ in the thread that goes through the sources

    def _feed(
        self,
        items: Callable[[], Iterable[Item | Finished]],
        state: Callable[[Item], Literal["done", "failed"] | None],
        visit: Callable[[Item], Visit | None],
    ) -> None:
        try:
            for item in items():
                if self._stop.is_set():
                    break
                if isinstance(item, Finished):
                    self._end(self._place(), item)
                elif self._is_new(item, state):
                    self._begin(item, visit)
        except BaseException as error:  # raised again where the outcomes are taken
            self._end(self._place(), error)
        last = self._place()
        self.seen.ended = True
        self._end(last, None)

    def _is_new(self, item: Item, state: Callable[[Item], Literal["done", "failed"] | None]) -> bool:
        self.seen.items += 1
        if item.key in self._under_way:
            self.seen.done_before += 1
            return False
        known = state(item)
        self.seen.done_before += known == "done"
        self.seen.failed_before += known == "failed"
        return known is None

    def _place(self) -> int:
        """The next place in the line, when there is one."""
        with self._changed:
            while (self._line >= LINE or self._bytes >= BYTES) and self._line and not self._stop.is_set():
                self._changed.wait(WAIT_SECONDS)
            self._line += 1
            self._begun += 1
            return self._begun - 1

    def _begin(self, item: Item, visit: Callable[[Item], Visit | None]) -> None:
        job = _Job(self._place(), item)
        self._under_way.add(item.key)
        try:
            loaded = item.load()
        except Exception as error:  # whatever is wrong with one item is that item's failure
            self._fail(job, error)
            return
        if isinstance(loaded, Content):
            self._read(job, loaded)
        else:
            self._fetch(job, loaded, visit(item))

    # ------------------------------------------------------------ in any thread

    def _fetch(self, job: _Job, link: Link, known: Visit | None) -> None:
        done = partial(self._fetched, job, link)
        self._web.ask(Ask(link.url, done, known, may_start=partial(self._may_start, job)))

    def _may_start(self, job: _Job) -> bool:
        """There is room for another page, or this is the one that all others wait for."""
        return self._bytes < BYTES or job.number == self._next

    def _fetched(self, job: _Job, link: Link, answer: Answer | LansirError | None) -> None:
        if answer is None:
            self._end(job.number, None)
        elif isinstance(answer, LansirError):
            self._fail(job, answer)
        elif answer.status == NOT_MODIFIED:
            self._end(job.number, Done(job.item, Visit(link.url)))
        elif not answer.is_success:
            self._fail(job, refusal(answer))
        else:
            content = Content(
                answer.data,
                answer.headers.get("content-type"),
                answer.url,
                link.published,
                dated_by=link.dated_by,
                captured=now(),
                visit=visit_of(link.url, answer),
            )
            self._read(job, content)

    def _read(self, job: _Job, content: Content) -> None:
        job.content = content
        with self._changed:
            self._bytes += len(content.data)
        self._readers.put(content, partial(self._was_read, job))

    def _was_read(self, job: _Job, outcome: Outcome) -> None:
        if isinstance(outcome, Broken):
            self._end(job.number, LansirError(f"{outcome.error}: {outcome.message}"))
        else:
            self._end(job.number, Done(job.item, outcome, job.content) if outcome else None)

    def _fail(self, job: _Job, error: Exception) -> None:
        self._end(job.number, Done(job.item, failed_to_load(job.item.key, error)))

    def _end(self, number: int, result: Done | Finished | BaseException | None) -> None:
        self._results.put((number, result))


def failed_to_load(key: str, error: Exception) -> Failed:
    """What is noted of an item that could not be loaded."""
    stage: Literal["fetch", "parse"] = "fetch" if isinstance(error, (FetchError, OSError)) else "parse"
    if isinstance(error, LansirError):
        told = str(error)
    elif isinstance(error, OSError):
        told = f"{key}: cannot be read: {(error.strerror or str(error)).lower()}"
    else:
        told = f"a fault of Lansir ({type(error).__name__}: {error}); please report it"
    return Failed(stage, type(error).__name__, told)
