"""Filling a store with synthetic articles in pieces, with a point at each size that is asked for."""

import os
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from bench.growth_points import STORE, Notes, Point, QueryCost, Spent
from bench.synthetic import Seed, Synthetic, Told, read_seeds
from lansir.errors import StoreError
from lansir.keys import key_of
from lansir.store import Store

__all__ = ["Filling", "read_before"]

SEEDS = "seeds.msgpack"
NOTED = 500
"""Articles after which the notes are written."""
TURNS = 2
"""Times that each page of the world is among the articles that a point's means are of."""
MIB = 1024 * 1024
LANGUAGES = ("en", "id")


def read_before(folder: Path, *, briefs: bool = False) -> list[Seed]:
    """The pages of the example world as they were read for this folder; they are read where they were not yet."""
    path = folder / SEEDS
    if not path.exists():
        told = [seed for seed in read_seeds(briefs=briefs) if seed.record.article.language in LANGUAGES]
        path.write_bytes(msgspec.msgpack.encode(told))
    return msgspec.msgpack.decode(path.read_bytes(), type=list[Seed])


class Filling:
    """A store in a folder that grows copy by copy of the example world, so that only its size changes."""

    def __init__(self, folder: Path, seeds: Sequence[Seed], *, briefs: bool = False) -> None:
        """Open the store, or make it; StoreError where it is there without notes, or with other articles."""
        self.folder, self.path = folder, folder / STORE
        self.notes = Notes.of(folder)
        if self.path.exists() and not self.notes.pieces:
            raise StoreError(f"{self.path}: is there without notes; give an empty folder, or one of this bench")
        if self.notes.pieces and self.notes.briefs != briefs:
            raise StoreError(f"{self.path}: holds {'briefs' if self.notes.briefs else 'whole articles'}; give another")
        self.notes = msgspec.structs.replace(self.notes, pieces=self.notes.pieces + 1, briefs=briefs)
        self.notes.saved(folder)
        self._synthetic = Synthetic(seeds)
        self._order = self._synthetic.seeds_in_order()
        self._last: deque[Spent] = deque(maxlen=TURNS * len(self._order))
        self._store = Store(self.path, write=True)
        self.count = len(self._store)

    def close(self) -> None:
        """Write the notes and close the store."""
        self.notes.saved(self.folder)
        self._store.close()

    def fill(self, articles: int, at: Iterable[int], seconds: float = float("inf")) -> bool:
        """Go on to so many articles, with a point at each size of `at`; whether that was done within the seconds."""
        ends, sizes = time.monotonic() + seconds, {*at, articles}
        for told, made in self._from_here(articles):
            self._add(told, made)
            if self.count in sizes:
                self._point()
            elif self.count % NOTED == 0:
                self.notes.saved(self.folder)
            if time.monotonic() > ends:
                break
        if self.count in sizes:
            self._point()
        return self.count >= articles

    def _from_here(self, articles: int) -> Iterator[tuple[Told, float]]:
        """The articles that are still wanted, each with the seconds that making it took."""
        for number in range(self.count, articles):
            copy, place = divmod(number, len(self._order))
            start = time.thread_time()
            told = self._synthetic.told(copy, self._order[place])
            yield told, time.thread_time() - start

    def _add(self, told: Told, made: float) -> None:
        start, began = time.thread_time(), time.perf_counter()
        with self._store.writing():
            self._store.put(told.record, told.page, told.vectors)
            stored = time.thread_time()
            self._store.placer.place(key_of(told.record.article.id))
            placed = time.thread_time()
        committed = stored - start + time.thread_time() - placed
        spent = Spent(committed, placed - stored, time.perf_counter() - began, made)
        self._last.append(spent)
        self.count += 1
        notes = self.notes
        self.notes = msgspec.structs.replace(notes, noted=notes.noted + 1, spent=notes.spent.plus(spent))

    def _point(self) -> None:
        """Note what the store takes at this size, where that is not noted yet."""
        if any(point.articles == self.count for point in self.notes.points):
            return
        memory = _memory()
        point = Point(
            articles=self.count,
            total=self.notes.total(self.count),
            each=_mean(self._last),
            memory_mib=memory,
            file_mib=self._size(),
            queries=_queries(self.folder),
        )
        self.notes = msgspec.structs.replace(self.notes, points=(*self.notes.points, point))
        self.notes.saved(self.folder)
        print(
            f"{point.articles:,} articles: {1000 * point.each.wall:.2f} ms each, {memory:.0f} MiB in memory, "
            f"{point.file_mib:,.0f} MiB in the file",
            file=sys.stderr,
            flush=True,
        )

    def _size(self) -> float:
        """MiB of the file, with what still lies in the log beside it."""
        pages, size = (
            self._store.connection.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size")
        )
        return float(pages * size / MIB)


def _mean(spent: Iterable[Spent]) -> Spent:
    every, total = 0, Spent()
    for one in spent:
        every, total = every + 1, total.plus(one)
    return total.times(1 / every) if every else total


def _queries(folder: Path) -> dict[str, QueryCost]:
    """The times of the queries, in a process of their own, so that this one's memory stays that of storing."""
    command = [sys.executable, "-m", "bench.growth_queries", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise StoreError(f"{folder}: the queries could not be asked ({last[0]})")
    return msgspec.json.decode(done.stdout, type=dict[str, QueryCost])


def _memory() -> float:
    """MiB that the process holds in memory now; where the system does not say, the most that it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB
