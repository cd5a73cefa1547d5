"""The page of settings names every variable, limit and cookie as the code has it."""

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

from lansir.cli.app import app
from lansir.hooks import Group

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
MAY_ASK = re.compile(r"environ|getenv|envvar|LANSIR_")
OWN = re.compile(r"LANSIR_[A-Z_]+")
OF_LIBRARIES = {
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "LOGNAME",
    "USER",
    "LNAME",
    "USERNAME",
}
"""Read by rich, httpx and getpass."""
COMMAND: Any = typer.main.get_command(app)


def rows(title: str) -> list[list[str]]:
    """The cells of the tables under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    lines = [
        line for line in found[1].splitlines() if line.startswith("| `") or re.match(r"\| [a-z].* \| [\d,]+ \|", line)
    ]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def coded(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def variables(path: Path) -> set[str]:
    """Names of variables in a module: asked of an environment, given as `envvar`, or with our prefix."""
    found: set[str] = set()
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if MAY_ASK.search(text) else ():
        if isinstance(node, ast.Call | ast.Subscript | ast.Compare | ast.keyword) and asks(node):
            found |= {str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant) and named(one.value)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and OWN.fullmatch(node.value):
            found.add(node.value)
    return found


def asks(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "envvar"
    names = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    names |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return bool(names & {"environ", "environment", "getenv"})


def named(value: object) -> bool:
    return isinstance(value, str) and len(value) > 3 and VARIABLE.fullmatch(value) is not None


def test_every_variable_of_the_code_is_told_and_no_other() -> None:
    used = set().union(*(variables(path) for path in (ROOT / "src").rglob("*.py")))
    told = {name for row in rows("Environment variables") for cell in row for name in coded(cell) if named(name)}
    assert {"LANSIR_LANG", "LANSIR_TOKEN", "RAY_AUTH_TOKEN", "LC_MESSAGES"} <= used
    assert used <= told
    assert told - used == OF_LIBRARIES


def test_a_variable_is_found_however_it_is_read(tmp_path: Path) -> None:
    module = tmp_path / "made.py"
    reads = ['os.environ.get("ONE_A")', 'os.environ["TWO_B"] = "x"', '"THREE_C" in os.environ', 'Option(envvar="FOUR")']
    module.write_text("\n".join([*reads, 'NAME = "LANSIR_FIVE"']))
    assert variables(module) == {"ONE_A", "TWO_B", "THREE_C", "FOUR", "LANSIR_FIVE"}


def test_variables_of_the_command_line_page_are_among_them() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition("## Environment variables")[2]
    names = {name for name in coded(page) if named(name)}
    assert {"LANSIR_LANG", "LANSIR_DEBUG"} <= names
    assert names <= {name for row in rows("Environment variables") for cell in row for name in coded(cell)}


@pytest.mark.parametrize("row", rows("Limits"), ids=lambda row: row[0])
def test_limits_are_those_of_the_code(row: list[str]) -> None:
    what, most, _, where = row
    module, _, name = coded(where)[0].rpartition(".")
    assert float(getattr(import_module(module), name)) == float(most.replace(",", "")), what


@pytest.mark.parametrize("row", rows("What holds where nothing is said"), ids=lambda row: f"{row[0]} {row[1]}")
def test_options_have_these_values_where_nothing_is_said(row: list[str]) -> None:
    options, of, values = row
    for path in coded(of):
        parameters = {name: one for one in command(path).params for name in one.opts}
        for option, value in zip(coded(options), coded(values), strict=True):
            held = parameters[option].default
            assert str(held).removesuffix(".0") == value


def command(path: str) -> Any:  # noqa: ANN401
    found = COMMAND
    for name in path.split()[1:]:
        found = found.commands[name]
    return found


def test_all_stores_are_the_same_where_none_is_named() -> None:
    stores = {one.default for each in COMMAND.commands.values() for one in each.params if one.name == "store"}
    assert {str(store) for store in stores if store is not None} == {"lansir.db"}


def test_cookies_are_those_that_the_desk_sets() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/lansir/serve").rglob("*.py"))
    assert {coded(row[0])[0] for row in rows("Cookies of the desk")} == set(
        re.findall(r'COOKIE\b.* = "(\w+)"', sources)
    )


def test_groups_of_plugins_are_all_named() -> None:
    assert all(f"`{group}`" in PAGE for group in get_args(Group))
