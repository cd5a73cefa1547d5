"""A data package descriptor beside tables: what is in each column, for programs that read tables by it.

Data Package 2.0 (https://datapackage.org/standard/data-package/), Table Schema for the columns.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from lansir._version import __version__
from lansir.export.cells import LIST_SEPARATOR
from lansir.export.format import Column, Options, Sink, Table
from lansir.export.spool import FileFacts

__all__ = ["Resource", "package", "write_package"]

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "datapackage.json"
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "date": {"type": "date"},
    "time": {"type": "datetime"},
    "list": {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": "string"},
    "object": {"type": "object"},
}
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


class Resource(msgspec.Struct, frozen=True):
    """A table and the file that it was written to; `format` is csv or parquet."""

    table: Table
    file: FileFacts
    format: str
    options: Options


def write_package(sink: Sink, resources: Iterable[Resource]) -> None:
    """Write the descriptor of these tables into the sink."""
    with sink.open(NAME) as file:
        file.write(msgspec.json.format(msgspec.json.encode(package(resources)), indent=2))


def package(resources: Iterable[Resource]) -> dict[str, Any]:
    """The descriptor of these tables."""
    listed = list(resources)
    names = {resource.table.name for resource in listed}
    return {
        "$schema": PROFILE,
        "name": "lansir-export",
        "title": "Events and statements read from news pages by Lansir",
        "version": __version__,
        "resources": [_resource(resource, names) for resource in listed],
    }


def _resource(resource: Resource, names: set[str]) -> dict[str, Any]:
    file, table = resource.file, resource.table
    csv = resource.format == "csv"
    encoded = {"encoding": "utf-8", "dialect": {"delimiter": resource.options.delimiter, "doubleQuote": True}}
    return {
        "name": table.name,
        "path": file.name,
        "type": "table",
        "description": table.rows,
        "format": resource.format,
        "mediatype": MEDIA_TYPES[resource.format],
        **(encoded if csv else {}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table, names, resource.options.decimal if csv else "."),
    }


def _schema(table: Table, names: set[str], decimal: str) -> dict[str, Any]:
    """Fields and keys; the first column of a table with ids of its own is its key."""
    key = table.columns[0].name
    schema: dict[str, Any] = {
        "fields": [_field(column, decimal) for column in table.columns],
        "missingValues": [""],
    }
    if key == f"{table.name.removesuffix('s')}_id":
        schema["primaryKey"] = [key]
    if "articles" in names and table.name != "articles":
        schema["foreignKeys"] = [
            {"fields": ["article_id"], "reference": {"resource": "articles", "fields": ["article_id"]}}
        ]
    return schema


def _field(column: Column, decimal: str) -> dict[str, Any]:
    kind = dict(TYPES[column.type])
    if column.type == "number":
        kind["decimalChar"] = decimal
    return {"name": column.name, **kind, "description": column.told}
