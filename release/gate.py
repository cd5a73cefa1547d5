"""Whether the reader reaches what it reached before, and whether nobody lowered what that is."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.gate import RATES_OF_ERROR, Floors
from release.tree import Tree

__all__ = ["FLOORS", "fallen", "lowered"]

FLOORS = "bench/floors.yaml"
SAID = 3
"""How many lines of the gate are told."""


def fallen(tree: Tree, data: Path) -> Iterator[str]:
    """A line for each figure below its floor, or why the gate could not be run."""
    annotation = data / "annotation"
    if not annotation.is_dir():
        yield f"{annotation}: no such folder, and the gate cannot be run without; name it with --data"
        return
    command = [sys.executable, "-m", "bench.gate", str(annotation.resolve())]
    done = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)
    if done.returncode:
        told = [line for line in done.stdout.splitlines() if line.startswith("FELL")] or done.stderr.splitlines()[
            -SAID:
        ]
        yield from (f"gate: {line}" for line in told or ["it failed without a word"])


def lowered(tree: Tree) -> Iterator[str]:
    """A line for each floor that is lower than in the last release, or gone; nothing where nothing was released."""
    for tag in tree.tags()[:1]:
        before = tree.at(tag, FLOORS)
        if before is not None:
            yield from _worse(_floors(before), _floors(tree.text(FLOORS)), tag)


def _floors(text: str) -> Floors:
    return msgspec.yaml.decode(text, type=Floors)


def _worse(before: Floors, now: Floors, tag: str) -> Iterator[str]:
    if now.noise > before.noise:
        yield f"{FLOORS}: noise {now.noise}, was {before.noise} in {tag}; raise the reader, not the noise"
    for name, of in before.reached.items():
        for group, value in of.items():
            held = now.reached.get(name, {}).get(group)
            if held is None:
                yield f"{FLOORS}: {name} ({group}) is gone, was {value} in {tag}; put it back"
            elif (held > value) if name in RATES_OF_ERROR else (held < value):
                yield f"{FLOORS}: {name} ({group}) {held}, was {value} in {tag}; a floor is never lowered"
