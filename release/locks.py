"""What the locks pin, and whether that is still what `pyproject.toml` asks for. Nothing is asked of the network."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.tree import Tree

__all__ = ["RUNTIME", "Pin", "asked", "locks", "pins", "stale"]

RUNTIME = "requirements.lock"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]*?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VIA = re.compile(r"^    #(?: via|  ) +([A-Za-z0-9][A-Za-z0-9._-]*)")
GROUP = re.compile(r"^requirements-(.+)\.lock$")


class Pin(NamedTuple):
    """One package at one version: for which machines (`marker`), with which files, and who asked for it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]


def pins(text: str) -> list[Pin]:
    """The packages of a lock, in its order; a name comes twice where machines differ."""
    blocks: list[tuple[re.Match[str], list[str]]] = []
    for line in text.splitlines():
        if found := PIN.match(line):
            blocks.append((found, []))
        elif blocks:
            blocks[-1][1].append(line)
    return [_pin(found, below) for found, below in blocks]


def _pin(found: re.Match[str], below: list[str]) -> Pin:
    hashes = tuple(HASH.findall("\n".join(below)))
    via = tuple(named[1] for line in below if (named := VIA.match(line)))
    return Pin(canonicalize_name(found["name"]), found["version"], found["marker"] or "", hashes, via)


def locks(tree: Tree) -> dict[str, list[Pin]]:
    """All locks of a tree by their names, and what they pin."""
    return {path.name: pins(tree.text(path.name)) for path in sorted(tree.root.glob("requirements*.lock"))}


def asked(tree: Tree) -> dict[str, list[Requirement]]:
    """What each lock has to hold: the dependencies, or those of the group and the extra of its name."""
    project: dict[str, Any] = tomllib.loads(tree.text("pyproject.toml"))
    groups: dict[str, list[Any]] = project.get("dependency-groups", {})
    wanted = {RUNTIME: project["project"]["dependencies"]}
    for name, required in groups.items():
        wanted[f"requirements-{name}.lock"] = [one for one in required if isinstance(one, str)]
    for name, required in project["project"].get("optional-dependencies", {}).items():
        if (tree.root / f"requirements-{name}.lock").exists():
            wanted.setdefault(f"requirements-{name}.lock", []).extend(required)
    return {lock: [Requirement(one) for one in required] for lock, required in wanted.items()}


def stale(tree: Tree) -> Iterator[str]:
    """A line for whatever the locks and `pyproject.toml` do not agree on, and for pins that bind nothing."""
    held = locks(tree)
    for lock, required in asked(tree).items():
        if lock not in held:
            yield f"{lock}: it is missing; run make lock"
            continue
        for one in required:
            yield from _unmet(one, lock, held[lock])
    for lock, pinned in held.items():
        yield from (f"{lock}: {pin.name} has no hash; run make lock" for pin in pinned if not pin.hashes)
    yield from _at_odds(held)


def _unmet(required: Requirement, lock: str, pinned: list[Pin]) -> Iterator[str]:
    found = [pin for pin in pinned if pin.name == canonicalize_name(required.name)]
    if not found:
        yield f"{lock}: {required.name} is not in it, and pyproject.toml asks for it; run make lock"
    for pin in found:
        if not required.specifier.contains(pin.version, prereleases=True):
            yield f"{lock}: {pin.name} {pin.version}, and pyproject.toml asks for {required}; run make lock"


def _at_odds(held: dict[str, list[Pin]]) -> Iterator[str]:
    """Packages of the runtime that another lock has at another version: what is tested is not what is installed."""
    versions = {(pin.name, pin.version) for pin in held.get(RUNTIME, [])}
    names = {name for name, _ in versions}
    for lock, pinned in held.items():
        for pin in pinned:
            if pin.name in names and (pin.name, pin.version) not in versions:
                yield f"{lock}: {pin.name} {pin.version} is another than in {RUNTIME}; run make lock"
