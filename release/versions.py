"""The version that is to be released, as the package, the changelog and the citation say it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from lansir.errors import InputError
from release.tree import Tree

__all__ = ["CITATION", "REQUIRED", "citation", "day_of", "unready", "version_of"]

VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
RELEASABLE = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")
CITATION = "CITATION.cff"
REQUIRED = ("authors", "cff-version", "message", "title")
"""What the Citation File Format 1.2.0 asks of every file."""


def version_of(tree: Tree) -> str:
    """The version of the package; InputError where the file says none."""
    found = VERSION.search(tree.text("src/lansir/_version.py"))
    if found is None:
        raise InputError('src/lansir/_version.py: no line __version__ = "..."; write one')
    return found[1]


def day_of(tree: Tree, version: str) -> date | None:
    """The day that the changelog gives a version, None where it has no such heading."""
    heading = re.compile(rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d{{2}}-\d{{2}})$", re.MULTILINE)
    found = heading.search(tree.text("CHANGELOG.md"))
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def citation(tree: Tree) -> dict[str, Any]:
    """What CITATION.cff says; InputError where it is no YAML mapping."""
    try:
        return msgspec.yaml.decode(tree.text(CITATION), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise InputError(f"{CITATION}: {error}; write it as the Citation File Format has it") from None


def unready(tree: Tree, version: str) -> Iterator[str]:
    """A line for each place that does not say this version, or not when."""
    if not RELEASABLE.fullmatch(version):
        yield f"{version} is no version that is released; write 1.2.3 or 1.2.3rc1"
    if version_of(tree) != version:
        yield f"src/lansir/_version.py says {version_of(tree)}; write {version}"
    day = day_of(tree, version)
    if day is None:
        yield f"CHANGELOG.md has no heading '## [{version}] - YYYY-MM-DD'; give the version its day"
    elif day > datetime.now(UTC).date():
        yield f"CHANGELOG.md: {version} is of {day}, which is to come; release on that day"
    if f"v{version}" in tree.git("tag", "--list", f"v{version}").split():
        yield f"the tag v{version} is there already; a version is released once"
    yield from _uncited(citation(tree), version, day)


def _uncited(cited: dict[str, Any], version: str, day: date | None) -> Iterator[str]:
    for key in REQUIRED:
        if not cited.get(key):
            yield f"{CITATION} has no {key}; every citation file needs it"
    if str(cited.get("version")) != version:
        yield f"{CITATION} says version {cited.get('version')}; write {version}"
    if day is not None and str(cited.get("date-released")) != day.isoformat():
        yield f"{CITATION} says date-released {cited.get('date-released')}; the changelog says {day}"
