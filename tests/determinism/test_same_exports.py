"""The same selection of a store gives the same files in every format and every run, but for the moment of writing."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from lansir import hooks

MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
STAMPED = "docProps/core.xml"
SCRIPT = """
import sys
from lansir.cli import main
store, folder, *formats = sys.argv[1:]
for name in formats:
    sys.argv = ["lansir", "export", name, "type:ASSAULT", "--store", store, "--to", f"{folder}/{name}"]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def written(store: Path, folder: Path, formats: Sequence[str], seed: str) -> dict[str, str]:
    """What a process of its own wrote with that seed of Python's hashes: a digest of each file."""
    folder.mkdir()
    command = [sys.executable, "-c", SCRIPT, str(store), str(folder), *formats]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=120)
    return {str(path.relative_to(folder)): digest(path) for path in folder.rglob("*") if path.is_file()}


def digest(path: Path) -> str:
    """Of a sidecar and a workbook without the moment at which they were written."""
    if path.name.endswith("lansir.json"):
        told = json.loads(path.read_bytes())
        assert told.pop("at")
        told["files"] = [one["name"] for one in told["files"]]  # each is compared itself
        return json.dumps(told)
    if path.suffix != ".xlsx":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(path) as book:
        whole = b"".join(name.encode() + book.read(name) for name in book.namelist() if name != STAMPED)
        return hashlib.sha256(whole + MOMENT.sub(b"", book.read(STAMPED))).hexdigest()


@pytest.mark.parametrize(
    "few", [["csv", "jsonl"], pytest.param([], marks=pytest.mark.slow)], ids=["two formats", "every format"]
)
def test_another_process_writes_the_same_files(few: list[str], world_path: Path, tmp_path: Path) -> None:
    formats = few or sorted(hooks.found("lansir.exporters")[0])
    first = written(world_path, tmp_path / "first", formats, "1")
    assert {name.partition("/")[0] for name in first} >= set(formats)
    assert first == written(world_path, tmp_path / "second", formats, "4242")
