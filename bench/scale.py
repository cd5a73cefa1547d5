"""Reading on Ray with one worker and with two, and what a lake costs: time and bytes an article, times of queries.

`python -m bench.scale [--pages N] [--workers 1,2] [--folder DIR] [--json]`; needs `pip install 'lansir[scale]'`. Pages
are those of the example world, in web archives, again and again at other addresses. Each run is a cluster of its own on
this machine, on an empty lake; its rate is that between its first part and its last, so that starting Ray and loading
models are told apart. What a lake costs is measured on one that holds each page of the world once. With these figures
`bench.arrivals` plans.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from bench.machine import Machine, machine
from bench.markdown import describe
from bench.resident import resident_mib
from bench.warc import answer, packed, record
from lansir.errors import LansirError
from lansir.examples.world import pages
from lansir.ingest.intake import Options, ingest
from lansir.query.sql import Sql
from lansir.scale.engine import ingest_on_ray
from lansir.scale.extras import needed
from lansir.scale.lake import Lake
from lansir.scale.log import Log
from lansir.scale.notes import Written
from lansir.scale.parts import PartWriter
from lansir.scale.reading import READ, TEXTS
from lansir.scale.selection import LakeSelection
from lansir.scale.stories import place_lake

__all__ = ["LakeCosts", "Run", "Scaling", "measure"]

ARCHIVES = 4
EDITION = "?edition="
RECORDS = "SELECT a.turn, r.record, r.vectors FROM article a JOIN record r ON r.article = a.id"
PART = 16
ROUNDS = 5
VECTORS = 20_000
WIDTH = 384


class Run(msgspec.Struct, frozen=True):
    """One run: `seconds` for all of it, `first_seconds` until the first part was there, the rate after that.

    `worker_mib` is the most memory that an actor and its reading process held together.
    """

    engine: str
    workers: int
    articles: int
    seconds: float
    first_seconds: float
    articles_a_second: float
    worker_mib: float | None = None


class LakeCosts(msgspec.Struct, frozen=True):
    """What a lake takes: milliseconds of one core an article, bytes an article by table, milliseconds a query.

    `place_ms` is that of a single placer, storing included; `scan_ms` what it takes more for each 20,000 vectors of the
    days around.
    """

    articles: int
    write_ms: float
    place_ms: float
    scan_ms: float
    bytes: int
    bytes_by_table: dict[str, int]
    open_ms: float
    queries_ms: dict[str, float]


class Scaling(msgspec.Struct, frozen=True):
    """All of it; `speedup` is the rate with most workers by that with fewest, on Ray."""

    machine: Machine
    model: str
    pages: int
    runs: list[Run]
    speedup: float
    read_ms: float
    lake: LakeCosts


def measure(folder: Path, count: int, workers: Sequence[int]) -> Scaling:
    """Read so many pages with each number of workers, here and on Ray, and look what the last lake costs."""
    archives = _archives(folder, count)
    runs = []
    for number in workers:
        runs.append(_local(archives, folder / f"local-{number}.db", number))
        runs.append(_on_ray(archives, folder / f"lake-{number}", number))
    on_ray = [run for run in runs if run.engine == "ray"]
    with Lake(str(folder / f"lake-{workers[-1]}")) as lake:
        ((model,),) = lake.rows(Sql("SELECT min(model) FROM article"))
        costs = _costs(lake, folder)
    return Scaling(
        machine=machine(),
        model=model,
        pages=count,
        runs=runs,
        speedup=on_ray[-1].articles_a_second / on_ray[0].articles_a_second,
        read_ms=1000 * on_ray[0].workers / on_ray[0].articles_a_second,
        lake=costs,
    )


def _archives(folder: Path, count: int) -> list[str]:
    """So many pages of the world, spread over archives; where it has fewer they come again with another edition."""
    world, found = list(pages()), []
    wanted = [
        (f"{page.url}{EDITION}{n // len(world)}" if n >= len(world) else page.url, page.data)
        for n, page in islice(enumerate(cycle(world)), count)
    ]
    for n in range(ARCHIVES):
        path = folder / f"world-{n}.warc.gz"
        path.write_bytes(packed(*(record(url, answer(data)) for url, data in wanted[n::ARCHIVES])))
        found.append(str(path))
    return found


def _local(archives: Sequence[str], store: Path, workers: int) -> Run:
    return _run("local", workers, lambda step: ingest(archives, store, Options(workers=workers), step=step))


def _on_ray(archives: Sequence[str], lake: Path, workers: int) -> Run:
    options = Options(workers=workers)
    return _run("ray", workers, lambda step: ingest_on_ray(archives, str(lake), options, part=PART, step=step))


def _run(engine: str, workers: int, work: Callable[[Callable[[int, int, int], None]], Any]) -> Run:
    began, seen, most = time.monotonic(), list[tuple[float, int]](), 0.0

    def step(handled: int, total: int, before: int) -> None:
        nonlocal most
        seen.append((time.monotonic(), handled))
        most = max(most, resident_mib("ray::MapWorker(MapBatches(PageReader") if engine == "ray" else 0.0)

    summary = work(step)
    (first, few), (last, all_) = seen[0], seen[-1]
    return Run(
        engine=engine,
        workers=workers,
        articles=summary.stored + summary.present,
        seconds=summary.seconds,
        first_seconds=first - began,
        articles_a_second=(all_ - few) / (last - first),
        worker_mib=most or None,
    )


def _costs(lake: Lake, folder: Path) -> LakeCosts:
    once = str(folder / "once")
    write_ms = _written_once(lake, once)
    with Lake(once) as opened:
        articles, files, root = len(opened), opened.log.storage.files, opened.log.storage.path()
        sizes = {str(path).removeprefix(f"{root}/"): files.size(path) for path in files.find(root)}
        began = time.process_time()
        place_lake(opened)
        place_ms = (time.process_time() - began) * 1000 / articles
    with Lake(once) as placed:
        queries = {name: _best_ms(work) for name, work in _queries(placed).items()}
    by_table: Counter[str] = Counter()
    for name, size in sizes.items():
        by_table[name.split("/")[0]] += size
    return LakeCosts(
        articles=articles,
        write_ms=write_ms,
        place_ms=place_ms,
        scan_ms=_scan_ms(),
        bytes=by_table.total() // articles,
        bytes_by_table={name: size // articles for name, size in by_table.most_common() if size >= articles},
        open_ms=_best_ms(lambda: Lake(once)),
        queries_ms=queries,
    )


def _written_once(lake: Lake, once: str) -> float:
    """Write a lake with one edition of each page; milliseconds of one core an article."""
    arrow = needed("pyarrow", "bench.scale")
    page = "PARTITION BY split_part(a.url, ?, 1) ORDER BY a.turn"
    first = Sql(f"{RECORDS} QUALIFY row_number() OVER ({page}) = 1", (EDITION,))
    rows = [
        {"turn": turn, "key": turn, "source": "bench", "again": b"{}", "record": found, "vectors": vectors}
        for turn, found, vectors in lake.rows(first)
    ]
    schema = arrow.schema([(name, arrow.string() if name in TEXTS else arrow.binary()) for name in READ])
    log, writer = Log(once, make=True), PartWriter(once, "bench")
    began = time.process_time()
    (told,) = writer(arrow.Table.from_pylist(rows, schema=schema))["written"].to_pylist()
    spent = (time.process_time() - began) * 1000 / len(rows)
    log.add("bench", 0, [part] if (part := msgspec.json.decode(told, type=Written).part) else [])
    return spent


def _scan_ms() -> float:
    """Milliseconds in which one core compares a vector with 20,000."""
    vectors = np.random.default_rng(1).standard_normal((VECTORS, WIDTH), dtype=np.float32)
    return _best_ms(lambda: vectors @ vectors[0])


def _queries(lake: Lake) -> dict[str, Callable[[], object]]:
    def asked(query: str) -> LakeSelection:
        return LakeSelection(lake, query, "events")

    return {
        "count of everything": lambda: asked("").count(),
        "count by type and actor's country": lambda: asked("type:ASSAULT actor.country:IDN,PSE,ISR").count(),
        "page of 20": lambda: asked("").page(20),
        "page of 20, full text": lambda: asked("gencatan").page(20),
        "facets type and outlet": lambda: asked("").facets(["type", "outlet"]),
    }


def _best_ms(work: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return min(found)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as Markdown or JSON; 2 and one line where something is missing or cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--pages", type=int, default=980, help="pages that are read; the world has 245")
    parser.add_argument("--workers", default="1,2", help="numbers of workers, in turn")
    parser.add_argument("--folder", type=Path, help="where archives, stores and lakes are left; else a temporary one")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    workers = [int(number) for number in options.workers.split(",")]
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.folder or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            found = measure(folder, options.pages, workers)
    except LansirError as error:
        print(f"bench.scale: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(msgspec.to_builtins(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
