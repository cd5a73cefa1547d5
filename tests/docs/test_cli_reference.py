"""The page on the command line lists every command, and every option of the commands below another."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from lansir.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
COMMAND: Any = typer.main.get_command(app)
BELOW = [(name, below) for name, one in COMMAND.commands.items() for below in getattr(one, "commands", {})]


def section(name: str) -> str:
    found = re.search(rf"^## lansir {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_list_at_the_beginning_has_every_command_and_no_other() -> None:
    listed = re.findall(r"^lansir ([a-z]+)\b", PAGE.partition("## ")[0], re.MULTILINE)
    assert sorted(listed) == sorted(COMMAND.commands)


def test_there_is_a_section_for_every_command_and_for_no_other() -> None:
    assert sorted(re.findall(r"^## lansir (\w+)$", PAGE, re.MULTILINE)) == sorted(COMMAND.commands)


@pytest.mark.parametrize(("name", "below"), BELOW, ids=[" ".join(one) for one in BELOW])
def test_every_option_of_a_command_below_another_is_told(name: str, below: str) -> None:
    text = section(name)
    assert re.search(rf"`(?:lansir {name} )?{below}\b", text)
    options = [one for parameter in COMMAND.commands[name].commands[below].params for one in parameter.opts]
    assert [option for option in options if option.startswith("--") and f"`{option}" not in text] == []
