"""What is particular to a language: one folder each, data files only; this module loads them.

A folder is named by its ISO 639-1 code and holds the same small YAML files as its sisters. Whoever uses a file declares
its shape as a typed struct and asks for it: `table("id", "times", TimeWords)`. What the language is like where no list
of words tells it stands in `language.yaml` (`Language`). docs/add-a-language.md says what each file is for.
"""

from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from lansir.errors import DataFileError
from lansir.hooks import language_folders

__all__ = ["SHIPPED", "Language", "codes", "language", "read_with", "table"]

SHIPPED = frozenset({"en", "id", "ms"})
"""Languages whose folder every installation has."""
Shape = TypeVar("Shape")


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `language.yaml`; without it, what holds for a language that nothing is known of.

    `trained`: the shipped model has learned from texts in it. `also_reads`: languages without a folder whose texts are
    read with this one. `borrows`: languages whose names of one word count too, where the language has none of its own.
    `head_first`: the noun stands before what qualifies it, and a state behind its bodies ("Kementerian Pertahanan
    Israel"). `possessive`: an 's behind a name makes it an owner. `genders`: what the pronouns of a kind in
    `titles.yaml` tell of a person. `singular_they`: the pronoun for several may stand for one. `openers`: words
    before a name that are no part of it.
    """

    name: str = ""
    trained: bool = False
    also_reads: list[str] = []
    borrows: list[str] = []
    head_first: bool = False
    possessive: bool = False
    genders: dict[str, Literal["man", "woman"]] = {}
    singular_they: bool = False
    openers: frozenset[str] = frozenset()


@cache
def codes() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder, here or in a plugin, sorted.

    DataFileError where one is gone that Lansir comes with: its pages would be passed over as if nobody could read them.
    """
    own = {entry.name for entry in files(__name__).iterdir() if entry.is_dir() and len(entry.name) == 2}
    if gone := sorted(SHIPPED - own):
        raise DataFileError(f"lang/{gone[0]}: the language pack is missing; install lansir again")
    return tuple(sorted(own | language_folders().keys()))


@cache
def language(code: str) -> Language:
    """What a language is like; the plain `Language()` where it has no folder."""
    return table(code, "language", Language) if code in codes() else Language()


@cache
def read_with() -> dict[str, str]:
    """The languages that are read, and the folder that each is read with: its own, or that of a near one."""
    near = {other: code for code in codes() for other in language(code).also_reads}
    return near | {code: code for code in codes()}


@cache
def table(language: str, name: str, shape: type[Shape]) -> Shape:
    """The file `name`.yaml of a language's folder, checked against `shape`; DataFileError where missing or off."""
    own = files(__name__) / language
    path = (own if own.is_dir() else language_folders().get(language, own)) / f"{name}.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        do = "install lansir again" if own.is_dir() else "every language folder needs it"
        raise DataFileError(f"lang/{language}/{name}.yaml is missing; {do}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"lang/{language}/{name}.yaml: {error}") from None
