"""Ratios of what others take to what Lansir takes, round by round."""

from collections.abc import Sequence
from statistics import median

import msgspec

from bench.race.catalogue import setup
from bench.race.turns import Ended, Ran, Results

__all__ = ["Ratio", "digits", "ratio", "worse"]


class Ratio(msgspec.Struct, frozen=True):
    """The median over the rounds, the least and the greatest: above one, the first entrant is the faster one."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """All three, with three digits each."""
        return f"{digits(self.median)} ({digits(self.low)}-{digits(self.high)})"


def digits(value: float) -> str:
    """A number with three digits, however small; large ones in whole."""
    return f"{value:,.0f}" if value >= 999.5 else f"{value:#.3g}".removesuffix(".")


def ratio(taken: Sequence[float], base: Sequence[float]) -> Ratio:
    """Of two entrants' rounds, each to that of the same round."""
    found = [one / other for one, other in zip(taken, base, strict=True)]
    return Ratio(median(found), min(found), max(found))


def worse(kept: Results, found: Results) -> list[str]:
    """A line for each outside entrant that Lansir has lost ground to since the kept run, in processor time."""
    return [line for before in kept.races for after in found.races if after.race == before.race
            for line in _worse(before, after)]  # fmt: skip


def _worse(before: Ended, after: Ended) -> list[str]:
    share, lines = setup().worse, list[str]()
    known = {one.name: one for one in before.ran}
    for one in after.ran:
        if one.outside and one.name in known:
            was, now = _of(known[one.name], before), _of(one, after)
            if now.median < was.median * (1 - share):
                lines.append(
                    f"{after.race}, {one.name}: the ratio to {after.ran[0].name} is {now}, "
                    f"{digits(was.median)} when it was kept"
                )
    return lines


def _of(one: Ran, ended: Ended) -> Ratio:
    return ratio(one.cpu_ms, ended.ran[0].cpu_ms)
