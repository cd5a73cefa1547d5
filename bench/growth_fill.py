"""Filling a store with synthetic articles in pieces, with a point at each size that is asked for."""

import os
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Sequence
from functools import reduce
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
BRIEFS_TOGETHER = 25
"""Briefs of one transaction; a whole article has one of its own, as when it is ingested."""
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
        self._together = BRIEFS_TOGETHER if briefs else 1
        self._store = Store(self.path, write=True)
        self.count = len(self._store)

    def close(self) -> None:
        """Write the notes and close the store."""
        self.notes.saved(self.folder)
        self._store.close()

    def fill(self, articles: int, at: Iterable[int], seconds: float = float("inf")) -> bool:
        """Go on to so many articles, with a point at each size of `at`; whether that was done within the seconds."""
        ends, sizes = time.monotonic() + seconds, sorted({*at, articles})
        while self.count < articles:
            self._add(min(self._together, next(size for size in sizes if size > self.count) - self.count))
            if self.count in sizes:
                self._point()
            elif self.count % NOTED == 0:
                self.notes.saved(self.folder)
            if time.monotonic() > ends:
                break
        if self.count in sizes:
            self._point()
        return self.count >= articles

    def _add(self, number: int) -> None:
        """Store so many articles in one transaction, of whose end each has its share."""
        begun = time.perf_counter(), time.thread_time()
        spent = []
        with self._store.writing():
            for which in range(self.count, self.count + number):
                start = time.thread_time()
                told = self._told(which)
                made = time.thread_time()
                self._store.put(told.record, told.page, told.vectors)
                stored = time.thread_time()
                self._store.placer.place(key_of(told.record.article.id))
                spent.append(Spent(stored - made, time.thread_time() - stored, 0.0, made - start))
        wall, cpu = time.perf_counter() - begun[0], time.thread_time() - begun[1]
        every = _total(spent)
        share = Spent(cpu - every.store - every.place - every.made, 0.0, wall - every.made).times(1 / number)
        for one in spent:
            self._last.append(one.plus(share))
        self.count += number
        notes = self.notes
        whole = every.plus(share.times(number))
        self.notes = msgspec.structs.replace(notes, noted=notes.noted + number, spent=notes.spent.plus(whole))

    def _told(self, which: int) -> Told:
        copy, place = divmod(which, len(self._order))
        return self._synthetic.told(copy, self._order[place])

    def _point(self) -> None:
        """Note what the store takes at this size, where that is not noted yet."""
        if any(point.articles == self.count for point in self.notes.points):
            return
        memory = _memory()
        point = Point(
            articles=self.count,
            total=self.notes.total(self.count),
            each=_mean(tuple(self._last)),
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


def _total(spent: Iterable[Spent]) -> Spent:
    return reduce(Spent.plus, spent, Spent())


def _mean(spent: Sequence[Spent]) -> Spent:
    return _total(spent).times(1 / len(spent)) if spent else Spent()


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
