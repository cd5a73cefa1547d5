"""The growth as drawings: `python -m bench.growth_plot` writes them to docs/images/ from what was kept last."""

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from matplotlib.axes import Axes

from bench.growth_fit import Growing, Growth
from bench.growth_page import image_of
from bench.race.axes import OURS, THEIRS, axes, saved

__all__ = ["draw", "main"]

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "bench" / "kept"
NAMES = ("bench.growth.txt", "bench.growth_briefs.txt")
TOLD = "Seconds of storing and of placing all articles, and milliseconds of each query, by articles; logarithmic scales"
GREY = "#808080"
MARKERS = "osD^v<>PX*"


def draw(found: Growth, path: Path) -> None:
    """Write the drawing."""
    sizes = [point.articles for point in found.points]
    totals = [one for one in found.growing if one.unit == "s"]
    queries = [one for one in found.growing if one.unit == "ms"]
    with axes(11, 4.8, columns=2) as (figure, (left, right)):
        for one, colour in zip(totals, (OURS, THEIRS), strict=True):
            label = f"{one.what}: n^{one.exponent:.2f}"
            left.plot(sizes, one.values, marker="o", color=colour, label=label)
            left.plot(sizes, list(_guide(sizes, one)), color=GREY, linestyle=":", linewidth=1)
        left.plot([], [], color=GREY, linestyle=":", linewidth=1, label="n log n from the first size")
        for one, marker in zip(queries, MARKERS, strict=False):
            label = f"{one.what.removeprefix('query: ')}: n^{one.exponent:.2f}"
            right.plot(sizes, one.values, marker=marker, markersize=4, linewidth=1, label=label)
        _finished(left, "seconds of processor time, in all")
        _finished(right, "milliseconds of one query")
        saved(figure, path, TOLD)


def _guide(sizes: Sequence[int], one: Growing) -> Iterator[float]:
    """What n log n gives where it begins with the first value."""
    first = sizes[0] * math.log(sizes[0])
    return (one.values[0] * size * math.log(size) / first for size in sizes)


def _finished(plot: Axes, values: str) -> None:
    plot.set(xscale="log", yscale="log", xlabel="articles in the store", ylabel=values)
    plot.grid()
    plot.legend(fontsize=7, loc="upper left", bbox_to_anchor=(0, -0.16))


def main() -> int:
    """Write the drawings; 2 and one line where nothing was kept."""
    try:
        kept = [path.read_text(encoding="utf-8") for name in NAMES if (path := KEPT / name).exists()]
        if not kept:
            raise FileNotFoundError(f"{KEPT}: no growth was kept; run bench.report --only bench.growth --slow")
        for text in kept:
            found = msgspec.json.decode(text.partition("\n")[2], type=Growth)
            draw(found, ROOT / "docs" / image_of(found))
    except (OSError, msgspec.DecodeError) as error:
        print(f"bench.growth_plot: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
