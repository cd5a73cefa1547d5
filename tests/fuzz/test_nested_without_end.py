"""JSON, YAML and markup nested deeper than any stack: a refusal in one line, wherever files and requests are read."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from lansir.alert.search import load_search
from lansir.alert.state import load_state
from lansir.annotate import read_document
from lansir.errors import LansirError
from lansir.evaluate.disagreement_file import read_disagreements
from lansir.evaluate.samples import line_samples, read_annotation
from lansir.ingest.arguments import Arguments, file_document
from lansir.ingest.items import Item
from lansir.ingest.reading import own_record
from lansir.ingest.sources import Plan
from lansir.knowledge.own import read_own
from lansir.page import read_page

DEPTH = 100_000
NESTED = {
    "arrays": "[" * DEPTH,
    "closed arrays": "[" * DEPTH + "]" * DEPTH,
    "objects": '{"a":' * DEPTH,
    "closed objects": '{"a":' * DEPTH + "1" + "}" * DEPTH,
    "in a field": '{"sentences":' + "[" * DEPTH + "]" * DEPTH + "}",
    "in a field that nobody knows": '{"nobody":' + "[" * DEPTH + "]" * DEPTH + "}",
}


def items(path: Path) -> None:
    for item in islice(Arguments([], Plan(), kind="jsonl").of_document(file_document(path)), 10):
        if isinstance(item, Item):
            item.load()


READERS: dict[str, Callable[[Path], Any]] = {
    "document.json": read_document,
    "annotation.json": read_annotation,
    "lines.jsonl": line_samples,
    "disagreements.jsonl": read_disagreements,
    "state.json": load_state,
    "search.yaml": load_search,
    "own.yaml": read_own,
    "own.ftm": read_own,
    "own.json": read_own,
    "record.json": lambda path: own_record(path.read_bytes()),
    "rows.jsonl": items,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("how", NESTED)
def test_what_is_nested_too_deep_is_refused_in_one_line(name: str, how: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(NESTED[how], encoding="utf-8")
    with pytest.raises(LansirError) as raised:
        READERS[name](path)
    assert "\n" not in str(raised.value)


def test_json_of_a_page_that_is_nested_too_deep_is_passed_over() -> None:
    said = "<p>Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota.</p>" * 3
    for nested in NESTED.values():
        data = (
            f"<html><head><script type='application/ld+json'>{nested}</script></head><body><h1>Usul ditolak</h1>{said}"
        )
        assert read_page(data.encode()).title == "Usul ditolak"
