"""Tests that need a package of the group `scale` are passed over where it is not installed."""

from importlib.util import find_spec

import pytest

__all__ = ["NEEDS_DUCKDB", "NEEDS_FSSPEC", "NEEDS_RAY"]


def _needs(*packages: str) -> pytest.MarkDecorator:
    missing = [name for name in packages if find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed: make scale")


NEEDS_FSSPEC = _needs("fsspec")
NEEDS_DUCKDB = _needs("fsspec", "duckdb")
NEEDS_RAY = _needs("fsspec", "duckdb", "ray")
