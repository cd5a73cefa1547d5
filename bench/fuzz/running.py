"""A run of one target in this process: inputs are made and tried until the time is up.

Whatever is tried lies in a file meanwhile: should the process die of it, the file says of what.
"""

import faulthandler
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.fuzz.mutation import Mutator
from bench.fuzz.shrink import shrunk
from bench.fuzz.target import Check, Target

__all__ = ["Crash", "Run", "attempt", "peak_megabytes", "run", "signature", "tried"]

MEMORY = 6 << 30
"""Bytes of address space that a process may take: what wants more fails with MemoryError."""
DEAD = 60.0
"""Seconds beyond a target's own after which a process is ended that does not even take a signal."""
MOST_CRASHES = 40
NAMES = re.compile(r"(?:/|https?:)\S+:|\d+|\\[xu][0-9a-f]+")
"""Of what a check says, the names of files and the figures: they differ between inputs that fail alike."""


class Crash(msgspec.Struct, frozen=True):
    """A fault that was found: where, as told by the error and the innermost place in Lansir, and the input's file."""

    signature: str
    file: str


GUIDED = "atheris"
"""The engine of runs whose inputs are made by coverage."""


class Run(msgspec.Struct):
    """What came of a run."""

    target: str
    seed: int
    seconds: float = 0.0
    inputs: int = 0
    ways: int = 0
    """In how many ways inputs came out: what the check told, counted once each."""
    slowest: float = 0.0
    slowest_bytes: int = 0
    peak_megabytes: int = 0
    crashes: list[Crash] = []
    engine: str = "seeded"


class TooSlow(BaseException):
    """An input took longer than its target allows; no `except Exception` stops it."""


def run(target: Target, seconds: float, seed: int, folder: Path) -> Run:
    """Try inputs for so long; those that fail are left in `folder`, made small."""
    told, started = Run(target.name, seed), time.monotonic()
    mutator, ways = Mutator(target.seeds(), target.words(), seed), set[str]()
    _bound_memory()
    with target.open() as check:
        for data in _inputs(mutator, target, started, seconds):
            way = tried(told, check, target, data, folder)
            if way and way not in ways:
                ways.add(way)
                mutator.learn(data)
    told.seconds, told.ways, told.peak_megabytes = time.monotonic() - started, len(ways), peak_megabytes()
    (folder / "current").unlink(missing_ok=True)
    return told


def tried(told: Run, check: Check, target: Target, data: bytes, folder: Path) -> str:
    """How one input came out, empty where it is a fault; it is noted, and an input that fails is left in `folder`."""
    (folder / "current").write_bytes(data)
    began = time.perf_counter()
    way, fault = attempt(check, data, target.seconds)
    _timed(told, time.perf_counter() - began, data)
    told.inputs += 1
    if fault:
        _keep(told, check, target, data, fault, folder)
    return way


def _inputs(mutator: Mutator, target: Target, started: float, seconds: float) -> Iterator[bytes]:
    yield from target.seeds()
    while time.monotonic() - started < seconds:
        yield mutator.make()


def _timed(told: Run, seconds: float, data: bytes) -> None:
    if seconds > told.slowest:
        told.slowest, told.slowest_bytes = seconds, len(data)


def attempt(check: Check, data: bytes, seconds: float) -> tuple[str, str | None]:
    """How an input came out, and the signature of the fault where it is one."""
    try:
        with _bounded(seconds):
            return check(data), None
    except TooSlow as error:
        return "", signature(error)
    except (Exception, SystemExit) as error:  # anything at all is a fault
        return "", signature(error)


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    def end_it(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, end_it)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(seconds + DEAD, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def signature(error: BaseException) -> str:
    """The error's class, the innermost place in Lansir, and for what a check found wrong the words."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.name != "end_it"]
    inner = next((one for one in reversed(frames) if "/lansir/" in one.filename), frames[-1] if frames else None)
    place = f"{'/'.join(Path(inner.filename).parts[-2:])}:{inner.name}" if inner else "?"
    told = NAMES.sub("", str(error))[:60].strip() if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {place} {told}".strip()


def _keep(told: Run, check: Check, target: Target, data: bytes, fault: str, folder: Path) -> None:
    if any(crash.signature == fault for crash in told.crashes) or len(told.crashes) >= MOST_CRASHES:
        return
    if "TooSlow" not in fault:
        data = shrunk(data, lambda one: attempt(check, one, target.seconds)[1] == fault)
    path = folder / f"crash-{random.Random(fault).getrandbits(48):012x}"
    path.write_bytes(data)
    told.crashes.append(Crash(fault, str(path)))
    print(f"{target.name}: {fault} ({len(data)} bytes in {path})", file=sys.stderr, flush=True)


def peak_megabytes() -> int:
    """The most memory that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def _bound_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
