"""Memory that processes of a name hold, as the system tells it."""

from pathlib import Path

__all__ = ["resident_mib"]

PAGES_IN_MIB = 256


def resident_mib(name: str) -> float:
    """MiB of the process whose command line begins so that holds most, with its children; 0 where there is none."""
    found = {int(path.name): path for path in Path("/proc").glob("[0-9]*")}
    parents = {number: _parent(path) for number, path in found.items()}
    named = [number for number, path in found.items() if _command(path).startswith(name)]
    families = [[one, *(child for child, parent in parents.items() if parent == one)] for one in named]
    return max((sum(_pages(found[one]) for one in family) / PAGES_IN_MIB for family in families), default=0.0)


def _command(path: Path) -> str:
    return _read(path / "cmdline").replace("\0", " ")


def _parent(path: Path) -> int:
    behind_name = _read(path / "stat").rpartition(")")[2].split()
    return int(behind_name[1]) if len(behind_name) > 1 else 0


def _pages(path: Path) -> int:
    numbers = _read(path / "statm").split()
    return int(numbers[1]) if len(numbers) > 1 else 0


def _read(path: Path) -> str:
    """A file of a process; empty where the process has ended."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
