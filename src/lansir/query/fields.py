"""The fields of the query language: names, kinds of values, and the lists of values that are closed."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar, get_args

import msgspec

from lansir.codebook.tables import Wording, codebook
from lansir.errors import DataFileError
from lansir.record import EventType, Form, SourceKind, Status

__all__ = ["Field", "Kind", "codes_of", "field_named", "field_names", "fields", "nearest", "plain_code", "value_words"]

Kind = Literal["text", "name", "label", "country", "code", "flag", "number", "day", "point", "period", "id"]
Shape = TypeVar("Shape")
About = Literal["event", "statement", "article", "self", "order"]
REVIEWS = ("machine", "confirmed", "corrected", "rejected", "any")
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
HAS = (
    "time", "place", "coordinates", "actor", "recipient", "speaker", "addressee", "size", "mode", "statement", "story",
)  # fmt: skip
SORTS = ("day", "-day", "confidence", "-confidence", "ingested", "-ingested")


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field.

    `kind` says how values are read: words (text), who (name), a name of a place or outlet (label), a country, a value
    of a closed list (code), yes or no (flag), a number or range, days, one day (point), a stretch of days up to today
    (period), content ids. `about` is what it tells of: an event, a statement, an article, or the kind selected (self).
    `codes` names the list, or the prefixes of ids; `others` are further names of values; a `single` field takes one.
    """

    field: str
    kind: Kind
    about: About
    example: str
    told: Wording
    aliases: list[str] = []
    codes: str = ""
    others: dict[str, list[str]] = {}
    single: bool = False


class ValueWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other names of values that many fields take: yes and no, units of time, days counted from today."""

    flags: dict[str, list[str]]
    units: dict[str, list[str]]
    days: dict[str, list[str]]


def _data(name: str, shape: type[Shape]) -> Shape:
    """A data file beside this module; DataFileError where it breaks its schema."""
    try:
        return msgspec.yaml.decode((files(__package__) / f"{name}.yaml").read_bytes(), type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"query/{name}.yaml: {error}") from None


@cache
def value_words(of: Literal["flags", "units", "days"]) -> Mapping[str, str]:
    """Every name of a value, and the value."""
    listed: dict[str, list[str]] = getattr(_data("words", ValueWords), of)
    return {name: value for value, names in listed.items() for name in (value, *names)}


@cache
def fields() -> tuple[Field, ...]:
    """All fields, as documented; DataFileError where the file breaks its schema or a name stands twice."""
    found = _data("fields", tuple[Field, ...])
    names = [name for field in found for name in (field.field, *field.aliases)]
    if twice := {name for name in names if names.count(name) > 1}:
        raise DataFileError(f"query/fields.yaml: {', '.join(sorted(twice))} stands twice; a name is that of one field")
    return found


@cache
def _by_name() -> Mapping[str, Field]:
    return {name: field for field in fields() for name in (field.field, *field.aliases)}


def field_named(name: str) -> Field | None:
    """The field of that name or alias, in capitals or small letters; None where there is none."""
    return _by_name().get(name.lower().replace("-", "_")) or _by_name().get(name.lower())


def field_names() -> list[str]:
    """Every name and alias."""
    return list(_by_name())


@cache
def codes_of(name: str) -> tuple[str, ...]:
    """The values of a closed list, as the store has them; empty for one that is open, such as languages."""
    lists: dict[str, tuple[str, ...]] = {
        "status": get_args(Status),
        "form": get_args(Form),
        "source": get_args(SourceKind),
        "quad": QUADS,
        "review": REVIEWS,
        "has": HAS,
        "sort": SORTS,
        "version": ("newest", "older", "all"),
    }
    if name in lists:
        return lists[name]
    if name == "type":
        return get_args(EventType)
    if name == "mode":
        return tuple(sorted({mode for _, mode in codebook().mode_scores}))
    if name == "context":
        return tuple(context.context for context in codebook().contexts)
    if name == "sector":
        return tuple(sector.sector for sector in codebook().sectors)
    return ()


def plain_code(value: str) -> str:
    """A code as compared: capitals, hyphens, underscores and spaces do not count."""
    return re.sub(r"[\s_-]+", "-", value.strip().casefold())


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The known word that is most like this one, None where none is."""
    folded = {plain_code(one): one for one in reversed(known)}
    found = get_close_matches(plain_code(word)[:80], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
