"""Ten million articles a day, on paper: a simulation of the stream, with what `bench.scale` has measured.

`python -m bench.arrivals [--costs FILE] [--per-day N] [--hours N] [--readers N] [--placers N] [--cells N] [--json]`.
Blocks of 32 articles arrive by the hour of the day, with bursts; they wait for a reader (a core with the model), then
for a writer, which takes 64 blocks at a time, then for a placer, which compares each article with those of the days
around. A reader that dies loses its block, which is read again. Costs come from `bench/kept/bench.scale.txt`, or
`--costs`, a file that `python -m bench.scale --json` has written.
"""

import argparse
import heapq
import math
import random
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean, quantiles

import msgspec

from bench.markdown import describe
from bench.scale import VECTORS, Scaling

__all__ = ["Costs", "Found", "Plan", "Stage", "simulate"]

KEPT = Path(__file__).parent / "kept" / "bench.scale.txt"
BLOCK = 32
BLOCKS_OF_PART = 64
DAYS = 9
"""Days whose articles one is compared with: four before, four behind, and its own."""
HOUR = 3600.0
DAY = 24 * HOUR
BY_HOUR = (3, 2, 2, 2, 3, 4, 6, 7, 7, 6, 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 3)
"""Shares of a day's articles by hour: an assumption, with a morning that is three times as busy as the night."""
VECTOR_BYTES, MARK_BYTES, MARKS = 4 * 384, 6, 31
"""What a placer holds of an article: a vector, and some thirty marks (rows of `fingerprint`) of six bytes."""


class Costs(msgspec.Struct, frozen=True):
    """What was measured, in milliseconds of one core an article; `scan_ms` for each 20,000 vectors; bytes in a lake."""

    read_ms: float
    write_ms: float
    place_ms: float
    scan_ms: float
    bytes: int
    worker_mib: float


class Plan(msgspec.Struct, frozen=True):
    """What is planned, and what is assumed of the world.

    `busy` is the share of their time that readers, writers and placers work in the mean of a day, where their number is
    not given. A burst of
    `burst_times` the usual stream lasts `burst_minutes`, `bursts` times a day. A reader dies once in `reader_hours`.
    Placers share the vectors: these fall into `cells`, of which an article looks into `looks`. Prices are in dollars.
    """

    per_day: int = 10_000_000
    hours: int = 48
    busy: float = 0.7
    readers: int | None = None
    writers: int | None = None
    placers: int | None = None
    cells: int = 1
    looks: int = 1
    bursts: int = 2
    burst_times: float = 3.0
    burst_minutes: int = 30
    reader_hours: float = 200.0
    restart_seconds: float = 30.0
    core_hour: float = 0.04
    gib_month: float = 0.023
    seed: int = 1


class Stage(msgspec.Struct, frozen=True):
    """How a stage fared: articles that waited for it, seconds from coming to leaving; `left` wait at the end."""

    servers: int
    busy_share: float
    mean_waiting: float
    most_waiting: int
    left: int
    delay_mean_s: float
    delay_median_s: float
    delay_95_s: float
    delay_most_s: float


class Found(msgspec.Struct, frozen=True):
    """What the simulation and the arithmetic give.

    `through_*` is from an article's arrival to its place in a story. `candidates` are the vectors that an article is
    compared with, `place_ms` what placing takes with so many; memory is that of all readers, and of each placer.
    """

    articles: int
    placed: int
    deaths: int
    read: Stage
    write: Stage
    place: Stage
    through_median_s: float
    through_95_s: float
    candidates: int
    place_ms: float
    placers_needed: int
    cores: int
    readers_gib: float
    placer_gib: float
    lake_gib_a_day: float
    dollars_a_day_for_cores: float
    dollars_a_month_for_a_day_kept: float
    dollars_a_million: float


class _Line:
    """Blocks that wait for servers, first come, first served."""

    def __init__(self, servers: int, together: int = 1) -> None:
        self.servers, self.together, self.free = servers, together, servers
        self.waiting: deque[tuple[float, float]] = deque()
        self.busy = 0.0
        self.delays: list[float] = []
        self.most, self._area, self._last = 0, 0.0, 0.0

    def add(self, now: float, born: float) -> None:
        """A block comes."""
        self._note(now)
        self.waiting.append((now, born))
        self.most = max(self.most, len(self.waiting))

    def take(self, now: float) -> list[tuple[float, float]]:
        """The blocks that a free server begins with; none where there are too few, or no server is free."""
        if not self.free or len(self.waiting) < self.together:
            return []
        self._note(now)
        self.free -= 1
        return [self.waiting.popleft() for _ in range(self.together)]

    def done(self, now: float, blocks: list[tuple[float, float]], seconds: float) -> None:
        """A server has ended."""
        self.free += 1
        self.busy += seconds
        self.delays += [now - came for came, _ in blocks]

    def stage(self, now: float) -> Stage:
        """How it went up to now."""
        self._note(now)
        delays = sorted(self.delays) or [0.0]
        return Stage(
            servers=self.servers,
            busy_share=self.busy / (self.servers * now),
            mean_waiting=self._area / now * BLOCK,
            most_waiting=self.most * BLOCK,
            left=len(self.waiting) * BLOCK,
            delay_mean_s=fmean(delays),
            delay_median_s=_at(delays, 50),
            delay_95_s=_at(delays, 95),
            delay_most_s=delays[-1],
        )

    def _note(self, now: float) -> None:
        self._area += len(self.waiting) * (now - self._last)
        self._last = now


class _Stream:
    """The simulation: a heap of what happens next."""

    def __init__(self, costs: Costs, plan: Plan) -> None:
        self.costs, self.plan = costs, plan
        self.chance, self.coming = random.Random(plan.seed), random.Random(f"arrivals {plan.seed}")
        readers = plan.readers or _servers(plan, costs.read_ms)
        writers = plan.writers or _servers(plan, costs.write_ms)
        placers = plan.placers or _servers(plan, place_ms(costs, plan))
        self.lines = {"read": _Line(readers), "write": _Line(writers, BLOCKS_OF_PART), "place": _Line(placers)}
        self.seconds = {
            "read": costs.read_ms * BLOCK / 1000,
            "write": costs.write_ms * BLOCK * BLOCKS_OF_PART / 1000,
            "place": place_ms(costs, plan) * BLOCK / 1000,
        }
        self.through: list[float] = []
        self.articles = self.deaths = self._number = 0
        self.heap: list[tuple[float, int, str, list[tuple[float, float]], float]] = []

    def run(self) -> None:
        """Go through all hours; what still waits then is left."""
        end = self.plan.hours * HOUR
        arrivals = self._arrivals()
        self._push(next(arrivals), "arrive", [], 0.0)
        while self.heap and self.heap[0][0] <= end:
            now, _, what, blocks, spent = heapq.heappop(self.heap)
            if what == "arrive":
                self.articles += BLOCK
                self.lines["read"].add(now, now)
                self._push(next(arrivals), "arrive", [], 0.0)
            else:
                self._ended(now, what, blocks, spent)
            for name in self.lines:
                self._begin(now, name)

    def _ended(self, now: float, name: str, blocks: list[tuple[float, float]], spent: float) -> None:
        self.lines[name].done(now, blocks, spent)
        following = {"read": "write", "write": "place"}.get(name)
        for _, born in blocks:
            if following:
                self.lines[following].add(now, born)
            else:
                self.through.append(now - born)

    def _begin(self, now: float, name: str) -> None:
        while blocks := self.lines[name].take(now):
            seconds = self.seconds[name] * self.chance.gammavariate(16, 1 / 16)
            if name == "read" and self.chance.random() < seconds / (self.plan.reader_hours * HOUR):
                self.deaths += 1
                seconds += self.plan.restart_seconds + self.chance.random() * seconds
            self._push(now + seconds, name, blocks, seconds)

    def _push(self, when: float, what: str, blocks: list[tuple[float, float]], spent: float) -> None:
        self._number += 1
        heapq.heappush(self.heap, (when, self._number, what, blocks, spent))

    def _arrivals(self) -> Iterator[float]:
        """When blocks come: by chance, as many as the hour has, more in a burst."""
        plan, coming, now = self.plan, self.coming, 0.0
        days = range(math.ceil(plan.hours * HOUR / DAY))
        bursts = [(day + coming.random()) * DAY for day in days for _ in range(plan.bursts)]
        highest = max(BY_HOUR) * plan.burst_times
        while True:
            now += coming.expovariate(plan.per_day / BLOCK / DAY * len(BY_HOUR) * highest / sum(BY_HOUR))
            rate = float(BY_HOUR[int(now % DAY // HOUR)])
            if any(begins <= now < begins + plan.burst_minutes * 60 for begins in bursts):
                rate *= plan.burst_times
            if coming.random() * highest < rate:
                yield now


def simulate(costs: Costs, plan: Plan) -> Found:
    """Let the stream run, and work out memory and money."""
    stream = _Stream(costs, plan)
    stream.run()
    now = plan.hours * HOUR
    read, write, place = (stream.lines[name].stage(now) for name in ("read", "write", "place"))
    cores = read.servers + write.servers + place.servers
    lake = plan.per_day * costs.bytes / 2**30
    dollars = cores * 24 * plan.core_hour
    through = sorted(stream.through) or [0.0]
    return Found(
        articles=stream.articles,
        placed=len(stream.through) * BLOCK,
        deaths=stream.deaths,
        read=read,
        write=write,
        place=place,
        through_median_s=_at(through, 50),
        through_95_s=_at(through, 95),
        candidates=_candidates(plan),
        place_ms=place_ms(costs, plan),
        placers_needed=_servers(plan, place_ms(costs, plan)),
        cores=cores,
        readers_gib=read.servers * costs.worker_mib / 1024,
        placer_gib=plan.per_day * DAYS * (VECTOR_BYTES + MARK_BYTES * MARKS) / place.servers / 2**30,
        lake_gib_a_day=lake,
        dollars_a_day_for_cores=dollars,
        dollars_a_month_for_a_day_kept=lake * plan.gib_month,
        dollars_a_million=dollars / plan.per_day * 1e6,
    )


def place_ms(costs: Costs, plan: Plan) -> float:
    """Milliseconds that placing an article takes among those of the days around."""
    return costs.place_ms + costs.scan_ms * _candidates(plan) / VECTORS


def _candidates(plan: Plan) -> int:
    return plan.per_day * DAYS * min(plan.looks, plan.cells) // plan.cells


def _servers(plan: Plan, milliseconds: float) -> int:
    return max(1, math.ceil(plan.per_day * milliseconds / 1000 / DAY / plan.busy))


def _at(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]


def _costs(path: Path) -> Costs:
    """The figures of `bench.scale`; a line before them, which says how they were measured, is passed over."""
    text = path.read_text(encoding="utf-8")
    found = msgspec.json.decode(text[text.index("{") :], type=Scaling)
    memory = max(run.worker_mib or 0.0 for run in found.runs)
    lake = found.lake
    return Costs(found.read_ms, lake.write_ms, lake.place_ms, lake.scan_ms, lake.bytes, memory)


def main(arguments: list[str] | None = None) -> int:
    """Print what is planned and what came of it as Markdown or JSON; 2 and one line where there are no costs."""
    parser = argparse.ArgumentParser(prog="python -m bench.arrivals", description=__doc__)
    parser.add_argument("--costs", type=Path, default=KEPT, help="what `python -m bench.scale --json` printed")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    for field in msgspec.structs.fields(Plan):
        whole = field.type in (int, int | None)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=int if whole else float, default=field.default)
    options = parser.parse_args(arguments)
    try:
        costs = _costs(options.costs)
    except (OSError, ValueError) as error:
        print(f"bench.arrivals: {options.costs}: no costs ({error}); run python -m bench.scale --json", file=sys.stderr)
        return 2
    plan = Plan(**{name: getattr(options, name) for name in Plan.__struct_fields__})
    found = {"costs": costs, "plan": plan, "found": simulate(costs, plan)}
    print(msgspec.json.encode(found).decode() if options.json else describe(msgspec.to_builtins(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
