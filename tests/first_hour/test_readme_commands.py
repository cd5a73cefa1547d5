"""What the README tells a newcomer to type works, and its badges say what is so."""

import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from lansir.cli.app import app
from tests.first_hour.terminal import window

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND: Any = typer.main.get_command(app)
SHOWN = [line for block in re.findall(r"^```\n(.*?)^```$", README, re.M | re.S) for line in block.splitlines()]
LINES = [line for line in SHOWN if line.startswith("lansir ")]
BADGES = dict(re.findall(r"^!\[([^\]:]+):? ?[^\]]*\]\(\S+/badge/[^)-]+-(\S+)-\w+\)$", README, re.M))


@pytest.mark.parametrize("line", [*LINES, next(line for line in SHOWN if "serve" in line)])
def test_its_commands_are_understood(line: str) -> None:
    program, name, *arguments = shlex.split(line, comments=True)
    assert program in ("lansir", ".venv/bin/lansir")
    COMMAND.commands[name].make_context(name, arguments)


@pytest.mark.slow
def test_its_commands_and_its_python_run_one_after_the_other(world_path: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    shutil.copyfile(world_path, work / "lansir-demo.db")
    here = window(work, tmp_path, Path(sys.executable).parent)
    said = {shlex.split(line)[1]: here.type(line).out for line in LINES}
    assert "march" in said["find"]
    assert (work / "week.xlsx").exists()
    (code,) = re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)
    (work / "shown.py").write_text(code, encoding="utf-8")
    assert "PROTEST actual march" in here.type("python shown.py").out


def test_its_badges_say_what_is_so() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert BADGES.keys() == {"Python 3.11 or later", "Code", "Model", "Status"}
    assert BADGES["Python 3.11 or later"].replace("%2B", "") == project["requires-python"].removeprefix(">=")
    assert BADGES["Code"].replace("--", "-") == project["license"].split()[0]
    assert BADGES["Model"].replace("--", "-").replace("_", " ") in (ROOT / "src/lansir/model/MODEL_CARD.md").read_text()
    assert f"Development Status :: 3 - {BADGES['Status'].title()}" in project["classifiers"]
