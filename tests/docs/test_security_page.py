"""Every promise of the page on security names a test; every test that it or the page on reliability names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")
NAMED = re.compile(r"(tests/[\w/]+\.py)((?:::\w+)*)|(?<![\w.])((?:::[Tt]est\w*)+)")
"""A file and what is meant of it, or only that: then it is of the file that was named last."""


@cache
def defined(path: Path) -> frozenset[str]:
    """The tests of a file: "test_...", "TestClass", and "TestClass::test_..." of those in a class."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {node.name, *(f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef))}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return frozenset(found)


def named_by(page: str) -> list[tuple[str, str]]:
    """The tests that a page names: their files, and what behind it ("::test_...")."""
    found, file = [], ""
    for named, of_it, alone in NAMED.findall(page):
        file = named or file
        found.append((file, of_it or alone))
    return found


@pytest.mark.parametrize(("page", "at_least"), [("security.md", 100), ("reliability.md", 60)])
def test_every_test_that_is_named_exists(page: str, at_least: int) -> None:
    named = named_by((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert len(named) > at_least
    missing = [f"{file}{test}" for file, test in named if not (ROOT / file).is_file() or not is_there(file, test)]
    assert missing == []


def test_a_test_without_its_file_is_of_the_file_named_last() -> None:
    page = "| tests/a.py::test_one, ::test_two | `tests/b.py` | (::a.b.c.d) | ::TestThree |"
    assert named_by(page) == [
        ("tests/a.py", "::test_one"),
        ("tests/a.py", "::test_two"),
        ("tests/b.py", ""),
        ("tests/b.py", "::TestThree"),
    ]


def is_there(file: str, test: str) -> bool:
    return not test or test.removeprefix("::") in defined(ROOT / file)


def test_every_promise_names_a_test() -> None:
    tables = re.findall(r"^\| promise \| held by \|\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    assert len(rows) > 40
    assert [row for row in rows if not TEST.search(row)] == []


def test_a_test_that_is_not_there_is_found() -> None:
    assert not is_there("tests/docs/test_security_page.py", "::test_nowhere")
    assert is_there("tests/docs/test_security_page.py", "::test_every_promise_names_a_test")


def test_how_to_report_is_linked() -> None:
    assert "(../SECURITY.md)" in PAGE
    assert "(docs/security.md)" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
