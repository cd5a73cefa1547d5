"""Installations that lack something: the package in a folder of its own, with links to most of what it holds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import lansir

__all__ = ["PACKAGE", "installed", "ran"]

PACKAGE = Path(lansir.__file__).parent
MAIN = "import sys; from lansir.cli import main; sys.exit(main())"


def installed(folder: Path, *, own: Sequence[str] = ()) -> Path:
    """The package below `folder`, linked to the one that is tested; the files in `own` are copies, to be damaged."""
    package = folder / "lansir"
    package.mkdir(parents=True)
    for path in PACKAGE.iterdir():
        inside = [name for name in own if Path(name).parts[0] == path.name]
        if inside and path.is_dir():
            _opened(path, package / path.name, inside)
        elif path.name != "__pycache__":
            (package / path.name).symlink_to(path)
    return package


def _opened(there: Path, here: Path, own: Sequence[str]) -> None:
    """A folder whose entries are links, but for those that are to be copies."""
    here.mkdir()
    for path in there.iterdir():
        inside = [str(Path(*Path(name).parts[1:])) for name in own]
        deeper = [name for name in inside if Path(name).parts[0] == path.name and len(Path(name).parts) > 1]
        if path.name in inside and path.is_file():
            shutil.copyfile(path, here / path.name)
        elif path.name in inside:
            shutil.copytree(path, here / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif deeper:
            _opened(path, here / path.name, deeper)
        elif path.name != "__pycache__":
            (here / path.name).symlink_to(path)


def ran(folder: Path, *arguments: str, lang: str = "en") -> "subprocess.CompletedProcess[str]":
    """What the command line of that installation comes to, with labels in a language."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "LANSIR_LANG": lang, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", MAIN, *arguments]
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
