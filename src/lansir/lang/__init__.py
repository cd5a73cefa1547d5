"""What is particular to a language: one folder each, data files only; this module loads them.

A folder is named by its ISO 639-1 code and holds the same small YAML files as its sisters. Whoever uses a file declares
its shape as a typed struct and asks for it: `table("id", "times", TimeWords)`.
"""

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from lansir.errors import DataFileError
from lansir.hooks import language_folders

__all__ = ["codes", "table"]

Shape = TypeVar("Shape")


@cache
def codes() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder, here or in a plugin, sorted."""
    own = {entry.name for entry in files(__name__).iterdir() if entry.is_dir() and len(entry.name) == 2}
    return tuple(sorted(own | language_folders().keys()))


@cache
def table(language: str, name: str, shape: type[Shape]) -> Shape:
    """The file `name`.yaml of a language's folder, checked against `shape`; DataFileError where missing or off."""
    own = files(__name__) / language
    path = (own if own.is_dir() else language_folders().get(language, own)) / f"{name}.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        raise DataFileError(f"lang/{language}/{name}.yaml is missing: every language folder needs it") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"lang/{language}/{name}.yaml: {error}") from None
