"""Reads the actor table as people write it: `offices.yaml` and the files of `actors/`.

A file of `actors/` gives defaults for its group (type, country, sectors) and a list of actors. A role names an office
of `offices.yaml`, or is written out. YAML is read as plain strings, so that no date, "on" or country code changes its
kind.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from lansir.errors import DataFileError
from lansir.knowledge.entries import NON_STATES, Actor, Role
from lansir.knowledge.names import EVERY_LANGUAGE
from lansir.record import EntityType

__all__ = ["Group", "Office", "SourceActor", "SourceRole", "compiled", "groups", "office_rows", "offices"]

FOLDER = Path(__file__).parent
Shape = TypeVar("Shape")


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office: its words, with `{of}` for what it heads. One person at a time holds an `exclusive` one."""

    office: str
    role: str
    role_id: str
    sectors: list[str]
    exclusive: bool = False


class SourceRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A role as written: `office`, with `of` for the actor that it heads, or `role` and `role_id` in words."""

    office: str | None = None
    of: str | None = None
    role: str | None = None
    role_id: str | None = None
    sectors: list[str] = []
    country: str | None = None
    from_: str | None = None
    to: str | None = None


class SourceActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor as written. `homonyms` are full names that it knowingly shares with another actor of its type."""

    key: str
    names: dict[str, list[str]] | list[str]
    type: EntityType | None = None
    country: str | None = None
    sectors: list[str] | None = None
    short: list[str] = []
    roles: list[SourceRole] = []
    wikidata: str | None = None
    homonyms: list[str] = []

    def by_language(self) -> dict[str, list[str]]:
        """The names by language; a plain list holds names of no one language."""
        return self.names if isinstance(self.names, dict) else {EVERY_LANGUAGE: self.names}


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `actors/`: what its actors have in common, where the facts are from (`source`), and the actors."""

    type: EntityType
    actors: list[SourceActor]
    country: str | None = None
    sectors: list[str] = []
    source: str = ""


def read_yaml(path: Path, shape: type[Shape]) -> Shape:
    """A YAML file of strings as `shape`; DataFileError where it breaks the schema."""
    try:
        loaded: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        return msgspec.convert(loaded, shape, strict=False)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise DataFileError(f"knowledge/{path.relative_to(FOLDER)}: {' '.join(str(error).split())}") from None


def office_rows() -> list[Office]:
    """The offices in the order of their file."""
    return read_yaml(FOLDER / "offices.yaml", list[Office])


def offices() -> dict[str, Office]:
    """The offices by their key."""
    return {office.office: office for office in office_rows()}


def groups() -> dict[str, Group]:
    """The files of `actors/` by name, in order of name."""
    return dict(_groups(FOLDER))


@cache
def _groups(folder: Path) -> dict[str, Group]:
    """Read once: the checker and whatever makes a table ask for them several times, and YAML takes seconds."""
    return {path.stem: read_yaml(path, Group) for path in sorted((folder / "actors").glob("*.yaml"))}


def bare(source: SourceActor, group: Group) -> Actor:
    """The actor with the group's defaults, its roles still left out."""
    return Actor(
        key=source.key,
        type=source.type or group.type,
        names=source.by_language(),
        country=source.country or group.country,
        sectors=group.sectors if source.sectors is None else source.sectors,
        short=source.short,
        wikidata=source.wikidata,
    )


def full_role(role: SourceRole, actor: Actor, known: Mapping[str, Actor], table: Mapping[str, Office]) -> Role:
    """The role with its office's words filled in; DataFileError where office or actor is unknown."""
    office, body = table.get(role.office or ""), known.get(role.of or "")
    if (role.office and office is None) or (role.of and body is None):
        raise DataFileError(f"knowledge/actors: {actor.key}: unknown office {role.office!r} or actor {role.of!r}")
    country = role.country or (body.country if body and body.country in NON_STATES else None)
    words, words_id = role.role or (office and office.role), role.role_id or (office and office.role_id)
    return Role(
        role=words.replace("{of}", body.name_in("en") if body else "") if words else None,
        role_id=words_id.replace("{of}", body.name_in("id") if body else "") if words_id else None,
        sectors=role.sectors or (office.sectors if office else []),
        from_=role.from_,
        to=role.to,
        country=country,
        scope=f"{office.office} of {role.of or country or actor.country}" if office and office.exclusive else None,
    )


def compiled() -> list[Actor]:
    """All actors with their roles filled in, by key; DataFileError where a file is broken."""
    table, pairs = offices(), [(source, group) for group in groups().values() for source in group.actors]
    known = {source.key: bare(source, group) for source, group in pairs}
    made = []
    for source, _ in pairs:
        actor = known[source.key]
        roles = [full_role(role, actor, known, table) for role in source.roles]
        made.append(msgspec.structs.replace(actor, roles=roles))
    return sorted(made, key=lambda actor: actor.key)
