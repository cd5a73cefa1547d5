"""A user's actors as FollowTheMoney entities: JSON lines, a JSON array, or one entity.

People, organisations, companies and public bodies become actors; an Occupancy gives its holder a dated role named by
its Position. `ftm.yaml` says which property and which topic means what. Everything else in the file is passed over.
"""

from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.countries import countries
from lansir.knowledge.entries import Actor, Role
from lansir.knowledge.names import EVERY_LANGUAGE
from lansir.record import EntityType

__all__ = ["ftm_actors"]

DAY_LENGTH = 10


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic of FollowTheMoney and the PLOVER sector that it tells."""

    topic: str
    sector: str


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `ftm.yaml`, which says what the fields mean."""

    schemata: dict[str, EntityType]
    names: list[str]
    short: list[str]
    countries: list[str]
    topics: list[Topic]
    sectors: dict[str, str]


class Entity(msgspec.Struct, frozen=True):
    """An entity of FollowTheMoney; its properties are lists of strings."""

    id: str
    schema: str
    properties: dict[str, list[str]] = {}

    def first(self, *names: str) -> str | None:
        """The first value of the first property that has one."""
        return next((value for name in names for value in self.properties.get(name, [])), None)


@cache
def mapping() -> Mapping:
    """How FollowTheMoney is read."""
    return msgspec.yaml.decode(files(__package__).joinpath("ftm.yaml").read_bytes(), type=Mapping)


def ftm_actors(text: str) -> list[Actor]:
    """The actors of a FollowTheMoney file; DataFileError where it is none."""
    entities = _entities(text)
    by_id = {entity.id: entity for entity in entities}
    held: dict[str, list[Role]] = {}
    for entity in entities:
        if entity.schema == "Occupancy":
            for holder in entity.properties.get("holder", []):
                held.setdefault(holder, []).append(_occupancy(entity, by_id))
    chosen = [entity for entity in entities if entity.schema in mapping().schemata and entity.first("name")]
    return [_actor(entity, held.get(entity.id, [])) for entity in chosen]


def _entities(text: str) -> list[Entity]:
    try:
        if text.lstrip().startswith("["):
            return msgspec.json.decode(text, type=list[Entity])
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > 1 and lines[0][1].strip() == "{":
            return [msgspec.json.decode(text, type=Entity)]
    except (msgspec.DecodeError, RecursionError) as error:
        raise DataFileError(f"no FollowTheMoney entities: {error}") from None
    return [_entity(line, number) for number, line in lines]


def _entity(line: str, number: int) -> Entity:
    try:
        return msgspec.json.decode(line, type=Entity)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DataFileError(f"line {number}: no FollowTheMoney entity: {error}") from None


def _actor(entity: Entity, roles: list[Role]) -> Actor:
    known, properties = mapping(), entity.properties
    named = [name for kind in known.names for name in properties.get(kind, [])]
    position = entity.first("position")
    return Actor(
        key=f"ftm/{entity.id}",
        type=known.schemata[entity.schema],
        names={EVERY_LANGUAGE: list(dict.fromkeys(named))},
        country=_country(entity),
        sectors=_sectors(entity),
        short=[name for kind in known.short for name in properties.get(kind, [])],
        roles=roles or ([Role(position)] if position else []),
        wikidata=entity.first("wikidataId") or (entity.id if _is_wikidata(entity.id) else None),
    )


def _is_wikidata(identity: str) -> bool:
    return identity[:1] == "Q" and identity[1:].isdigit()


def _country(entity: Entity) -> str | None:
    """ISO 3166-1 alpha-3 of the entity's alpha-2; None for codes that are no country ("eu", "suhh")."""
    code = entity.first(*mapping().countries)
    return _by_alpha2().get(code.lower()) if code else None


@cache
def _by_alpha2() -> dict[str, str]:
    return {country.alpha2.lower(): country.alpha3 for country in countries().values()}


def _sectors(entity: Entity) -> list[str]:
    topics = set(entity.properties.get("topics", []))
    told = [known.sector for known in mapping().topics if known.topic in topics]
    own = mapping().sectors.get(entity.schema)
    return list(dict.fromkeys(told)) or ([own] if own else [])


def _occupancy(entity: Entity, by_id: dict[str, Entity]) -> Role:
    post = by_id.get(entity.first("post") or "")
    return Role(
        post.first("name") if post else None,
        from_=_day(entity.first("startDate", "periodStart")),
        to=_day(entity.first("endDate", "periodEnd")),
        sectors=_sectors(post) if post else [],
    )


def _day(stated: str | None) -> str | None:
    return stated[:DAY_LENGTH] if stated else None
