"""Ranks the places of a name: by kind, people, and what the article's other places and countries say."""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lansir.knowledge.countries import seats
from lansir.resolve.gazetteer import Entry, fold
from lansir.resolve.kept_places import adjectives, gazetteer
from lansir.resolve.place_words import Reading, readings

__all__ = [
    "NO_CONTEXT",
    "Context",
    "alone",
    "candidates",
    "distance",
    "equals",
    "has_capital",
    "lies_in",
    "score",
]

LARGE_CITY = 200_000
"""People from which a city is taken for the one that a building or ground is called after."""
DEGREE = 111.2
"""Kilometres of a degree of latitude."""
NEARBY, SAME_PLACE, INSIDE = 300.0, 100.0, 80.0
"""Kilometres: within which another place of the article speaks for one; within which two of one name are one area;
within which a place lies in a city or regency named beside it."""
MARGIN, MARGIN_OF_COUNTRIES = 0.5, 1.5
"""Lead in score below which two places far apart are equals: half an order of magnitude of people."""

WEIGHT = {"country": 2.5, "admin1": 0.8, "regency": 0.0, "city": 0.0, "district": 0.0, "region": 2.5, "site": 1.0}
"""What a kind of place is worth beside the logarithm of its people: countries are spoken of more than villages."""
PEOPLE_UNKNOWN = {
    "country": 5.0,
    "admin1": 6.3,
    "regency": 5.0,
    "city": 4.0,
    "district": 4.7,
    "region": 6.5,
    "site": 6.5,
}
KNOWN_CITY_PEOPLE = 5.3
CONTEXT, PROVINCE, KNOWN_CITY, KNOWN_CITY_ELSEWHERE, LESSER_NAME = 2.0, 1.5, 2.0, 0.5, 1.0
NEAR, HOME = 1.0, 0.5


class Context(NamedTuple):
    """What the article's other places and countries say.

    `support` from 0 to 1 by alpha-3, `points` (latitude, longitude) of places that are sure, `home` the country that
    the article is written in.
    """

    support: dict[str, float]
    provinces: frozenset[tuple[str | None, str | None]]
    dominant: str | None
    points: tuple[tuple[float, float], ...] = ()
    home: str | None = None


NO_CONTEXT = Context({}, frozenset(), None)


def candidates(reading: Reading, context: Context) -> list[Entry]:
    """Places of the reading's name that suit its kind, the likeliest first."""
    named = _named(reading.words)
    if reading.around and named:
        named = [entry for entry in named if _may_name(entry, reading.around, context)]
    if reading.country:
        named = [entry for entry in named if entry.country == reading.country]
    suited = [entry for entry in named if entry.kind == reading.kind] or named
    return sorted(_without_doubles(suited, reading.kind), key=lambda entry: -score(entry, context))


def _named(words: str) -> list[Entry]:
    """Places of that name; in small letters only landmarks and regions whose names hold a common noun count."""
    named = gazetteer().named(words)
    if not named and (code := adjectives().get(fold(words))) and has_capital(words):
        return gazetteer().named(code)
    if has_capital(words):
        known = any(entry.known and entry.exact for entry in named)
        return [entry for entry in named if entry.exact or not known]
    return [entry for entry in named if entry.kind in ("region", "site") and " " in words.strip()]


def _may_name(entry: Entry, around: str, context: Context) -> bool:
    """Whether a building or quarter of this name would stand in the place: streets named after cities do not."""
    if around == "named" or (around == "mission" and entry.kind in ("country", "region")):
        return False
    supported = context.support.get(entry.country or "", 0) > 0
    if around == "local":
        return entry.kind in ("city", "district", "site") and supported and not (entry.known and entry.kind == "city")
    if entry.kind == "district" and not supported:
        return False
    return entry.kind != "city" or supported or entry.known or entry.population >= LARGE_CITY


def _without_doubles(entries: list[Entry], kind: str | None) -> list[Entry]:
    """Without the generated provinces that are called after a city in them, unless a province is asked for."""
    if kind == "admin1":
        return entries
    cities = {(entry.country, entry.admin1) for entry in entries if entry.kind == "city" and entry.exact}
    return [e for e in entries if e.kind != "admin1" or e.known or (e.country, e.name) not in cities]


def score(entry: Entry, context: Context) -> float:
    """How likely the place is meant; a lead of 1 is worth ten times the people."""
    province = PROVINCE if (entry.country, entry.admin1 or entry.name) in context.provinces else 0
    support = CONTEXT * context.support.get(entry.country or "", 0)
    home = HOME if context.home and entry.country == context.home else 0
    lesser = 0 if entry.exact else LESSER_NAME
    own = WEIGHT[entry.kind] + _people(entry) + _known_city(entry, context) - lesser
    return own + province + support + home + _nearness(entry, context)


def _people(entry: Entry) -> float:
    if entry.population > 0:
        return math.log10(entry.population)
    return KNOWN_CITY_PEOPLE if entry.known and entry.kind == "city" else PEOPLE_UNKNOWN[entry.kind]


def _known_city(entry: Entry, context: Context) -> float:
    """What it is worth to be a capital or well known: less in an article that speaks of other countries."""
    if entry.kind != "city" or entry.country == "IDN":
        return 0.0
    if not entry.known and (fold(entry.name), entry.country) not in _capitals():
        return 0.0
    elsewhere = context.support and entry.country not in context.support
    return KNOWN_CITY_ELSEWHERE if elsewhere else KNOWN_CITY


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset(
        (fold(name), seat.country) for seat in seats() if seat.kind == "capital" for name in seat.names["en"]
    )


def _nearness(entry: Entry, context: Context) -> float:
    """What the nearest of the article's sure places is worth: nothing from 300 km on."""
    if entry.lat is None or entry.lon is None or entry.kind in ("country", "region") or not context.points:
        return 0.0
    nearest = min(distance(entry.lat, entry.lon, *point) for point in context.points)
    return NEAR * max(0.0, 1 - nearest / NEARBY)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two places, on a flat map of their surroundings: good enough to tell near from far."""
    east = ((lon - other_lon + 180) % 360 - 180) * math.cos(math.radians((lat + other_lat) / 2))
    return DEGREE * math.hypot(lat - other_lat, east)


def equals(ranked: Sequence[Entry], context: Context) -> list[Entry]:
    """The places that are as likely as the first one and lie elsewhere; the first one included, empty where alone."""
    first = ranked[0]
    lead = score(first, context)
    rivals = [entry for entry in ranked[1:] if lead - score(entry, context) < _margin(first, entry)]
    rivals = [entry for entry in rivals if _is_elsewhere(entry, first)]
    return [first, *rivals] if rivals else []


def _margin(first: Entry, other: Entry) -> float:
    return MARGIN_OF_COUNTRIES if first.kind == other.kind == "country" else MARGIN


def _is_elsewhere(entry: Entry, first: Entry) -> bool:
    """Whether two places of one name are different ones: not a city and the province or regency around it."""
    if entry.country != first.country:
        return True
    if entry.kind == "admin1" or first.kind == "admin1":
        return False
    if entry.lat is None or entry.lon is None or first.lat is None or first.lon is None:
        return entry.admin1 != first.admin1
    return distance(entry.lat, entry.lon, first.lat, first.lon) > SAME_PLACE


def lies_in(entry: Entry, outer: Entry) -> bool:
    """Whether a place may lie in another: country, province, regency or city; True where nothing speaks against it."""
    if outer.country is None or entry.country is None or outer.kind in ("region", "site"):
        return True
    if entry.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1":
        return outer.name in (entry.admin1, entry.name) or (entry.admin1 is None and entry.kind != "admin1")
    if entry.lat is None or entry.lon is None or outer.lat is None or outer.lon is None:
        return entry.admin1 == outer.admin1
    return distance(entry.lat, entry.lon, outer.lat, outer.lon) < INSIDE


@lru_cache(maxsize=4096)
def alone(words: str, language: str) -> tuple[Entry, ...]:
    """The places that the words may mean, the likeliest first without any context."""
    for reading in readings(words, language):
        if entries := candidates(reading, NO_CONTEXT):
            return tuple(entries)
    return ()


def has_capital(words: str) -> bool:
    """Whether any letter of the words is a capital."""
    return any(letter.isupper() for letter in words)
