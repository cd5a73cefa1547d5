"""Requirements of the package's metadata against what is installed."""

import re
from importlib import metadata
from typing import NamedTuple

__all__ = ["Requirement", "installed", "is_met", "requirement"]

STATED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;()]*)\)?\s*(?:;(.*))?")
BOUND = re.compile(r"\s*(>=|<=|==|!=|~=|>|<)\s*([\w.+!-]+)\s*")
PARTS = 6


class Requirement(NamedTuple):
    """A library that is needed: its name, the versions that will do, and whether it is needed at all times."""

    name: str
    versions: str
    always: bool


def requirement(stated: str) -> Requirement | None:
    """What a line of `Requires-Dist` asks for; None where it is not understood, or for other systems."""
    match = STATED.fullmatch(stated)
    if match is None:
        return None
    condition = (match[3] or "").strip()
    if condition and "extra" not in condition:
        return None
    return Requirement(match[1], match[2].strip(), not condition)


def is_met(version: str, versions: str) -> bool:
    """Whether a version is one of those that will do; bounds of other kinds than numbers are passed over."""
    return all(_holds(version, bound) for bound in versions.split(",") if bound.strip())


def installed(name: str) -> str | None:
    """The version of a library that is installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _holds(version: str, bound: str) -> bool:
    match = BOUND.fullmatch(bound)
    if match is None or "*" in bound:
        return True
    have, want = _numbers(version), _numbers(match[2])
    if match[1] == "~=":
        kept = match[2].count(".")
        return have >= want and have[:kept] == want[:kept]
    return {
        ">=": have >= want, "<=": have <= want, "==": have == want, "!=": have != want, ">": have > want,
        "<": have < want,
    }[match[1]]  # fmt: skip


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, as many of each, so that 2.0 is 2.0.0; what is no number counts as the end."""
    release = re.match(r"v?(?:\d+!)?(\d+(?:\.\d+)*)", version)
    found = [int(part) for part in release[1].split(".")][:PARTS] if release else []
    return tuple(found + [0] * (PARTS - len(found)))
