"""What reading a million articles costs: measured times at an assumed price, beside what others state."""

from collections.abc import Iterator
from statistics import median
from typing import get_args

import msgspec

from bench.race.catalogue import Published, published, setup
from bench.race.turns import Results
from lansir.record import EventType

__all__ = ["Cost", "costs", "stated"]

MILLION = 1_000_000
HOUR = 3600.0


class Cost(msgspec.Struct, frozen=True):
    """Of a story: seconds of one core, stories a second of one core; of a million stories: core hours and dollars."""

    system: str
    how: str
    seconds: float | None
    each_second: float | None
    core_hours: float | None
    dollars: float


def costs(results: Results) -> Iterator[Cost]:
    """The entrants that go the whole way from a page, as they were measured."""
    for ended in results.races:
        for one in ended.ran if ended.race == "whole" else ():
            yield _of_seconds(one.name, "measured here, price assumed", median(one.cpu_ms) / 1000)


def stated() -> Iterator[Cost]:
    """What others state, brought to a million stories; seconds count once for each type of event, on one core."""
    for one in published():
        if one.dollars is not None:
            yield Cost(one.system, f"published: {one.stated}", None, None, None, one.dollars / one.stories * MILLION)
        elif one.seconds is not None:
            yield _of_seconds(one.system, _told(one), one.seconds * len(get_args(EventType)))


def _told(one: Published) -> str:
    return f"published: {one.stated}; taken for {len(get_args(EventType))} types on one core, price assumed"


def _of_seconds(system: str, how: str, seconds: float) -> Cost:
    hours = seconds * MILLION / HOUR
    return Cost(system, how, seconds, 1 / seconds, hours, hours * setup().core_hour.value)
