"""Storing and placing at size: time an article, memory, size of the file, times of queries, with synthetic articles.

`python -m bench.store [--articles N] [--at N,N] [--order worlds|days] [--folder DIR] [--json]`. Articles come as
records, one transaction each; reading pages is left out, and its time is taken from `bench.speed`. In the order of days
all stories are young at first, so an article takes longer week by week however large the store is; in that of worlds
every story is told to its end before the next begins, so only the store grows.
"""

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import mean, median

import msgspec

from bench.markdown import describe
from bench.store_queries import QueryTime, measure_queries
from bench.synthetic import Synthetic, Told, read_seeds
from lansir.errors import LansirError, StoreError
from lansir.keys import key_of
from lansir.store import Store
from lansir.store.connection import connect, transaction
from lansir.story.placing import Placer

__all__ = ["Checkpoint", "StoreSpeed", "measure"]

ARTICLES, AT = 100_000, "1000,3000,10000,30000,100000"
WINDOW = 500
"""Articles that the times of a checkpoint are means of."""
MIB = 1024 * 1024
LARGEST_TABLES = 12


class Checkpoint(msgspec.Struct, frozen=True):
    """How it went with the last 500 articles before that many were stored: milliseconds an article, MiB.

    `commit_ms` includes moving the log into the file where that fell due; `cpu_ms` is the processor's share of
    `total_ms`; `slowest_ms` is the longest that any article took since the checkpoint before. Making the synthetic
    articles is left out.
    """

    articles: int
    store_ms: float
    place_ms: float
    commit_ms: float
    total_ms: float
    median_ms: float
    slowest_ms: float
    cpu_ms: float
    memory_mib: float
    file_mib: float
    log_mib: float


class StoreSpeed(msgspec.Struct, frozen=True):
    """Stored and placed from records, reading excluded; with reading in one process both times add up.

    `growth` is the time an article at the last checkpoint by that at the first; `cpu_growth` that of the processor.
    """

    articles: int
    articles_a_second: float
    growth: float
    cpu_growth: float
    mean_characters: float
    mean_page_bytes: float
    rows: dict[str, int]
    file_mib: float
    reading_page_ms: float | None
    articles_a_second_with_reading: float | None
    checkpoints: list[Checkpoint]
    queries: dict[str, QueryTime]
    largest_tables_mib: dict[str, float]


class Times(msgspec.Struct, frozen=True):
    """Seconds of one article."""

    store: float
    place: float
    commit: float
    cpu: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.store + self.place + self.commit


class Filling:
    """A store that is being filled, article by article."""

    def __init__(self, path: Path) -> None:
        """Make the store."""
        self.path = path
        self.store = Store(path, write=True)
        self.placer = Placer(self.store.connection)
        self.last: deque[Times] = deque(maxlen=WINDOW)
        self.seconds, self.slowest = 0.0, 0.0
        self.count, self.characters, self.bytes = 0, 0, 0

    def add(self, told: Told) -> None:
        """Store and place one article in one transaction."""
        start, cpu = time.perf_counter(), time.thread_time()
        with transaction(self.store.connection):
            self.store.put(told.record, told.page, told.vectors)
            stored = time.perf_counter()
            self.placer.place(key_of(told.record.article.id))
            placed = time.perf_counter()
        ended = time.perf_counter()
        times = Times(stored - start, placed - stored, ended - placed, time.thread_time() - cpu)
        self.last.append(times)
        self.seconds, self.slowest = self.seconds + times.total, max(self.slowest, times.total)
        self.count += 1
        self.characters += len(told.record.article.text)
        self.bytes += len(told.page.data)

    def checkpoint(self) -> Checkpoint:
        """The figures of the last articles; the slowest is forgotten."""
        slowest, self.slowest = self.slowest, 0.0
        parts = {name: mean(getattr(one, name) for one in self.last) * 1000 for name in Times.__struct_fields__}
        return Checkpoint(
            articles=self.count,
            store_ms=parts["store"],
            place_ms=parts["place"],
            commit_ms=parts["commit"],
            total_ms=mean(one.total for one in self.last) * 1000,
            median_ms=median(one.total for one in self.last) * 1000,
            slowest_ms=slowest * 1000,
            cpu_ms=parts["cpu"],
            memory_mib=_memory(),
            file_mib=_size(self.path),
            log_mib=_size(Path(f"{self.path}-wal")),
        )


def measure(articles: Iterable[Told], at: Sequence[int], path: Path) -> StoreSpeed:
    """Fill a new store at `path`, with a checkpoint at each number of articles of `at`, and ask the queries.

    The last of the articles must be one of those numbers.
    """
    filling = Filling(path)
    with closing(filling.store):
        points = list(_fill(filling, articles, set(at)))
    reading = _reading()
    average = filling.seconds / max(filling.count, 1)
    with closing(connect(path)) as connection:
        rows, largest = _rows(connection), _largest(connection)
    return StoreSpeed(
        articles=filling.count,
        articles_a_second=1 / average,
        growth=points[-1].total_ms / points[0].total_ms,
        cpu_growth=points[-1].cpu_ms / points[0].cpu_ms,
        mean_characters=filling.characters / filling.count,
        mean_page_bytes=filling.bytes / filling.count,
        rows=rows,
        file_mib=_size(path),
        reading_page_ms=reading and reading * 1000,
        articles_a_second_with_reading=reading and 1 / (average + reading),
        checkpoints=points,
        queries=measure_queries(path),
        largest_tables_mib=largest,
    )


def _fill(filling: Filling, articles: Iterable[Told], at: set[int]) -> Iterator[Checkpoint]:
    for told in articles:
        filling.add(told)
        if filling.count in at:
            point = filling.checkpoint()
            print(
                f"{point.articles:,} articles: {point.total_ms:.2f} ms each, {point.memory_mib:.0f} MiB in memory",
                file=sys.stderr,
            )
            yield point


def _memory() -> float:
    """MiB that the process holds in memory now; where the system does not say, the most that it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


def _size(path: Path) -> float:
    return path.stat().st_size / MIB if path.exists() else 0.0


def _reading() -> float | None:
    """Seconds that reading a page takes, from `bench.speed`; None where it cannot be measured."""
    done = subprocess.run([sys.executable, "-m", "bench.speed", "--json"], capture_output=True, check=False)
    return float(msgspec.json.decode(done.stdout)["median_page_seconds"]) if not done.returncode else None


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    names = ("article", "entity", "actor", "mention", "statement", "event", "fingerprint", "tie", "story", "occurrence")
    return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def _largest(connection: sqlite3.Connection) -> dict[str, float]:
    """MiB of the largest tables and indexes, where this SQLite can tell."""
    query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT ?"
    try:
        return {name: size / MIB for name, size in connection.execute(query, (LARGEST_TABLES,))}
    except sqlite3.OperationalError:
        return {}


def _count(text: str) -> int:
    """A number of articles; argparse tells of the ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _counts(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as Markdown or JSON; 2 and one line where the store cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--articles", type=_count, default=ARTICLES)
    parser.add_argument("--at", type=_counts, default=AT, help="numbers of articles at which to measure, with commas")
    parser.add_argument("--order", choices=("worlds", "days"), default="worlds")
    parser.add_argument(
        "--folder", type=Path, help="where to make the store, which stays there; else a temporary folder"
    )
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    at = [number for number in options.at if number < options.articles]
    with tempfile.TemporaryDirectory() as temporary:
        path = (options.folder or Path(temporary)) / "store.sqlite"
        try:
            if path.exists():
                raise StoreError(f"{path}: is there already; give a folder without a store")
            synthetic = Synthetic(read_seeds())
            articles = synthetic if options.order == "days" else synthetic.worlds()
            found = measure(islice(articles, options.articles), [*at, options.articles], path)
        except LansirError as error:
            print(f"bench.store: {error}", file=sys.stderr)
            return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(msgspec.to_builtins(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
