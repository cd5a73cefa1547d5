"""Days with Lansir in processes that watch themselves, in folders of their own: what they did, and what is left."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.security.watched import NOTES

__all__ = ["QUIET", "Day", "nothing_but", "spent"]

ROOT = Path(__file__).parents[2]
QUIET = ("CI", "GITHUB_", "TF_BUILD", "ORT_", "PYTEST_", "RAY_")
"""In tests and on build machines libraries keep quiet that speak elsewhere."""
OWN = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


class Day(NamedTuple):
    """The processes of it, what they did, the folder that they worked in, and the others that they were given."""

    watched: list[str]
    connected: list[str]
    written: list[str]
    failed: list[str]
    work: Path
    others: Path

    @property
    def account(self) -> dict[str, object]:
        """What came of the day, to be held against `nothing_but`."""
        return {name: getattr(self, name) for name in ("failed", "connected", "outside", "left", "made")}

    @property
    def outside(self) -> list[str]:
        """What was opened for writing outside of the folder of the day.

        SQLite is told of by its path, and writes its log beside the store; /dev/null keeps libraries quiet. What is
        held in the folder for temporary files has no name, or is gone when the day is over: see `left`.
        """
        places = {self.work, self.others / "TMPDIR"}
        paths = [path for path in map(_plain, self.written) if path not in ("/dev/null", ":memory:")]
        return [path for path in paths if places.isdisjoint((Path(path), *Path(self.work, path).parents))]

    @property
    def made(self) -> set[str]:
        """What is in the folder of the day when it is over, but for the logs of stores."""
        return {path.name for path in self.work.iterdir() if not path.name.endswith(("-wal", "-shm"))}

    @property
    def left(self) -> list[Path]:
        """The files in the home folder, in the folder for temporary files and in those for caches and settings."""
        return [path for path in self.others.rglob("*") if path.is_file()]


def nothing_but(made: set[str]) -> dict[str, object]:
    """The account of a day on which all went well, nothing was connected to, and nothing but this was written."""
    return {"failed": [], "connected": [], "outside": [], "left": [], "made": made}


def spent(script: str, folder: Path, *arguments: str) -> Day:
    """A day as a script of this folder has it."""
    work, others, notes = folder / "work", folder / "others", folder / "notes"
    folders = {name: str(others / name) for name in OWN}
    for made in (str(work), *folders.values()):
        Path(made).mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(QUIET)}
    paths = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    own = {NOTES: str(notes), "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "LANSIR_LANG": "en"}
    command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
    subprocess.run(command, cwd=work, env={**kept, **folders, **own}, capture_output=True, check=True, timeout=300)
    told: dict[str, set[str]] = defaultdict(set)
    for line in notes.read_text(encoding="utf-8").splitlines():
        kind, what = json.loads(line)
        told[kind].add(what)
    watched, connected, written, failed = (sorted(told[kind]) for kind in ("watched", "connected", "written", "failed"))
    return Day(watched, connected, written, failed, work, others)


def _plain(path: str) -> str:
    """The path of a file that SQLite was told of as an address."""
    return path.removeprefix("file://").partition("?")[0]
