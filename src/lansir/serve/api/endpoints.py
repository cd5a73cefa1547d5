"""What the documents say of each endpoint and parameter: `endpoints.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from lansir.codebook.tables import Wording
from lansir.errors import DataFileError

__all__ = ["PREFIX", "Endpoint", "described", "parameter"]

PREFIX = "/api/v1"


class Endpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An endpoint: its path under `/api/v1`, what is there, and a request that works."""

    path: str
    told: Wording
    example: str
    method: Literal["GET", "POST"] = "GET"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    endpoints: tuple[Endpoint, ...]
    parameters: dict[str, Wording]


def described() -> tuple[Endpoint, ...]:
    """The endpoints in the order in which they are shown; DataFileError where the file breaks its schema."""
    return _read().endpoints


def parameter(name: str) -> Wording:
    """What a parameter is; DataFileError where the file says nothing of it."""
    try:
        return _read().parameters[name]
    except KeyError:
        raise DataFileError(f"serve/api/endpoints.yaml: nothing is said of the parameter {name}") from None


@cache
def _read() -> _File:
    try:
        return msgspec.yaml.decode((files(__package__) / "endpoints.yaml").read_bytes(), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"serve/api/endpoints.yaml: {error}") from None
