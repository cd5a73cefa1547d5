"""What actors and countries are called in the reader's language, and the queries that ask for them."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from lansir.knowledge import Actor, knowledge
from lansir.knowledge.countries import Seat, countries, seats
from lansir.query.language import Query, Term
from lansir.query.sql import Kind

__all__ = ["COUNTRY", "Named", "asking", "country_name", "entry_of", "named", "other_names", "seat_of", "shown_name"]

COUNTRY, SEAT = "country/", "seat/"
"""What keys of countries and of seats of government begin with."""
NAMES = "SELECT id, key, name, type FROM actor WHERE id IN (SELECT value FROM json_each(?))"


class Named(NamedTuple):
    """An actor as lists show it: its key and its name in the reader's language."""

    key: str
    name: str
    type: str


def named(connection: sqlite3.Connection, ids: Iterable[int], iso: str) -> dict[int, Named]:
    """The actors of these ids."""
    rows = connection.execute(NAMES, (json.dumps(list(ids)),)).fetchall()
    return {row["id"]: Named(row["key"], shown_name(row["key"], row["name"], iso), row["type"]) for row in rows}


def shown_name(key: str, stored: str, iso: str) -> str:
    """The name in a language, as far as the tables have one; else the one that the store holds."""
    if key.startswith(COUNTRY):
        return country_name(key.removeprefix(COUNTRY), iso) or stored
    if seat := seat_of(key):
        return (seat.names.get(iso) or seat.names["en"])[0]
    known = entry_of(key)
    return known.name_in(iso) if known else stored


def other_names(key: str, iso: str) -> list[tuple[str | None, list[str]]]:
    """Further names by language, None for those of no one language; the shown one is left out."""
    shown = shown_name(key, "", iso)
    listed = [(tongue, [name for name in names if name != shown]) for tongue, names in _names(key).items()]
    return [(tongue, names) for tongue, names in listed if names]


def _names(key: str) -> dict[str | None, list[str]]:
    if country := countries().get(key.removeprefix(COUNTRY)) if key.startswith(COUNTRY) else None:
        return {"en": [country.english, *country.others], "id": [country.indonesian]}
    if seat := seat_of(key):
        return dict(seat.names.items())
    known = entry_of(key)
    if known is None:
        return {}
    names: dict[str | None, list[str]] = {(None if iso == "mul" else iso): found for iso, found in known.names.items()}
    return {**names, None: [*names.get(None, []), *known.short]} if known.short else names


def country_name(code: str | None, iso: str) -> str | None:
    """The name of a country by its three letters; None for what is no country."""
    country = countries().get(code or "")
    return country and (country.indonesian if iso == "id" else country.english)


def entry_of(key: str) -> Actor | None:
    """The actor of the table; None for countries, seats and names that no table knows."""
    return knowledge().actors.get(key)


def seat_of(key: str) -> Seat | None:
    """The seat of government of a key."""
    return next((seat for seat in seats() if f"{SEAT}{seat.key}" == key), None) if key.startswith(SEAT) else None


def asking(kind: Kind = "events", /, **terms: str | tuple[str, ...]) -> str:
    """The address of Explore with these terms; `__` stands for the dot in a field's name."""
    found = [
        Term(field.replace("__", "."), (told,) if isinstance(told, str) else told) for field, told in terms.items()
    ]
    given = {"q": str(Query(tuple(found))), **({} if kind == "events" else {"kind": kind})}
    return f"/explore?{urlencode(given)}"
