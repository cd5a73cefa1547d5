"""Every promise of the page on security names a test, and every test that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")


@cache
def defined(path: Path) -> frozenset[str]:
    """The tests of a file: "test_...", and "TestClass::test_..." of those in a class."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return frozenset(found)


def test_every_test_that_is_named_exists() -> None:
    named = TEST.findall(PAGE)
    assert len(named) > 40
    missing = [f"{file}{test}" for file, test in named if not (ROOT / file).is_file() or not is_there(file, test)]
    assert missing == []


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
