"""The record that the README shows is one of a bundled page, and every span of it is the page's very words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.example import MARK
from bench.scale_page import filled
from lansir.examples import example_pages
from lansir.page import read_page

START, END = f"<!-- {MARK}:start -->", f"<!-- {MARK}:end -->"
README = Path(__file__).parents[1] / "README.md"


def shown() -> dict[str, object]:
    block = README.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    found: dict[str, object] = json.loads(block.strip().removeprefix("```json").removesuffix("```"))
    return found


def spans(part: object) -> Iterator[tuple[int, int, str]]:
    if isinstance(part, dict):
        if part.keys() == {"start", "end", "text"}:
            yield part["start"], part["end"], part["text"]
        else:
            for value in part.values():
                yield from spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from spans(value)


def test_its_spans_are_words_of_a_bundled_page() -> None:
    found = list(spans(shown()))
    assert found
    texts = [read_page(path.read_bytes()).text for path in example_pages()]
    assert any(all(text[start:end] == words for start, end, words in found) for text in texts)


def test_it_shows_an_event_with_who_told_it() -> None:
    record = shown()
    assert record.keys() == {"events", "statements", "entities"}
    assert record["events"]
    assert record["statements"]


def test_a_readme_without_markers_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no marks of that name"):
        filled(f"# Lansir\n{START}\nno end", MARK, "{}")
