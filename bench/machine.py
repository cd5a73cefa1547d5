"""What a figure was measured on."""

import os
import platform
from pathlib import Path

import msgspec

__all__ = ["Machine", "machine"]


class Machine(msgspec.Struct, frozen=True):
    """Processor model, cores that this process may use, and the Python that ran."""

    cpu: str
    cores: int
    python: str

    def __str__(self) -> str:
        """In words, for a table."""
        return f"{self.cpu}, {self.cores} cores, Python {self.python}"


def machine() -> Machine:
    """This machine."""
    return Machine(_cpu(), _cores(), platform.python_version())


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
