"""Whether a built wheel works where nothing else is: a fresh environment with what the lock pins, and the wheel."""

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from release.locks import RUNTIME

__all__ = ["faults", "run_faults"]

TRIED = (("--version",), ("--help",), ("demo",), ("doctor",))
"""The commands that have to end well."""


def faults(wheel: Path, root: Path, version: str) -> Iterator[str]:
    """A line for each step that fails: installing by the lock's hashes, then each command in an empty folder."""
    with tempfile.TemporaryDirectory(prefix="lansir-release-") as folder:
        place = Path(folder)
        venv.create(place / "venv", with_pip=True, symlinks=sys.platform != "win32")
        python = place / "venv" / "bin" / "python"
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        locked = [*pip, "--require-hashes", "-r", str((root / RUNTIME).absolute())]
        for command in (locked, [*pip, "--no-deps", str(wheel.absolute())]):
            if found := _failure(command, place):
                yield f"{wheel.name}: it cannot be installed: {found}"
                return
        (place / "empty").mkdir()
        yield from run_faults(python.with_name("lansir"), place / "empty", version)


def run_faults(lansir: Path, folder: Path, version: str) -> Iterator[str]:
    """A line for each command that fails, or says another version, or leaves something behind."""
    for arguments in TRIED:
        if found := _failure([str(lansir), *arguments], folder):
            yield f"lansir {' '.join(arguments)}: {found}"
    said = subprocess.run([str(lansir), "--version"], cwd=folder, capture_output=True, text=True, check=False)
    if said.stdout.strip() != f"lansir {version}":
        yield f"lansir --version: says {said.stdout.strip()!r}, and {version} was built"
    yield from (f"lansir left {path.name} behind" for path in folder.iterdir())


def _failure(command: list[str], folder: Path) -> str | None:
    """The last line that a command complains with, None where it ends well."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    return ([*done.stdout.strip().splitlines(), *done.stderr.strip().splitlines()] or ["it said nothing"])[-1]
