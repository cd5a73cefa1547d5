"""A limit on the memory of a process that reads strangers' pages: the machine's memory is for others too."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["MOST_MEMORY", "TOO_MUCH", "can_limit", "limit_memory", "within_memory"]

MOST_MEMORY = 4 << 30
"""Bytes that reading may map beyond what is mapped with the model loaded.

An article of 153,000 characters takes a quarter of one GiB, a page of 25 MB of tags a third of one.
"""
TOO_MUCH = f"holds more memory than it may ({MOST_MEMORY >> 30} GiB): reading was given up; give the article alone"
MAPPED = Path("/proc/self/statm")
"""What this process has mapped, in pages of memory: the first number."""


def can_limit() -> bool:
    """Whether the system tells what is mapped and holds a limit on it, as Linux does; macOS and Windows do not."""
    return sys.platform == "linux" and MAPPED.exists()


def limit_memory(beyond: int = MOST_MEMORY) -> None:
    """Let this process map no more than so many bytes beyond what it has mapped now; then MemoryError is raised.

    A lower limit that was set before stays. Where the system cannot do that, nothing is limited.
    """
    if sys.platform != "linux" or not can_limit():
        return
    import resource  # noqa: PLC0415  # Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(MAPPED.read_text().split()[0]) * resource.getpagesize() + beyond
    lower = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *lower]), hard))


@contextmanager
def within_memory(beyond: int = MOST_MEMORY) -> Iterator[None]:
    """Hold this process to so many bytes beyond what it has mapped now, and to what it was held to before afterwards.

    What is within raises MemoryError then. All threads are held to it.
    """
    if not can_limit():
        yield
        return
    import resource  # noqa: PLC0415  # Windows has none

    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory(beyond)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
