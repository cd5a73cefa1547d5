"""The published JSON Schema: the one of the code, valid, and kept by what the command line writes."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest

from lansir.cli.schema import record_schema
from lansir.record import Record

if TYPE_CHECKING:
    from tests.cli.conftest import FakeReader, Run

PUBLISHED = Path(__file__).parents[2] / "docs" / "record.schema.json"


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(record_schema())


def test_the_published_file_is_what_the_command_prints(lansir: "Run") -> None:
    assert lansir("schema").out == PUBLISHED.read_text(encoding="utf-8")


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema())


def test_every_struct_is_described() -> None:
    schema = record_schema()
    assert schema["$id"] == "urn:lansir:schema:record"
    assert all(definition["description"] for definition in schema["$defs"].values())
    assert not any("\n    " in definition["description"] for definition in schema["$defs"].values())


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_is_written_is_valid(
    lansir: "Run", reader: "FakeReader", validator: jsonschema.Draft202012Validator, form: str
) -> None:
    validator.validate(json.loads(lansir("read", "a", "--format", form).out))


def test_the_sample_holds_every_part_of_a_record(record: Record) -> None:
    written = msgspec.to_builtins(record)
    assert not [name for name, value in written.items() if not value]


def test_the_samples_spans_repeat_its_words(record: Record) -> None:
    spans = list(spans_in(msgspec.to_builtins(record)))
    assert len(spans) > 50
    assert all(record.article.text[span["start"] : span["end"]] == span["text"] for span in spans)


def spans_in(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # any part of a record as JSON
    """All spans in a part of a record."""
    if isinstance(value, dict) and value.keys() == {"start", "end", "text"}:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from spans_in(part)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("events", 0, "status"), "perhaps"),
        (("events", 0, "trigger", "start"), "12"),
        (("statements", 0, "form"), None),
        (("article", "text"), None),
        (("entities", 0, "source_kind"), "friend"),
    ],
)
def test_what_breaks_the_record_breaks_the_schema(
    record: Record, validator: jsonschema.Draft202012Validator, path: tuple[Any, ...], wrong: object
) -> None:
    broken = copy.deepcopy(msgspec.to_builtins(record))
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong
    assert not validator.is_valid(broken)


def test_a_missing_part_breaks_the_schema(record: Record, validator: jsonschema.Draft202012Validator) -> None:
    broken = msgspec.to_builtins(record)
    del broken["article"]["content_hash"]
    assert not validator.is_valid(broken)
