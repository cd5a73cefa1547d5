"""What the map is told: its places in words, with their numbers and the queries that ask for them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from lansir.knowledge.countries import countries
from lansir.query.found import EventFound
from lansir.query.language import Query, Term
from lansir.serve.desk.map_places import WITH_PLACE, Located, Spot, Tally
from lansir.serve.desk.pages import day_shower, number_shower
from lansir.serve.labels import labels
from lansir.words.catalogue import messages

__all__ = ["MOST_PLACES", "Aside", "EventTold", "MapView", "PlaceTold", "event_told", "view"]

MOST_PLACES = 2000
"""Places that a browser is given; those with the fewest events are left out."""
MOST_NAMES = 40
"""Names by which a query asks for one place."""
UNKNOWN = Spot("unknown")
LONGEST_NAME, LONGEST_SENTENCE = 200, 280
WITHOUT_PLACE = Term("has", ("place",), excluded=True)
WITHOUT_POSITION = Term("has", ("coordinates",), excluded=True)


class PlaceTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place: `kind` says how precisely its events are known, `number` how many, `events` the address of the latest.

    A country has its `code`, and with `inside` how many events happened anywhere in it.
    """

    kind: str
    name: str
    precision: str
    number: int
    told: str
    explore: str
    events: str
    where: str = ""
    latest: str = ""
    day: str = ""
    lat: float | None = None
    lon: float | None = None
    code: str | None = None
    inside: str | None = None


class Aside(msgspec.Struct, frozen=True):
    """What is not on the map: words, and the query that asks for it."""

    words: str
    explore: str


class MapView(msgspec.Struct, frozen=True):
    """All that is known of a query's places. With `complete` false, so far: from a fair sample of the store."""

    places: list[PlaceTold]
    asides: list[Aside]
    told: str
    complete: bool


class EventTold(msgspec.Struct, frozen=True):
    """An event in a line."""

    address: str
    type: str
    status: str
    status_told: str
    day: str
    sentence: str
    language: str
    outlet: str


class Speech(NamedTuple):
    """How things are said in one language."""

    iso: str
    words: Callable[..., str]
    day: Callable[[str | None], str]
    number: Callable[[int], str]

    def events(self, number: int) -> str:
        """ "12 events"."""
        return self.words("map.events_one" if number == 1 else "map.events", n=self.number(number))

    def country(self, code: str | None) -> str:
        """The name of a country."""
        found = countries().get(code or "")
        if found is None:
            return code or ""
        return found.indonesian if self.iso == "id" else found.english


def view(query: Query, found: Located, none: tuple[int, bool], iso: str) -> MapView:
    """The places of a query; `none` is how many of its events tell no place, and whether those are all."""
    said = Speech(iso, labels(iso), day_shower(messages(iso)), number_shower(iso))
    ranked = sorted(found.spots.items(), key=lambda one: (-one[1].number, [str(part) for part in one[0]]))
    shown = [(spot, tally) for spot, tally in ranked if spot.kind != "unknown"]
    inside = _inside(found)
    told = [_place(query, spot, tally, inside, said) for spot, tally in shown[:MOST_PLACES]]
    left = len(shown) - len(told)
    return MapView(
        told, [*_asides(query, found, none, left, said)], _summary(found, len(shown), said), found.share == 1.0
    )


def event_told(event: EventFound, iso: str) -> EventTold:
    """An event as a popup has it."""
    words = messages(iso)
    return EventTold(
        address=f"/event/{event.id}",
        type=event.type,
        status=event.status,
        status_told=words.statuses[event.status],
        day=day_shower(words)(event.day),
        sentence=_short(event.sentence.text, LONGEST_SENTENCE),
        language=event.report.language or "",
        outlet=event.report.outlet or "",
    )


def _place(query: Query, spot: Spot, tally: Tally, inside: dict[str, int], said: Speech) -> PlaceTold:
    country = said.country(spot.country)
    name = country if spot.kind == "country" else spot.name or spot.admin1 or said.words("map.nameless")
    around = (spot.admin1 if spot.kind == "pin" else None, country if spot.kind != "country" else None)
    lat, lon = tally.position if spot.kind in ("pin", "province") and tally.position else (None, None)
    in_all = inside.get(spot.country or "", 0)
    return PlaceTold(
        kind=spot.kind,
        name=_short(name, LONGEST_NAME),
        precision=said.words(f"map.kind_{spot.kind}"),
        number=tally.number,
        told=said.events(tally.number),
        explore=_explore(query.adding(*_terms(spot, tally))),
        events=_latest(query, spot),
        where=", ".join(part for part in around if part and part != name),
        latest=tally.latest or "",
        day=said.day(tally.latest),
        lat=lat,
        lon=lon,
        code=spot.country if spot.kind == "country" else None,
        inside=said.words("map.inside", events=said.events(in_all)) if spot.kind == "country" else None,
    )


def _inside(found: Located) -> dict[str, int]:
    """How many events each country has, however precisely they are placed in it."""
    made: dict[str, int] = {}
    for spot, tally in found.spots.items():
        if spot.country:
            made[spot.country] = made.get(spot.country, 0) + tally.number
    return made


def _terms(spot: Spot, tally: Tally) -> list[Term]:
    """What a query asks for a place by."""
    names = tuple(name for name, _ in tally.names.most_common(MOST_NAMES))
    terms = [Term("place", names)] if names and spot.kind != "country" else []
    return [*terms, Term("place.country", (spot.country,))] if spot.country else terms


def _asides(query: Query, found: Located, none: tuple[int, bool], left: int, said: Speech) -> Iterable[Aside]:
    if left:
        yield Aside(said.words("map.left_out", n=said.number(left)), _explore(query.adding(WITH_PLACE)))
    unknown = found.spots.get(UNKNOWN)
    if unknown:
        told = said.words("map.unknown", events=said.events(unknown.number))
        yield Aside(told, _explore(query.adding(WITH_PLACE, WITHOUT_POSITION)))
    number, exact = none
    if number:
        told = said.words("map.unplaced" if exact else "map.unplaced_more", events=said.events(number))
        yield Aside(told, _explore(query.adding(WITHOUT_PLACE)))


def _summary(found: Located, places: int, said: Speech) -> str:
    if not places:
        return said.words("map.none" if found.share == 1.0 else "map.none_yet")
    unknown = found.spots[UNKNOWN].number if UNKNOWN in found.spots else 0
    where = said.words("map.places_one" if places == 1 else "map.places", n=said.number(places))
    told = said.words("map.told", events=said.events(found.number - unknown), places=where)
    return told if found.share == 1.0 else said.words("map.told_so_far", told=told, share=f"{found.share:.0%}")


def _explore(query: Query) -> str:
    return f"/explore?{urlencode({'q': str(query)})}"


def _latest(query: Query, spot: Spot) -> str:
    given = {"q": str(query), **spot._asdict()}
    return f"/map/place?{urlencode({key: value for key, value in given.items() if value not in (None, '')})}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
