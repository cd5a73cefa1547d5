"""The glossary has a word in both languages for every term, and its codes and words are those of queries."""

import re
from pathlib import Path

import pytest

from lansir.query.fields import fields
from lansir.query.language import parse

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
TEXT = PAGE.read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading that begins so, each as its cells."""
    section = re.search(rf"^## {title}.*?\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert section
    lines = [line for line in section[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("title", re.findall(r"^## (.+?) ·", TEXT, re.MULTILINE))
def test_every_cell_is_filled(title: str) -> None:
    found = rows(title)
    assert len(found) >= 5
    assert len({len(row) for row in found}) == 1
    assert [row for row in found if not all(row)] == []


@pytest.mark.parametrize(("title", "field", "column"), [("Status", "status", 2), ("Types", "type", 1)])
def test_codes_are_all_there_with_words_that_queries_take(title: str, field: str, column: int) -> None:
    words = {row[0].strip("`"): row[column] for row in rows(title)}
    others = next(one.others for one in fields() if one.field == field)
    assert set(words) == set(others)
    for code, word in words.items():
        assert str(parse(f"{field}:{word}")) == f"{field}:{code}"


def test_no_term_stands_twice() -> None:
    titles = [title for title in re.findall(r"^## (.+?) ·", TEXT, re.MULTILINE) if title not in ("Status",)]
    terms = [row[0] for title in titles for row in rows(title)]
    assert len(terms) == len(set(terms))
