"""What models are told of the tools, and of the query language: `tools.yaml` and `query/fields.yaml`."""

from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.query.fields import Field, codes_of, fields

__all__ = ["Described", "described", "instructions", "query_language"]

MOST_CODES = 20


class Described(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tool: its name, its title, and what a model is told of it."""

    name: str
    title: str
    told: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    instructions: str
    tools: tuple[Described, ...]


@cache
def described() -> tuple[Described, ...]:
    """The tools, in the order in which they are listed; DataFileError where the file breaks its schema."""
    filled = (
        msgspec.structs.replace(one, told=one.told.replace("{language}", query_language())) for one in _read().tools
    )
    return tuple(filled)


def instructions() -> str:
    """What a model is told of the server."""
    return _read().instructions


@cache
def query_language() -> str:
    """The query language in a few lines, with every field."""
    lines = (
        "A query is words and `field:value` terms; all must hold. Commas give alternatives, `-` in front excludes, "
        'quotes hold words together: type:ASSAULT,COERCE actor:"Joe Biden" -outlet:"Radio X" from:2024-04-01 gempa. '
        "Names may be in English or Indonesian, countries by name or ISO 3166-1 alpha-3. Fields:"
    )
    return "\n".join([lines, *(_line(field) for field in fields())])


def _line(field: Field) -> str:
    codes = codes_of(field.codes) if field.kind == "code" else ()
    values = f" ({', '.join(codes)})" if 0 < len(codes) <= MOST_CODES else ""
    return f"- {field.field}: {field.told.en}{values} E.g. {field.example}"


@cache
def _read() -> _File:
    try:
        return msgspec.yaml.decode((files(__package__) / "tools.yaml").read_bytes(), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"mcp/tools.yaml: {error}") from None
