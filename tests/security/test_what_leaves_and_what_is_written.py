"""Nothing is sent anywhere, and nothing is written but what was asked for: no telemetry, no caches, no logs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import lansir
from lansir.examples import example_pages

PACKAGE = Path(lansir.__file__).parent
SCRIPT = Path(__file__).with_name("ordinary_use.py")
QUIET = ("CI", "GITHUB_", "TF_BUILD", "ORT_", "PYTEST_")
OWN = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


class Day(NamedTuple):
    """What a process did, and the folders that it was given."""

    connected: list[str]
    written: list[str]
    failed: list[str]
    work: Path
    others: Path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    work, others = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("others")
    folders = {name: str(others / name) for name in OWN}
    for folder in folders.values():
        Path(folder).mkdir()
    # In tests and on build machines libraries keep quiet that speak elsewhere.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(QUIET)}
    environment = {**kept, **folders, "PYTHONDONTWRITEBYTECODE": "1", "LANSIR_LANG": "en"}
    command = [sys.executable, str(SCRIPT), str(example_pages()[0])]
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=True, timeout=300)
    told = json.loads(done.stdout.splitlines()[-1])
    return Day(told["connected"], told["written"], told["failed"], work, others)


def test_the_day_was_one(day: Day) -> None:
    assert day.failed == []


def test_nothing_is_connected_to_where_no_address_is_given(day: Day) -> None:
    assert day.connected == []


def test_nothing_is_written_but_the_store_and_what_was_asked_for(day: Day) -> None:
    # SQLite is told of by its path, and writes its log beside the store; /dev/null keeps libraries quiet. What is held
    # in the folder for temporary files has no name, or is gone when the day is over: see below.
    temporary = day.others / "TMPDIR"
    outside = [path for path in day.written if day.work not in Path(day.work, _plain(path)).parents]
    assert [
        path for path in outside if path not in ("/dev/null", ":memory:") and not path.startswith(str(temporary))
    ] == []
    assert {path.name for path in day.work.iterdir()} - {"lansir.db-wal", "lansir.db-shm"} == {
        "lansir.db", "out.txt", "table", "search.yaml", "search.state.json", "pairs.jsonl", "coded.jsonl", "gold.jsonl",
    }  # fmt: skip


def test_home_and_caches_stay_empty(day: Day) -> None:
    assert [path for path in day.others.rglob("*") if path.is_file()] == []


def test_whoever_runs_a_model_has_switched_its_reports_off_before() -> None:
    code = "import os; from lansir.encoder.model import load_model; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(QUIET)}
    done = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_nothing_else_of_lansir_loads_the_runtime_past_that_switch() -> None:
    importing = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    found = [path.name for path in PACKAGE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert found == ["runtime.py"]


def _plain(path: str) -> str:
    """The path of a file that SQLite was told of as an address."""
    return path.removeprefix("file://").partition("?")[0]
