"""Checks the knowledge tables: `python -m lansir.knowledge.check` prints a line a fault, exit status 1 if any."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from lansir.codebook import codebook
from lansir.errors import DataFileError
from lansir.knowledge.build_actors import actor_lines
from lansir.knowledge.build_countries import country_rows
from lansir.knowledge.countries import countries, country_forms, seats
from lansir.knowledge.entries import NON_STATES, Actor, Role, bounds
from lansir.knowledge.names import key_of, rows, tokens
from lansir.knowledge.sources import SourceActor, compiled, groups, office_rows

__all__ = ["actor_faults", "duplicates", "faults", "main", "overlaps", "shared_names", "table_faults"]

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


def actor_faults(actor: Actor) -> Iterator[str]:
    """What is wrong with one actor."""
    told = f"knowledge/actors: {actor.key}"
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


def overlaps(table: Iterable[Actor]) -> Iterator[str]:
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
                yield f"knowledge/actors: {scope}: {told} hold it at the same time"


def shared_names(sources: Iterable[tuple[SourceActor, str]]) -> Iterator[str]:
    """Full names that two actors of one type share without both saying so; sources come with their type."""
    owners: dict[tuple[str, str], dict[str, SourceActor]] = defaultdict(dict)
    for source, type_ in sources:
        for names in source.by_language().values():
            for name in names:
                owners[(type_, key_of(tokens(name)))][source.key] = source
    for (_, key), holders in owners.items():
        declared = [any(key_of(tokens(name)) == key for name in source.homonyms) for source in holders.values()]
        if len(holders) > 1 and not all(declared):
            yield f"knowledge/actors: {key!r} names {', '.join(holders)}: list it under homonyms of each"


def duplicates(keys: Iterable[str], where: str) -> Iterator[str]:
    """Keys that come twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield f"{where}: {key!r} is there twice"
        seen.add(key)


def table_faults() -> Iterator[str]:
    """What is wrong with the TSV tables."""
    yield from duplicates((seat.key for seat in seats()), "knowledge/seats.tsv")
    yield from duplicates((office.office for office in office_rows()), "knowledge/offices.yaml")
    for office in office_rows():
        yield from (f"knowledge/offices.yaml: {office.office}: {fault}" for fault in code_faults(None, office.sectors))
    yield from duplicates((" ".join(row[:3]) for row in rows("forms", 4) if row[0] != "-"), "knowledge/forms.tsv")
    for seat in seats():
        yield from (f"knowledge/seats.tsv: {seat.key}: {fault}" for fault in code_faults(seat.country, [seat.sector]))
    for key, _, sector, *_ in rows("bodies", 6):
        yield from (f"knowledge/bodies.tsv: {key}: {fault}" for fault in code_faults(None, [sector]))
    for _, form, subject in country_forms():
        if not tokens(form):
            yield f"knowledge/forms.tsv: {subject.code}: empty form"


def derived_faults() -> Iterator[str]:
    """Derived files that are not made from what they should be made from."""
    if Path(__file__).with_name("actors.jsonl").read_bytes() != actor_lines():
        yield "knowledge/actors.jsonl is out of date: run python -m lansir.knowledge.build_actors"
    if [row[0] for row in rows("countries", 5)] != [row[0] for row in country_rows()]:
        yield "knowledge/countries.tsv is out of date: run python -m lansir.knowledge.build_countries"


def faults() -> Iterator[str]:
    """Everything that is wrong with the knowledge tables, one line each."""
    written = [(source, source.type or group.type) for group in groups().values() for source in group.actors]
    yield from duplicates((source.key for source, _ in written), "knowledge/actors")
    yield from shared_names(written)
    table = compiled()
    for actor in table:
        yield from actor_faults(actor)
    yield from overlaps(table)
    yield from duplicates((actor.wikidata for actor in table if actor.wikidata), "knowledge/actors, Wikidata ids")
    yield from table_faults()
    yield from derived_faults()


def main() -> int:
    """Print the faults; 1 where there is any."""
    try:
        found = list(faults())
    except DataFileError as error:
        found = [str(error)]
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
