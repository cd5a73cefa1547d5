"""Running a race: all entrants are loaded and warmed up, then take turns round after round."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from typing import NamedTuple

import msgspec

from bench.machine import Machine
from bench.peers.exchange import Lesson
from bench.race.catalogue import Entrant, Race, RaceName
from bench.race.courses import Course
from bench.race.exchange import Lap, Start
from bench.race.processes import Launch, Runner

__all__ = ["Ended", "Ran", "Results", "load", "run_race"]

Progress = Callable[[str], None]


class Ran(msgspec.Struct, frozen=True):
    """How an entrant did: milliseconds a thing of each round, of processor time and by the clock."""

    name: str
    outside: bool
    versions: dict[str, str]
    quality: dict[str, float]
    cpu_ms: list[float]
    wall_ms: list[float]


class Ended(msgspec.Struct, frozen=True):
    """A race over so many things; the first entrant is the one that the others are measured by."""

    race: RaceName
    things: int
    ran: list[Ran]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """All races of a run; `load` is how many processes wanted a core before and after; `left_out` says who could not
    run, and why.
    """

    machine: Machine
    model: str
    lansir: str
    load: tuple[float, float]
    races: list[Ended]
    left_out: list[str]


class _Running(NamedTuple):
    entrant: Entrant
    runner: Runner
    quality: dict[str, float]


def run_race(
    race: Race, course: Course, lessons: Sequence[Lesson], launch: Launch, progress: Progress
) -> tuple[Ended, list[str]]:
    """Run a race, and say who could not take part; InputError where a process fails."""
    running: list[_Running] = []
    missing: list[str] = []
    with ExitStack() as stack:
        for entrant in race.entrants:
            progress(f"{race.race}: {entrant.name} gets ready")
            taught = [*lessons] if entrant.lessons else []
            start = Start(entrant.all_settings(), entrant.packages, taught, course.asked)
            runner = stack.enter_context(closing(launch(entrant, start)))
            if runner.ready.missing:
                missing.append(f"{entrant.name}: {runner.ready.missing}")
            else:
                running.append(_Running(entrant, runner, course.judge(runner.answers())))
        progress(f"{race.race}: {race.rounds} rounds")
        rounds = [_round([one.runner for one in running], turned=bool(n % 2)) for n in range(race.rounds)]
    ran = [_ran(one, [laps[k] for laps in rounds], course.things) for k, one in enumerate(running)]
    return Ended(race.race, course.things, ran), missing


def _round(runners: Sequence[Runner], *, turned: bool) -> list[Lap]:
    """A lap of each, every second time in the other order."""
    order = range(len(runners))
    laps = {k: runners[k].lap() for k in (reversed(order) if turned else order)}
    return [laps[k] for k in order]


def _ran(one: _Running, laps: Sequence[Lap], things: int) -> Ran:
    each = 1000 / things
    return Ran(
        name=one.entrant.name,
        outside=one.entrant.outside,
        versions=one.runner.ready.versions,
        quality=one.quality,
        cpu_ms=[lap.cpu * each for lap in laps],
        wall_ms=[lap.wall * each for lap in laps],
    )


def load() -> float:
    """How many processes wanted a core, on the mean of the last minute; 0 where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
