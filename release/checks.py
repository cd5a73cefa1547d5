"""All that has to hold before a release is cut, each check a function that tells what does not."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lansir.errors import LansirError
from release import documents, gate, locks, materials, review, versions
from release.tree import Tree

__all__ = ["CHECKS", "Asked", "Check", "reasons"]

SHOWN = 5
"""How many changed files are named."""


class Asked(NamedTuple):
    """What is to be released: the tree, the version, and the folder with the annotation."""

    tree: Tree
    version: str
    data: Path


Check = Callable[[Asked], Iterable[str]]


def uncommitted(asked: Asked) -> Iterator[str]:
    """What is built has to be what is tagged."""
    if found := asked.tree.changed():
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        yield f"{len(found)} files differ from the last commit: {', '.join(found[:SHOWN])}{more}; commit or remove them"


CHECKS: dict[str, Check] = {
    "tree": uncommitted,
    "version": lambda asked: versions.unready(asked.tree, asked.version),
    "locks": lambda asked: locks.stale(asked.tree),
    "review": lambda asked: review.unreviewed(asked.tree, review.review()),
    "materials": lambda asked: materials.unclaimed(asked.tree, materials.materials(asked.tree)),
    "results": lambda asked: documents.unmeasured(asked.tree),
    "readme": lambda asked: documents.uncopied(asked.tree),
    "floors": lambda asked: gate.lowered(asked.tree),
    "documents": lambda asked: documents.stale(asked.tree),
    "gate": lambda asked: gate.fallen(asked.tree, asked.data),
}
"""From the quick to the slow; the last two run tests and the reader."""


def reasons(asked: Asked, checks: dict[str, Check] = CHECKS) -> Iterator[tuple[str, list[str]]]:
    """Each check's name and what speaks against the release; what cannot be checked speaks against it."""
    for name, check in checks.items():
        try:
            yield name, list(check(asked))
        except LansirError as error:
            yield name, [str(error)]
