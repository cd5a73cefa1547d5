"""The two pages of the first hour: every command is one that Lansir takes, and both pages show the same work."""

import re
import shlex
from pathlib import Path
from typing import Any, Literal

import pytest
import typer.main

from lansir.cli.app import app
from tests.first_hour.conftest import in_ci
from tests.first_hour.terminal import DOCS, files, steps

COMMAND: Any = typer.main.get_command(app)
PAGES = [DOCS / "first-hour.md", DOCS / "mulai-cepat.md"]
OTHERS = {"python3", "source", "python", "mkdir", "cd", "export"}


def parse(words: list[str]) -> None:
    """Parse as the command line would; what it does not take raises."""
    command, rest = COMMAND, words
    while hasattr(command, "commands"):
        command, *rest = command.commands[rest[0]], *rest[1:]
    command.make_context(words[0], list(rest))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_is_one_that_lansir_takes(page: Path) -> None:
    typed = [shlex.split(line) for lines in steps(page).values() for line in lines]
    for first, *words in typed:
        if first == "lansir":
            parse(words)
    assert {first for first, *_ in typed} <= OTHERS | {"lansir"}


def test_both_pages_show_the_same_work() -> None:
    english, indonesian = (steps(page) for page in PAGES)
    indonesian.pop("language")
    assert list(english) == list(indonesian)
    for name, lines in english.items():
        assert [doing(line) for line in lines] == [doing(line) for line in indonesian[name]], name


def doing(line: str) -> list[str]:
    """What a line does: its command and its options, whatever they are given."""
    words = shlex.split(line)
    return words[: 2 if words[0] == "lansir" else 1] + [word for word in words if word.startswith("--")]


def test_files_that_both_pages_show_are_the_same() -> None:
    english, indonesian = (files(page) for page in PAGES)
    assert indonesian == {name: english[name] for name in indonesian} != {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_commands_is_run_or_is_for_programs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    unnamed = [match[1] for match in re.finditer(r"(?<!-->\n)^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
    assert all("--format jsonl" in block for block in unnamed)


@pytest.mark.parametrize(
    ("set_to", "outcome", "counted"),
    [("", "skipped", "skipped"), ("1", "skipped", "failed"), ("1", "passed", "passed")],
)
def test_what_is_passed_over_is_a_failure_in_ci(
    set_to: str, outcome: Literal["passed", "skipped"], counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANSIR_CI", set_to)
    said = ("test_a.py", 1, "Skipped: no package index can be reached")
    report = in_ci(pytest.TestReport("test_a.py::test_b", ("test_a.py", 1, ""), {}, outcome, said, "call"))
    assert report.outcome == counted
    assert "no package index" in str(report.longrepr)
