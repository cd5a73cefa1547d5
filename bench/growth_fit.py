"""How what is measured grows with the number of articles: the exponent of the power law that fits it best.

A straight line through the logarithms, by least squares; its slope is the exponent. What grows as n log n has over the
same sizes the slope that a line through n log n has, a little more than one. Nothing may have a greater one from 30,000
articles on. Below that a store is filling up what no longer grows then: its log is not yet moved into the file, and the
days around an article, with which it is compared, are not yet full: a world is told over four weeks, and a thousand
articles come a day.
"""

import math
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from bench.growth_points import Point
from bench.machine import Machine

__all__ = ["Growing", "Growth", "exponent", "growing", "too_fast"]

FEWEST = 2
STEADY = 30_000


class Growing(msgspec.Struct, frozen=True):
    """What grows, its value at each size, its exponent over those that count and over all sizes, and n log n's."""

    what: str
    unit: str
    values: tuple[float, ...]
    over_all: float
    exponent: float
    limit: float
    limit_over_all: float

    @property
    def holds(self) -> bool:
        """Whether it grows no faster than n log n, over the sizes that count."""
        return self.exponent <= self.limit

    @property
    def holds_over_all(self) -> bool:
        """Whether it does so over all sizes too."""
        return self.over_all <= self.limit_over_all


class Growth(msgspec.Struct, frozen=True):
    """What was found, in `pieces` of filling; `hold` says whether nothing grows faster than n log n.

    `briefs` says that the articles are briefs.
    """

    machine: Machine
    articles: int
    pieces: int
    points: tuple[Point, ...]
    growing: list[Growing]
    hold: bool
    briefs: bool = False


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The slope of the logarithms; sizes and values above nought, at least two."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def growing(points: Sequence[Point]) -> list[Growing]:
    """Everything that is measured, over points of different sizes; nothing where there are fewer than two.

    The sizes from 30,000 on count; all do where there is but one of these.
    """
    if len(points) < FEWEST:
        return []
    sizes = [point.articles for point in points]
    late = sum(size >= STEADY for size in sizes)
    counted = -late if late >= FEWEST else -len(sizes)
    limits = exponent(sizes[counted:], _n_log_n(sizes[counted:])), exponent(sizes, _n_log_n(sizes))
    return [
        Growing(what, unit, values, exponent(sizes, values), exponent(sizes[counted:], values[counted:]), *limits)
        for what, unit, values in _measured(points)
    ]


def _n_log_n(sizes: Sequence[int]) -> list[float]:
    return [size * math.log(size) for size in sizes]


def too_fast(found: Sequence[Growing]) -> list[str]:
    """A line for each thing that grows faster than n log n."""
    return [
        f"{one.what}: grows as n to the {one.exponent:.3f}, n log n as n to the {one.limit:.3f}"
        for one in found
        if not one.holds
    ]


def _measured(points: Sequence[Point]) -> Iterator[tuple[str, str, tuple[float, ...]]]:
    yield "storing, all articles", "s", tuple(point.total.store for point in points)
    yield "placing, all articles", "s", tuple(point.total.place for point in points)
    yield "memory of the process", "MiB", tuple(point.memory_mib for point in points)
    yield "size of the file", "MiB", tuple(point.file_mib for point in points)
    for name in points[0].queries:
        yield f"query: {name}", "ms", tuple(point.queries[name].cpu_ms for point in points)
