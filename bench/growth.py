"""Whether anything grows faster than n log n: storing, placing, memory, the file and the queries, size after size.

`python -m bench.growth [--folder FOLDER] [--articles N] [--at N,N] [--minutes M] [--json]`. Articles are synthetic,
copy by copy of the example world, and come as records: reading pages with the model takes as long for the last one as
for the first. `bench.growth_briefs` does the same with briefs, of which a million fit on a disk. A FOLDER
is gone on with where it was left, however that came about, so a large store can be filled in pieces of some minutes;
without one the store is thrown away. The command fails where something grows faster than n log n.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.growth_fill import Filling, read_before
from bench.growth_fit import Growth, growing, too_fast
from bench.growth_page import describe
from bench.growth_points import Notes, Point
from bench.machine import machine
from lansir.errors import LansirError, StoreError

__all__ = ["estimate", "main", "measure"]

ARTICLES = 30_000
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
GIB = 1024
SPARE = 1.1
HOUR = 3600.0


def measure(
    folder: Path, articles: int, at: Sequence[int], minutes: float = float("inf"), *, briefs: bool = False
) -> Growth:
    """Go on filling the store of a folder, for so many minutes at most; StoreError where the disk is too small."""
    folder.mkdir(parents=True, exist_ok=True)
    _look_at_disk(folder, articles)
    filling = Filling(folder, read_before(folder, briefs=briefs), briefs=briefs)
    try:
        done = filling.fill(articles, [size for size in at if size <= articles], minutes * 60)
    except KeyboardInterrupt:
        done = False
    finally:
        filling.close()
    if not done:
        print(f"{filling.count:,} articles so far; the same command goes on", file=sys.stderr)
    return _found(filling.notes)


def estimate(point: Point, articles: int) -> str:
    """How long it takes to come from here to so many articles, and how large the file is then."""
    each = point.each.wall + point.each.made
    hours = each * max(articles - point.articles, 0) / HOUR
    return f"{articles:,} articles: {hours:.1f} hours from here, {_gib(point, articles):.0f} GiB in all"


def _gib(point: Point, articles: int) -> float:
    return point.file_mib / point.articles * articles / GIB


def _found(notes: Notes) -> Growth:
    points = tuple(sorted(notes.points, key=lambda point: point.articles))
    rows = growing(points)
    articles = points[-1].articles if points else 0
    return Growth(machine(), articles, notes.pieces, points, rows, not too_fast(rows), notes.briefs)


def _look_at_disk(folder: Path, articles: int) -> None:
    """Refuse what will not fit, as far as the last point tells."""
    for point in Notes.of(folder).points[-1:]:
        wanted = SPARE * (_gib(point, articles) - point.file_mib / GIB)
        free = shutil.disk_usage(folder).free / GIB**3
        print(estimate(point, articles), file=sys.stderr)
        if wanted > free:
            raise StoreError(f"{folder}: {wanted:.0f} GiB more are needed, {free:.0f} are free; give another folder")


def _sizes(text: str) -> list[int]:
    """Numbers above one with commas between them, in order; argparse tells of the ValueError."""
    found = sorted({int(part) for part in text.split(",")})
    if found[0] <= 1:
        raise ValueError(text)
    return found


def _count(text: str) -> int:
    return _sizes(text)[-1]


def main(arguments: list[str] | None = None, *, briefs: bool = False, name: str = "bench.growth") -> int:
    """Print the figures as Markdown or JSON; 2 and a line where the store fails, 1 where something grows too fast."""
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description=__doc__)
    parser.add_argument("--articles", type=_count, default=ARTICLES, help="how many the store is to hold")
    parser.add_argument("--at", type=_sizes, default=list(SIZES), help="sizes at which to measure, with commas")
    parser.add_argument("--folder", type=Path, help="where the store is, to go on with; else a temporary folder")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after so many, to go on later")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.folder or Path(temporary)
            found = measure(folder, options.articles, options.at, options.minutes, briefs=briefs)
    except LansirError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(found))
    for line in too_fast(found.growing):
        print(f"{name}: {line}", file=sys.stderr)
    return 0 if found.hold else 1


if __name__ == "__main__":
    sys.exit(main())
