"""Checks the knowledge tables: `python -m lansir.knowledge.check` prints a line a fault, exit status 1 if any."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from lansir.errors import DataFileError
from lansir.knowledge.build_actors import derived
from lansir.knowledge.build_countries import country_rows
from lansir.knowledge.countries import country_forms, seats
from lansir.knowledge.names import key_of, rows, tokens
from lansir.knowledge.sources import SourceActor, compiled, groups, office_rows
from lansir.knowledge.validity import actor_faults, code_faults, overlaps

__all__ = ["duplicates", "faults", "main", "shared_names", "table_faults"]

TABLE = "knowledge/actors"


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
    for name, content in derived().items():
        path = Path(__file__).with_name(name)
        if not path.exists() or path.read_bytes() != content:
            yield f"knowledge/{name} is out of date: run python -m lansir.knowledge.build_actors"
    if [row[0] for row in rows("countries", 5)] != [row[0] for row in country_rows()]:
        yield "knowledge/countries.tsv is out of date: run python -m lansir.knowledge.build_countries"


def faults() -> Iterator[str]:
    """Everything that is wrong with the knowledge tables, one line each."""
    written = [(source, source.type or group.type) for group in groups().values() for source in group.actors]
    yield from duplicates((source.key for source, _ in written), "knowledge/actors")
    yield from shared_names(written)
    yield from (f"knowledge/actors/{name}.yaml: no source" for name, group in groups().items() if not group.source)
    table = compiled()
    for actor in table:
        yield from actor_faults(actor, TABLE)
    yield from overlaps(table, TABLE)
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
