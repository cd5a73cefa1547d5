"""`lansir schema`: the JSON Schema of the record, generated from the structs themselves."""

import inspect
import json
from typing import Any

__all__ = ["SCHEMA_ID", "record_schema", "schema_command", "schema_text"]

SCHEMA_ID = "urn:lansir:schema:record"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record; descriptions are the structs' docstrings."""
    import msgspec  # noqa: PLC0415  # every command loads this file, `--help` must not load msgspec

    from lansir.record import Record  # noqa: PLC0415

    _, definitions = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        definition["description"] = inspect.cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Lansir record",
        "description": definitions["Record"]["description"],
        "$ref": "#/$defs/Record",
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as indented JSON with a final newline, as published in docs/record.schema.json."""
    return json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"


def schema_command() -> None:
    """Print the JSON Schema of the record that `lansir read --format json` writes."""
    from lansir.cli.output import open_output  # noqa: PLC0415

    with open_output(None) as stream:
        stream.write(schema_text())
