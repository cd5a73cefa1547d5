"""Who acts, in the codes of GDELT and ICEWS."""

from typing import NamedTuple

from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_tables import country_codes, sector_codes
from lansir.export.coded_text import cell
from lansir.knowledge.countries import countries
from lansir.query.entries import Entry
from lansir.record import Argument, Entity

__all__ = ["GdeltActor", "IcewsActor", "gdelt_actor", "icews_actor"]

COUNTRY_KEY = "country/"
GROUPED = "IGO"
TYPES = 3


class GdeltActor(NamedTuple):
    """The columns of an actor that Lansir fills; `code` is put together from the others."""

    code: str
    name: str
    country: str
    group: str
    types: tuple[str, str, str]


class IcewsActor(NamedTuple):
    """The three columns of a source or target."""

    name: str
    sectors: str
    country: str


NOBODY = GdeltActor("", "", "", "", ("", "", ""))
NOBODY_THERE = IcewsActor("", "", "")


def gdelt_actor(entry: Entry, argument: Argument | None, losses: CodedLosses) -> GdeltActor:
    """Country, known group, then types, in CAMEO's order; a state itself has its country alone."""
    if argument is None:
        return NOBODY
    entity = entry.entity_of(argument)
    country = _cameo_country(entity)
    found = [] if _is_state(entity) else _types(entity, losses)
    types, group = found[:TYPES], "" if _is_state(entity) else _group(entity)
    losses.add("sectors", len(found) - len(types))
    parts = [country, *types[:1], group, *types[1:]] if types[:1] == [GROUPED] else [country, group, *types]
    padded = (*types, *[""] * (TYPES - len(types)))
    return GdeltActor("".join(parts), _name(entry, argument, losses).upper(), country, group, padded)  # type: ignore[arg-type]


def icews_actor(entry: Entry, argument: Argument | None, losses: CodedLosses) -> IcewsActor:
    """The name, for one without a name the words and the country; a state itself has no sectors."""
    if argument is None:
        return NOBODY_THERE
    entity = entry.entity_of(argument)
    codes = country_codes().get(entity.country or "")
    country = codes.icews if codes else ""
    if _is_state(entity) and country:
        return IcewsActor(country, "", country)
    name = _name(entry, argument, losses)
    shown = name if entity.name or not country else f"{name} ({country})"
    return IcewsActor(shown, ",".join(_icews_sectors(entity, losses)), country)


def _name(entry: Entry, argument: Argument, losses: CodedLosses) -> str:
    entity = entry.entity_of(argument)
    if _is_state(entity):
        return countries()[entity.country or ""].english
    return cell(entry.name_of(argument), losses)


def _is_state(entity: Entity) -> bool:
    return entity.country in countries() and entity.knowledge_id == f"{COUNTRY_KEY}{entity.country}"


def _cameo_country(entity: Entity) -> str:
    codes = country_codes().get(entity.country or "")
    return codes.cameo if codes else ""


def _sectors(entity: Entity) -> list[str]:
    """The sectors, with the kind of body that stands in place of a country first."""
    body = [entity.country] if entity.country in sector_codes() else []
    return list(dict.fromkeys([*body, *entity.sectors]))


def _types(entity: Entity, losses: CodedLosses) -> list[str]:
    found = []
    for sector in _sectors(entity):
        codes = sector_codes().get(sector)
        if codes and codes.type:
            found.append(codes.type)
        else:
            losses.add("sectors", sector != "UNK")
    return list(dict.fromkeys(found))


def _group(entity: Entity) -> str:
    groups = [sector_codes()[sector].group for sector in _sectors(entity) if sector in sector_codes()]
    return next((group for group in groups if group), "")


def _icews_sectors(entity: Entity, losses: CodedLosses) -> list[str]:
    found: list[str] = []
    for sector in _sectors(entity):
        codes = sector_codes().get(sector)
        losses.add("sectors", sector != "UNK" and not (codes and codes.icews))
        found += codes.icews if codes else ()
    return list(dict.fromkeys(found))
