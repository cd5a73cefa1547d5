"""A limit on the memory of a process that reads strangers' pages: the machine's memory is for others too."""

import sys
from pathlib import Path

__all__ = ["MOST_MEMORY", "can_limit", "limit_memory"]

MOST_MEMORY = 4 << 30
"""Bytes that reading may map beyond what is mapped with the model loaded.

An article of 153,000 characters takes a quarter of one GiB, a page of 25 MB of tags a third of one.
"""
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
