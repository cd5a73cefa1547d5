"""Nothing is sent anywhere, and nothing is written but what was asked for: no telemetry, no caches, no logs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lansir
from lansir.examples import example_pages
from tests.security.days import QUIET, Day, nothing_but, spent

PACKAGE = Path(lansir.__file__).parent


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return spent("ordinary_use.py", tmp_path_factory.mktemp("day"), str(example_pages()[0]))


@pytest.mark.slow
def test_without_an_address_nothing_is_connected_to_and_only_what_was_asked_for_is_written(day: Day) -> None:
    assert day.account == nothing_but({
        "lansir.db", "out.txt", "table", "search.yaml", "search.state.json", "pairs.jsonl", "coded.jsonl", "gold.jsonl",
    })  # fmt: skip


def test_whoever_runs_a_model_has_switched_its_reports_off_before() -> None:
    code = "import os; from lansir.encoder.model import load_model; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(QUIET)}
    done = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_nothing_else_of_lansir_loads_the_runtime_past_that_switch() -> None:
    importing = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    found = [path.name for path in PACKAGE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert found == ["runtime.py"]
