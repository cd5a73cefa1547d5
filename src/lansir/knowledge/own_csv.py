"""A user's actors in CSV: a row an actor, or a row a role of it; columns `name` and any of those of `COLUMNS`."""

import csv
import io
from collections.abc import Iterator
from typing import get_args

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.entries import Actor, Role
from lansir.knowledge.names import EVERY_LANGUAGE
from lansir.record import EntityType

__all__ = ["COLUMNS", "csv_actors"]

COLUMNS = ("name", "aliases", "short", "type", "country", "sectors", "role", "role_id", "from", "to", "wikidata", "key")
"""The columns; `aliases`, `short` and `sectors` hold several values, parted by ";" or "|"."""
PARTED = str.maketrans("|", ";")
DELIMITERS = ",;\t"
Row = dict[str, str]


def csv_actors(text: str) -> list[Actor]:
    """The actors of a CSV text with a header; rows of one key, or one name and type, are one actor with several roles.

    Commas, semicolons and tabs part columns, whichever the header has most of. DataFileError says line and column.
    """
    made: dict[tuple[str, str], Actor] = {}
    for line, row in _rows(text):
        actor = _actor(row, line)
        held = made.get((actor.key or actor.name, actor.type))
        made[(actor.key or actor.name, actor.type)] = _joined(held, actor, line) if held else actor
    return list(made.values())


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=header.count), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _check_header(names)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(names):
                    raise DataFileError(f"line {reader.line_num}: {len(cells)} cells, the header has {len(names)}")
                yield reader.line_num, dict(zip(names, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise DataFileError(f"line {reader.line_num}: {error}") from None


def _check_header(names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if "name" not in names:
        raise DataFileError(f"no column called name; the columns are {', '.join(COLUMNS)}")
    if unknown:
        raise DataFileError(f"unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise DataFileError(f"there are two columns called {twice}: write each once, several values with ';' between")


def _actor(row: Row, line: int) -> Actor:
    kind = row.get("type", "").upper() or "PER"
    if not row.get("name"):
        raise DataFileError(f"line {line}: no name")
    if kind not in get_args(EntityType):
        raise DataFileError(f"line {line}: unknown type {kind!r}: use one of {', '.join(get_args(EntityType))}")
    return Actor(
        key=row.get("key", ""),
        type=kind,  # type: ignore[arg-type]  # checked above
        names={EVERY_LANGUAGE: [row["name"], *_several(row, "aliases")]},
        country=row.get("country", "").upper() or None,
        sectors=[sector.upper() for sector in _several(row, "sectors")],
        short=_several(row, "short"),
        roles=_roles(row),
        wikidata=row.get("wikidata") or None,
    )


def _roles(row: Row) -> list[Role]:
    from_, to = row.get("from") or None, row.get("to") or None
    role, role_id = row.get("role") or None, row.get("role_id") or None
    return [Role(role or role_id, role_id, [], from_, to)] if role or role_id or from_ or to else []


def _several(row: Row, column: str) -> list[str]:
    parts = row.get(column, "").translate(PARTED).split(";")
    return [part.strip() for part in parts if part.strip()]


def _joined(one: Actor, other: Actor, line: int) -> Actor:
    """An actor with what another row of it tells beside; DataFileError where they tell two things of one column."""
    for column, told, now in (("country", one.country, other.country), ("wikidata", one.wikidata, other.wikidata)):
        if told and now and told != now:
            raise DataFileError(
                f"line {line}: {column} {now[:40]}, an earlier row of {one.name[:40]} has {told[:40]}: "
                "write it once, or give two actors of one name a key each"
            )
    return msgspec.structs.replace(
        one,
        names={EVERY_LANGUAGE: _together(one.names[EVERY_LANGUAGE], other.names[EVERY_LANGUAGE])},
        short=_together(one.short, other.short),
        country=one.country or other.country,
        sectors=_together(one.sectors, other.sectors),
        roles=[*one.roles, *other.roles],
        wikidata=one.wikidata or other.wikidata,
    )


def _together(one: list[str], other: list[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))
