"""What an actor must be to stand in the table: known codes, possible dates, one holder of an office at a time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from lansir.codebook import codebook
from lansir.knowledge.countries import countries
from lansir.knowledge.entries import NON_STATES, Actor, Role, bounds
from lansir.knowledge.names import tokens

__all__ = ["actor_faults", "code_faults", "overlaps"]

KEY = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
WIKIDATA = re.compile(r"Q[1-9]\d*")
OPEN_START, OPEN_END = "0001", "9999"


def known_sectors() -> set[str]:
    """The codebook's sectors."""
    return {sector.sector for sector in codebook().sectors}


def code_faults(country: str | None, sectors: list[str]) -> Iterator[str]:
    """Countries and sectors that no table knows."""
    if country is not None and country not in countries() and country not in NON_STATES:
        yield f"unknown country {country!r}: use an ISO 3166-1 alpha-3 code or one of {', '.join(NON_STATES)}"
    for sector in sectors:
        if sector not in known_sectors():
            yield f"unknown sector {sector!r}: use one of codebook/sectors.yaml"


def role_faults(role: Role) -> Iterator[str]:
    """A role with unknown codes or impossible dates."""
    yield from code_faults(role.country, role.sectors)
    try:
        first = bounds(role.from_)[0] if role.from_ else None
        last = bounds(role.to)[1] if role.to else None
    except ValueError:
        yield f"unreadable date in {role.from_!r} to {role.to!r}: write YYYY, YYYY-MM or YYYY-MM-DD"
        return
    if first and last and first > last:
        yield f"role {role.role!r} ends on {role.to} before it begins on {role.from_}"


def actor_faults(actor: Actor, where: str) -> Iterator[str]:
    """What is wrong with one actor; `where` is the file or table that it stands in."""
    told = f"{where}: {actor.key}"
    if not KEY.fullmatch(actor.key):
        yield f"{told}: key must be group/words-with-hyphens"
    if actor.wikidata is not None and not WIKIDATA.fullmatch(actor.wikidata):
        yield f"{told}: {actor.wikidata!r} is no Wikidata id"
    if not any(actor.names.values()):
        yield f"{told}: no names"
    for name in [name for names in (*actor.names.values(), actor.short) for name in names]:
        if not tokens(name):
            yield f"{told}: {name!r} holds no word"
    yield from (f"{told}: {fault}" for fault in code_faults(actor.country, actor.sectors))
    yield from (f"{told}: {fault}" for role in actor.roles for fault in role_faults(role))


def clash(one: Role, other: Role) -> bool:
    """Whether two roles overlap for certain, whatever days their dates leave open; a shared day does not count."""
    starts = max(bounds(role.from_ or OPEN_START)[1] for role in (one, other))
    ends = min(bounds(role.to or OPEN_END)[0] for role in (one, other))
    return starts < ends


def overlaps(table: Iterable[Actor], where: str) -> Iterator[str]:
    """Two people in an office that one holds at a time."""
    holders: dict[str, list[tuple[Actor, Role]]] = defaultdict(list)
    for actor in table:
        for role in actor.roles:
            if role.scope:
                holders[role.scope].append((actor, role))
    for scope, held in holders.items():
        for (one, first), (other, second) in combinations(held, 2):
            if clash(first, second):
                told = f"{one.key} ({first.from_} to {first.to}) and {other.key} ({second.from_} to {second.to})"
                yield f"{where}: {scope}: {told} hold it at the same time"
