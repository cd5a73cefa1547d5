"""What runs came to, as a table: runs of one target are summed up."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.fuzz.running import GUIDED, Run
from bench.fuzz.target import ROOT
from bench.fuzz.targets import TARGETS
from bench.markdown import table

__all__ = ["CORPUS", "markdown", "note", "noted"]

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
HEAD = (
    "target",
    "what",
    "inputs",
    "minutes",
    "of these by coverage",
    "inputs a second",
    "ways out",
    "slowest",
    "peak memory",
    "faults",
    "mended and kept",
)


def note(path: Path, run: Run) -> None:
    """Add a run to a file of runs, a line each."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(run) + b"\n")


def noted(paths: Iterable[Path]) -> list[Run]:
    """The runs of such files."""
    return [msgspec.json.decode(line, type=Run) for path in paths for line in path.read_bytes().splitlines() if line]


def markdown(runs: list[Run]) -> str:
    """The table, a row a target, and a last row for all of them."""
    names = [name for name in TARGETS if any(run.target == name for run in runs)]
    rows = [_row(name, TARGETS[name].told, [run for run in runs if run.target == name], _kept(name)) for name in names]
    rows.append(_row("all", "", runs, sum(map(_kept, names))))
    return table(HEAD, rows)


def _row(name: str, told: str, runs: list[Run], kept: int) -> list[object]:
    inputs, seconds = sum(run.inputs for run in runs), sum(run.seconds for run in runs)
    slowest = max(runs, key=lambda run: run.slowest)
    return [
        name,
        told,
        f"{inputs:,}",
        f"{seconds / 60:.0f}",
        f"{sum(run.seconds for run in runs if run.engine == GUIDED) / 60:.0f}",
        f"{inputs / max(seconds, 1):,.0f}",
        max(run.ways for run in runs),
        f"{slowest.slowest:.1f} s ({slowest.slowest_bytes:,} bytes)",
        f"{max(run.peak_megabytes for run in runs):,} MB",
        len({crash.signature for run in runs for crash in run.crashes}),
        kept,
    ]


def _kept(name: str) -> int:
    """Inputs that failed once and are tried with every run of the tests."""
    return len(list((CORPUS / name).glob("*"))) if (CORPUS / name).is_dir() else 0
