"""Ingesting: sources in, records in the store, with a note of every item."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import BinaryIO, Literal, Self

import msgspec

from lansir.encoder import BALANCED, Point
from lansir.ingest.arguments import Arguments, items_again
from lansir.ingest.items import Finished, Item, Visit
from lansir.ingest.ledger import Known, Ledger
from lansir.ingest.pipeline import Done, Pipeline
from lansir.ingest.reading import Failed, MakeReader, model_reader
from lansir.ingest.sources.kinds import Kind
from lansir.ingest.sources.plan import Plan
from lansir.ingest.web import Manners, Web
from lansir.ingest.workers import Readers, default_workers

__all__ = ["Intake", "Options", "Step", "Summary", "ingest"]

EXAMPLES = 5
Step = Callable[[int, int, int], None]
"""Told after each item: how many are dealt with, of about how many, and how many of those were dealt with before."""


class Options(msgspec.Struct, frozen=True):
    """How to ingest.

    `columns` maps fields (url, text, html, title, published ...) to columns; `published` is the date of pages that
    state none; `actors` are files of a user's own; `point` is what reading leans to. With `again` items are had again
    that were dealt with before. `workers` None is one process a core, 0 reads in this process; `page_seconds` is what
    reading a page may take, a day at most.
    """

    kind: Kind | None = None
    columns: dict[str, str] = {}
    published: str | None = None
    actors: tuple[Path, ...] = ()
    point: Point = BALANCED
    again: bool = False
    retry_failed: bool = False
    workers: int | None = None
    page_seconds: float = 60.0
    manners: Manners = Manners()


DEFAULTS = Options()


class Summary(msgspec.Struct):
    """What came of an ingest, in items.

    `present`: another item, or an earlier run, had given that very article. `unchanged`: the server says that the page
    is as it was. `done_before` and `failed_before` were passed over, as were files that are no pages (`passed_over`).
    `failures` counts stage and class of error; `examples` are the first messages.
    """

    stored: int = 0
    present: int = 0
    unchanged: int = 0
    failed: int = 0
    done_before: int = 0
    failed_before: int = 0
    passed_over: int = 0
    stopped: bool = False
    seconds: float = 0.0
    failures: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    examples: list[str] = []

    @property
    def handled(self) -> int:
        """Items that were dealt with now."""
        return self.stored + self.present + self.unchanged + self.failed


def ingest(
    sources: Sequence[str],
    store: str | Path,
    options: Options = DEFAULTS,
    *,
    stop: Event | None = None,
    step: Step = lambda handled, total, before: None,
    stdin: BinaryIO | None = None,
) -> Summary:
    """Read sources into a store, made where it is missing; what was dealt with before is passed over.

    A source is a file, a folder, an http(s) address, or "-" for addresses on `stdin`. One bad item never stops the
    rest: it is noted in the store's table `failure`. Setting `stop` finishes what is under way and returns. Raises
    StoreError where the store cannot be written, ModelError or LansirError where nothing can be read at all.
    """
    with Intake(Path(store), options, stop=stop) as intake:
        intake.begin(sources)
        summary = intake.take(partial(intake.arguments, sources, stdin), step)
        if options.retry_failed and not summary.stopped:
            summary = _added(summary, intake.retry(step))
        intake.end(summary)
        return summary


class Intake:
    """An open store, with what fetches and reads for it; a context manager."""

    def __init__(
        self, store: Path, options: Options = DEFAULTS, *, stop: Event | None = None, make: MakeReader | None = None
    ) -> None:
        """Open the store; `make` makes the reader of each process, the shipped model's unless given."""
        self.options, self.stop = options, stop or Event()
        self.ledger = Ledger(store)
        self.web = Web(options.manners)
        workers = default_workers() if options.workers is None else options.workers
        self._readers = Readers(
            make or partial(model_reader, options.actors, options.point), workers, options.page_seconds
        )
        self._path = store
        self._passed_over = 0

    def __enter__(self) -> Self:
        """The intake itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, at once where something was raised, and close the store."""
        self.stop.set()
        self.web.close()
        self._readers.close(now=kind is not None)
        self.ledger.store.close()

    def begin(self, sources: Sequence[str]) -> None:
        """Note that a run begins."""
        self.ledger.begin(sources)

    def end(self, summary: Summary) -> None:
        """Note that the run has ended, unless it was stopped."""
        if not summary.stopped:
            self.ledger.end()

    def take(self, give: Callable[[Plan, Known], Iterable[Item | Finished]], step: Step) -> Summary:
        """Ingest the items of a source; `give` is called in a thread of its own."""
        began, summary = time.monotonic(), Summary()
        self._passed_over = 0
        pipeline = Pipeline(self.web, self._readers, self.stop)
        plan = Plan(columns=self.options.columns, published=self.options.published)
        sources = _Sources(self._path, plan, give, self.web, again=self.options.again)
        for result in pipeline.outcomes(sources.items, sources.state, sources.visit):
            if isinstance(result, Finished):
                self._finish(result)
            else:
                self._count(summary, result, self._keep(result))
                before = pipeline.seen.done_before + pipeline.seen.failed_before
                step(summary.handled + before, _total(pipeline.seen.items, plan.share.value), before)
        summary.done_before, summary.failed_before = pipeline.seen.done_before, pipeline.seen.failed_before
        summary.passed_over, summary.stopped = self._passed_over, self.stop.is_set()
        summary.seconds = time.monotonic() - began
        return summary

    def retry(self, step: Step) -> Summary:
        """Ingest again what failed."""
        failures = self.ledger.failures()
        return self.take(lambda plan, known: items_again(failures, plan, known.is_done), step)

    def arguments(
        self, sources: Sequence[str], stdin: BinaryIO | None, plan: Plan, known: Known
    ) -> Iterator[Item | Finished]:
        """The items of sources as they are given on the command line."""
        is_known = known.is_forgotten if self.options.again else known.is_noted
        told = Arguments(sources, plan, stdin, self.options.kind, is_known, self._pass_over)
        return told.items()

    def _pass_over(self, path: Path) -> None:
        self._passed_over += 1

    def _finish(self, finished: Finished) -> None:
        """A list counts as read to its end only where nothing of it was given up."""
        if not self.stop.is_set():
            self.ledger.finish(finished)

    def _keep(self, done: Done) -> Literal["stored", "present", "unchanged"] | Failed:
        if isinstance(done.outcome, Failed):
            self.ledger.fail(done.item, done.outcome)
            return done.outcome
        if isinstance(done.outcome, Visit) or done.content is None:
            self.ledger.unchanged(done.item)
            return "unchanged"
        return self.ledger.keep(done.item, done.content, done.outcome)

    def _count(self, summary: Summary, done: Done, kept: Literal["stored", "present", "unchanged"] | Failed) -> None:
        if isinstance(kept, Failed):
            summary.failed += 1
            summary.failures[kept.stage, kept.error] += 1
            if len(summary.examples) < EXAMPLES:
                named = done.item.key in kept.message
                summary.examples.append(kept.message if named else f"{done.item.key}: {kept.message}")
        else:
            setattr(summary, kept, getattr(summary, kept) + 1)


class _Sources:
    """What the thread of the sources does with the store: it opens it for itself."""

    def __init__(
        self,
        path: Path,
        plan: Plan,
        give: Callable[[Plan, Known], Iterable[Item | Finished]],
        web: Web,
        *,
        again: bool,
    ) -> None:
        self._path, self._plan, self._give, self._web, self._again = path, plan, give, web, again
        self._known: Known | None = None

    def items(self) -> Iterator[Item | Finished]:
        """The items, with the store open as long as they are gone through."""
        self._known = known = Known(self._path)
        try:
            before = (lambda url: None) if self._again else known.visit
            plan = msgspec.structs.replace(self._plan, documents=partial(self._web.documents, known=before))
            yield from self._give(plan, known)
        finally:
            known.close()

    def state(self, item: Item) -> Literal["done", "failed"] | None:
        """Whether an item is to be passed over, and why."""
        if self._known and self._known.is_forgotten(item.key):
            return "done"
        known = self._known.state(item.key) if self._known and not self._again else None
        return None if known == "failed" and (item.again.whole or item.retry) else known

    def visit(self, item: Item) -> Visit | None:
        """What is known of the address of an item that was stored before: it need not be had unchanged."""
        known = self._known
        return known.visit(item.key) if known and known.is_done(item.key) else None


def _total(items: int, share: float) -> int:
    """About how many items there are in all, from how much of the sources has been gone through."""
    return max(items, round(items / share)) if share > 0 else items


def _added(first: Summary, second: Summary) -> Summary:
    """Two summaries as one."""
    numbers = ("stored", "present", "unchanged", "failed", "done_before", "failed_before", "passed_over", "seconds")
    changes = {name: getattr(first, name) + getattr(second, name) for name in numbers}
    examples = [*first.examples, *second.examples][:EXAMPLES]
    failures = first.failures + second.failures
    return msgspec.structs.replace(second, **changes, failures=failures, examples=examples)
