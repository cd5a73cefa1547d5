"""The documents keep up with the code: every option, every field, and an example that is a true record."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer.main

import lansir
from bench.example import WORKED
from lansir import record as record_module
from lansir.cli.app import app
from lansir.record import Record, Span

DOCS = Path(__file__).parents[2] / "docs"
STRUCTS = [
    struct
    for _, struct in inspect.getmembers(record_module, inspect.isclass)
    if issubclass(struct, msgspec.Struct) and struct.__module__ == "lansir.record"
]
COMMAND: Any = typer.main.get_command(app)


def section(document: str, title: str) -> str:
    """What stands under a heading of the second level."""
    text = (DOCS / document).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found, f"docs/{document} has no section {title!r}"
    return found[1]


@pytest.mark.parametrize("name", sorted(COMMAND.commands))
def test_every_option_of_a_command_is_documented(name: str) -> None:
    text = section("cli.md", f"lansir {name}")
    for parameter in COMMAND.commands[name].params:
        names = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar or parameter.name]
        assert all(f"`{name}" in text or f" {name}" in text for name in names), names


def test_every_option_of_lansir_itself_is_documented() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    for parameter in COMMAND.params:
        assert all(f"lansir {name}" in text for name in parameter.opts if name.startswith("--"))


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_field_of_the_record_is_documented(struct: type[msgspec.Struct]) -> None:
    text = section("record.md", struct.__name__)
    first_cells = re.findall(r"^\| (`[^|]+`) \|", text, flags=re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(first_cells)))
    assert documented == set(struct.__struct_fields__)


def test_every_value_of_a_closed_list_is_documented() -> None:
    for struct in STRUCTS:
        schema = msgspec.json.schema_components([struct])[1][struct.__name__]
        text = section("record.md", struct.__name__)
        for name, described in schema["properties"].items():
            values = [value for value in enumerated(described) if (struct.__name__, name) != ("Mention", "type")]
            assert not [value for value in values if f"`{value}`" not in text], (struct.__name__, name)


def enumerated(schema: dict[str, Any]) -> Iterator[str]:
    """All values that a schema of one field lists."""
    yield from (value for value in schema.get("enum", []) if value is not None)
    for part in schema.get("anyOf", []):
        yield from enumerated(part)


class TestWorkedExample:
    @pytest.fixture
    def example(self) -> Record:
        block = re.search(r"```json\n(.*?)```", section("record.md", "A worked example"), flags=re.DOTALL)
        assert block
        return msgspec.json.decode(block[1], type=Record, strict=True)

    def test_every_span_of_it_repeats_its_words(self, example: Record) -> None:
        spans = list(spans_of(example))
        assert len(spans) > 10
        assert all(example.article.text[span.start : span.end] == span.text for span in spans)

    def test_every_id_in_it_leads_somewhere(self, example: Record) -> None:
        ids = {entity.id for entity in example.entities} | {mention.id for mention in example.mentions}
        ids |= {time.id for time in example.times} | {statement.id for statement in example.statements}
        request, retreat = example.events
        (statement,) = example.statements
        arguments = [*request.actors, *request.recipients, *retreat.actors, statement.speaker, statement.addressee]
        named = {request.time, retreat.reported_by, statement.time}
        named |= {name for argument in arguments if argument for name in (argument.entity, argument.mention)}
        assert named <= ids
        assert statement.events == [retreat.id]

    def test_it_is_what_is_read_from_its_page(self, example: Record) -> None:
        read = lansir.read(WORKED)
        assert [one.span for one in example.mentions] == [one.span for one in read.mentions]
        assert [one.id for one in example.statements] == [one.id for one in read.statements]
        told = [(one.id, one.type, one.status, one.mode, one.size) for one in read.events]
        assert [(one.id, one.type, one.status, one.mode, one.size) for one in example.events] == told

    def test_its_text_stands_above_it(self, example: Record) -> None:
        quoted = section("record.md", "A worked example")
        assert all(f"> {block.span.text}" in quoted for block in example.article.blocks)


def spans_of(value: object) -> Iterator[Span]:
    """All spans in a part of a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from spans_of(item)
