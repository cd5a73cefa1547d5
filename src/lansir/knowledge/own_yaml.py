"""A user's actors in YAML: a list of actors, or a group as in the package's own `actors/` files."""

from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from lansir.errors import DataFileError
from lansir.knowledge.entries import Actor, Role
from lansir.knowledge.sources import Group, Office, SourceActor, SourceRole, bare, full_role, offices
from lansir.nesting import require_sound
from lansir.record import EntityType

__all__ = ["yaml_actors"]


class OwnActor(SourceActor, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An actor as a user writes it: the key may be left out."""

    key: str = ""


class OwnGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors with what they have in common."""

    actors: list[OwnActor]
    type: EntityType = "PER"
    country: str | None = None
    sectors: list[str] = []


def yaml_actors(text: str) -> list[Actor]:
    """The actors of a YAML text, keys left empty where the user gave none; DataFileError where it breaks the schema."""
    try:
        require_sound(text)
        # Plain strings, so that no date, "on" or country code changes its kind.
        loaded: Any = yaml.load(text, Loader=yaml.CBaseLoader)
        if isinstance(loaded, dict):
            own = msgspec.convert(loaded, OwnGroup, strict=False)
        else:
            own = OwnGroup(msgspec.convert(loaded, list[OwnActor], strict=False))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise DataFileError(" ".join(str(error).split())) from None
    defaults = Group(own.type, [], own.country, own.sectors)
    return [_actor(actor, defaults) for actor in own.actors]


def _actor(written: OwnActor, defaults: Group) -> Actor:
    actor = bare(written, defaults)
    table = offices() if any(role.office for role in written.roles) else {}
    return msgspec.structs.replace(actor, roles=[_role(role, actor, table) for role in written.roles])


def _role(role: SourceRole, actor: Actor, table: Mapping[str, Office]) -> Role:
    """The role in full; `of` is the name of what is headed, in words."""
    known = {role.of: Actor(role.of, "ORG", {"mul": [role.of]}, actor.country)} if role.of else {}
    return full_role(role, actor, known, table)
