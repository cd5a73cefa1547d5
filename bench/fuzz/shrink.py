"""An input that fails made small: parts are left out as long as it fails in the same way."""

import time
from collections.abc import Callable

__all__ = ["shrunk"]


def shrunk(data: bytes, fails: Callable[[bytes], bool], seconds: float = 60) -> bytes:
    """The smallest input that could be had in the time; `fails` says whether one still fails as the first did."""
    until = time.monotonic() + seconds
    size = max(len(data) // 2, 1)
    while size and time.monotonic() < until:
        data, smaller = _without(data, size, fails, until)
        size = size if smaller else size // 2
    return data


def _without(data: bytes, size: int, fails: Callable[[bytes], bool], until: float) -> tuple[bytes, bool]:
    """The input without the parts of `size` bytes that are not needed, and whether there was one."""
    at, smaller = 0, False
    while at < len(data) and time.monotonic() < until:
        candidate = data[:at] + data[at + size :]
        if candidate != data and fails(candidate):
            data, smaller = candidate, True
        else:
            at += size
    return data, smaller
