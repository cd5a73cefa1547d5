"""The process of one entrant: `python -m bench.race.worker MODULE`, told on stdin what to do, answering on stdout."""

import gc
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import BinaryIO

import msgspec

from bench.race.exchange import ANSWERS, Answerer, Answers, Asked, Lap, Ready, Start

__all__ = ["serve"]

LEAST = 1.0
"""Seconds of processor time that a lap goes on for: shorter ones differ too much from each other."""


def serve(module: str, orders: BinaryIO, told: BinaryIO) -> None:
    """Prepare what the module offers, and run it as often as it is told to; ends with the orders."""
    start = msgspec.json.decode(orders.readline(), type=Start)
    try:
        answer = import_module(module).prepare(start.settings, start.lessons)
    except (ModuleNotFoundError, OSError) as error:
        _tell(told, Ready(missing=str(error).splitlines()[0]))
        return
    _tell(told, Ready({name: _version(name) for name in start.packages}))
    for order in orders:
        whole = order.strip() == ANSWERS
        _tell(told, Answers([answer(asked) for asked in start.asked]) if whole else _lap(answer, start.asked))


def _lap(answer: Answerer, things: list[Asked]) -> Lap:
    """All things again and again until a second is spent, on the mean; what was left behind before is cleared first."""
    gc.collect()
    times, wall, cpu = 0, time.perf_counter(), time.process_time()
    spent = 0.0
    while spent < LEAST:
        for asked in things:
            answer(asked)
        times, spent = times + 1, time.process_time() - cpu
    return Lap(spent / times, (time.perf_counter() - wall) / times)


def _tell(told: BinaryIO, what: Ready | Answers | Lap) -> None:
    told.write(msgspec.json.encode(what) + b"\n")
    told.flush()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def main() -> int:
    """Serve; whatever the entrant itself prints goes to stderr."""
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    serve(sys.argv[1], sys.stdin.buffer, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
