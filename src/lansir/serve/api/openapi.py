"""The OpenAPI 3.1 document of the API, from the types themselves: `python -m lansir.serve.api.openapi` writes it."""

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lansir.serve.api.answers import Decided
from lansir.serve.api.asked import ExportAsked, IdentityAsked
from lansir.serve.api.decisions import DecisionsAsked
from lansir.serve.api.endpoints import PREFIX, Endpoint, described, parameter
from lansir.serve.api.routes import PAGE, ROUTES
from lansir.serve.refusals import Refusal

__all__ = ["Failure", "Parameter", "document", "document_text", "parameters_of", "plain_path"]

VERSION = "1.0"
REFERENCE = "#/components/schemas/{name}"
EXPORT = "export/{format}"
TEXT, ARCHIVE, JSON = "text/plain", "application/zip", "application/json"
REFUSALS = {
    400: "The request cannot be understood; the message says what is wrong and where.",
    401: "A token is needed.",
    403: "The server is read-only, or the request is not known to come from who may decide.",
    404: "It is not in this store.",
    413: "The body is too long.",
    415: "The body is no JSON.",
    503: "The store cannot be read or written now, or the answer took too long.",
}


class Failure(msgspec.Struct, frozen=True):
    """Every answer that is no success."""

    error: Refusal


class Parameter(NamedTuple):
    """A parameter as documents show it; `schema` is its JSON Schema."""

    name: str
    inside: str
    required: bool
    schema: dict[str, Any]


@cache
def document() -> dict[str, Any]:
    """The document."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in described():
        operation = _post(endpoint) if endpoint.method == "POST" else _get(endpoint)
        paths.setdefault(f"{PREFIX}/{endpoint.path}", {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lansir",
            "version": VERSION,
            "summary": "Who did what to whom, and who said what, as news pages tell it: every field with its evidence.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def document_text() -> str:
    """The document as indented JSON with a final newline, as published in docs/openapi.json."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def parameters_of(endpoint: Endpoint) -> list[Parameter]:
    """The parameters of an endpoint that reads, those in the path first."""
    shape = _shapes()[endpoint.path]
    _, found = msgspec.json.schema_components([shape], ref_template=REFERENCE)
    schema = found[shape.__name__]
    path = re.findall(r"\{(\w+)\}", endpoint.path)
    required = schema.get("required", [])
    made = [
        Parameter(name, "path" if name in path else "query", name in path or name in required, one)
        for name, one in schema["properties"].items()
    ]
    return sorted(made, key=lambda one: one.inside != "path")


def plain_path(path: str) -> str:
    """A path of a route as documents write it: without what only the router needs."""
    return path.replace(":path}", "}")


def _get(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": _name(endpoint),
        "summary": endpoint.told.en,
        "parameters": [
            {
                "name": one.name,
                "in": one.inside,
                "required": one.required,
                "description": parameter(one.name).en,
                "schema": one.schema,
            }
            for one in parameters_of(endpoint)
        ],
        "responses": {**_success(endpoint), **_refusals(_codes(endpoint))},
    }


def _post(endpoint: Endpoint) -> dict[str, Any]:
    created = {"description": "They are stored.", "content": _content(JSON, {"$ref": _reference(Decided)})}
    return {
        "operationId": _name(endpoint),
        "summary": endpoint.told.en,
        "requestBody": {"required": True, "content": _content(JSON, {"$ref": _reference(DecisionsAsked)})},
        "responses": {"201": created, **_refusals((400, 401, 403, 413, 415, 503))},
    }


def _success(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.path == EXPORT:
        return {"200": {"description": "The archive.", "content": _content(ARCHIVE, {})}}
    content = _content(TEXT, {"type": "string"}) if endpoint.path == PAGE else _content(JSON, _answer(endpoint.path))
    tag = {"ETag": {"description": "A hash of the answer.", "schema": {"type": "string"}}}
    return {
        "200": {"description": endpoint.told.en, "headers": tag, "content": content},
        "304": {"description": "The answer is the one whose ETag was sent as If-None-Match."},
    }


def _codes(endpoint: Endpoint) -> Iterator[int]:
    yield from (400, 401)
    if "{" in endpoint.path:
        yield 404
    yield 503


def _refusals(codes: Iterable[int]) -> dict[str, Any]:
    content = _content(JSON, {"$ref": _reference(Failure)})
    return {str(code): {"description": REFUSALS[code], "content": content} for code in codes}


def _answer(path: str) -> dict[str, Any]:
    answer = next(route.answer for route in ROUTES if plain_path(route.path) == path)
    (reference,), _ = msgspec.json.schema_components([answer], ref_template=REFERENCE)
    return reference


def _schemas() -> dict[str, Any]:
    """Every shape that an answer or a body has, with the docstrings as descriptions."""
    types = [*(route.answer for route in ROUTES), DecisionsAsked, Decided, Failure]
    _, found = msgspec.json.schema_components(types, ref_template=REFERENCE)
    for schema in found.values():
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    return dict(sorted(found.items()))


def _shapes() -> dict[str, type[msgspec.Struct]]:
    """The parameters of each path."""
    shapes = {plain_path(route.path): route.parameters for route in ROUTES}
    return {**shapes, PAGE: IdentityAsked, EXPORT: ExportAsked}


def _content(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {media_type: {"schema": schema} if schema else {}}


def _reference(shape: type[msgspec.Struct]) -> str:
    return REFERENCE.format(name=shape.__name__)


def _name(endpoint: Endpoint) -> str:
    """The name of an operation, unique: what its path says."""
    return f"{endpoint.method.lower()}_{re.sub(r'[^a-z]+', '_', endpoint.path).strip('_')}"


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/openapi.json").write_text(document_text(), encoding="utf-8")
