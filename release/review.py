"""The review of what Lansir brings along: versions, licences, advisories. `python -m release.review [--write]`.

Advisories are not asked for here (`release.audit` does, where a database can be reached): the review holds what its
reader knew, and says of which day that is.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import msgspec
from packaging.version import Version

from lansir.errors import LansirError
from release.locks import RUNTIME, Pin, asked, pins
from release.tree import Tree

__all__ = ["PAGE", "Metadata", "Package", "Review", "meanings", "review", "table", "unreviewed", "with_table"]

PAGE = "docs/supply-chain.md"
OPEN, CLOSE = "<!-- review:start -->", "<!-- review:end -->"
HEAD = """\
| package | version | licence | by | last release | last advisory known, for any version |
| --- | --- | --- | --- | --- | --- |"""


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One package as it was reviewed; `released` is a month, `fixed` the first version without the advisory."""

    versions: list[str]
    licence: str
    upstream: str = ""
    released: str = ""
    advisory: str = ""
    fixed: str = ""
    note: str = ""


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All packages by name, the licences that are taken, and what older words for licences may mean."""

    day: date
    allowed: list[str]
    wordings: dict[str, list[str]]
    packages: dict[str, Package]


class Metadata(Protocol):
    """What installed metadata is asked for."""

    def get_all(self, name: str) -> list[str] | None:
        """All values of a field, None where there is none."""


@cache
def review() -> Review:
    """What the file says."""
    return msgspec.yaml.decode(files("release").joinpath("review.yaml").read_bytes(), type=Review)


def unreviewed(tree: Tree, held: Review) -> Iterator[str]:
    """A line for whatever is installed to run Lansir and has not been reviewed, or would not pass."""
    pinned = pins(tree.text(RUNTIME))
    for pin in pinned:
        package = held.packages.get(pin.name)
        if package is None or pin.version not in package.versions:
            yield f"{RUNTIME}: nobody reviewed {pin.name} {pin.version}; look at it, and tell in release/review.yaml"
        else:
            yield from _refused(pin, package, held)
    for name in held.packages.keys() - {pin.name for pin in pinned}:
        yield f"release/review.yaml: {name} is no longer in {RUNTIME}; take it out"
    yield from _low(tree, held)


def _refused(pin: Pin, package: Package, held: Review) -> Iterator[str]:
    terms = [one.strip() for one in package.licence.replace(" OR ", " AND ").split(" AND ")]
    for term in terms:
        if term not in held.allowed:
            yield f"{pin.name}: {term} is none of the licences that are taken (release/review.yaml)"
    if package.fixed and Version(pin.version) < Version(package.fixed):
        yield f"{RUNTIME}: {pin.name} {pin.version} has {package.advisory}, mended in {package.fixed}; run make lock"


def _low(tree: Tree, held: Review) -> Iterator[str]:
    """What `pyproject.toml` lets in although it has a known advisory: locks do not bind who installs the wheel."""
    for one in asked(tree)[RUNTIME]:
        package = held.packages.get(one.name)
        least = [Version(part.version) for part in one.specifier if part.operator in (">=", "==", "~=")]
        if package and package.fixed and (not least or max(least) < Version(package.fixed)):
            yield f"pyproject.toml: {one} lets in versions with {package.advisory}; ask for {one.name}>={package.fixed}"


def meanings(metadata: Metadata, held: Review) -> set[str]:
    """The licences that a package's own metadata may mean, as SPDX expressions."""
    if stated := metadata.get_all("License-Expression"):
        return set(stated)
    classifiers = [
        one.split(" :: ")[-1] for one in metadata.get_all("Classifier") or [] if one.startswith("License ::")
    ]
    words = classifiers or metadata.get_all("License") or []
    return {meaning for word in words for meaning in held.wordings.get(word, [word])}


def table(tree: Tree, held: Review) -> str:
    """The packages that Lansir names itself, as a table of Markdown, and the notes on them below."""
    direct = sorted({one.name for one in asked(tree)[RUNTIME]})
    rows, notes = [HEAD], [""]
    for name in direct:
        one = held.packages[name]
        told = f"{one.advisory}, mended in {one.fixed}" if one.advisory else "none known"
        cells = (f"`{name}`", ", ".join(one.versions), one.licence, one.upstream, one.released, told)
        rows.append(f"| {' | '.join(cells)} |")
        notes.extend([f"- `{name}`: {one.note}"] if one.note else [])
    return "\n".join([f"Reviewed on {held.day}.\n", *rows, *notes])


def with_table(page: str, inside: str) -> str:
    """A page with the table between its marks; LansirError where it has no marks."""
    before, opened, rest = page.partition(OPEN)
    _, closed, after = rest.partition(CLOSE)
    if not (opened and closed):
        raise LansirError(f"{PAGE}: no {OPEN} ... {CLOSE} in it; put the marks where the table is to go")
    return f"{before}{OPEN}\n{inside}\n{CLOSE}{after}"


def main(arguments: list[str] | None = None) -> int:
    """Print what is not reviewed, and with `--write` write the page's table; 1 where something is not reviewed."""
    parser = argparse.ArgumentParser(prog="python -m release.review", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--write", action="store_true", help=f"write the table of {PAGE}")
    options, tree, held = parser.parse_args(arguments), Tree(Path.cwd()), review()
    found = list(unreviewed(tree, held))
    print(*found or [f"all {len(held.packages)} packages are as reviewed on {held.day}"], sep="\n")
    if options.write:
        path = tree.root / PAGE
        path.write_text(with_table(tree.text(PAGE), table(tree, held)), encoding="utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
