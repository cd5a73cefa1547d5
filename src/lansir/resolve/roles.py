"""Offices that one person holds at a time."""

from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["exclusive_roles"]


@cache
def exclusive_roles() -> frozenset[str]:
    """Offices that one person of a country holds at a time."""
    path = files("lansir.resolve").joinpath("data/exclusive_roles.yaml")
    return msgspec.yaml.decode(path.read_bytes(), type=frozenset[str])
