"""Files and functions are short enough to be read at once, say what they are for, and are named for it."""

import ast
import re
from pathlib import Path

from tests.house.code import ROOT, Function, definitions, modules, tree

LONGEST_FILE, LONGEST_FUNCTION = 400, 30
WITHOUT_MEANING = re.compile(r"(?:^|_)(?:utils?|helpers?|managers?|misc|stuff|data2)(?:_|$)", re.IGNORECASE)
COMMANDS = ROOT / "src" / "lansir" / "cli"
"""A command's parameters are its options, each with its help: what stands there is no code, and is not counted."""


def at(path: Path, line: int = 1) -> str:
    """Where something stands."""
    return f"{path.relative_to(ROOT)}:{line}"


def purpose(path: Path) -> list[str]:
    """The lines of a module's docstring."""
    return (ast.get_docstring(tree(path)) or "").splitlines()


def lines_of(function: Function, *, command: bool) -> int:
    """The lines of a function; of a command those of its body, without what `--help` shows."""
    first: ast.AST = function
    if command:
        documented = ast.get_docstring(function) is not None and len(function.body) > 1
        first = function.body[1 if documented else 0]
    return (function.end_lineno or 0) - getattr(first, "lineno", 0) + 1


def is_command(path: Path, function: Function) -> bool:
    """Whether it is a command of the command line."""
    return path.parent == COMMANDS and function.name.endswith("_command")


def test_no_file_is_too_long() -> None:
    lengths = {path: path.read_text("utf-8").count("\n") for path in modules()}
    assert [f"{at(path)} has {n} lines" for path, n in lengths.items() if n > LONGEST_FILE] == []


def test_no_function_is_too_long() -> None:
    long = [
        f"{at(path, found.lineno)} {found.name} has {lines} lines"
        for path in modules()
        if not path.is_relative_to(ROOT / "tests")
        for found in definitions(path)
        if isinstance(found, Function)
        and (lines := lines_of(found, command=is_command(path, found))) > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is_for() -> None:
    assert [at(path) for path in modules() if not purpose(path)] == []


def test_every_package_says_it_in_one_line() -> None:
    said = {path: purpose(path) for path in modules() if path.name == "__init__.py"}
    assert [at(path) for path, lines in said.items() if not lines[0].endswith((".", "?"))] == []
    assert [at(path) for path, lines in said.items() if lines[1:] and lines[1]] == []


def test_names_say_what_is_in_it() -> None:
    named = {(path, name) for path in modules() for name in (path.stem, path.parent.name)}
    named |= {(path, found.name) for path in modules() for found in definitions(path)}
    assert sorted(f"{at(path)} {name}" for path, name in named if WITHOUT_MEANING.search(name)) == []


def test_each_test_module_has_a_name_of_its_own() -> None:
    stems = [path.stem for path in modules() if path.name.startswith("test_")]
    assert sorted({stem for stem in stems if stems.count(stem) > 1}) == []
