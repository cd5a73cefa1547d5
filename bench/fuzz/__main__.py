"""Fuzzing: `python -m bench.fuzz [TARGET ...] --minutes N`; without targets all of them, one after the other.

Each target runs in a process of its own, so that one that dies is told of too. A table is printed at the end. `--note
FILE` adds the runs to a file, `--told FILE` prints the table of such files without running anything.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from bench.fuzz.results import markdown, note, noted
from bench.fuzz.running import Crash, Run, run
from bench.fuzz.targets import TARGETS

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run, and print the table; 1 where a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--minutes", type=float, default=10, help="for each target")
    parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same inputs")
    parser.add_argument("--out", type=Path, default=Path("fuzz-found"), help="folder for inputs that fail")
    parser.add_argument("--note", type=Path, help="file that the runs are added to, a line each")
    parser.add_argument("--told", type=Path, nargs="+", help="print the table of files written with --note")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris where that is installed")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.targets if name not in TARGETS]:
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    if given.told:
        print(markdown(noted(given.told)))
        return 0
    if given.inside:
        return _inside(given)
    runs = [_watched(name, given) for name in given.targets or TARGETS]
    print(markdown(runs))
    return int(any(one.crashes for one in runs))


def _inside(given: argparse.Namespace) -> int:
    (name,) = given.targets
    told = run(TARGETS[name], given.minutes * 60, given.seed, given.out)
    (given.out / "told.json").write_bytes(msgspec.json.encode(told))
    return 0


def _watched(name: str, given: argparse.Namespace) -> Run:
    """A run in a process of its own, begun again where that dies."""
    folder = given.out / name
    folder.mkdir(parents=True, exist_ok=True)
    until, whole, died = time.monotonic() + given.minutes * 60, Run(name, given.seed), 0
    while (left := until - time.monotonic()) > 1 and died < 5:
        told = _process(name, given, left / 60, given.seed + 1000 * died, folder)
        died += told is None
        whole = _joined(whole, told or Run(name, given.seed, crashes=[_dead(name, folder, died)]))
    if given.note:
        note(given.note, whole)
    return whole


def _process(name: str, given: argparse.Namespace, minutes: float, seed: int, folder: Path) -> Run | None:
    told = folder / "told.json"
    told.unlink(missing_ok=True)
    module = "bench.fuzz.guided" if given.guided else "bench.fuzz"
    options = ["--minutes", str(minutes), "--seed", str(seed), "--out", str(folder)]
    inside = [] if given.guided else ["--inside"]
    subprocess.run([sys.executable, "-m", module, name, *options, *inside], check=False)
    return msgspec.json.decode(told.read_bytes(), type=Run) if told.exists() else None


def _dead(name: str, folder: Path, number: int) -> Crash:
    """The crash of a process that died, with the input that it had."""
    current, kept = folder / "current", folder / f"dead-{number}"
    if current.exists():
        current.replace(kept)
    return Crash(f"{name}: the process died ({number})", str(kept))


def _joined(one: Run, other: Run) -> Run:
    slower = max(one, other, key=lambda run: run.slowest)
    return msgspec.structs.replace(
        slower,
        seed=one.seed,
        seconds=one.seconds + other.seconds,
        inputs=one.inputs + other.inputs,
        ways=max(one.ways, other.ways),
        peak_megabytes=max(one.peak_megabytes, other.peak_megabytes),
        crashes=[*one.crashes, *other.crashes],
        engine=other.engine,
    )


if __name__ == "__main__":
    sys.exit(main())
