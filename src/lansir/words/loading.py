"""Which languages there are words in, which of them is spoken, and a file of words, read."""

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from lansir.errors import DataFileError, InputError

__all__ = ["FALLBACK", "SHIPPED", "catalogues", "choose_language", "table"]

FALLBACK = "en"
SHIPPED = ("en", "id")
"""Languages whose words every installation has."""
Shape = TypeVar("Shape")


@cache
def catalogues() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder, sorted."""
    return tuple(
        sorted(entry.name for entry in files(__package__).iterdir() if entry.is_dir() and len(entry.name) == 2)
    )


def table(language: str, name: str, shape: type[Shape]) -> Shape:
    """The file `name`.yaml of a language's folder; DataFileError where it is missing or breaks its shape."""
    path = files(__package__) / language / f"{name}.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        raise DataFileError(f"words/{language}/{name}.yaml is missing; install lansir again") from None
    except msgspec.DecodeError as error:
        raise DataFileError(f"words/{language}/{name}.yaml: {error}") from None


def choose_language(asked: str | None, environment: Mapping[str, str] | None = None) -> str:
    """The language of the labels: what was `asked` for, else LANSIR_LANG, else the locale, else English.

    InputError where the language asked for has no catalogue; an unknown locale is passed over. DataFileError where one
    is asked for that Lansir comes with, and that is gone.
    """
    environment = os.environ if environment is None else environment
    wished = environment.get("LANSIR_LANG", "") if asked is None else asked
    if wished in SHIPPED and wished not in catalogues():
        raise DataFileError(f"words/{wished}: the language pack is missing; install lansir again")
    if asked is not None and asked not in catalogues():
        raise InputError(f"--lang {asked}: there are labels in {' and '.join(catalogues())} only")
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wishes = [asked or "", environment.get("LANSIR_LANG", ""), locale]
    codes = (re.split(r"[-_.@]", wish, maxsplit=1)[0].lower() for wish in wishes)
    return next((code for code in codes if code in catalogues()), FALLBACK)
