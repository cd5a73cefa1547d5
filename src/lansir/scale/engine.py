"""`lansir ingest --engine ray`: sources in, a lake of records out, read by as many machines as a Ray cluster has.

Three steps, each streaming into the next, with Ray holding a step back where the next cannot follow: tasks that go
through files, actors that hold the model, tasks that write parts. The process that started it names the parts in the
lake's log.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from secrets import token_hex
from threading import Event
from typing import Any

import msgspec

from lansir.ingest.intake import DEFAULTS, EXAMPLES, Options, Step, Summary
from lansir.ingest.reading import MakeReader, model_reader
from lansir.scale.cluster import cluster, gave_up, loaded
from lansir.scale.giving import Given, Giving
from lansir.scale.lake import Lake
from lansir.scale.log import Log, Part
from lansir.scale.notes import Written
from lansir.scale.parts import PartWriter
from lansir.scale.reading import PageReader
from lansir.scale.sources import SourceFile, source_files

__all__ = ["PART", "ingest_on_ray"]

PART = 2048
"""Articles of a part."""
BLOCK = 1_000_000
"""Bytes from which on a step hands over what it has: some dozens of pages, so that all actors soon have work."""
ACTOR, TASK = 0.9, 0.05
"""Cores that an actor and a task are counted with: where actors take all cores, tasks still find room."""
EVERY_SECONDS = 30.0
"""How often the log is written: so much is read again at most where the process is killed that writes it."""


def ingest_on_ray(
    sources: Sequence[str],
    lake: str,
    options: Options = DEFAULTS,
    *,
    address: str | None = None,
    make: MakeReader | None = None,
    part: int = PART,
    stop: Event | None = None,
    step: Step = lambda handled, total, before: None,
) -> Summary:
    """Read sources into the lake at a path or fsspec address, made where it is missing; what it has is passed over.

    `address` is that of a Ray cluster, None for one on this machine. `options.workers` is how many actors read at most,
    all cores where it is None; `make` makes the reader in their processes. Ids and records are those of
    `lansir.ingest.intake.ingest`. What cannot be read is a dead letter in the lake's table `failure`. Raises
    InputError where a package is missing or a source is no file, StoreError where the lake is none, LansirError where
    Ray gives up.
    """
    ray = loaded(address)
    began, stop, summary = time.monotonic(), stop or Event(), Summary()
    run = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(3)}"
    files = source_files(sources, partial(_pass_over, summary))
    log = Log(lake, make=True)
    with cluster(ray, address) as cores, Naming(log, run) as naming:
        workers, steps = options.workers or cores, _Steps(log, run, files, options, make, part)
        _take(_written(ray, steps, workers, cores), naming, summary, stop, step)
    _tell_present(summary, lake, run)
    return msgspec.structs.replace(summary, stopped=stop.is_set(), seconds=time.monotonic() - began)


class _Steps:
    """What the three steps of a run do, made ready to be sent."""

    def __init__(
        self, log: Log, run: str, files: Sequence[SourceFile], options: Options, make: MakeReader | None, part: int
    ) -> None:
        given = Given(options.kind, options.columns, options.published, options.again, options.retry_failed)
        lake = log.storage.root
        self.files = len(files)
        self.giving = Giving(run, files, given, lake, log.known())
        self.reading = (make or partial(model_reader, options.actors, options.point), options.page_seconds)
        self.writing = PartWriter(lake, run)
        self.part = part


def _written(ray: Any, steps: _Steps, workers: int, cores: int) -> Iterator[Written]:  # noqa: ANN401  # the module
    """What the last step has written, as it comes; LansirError where Ray gives up."""
    if not steps.files:
        return
    data = ray.data
    actors = data.ActorPoolStrategy(min_size=1, max_size=workers, initial_size=max(1, min(workers, cores)))
    context = data.DataContext.get_current().copy()
    context.target_max_block_size, context.enable_progress_bars = BLOCK, False
    with data.DataContext.current(context):
        files = data.from_items([{"number": n} for n in range(steps.files)], override_num_blocks=steps.files)
    task = {"batch_format": "pyarrow", "num_cpus": TASK}
    found = (
        files.map_batches(steps.giving, batch_size=1, **task)
        .map_batches(
            PageReader, fn_constructor_args=steps.reading, batch_size=None, compute=actors, batch_format="pyarrow",
            num_cpus=ACTOR,
        )
        .map_batches(steps.writing, batch_size=steps.part, **task)
    )  # fmt: skip
    try:
        for table in found.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            for one in table["written"].to_pylist():
                yield msgspec.json.decode(one, type=Written)
    except ray.exceptions.RayError as error:
        raise gave_up(error) from None


class Naming:
    """Names parts in the log of a lake as they are written, some at a time; a context manager."""

    def __init__(self, log: Log, run: str) -> None:
        """Name the parts of a run."""
        self._log, self._run = log, run
        self._waiting: list[Part] = []
        self._number, self._last = 0, time.monotonic()

    def __enter__(self) -> "Naming":
        """The naming itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Name what waits, however the run ended, and gather the files of the run into one."""
        self._flush()
        self._log.gather(self._run)

    def add(self, written: Written) -> None:
        """Take a part up."""
        if written.part:
            self._waiting.append(written.part)
        if time.monotonic() - self._last >= EVERY_SECONDS:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._log.add(self._run, self._number, self._waiting)
            self._waiting, self._number = [], self._number + 1
        self._last = time.monotonic()


def _pass_over(summary: Summary) -> None:
    summary.passed_over += 1


def _take(found: Iterator[Written], naming: Naming, summary: Summary, stop: Event, step: Step) -> None:
    """Name and count what is written, as it comes, until it is to stop."""
    for written in found:
        _count(summary, written)
        naming.add(written)
        before = summary.done_before + summary.failed_before
        step(summary.handled + before, summary.handled + before, before)
        if stop.is_set():
            break


def _count(summary: Summary, written: Written) -> None:
    summary.done_before += written.before.done
    summary.failed_before += written.before.failed
    summary.passed_over += written.before.passed_over
    for stage, errors in written.failures.items():
        summary.failures += Counter({(stage, error): number for error, number in errors.items()})
    summary.examples += written.examples[: EXAMPLES - len(summary.examples)]
    if written.part:
        summary.stored += written.part.articles
        summary.present += written.part.items - written.part.articles
        summary.failed += written.part.failed


def _tell_present(summary: Summary, lake: str, run: str) -> None:
    """Count those as present whose article the lake had, or has from an earlier item of the run."""
    if summary.stored:
        with Lake(lake) as opened:
            repeated = opened.repeated_in(run)
        summary.stored, summary.present = summary.stored - repeated, summary.present + repeated
