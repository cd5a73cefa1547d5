"""The annotated documents of our own: every string is in its sentence, every code in the codebook, every id once."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from bench.occurrence import locate
from lansir.codebook import codebook
from lansir.knowledge.countries import countries
from lansir.record import Status
from training.corpus import read_lines

FOLDERS = [Path(__file__).parents[2] / "training" / name for name in ("annotated", "measured")]
FILES = [file for folder in FOLDERS for file in sorted(folder.glob("*.jsonl"))]
FORMS = {"direct", "indirect", "mixed"}
KINDS = {"PER", "ORG", "GPE", "LOC", "NORP"}
SIZES = {"killed", "injured", "arrested", "displaced", "released"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
Row = dict[str, Any]


def rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def faults(row: Row) -> Iterator[str]:
    sentences, entities = row["text"]["sentences"], row["gold"]["entities"]
    for number, entity in entities.items():
        if entity["type"] not in KINDS:
            yield f"{number}: type {entity['type']}"
    for told in row["gold"]["sentences"]:
        if not 0 <= told["i"] < len(sentences):
            yield f"no sentence {told['i']}"
            continue
        for string in strings(told):
            if string.startswith("@"):
                if string[1:] not in entities:
                    yield f"{told['i']}: no entity {string}"
            elif locate(string, sentences[told["i"]]) is None:
                yield f"{told['i']}: {string!r} is not in the sentence"
        yield from (f"{told['i']}: {fault}" for fault in code_faults(told))


def strings(told: Row) -> Iterator[str]:
    """Every string of a sentence's annotation that must be words of it, or stand for an entity."""
    yield from (row[0] for kind in ("mentions", "times", "places") for row in told.get(kind, []))
    for statement in told.get("statements", []):
        content = statement["content"]
        yield from [content] if isinstance(content, str) else content
        yield from (statement[slot] for slot in ("speaker", "cue", "to") if statement.get(slot))
    for event in told.get("events", []):
        yield event["trigger"]
        yield from (filler for slot in ("actors", "recipients") for filler in event.get(slot) or [])
        yield from (event[slot] for slot in ("time", "place") if event.get(slot))


def code_faults(told: Row) -> Iterator[str]:
    types = codebook().by_type
    for event in told.get("events", []):
        if event["type"] not in types:
            yield f"type {event['type']}"
        elif event.get("mode") and event["mode"] not in types[event["type"]].modes:
            yield f"{event['type']} has no mode {event['mode']}"
        if event["status"] not in get_args(Status):
            yield f"status {event['status']}"
        if not set(event.get("size") or {}) <= SIZES:
            yield f"size {event['size']}"
    for statement in told.get("statements", []):
        if statement["form"] not in FORMS:
            yield f"form {statement['form']}"
    for _, value in told.get("times", []):
        for day in DAY.findall(value or ""):
            try:
                datetime.date.fromisoformat(day)
            except ValueError:
                yield f"no day {day}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_string_and_code_of_an_annotation_holds(file: Path) -> None:
    assert [f"{row['gold']['doc']}: {fault}" for row in rows(file) for fault in faults(row)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_document_can_be_learned_from(file: Path) -> None:
    assert all(document.words for document in read_lines(file))


def test_every_document_has_a_name_of_its_own() -> None:
    names = Counter(row["text"]["doc"] for file in FILES for row in rows(file))
    assert names
    assert [name for name, count in names.items() if count > 1] == []
    assert all(row["text"]["doc"] == row["gold"]["doc"] for file in FILES for row in rows(file))


def test_countries_are_those_of_the_standard_or_its_stand_ins() -> None:
    codes = {*countries(), "IGO", "NGO", "MNC", None}
    found = {entity["country"] for file in FILES for row in rows(file) for entity in row["gold"]["entities"].values()}
    assert found <= codes
