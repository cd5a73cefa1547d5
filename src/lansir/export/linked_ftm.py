"""Entities of FollowTheMoney: what one is, which properties it may have, and how a value is cleaned for its type."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.export.linked_losses import Losses

__all__ = ["PREFIX", "Fact", "FtmEntity", "Shape", "has_name", "shape"]

PREFIX = "lansir-"
"""In front of every id."""
CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
MARKS = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
UNSEEN = re.compile(f"[{CONTROLS}{MARKS}\ud800-\udfff]")
QUOTES = "\"'"
YEARS_BEGIN = ("1", "2")
ADDRESS_BREAK = re.compile(r"[,;<>]")
RESERVED_SPACE = "\u0a00"
"""A code point without a character, which FollowTheMoney reads as a space."""


class Fact(msgspec.Struct, frozen=True):
    """A value of a property, with what it was read from.

    `origin` is the id of the part of the record, `original` its words in the page, `language` ISO 639-1 of these.
    """

    prop: str
    value: str
    origin: str | None = None
    original: str | None = None
    language: str | None = None


class FtmEntity(msgspec.Struct, frozen=True):
    """An entity. `shared` ones are told by several articles and are written once, when all are known."""

    id: str
    schema: str
    facts: list[Fact]
    shared: bool = False


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `linked_ftm.yaml`, which says what the fields mean."""

    schemata: dict[str, str]
    by_sector: dict[str, dict[str, str]]
    actor: dict[str, str]
    properties: dict[str, dict[str, str]]
    limits: dict[str, int]
    worded: list[str]
    languages: dict[str, str]

    def type_of(self, schema: str, prop: str) -> str:
        """The type of a property; KeyError where none of that name is written."""
        own = self.properties[schema].get(prop)
        return own or self.actor[prop]

    def schema_of(self, entity_type: str, sector: str | None) -> str:
        """The schema of an actor."""
        return self.by_sector.get(entity_type, {}).get(sector or "", self.schemata[entity_type])

    def cleaned(self, entity: FtmEntity, losses: Losses) -> Iterator[Fact]:
        """The facts as FollowTheMoney would clean them, each once; empty ones are left out, long ones cut."""
        seen: set[tuple[str, str]] = set()
        for fact in entity.facts:
            kind = self.type_of(entity.schema, fact.prop)
            value, limit = _cleaned(fact.value, kind), self.limits.get(kind)
            if kind == "date" and value[:1] not in YEARS_BEGIN:
                losses.add("days before the year 1000 or after 2999", "left out: FollowTheMoney does not know them")
                continue
            if limit is not None and len(value) > limit:
                losses.add("long texts", f"{kind} cut at {limit} characters, the longest that FollowTheMoney takes")
                value = _cleaned(value[:limit], kind)
            if value and (fact.prop, value) not in seen:
                seen.add((fact.prop, value))
                yield msgspec.structs.replace(fact, value=value)


@cache
def shape() -> Shape:
    """How a record becomes FollowTheMoney; DataFileError where `linked_ftm.yaml` is off."""
    data = (files(__package__) / "linked_ftm.yaml").read_bytes()
    try:
        return msgspec.yaml.decode(data, type=Shape)
    except msgspec.DecodeError as error:
        raise DataFileError(f"export/linked_ftm.yaml: {error}") from None


def has_name(text: str | None) -> bool:
    """Whether anything of the text is left as a name of FollowTheMoney, which every actor needs."""
    return bool(text and _cleaned(text, "name"))


def _cleaned(value: str, kind: str) -> str:
    seen = UNSEEN.sub("", value).replace(RESERVED_SPACE, " ")
    text = unicodedata.normalize("NFC", " ".join(seen.split()))
    if kind == "address":
        return ", ".join(part for part in (part.strip(" .") for part in ADDRESS_BREAK.split(text)) if part)
    return _unquoted(text) if kind == "name" else text


def _unquoted(text: str) -> str:
    """The text without the quotation marks around it, however many there are."""
    start, end = 0, len(text)
    while end - start > 1 and text[start] in QUOTES and text[end - 1] in QUOTES:
        start, end = start + 1, end - 1
        while start < end and text[start] == " ":
            start += 1
        while start < end and text[end - 1] == " ":
            end -= 1
    return text[start:end]
