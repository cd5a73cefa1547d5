"""Finds the place that words mean: name, country, position, how it was settled, and what was passed over."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from lansir.record import PlaceCandidate
from lansir.resolve.gazetteer import Entry, fold
from lansir.resolve.kept_places import adjective_of, adjectives, gazetteer, province_position
from lansir.resolve.place_words import Reading, place_words, readings, split_apart

__all__ = ["ResolvedPlace", "resolve_place"]

Precision = Literal["point", "city", "admin1", "country", "region"]

LONGEST_WORDS = 1000
"""Code points of a place that are read."""
MOST_NEIGHBOURS = 60
MOST_PASSED_OVER = 5
DOMINANT_SHARE = 0.6
"""Share of the article's other places that a country needs to give an unknown place its country."""
LARGE_CITY = 200_000
"""People from which a city is taken for the one that a building or ground is called after."""

WEIGHT = {"country": 2.5, "admin1": 0.8, "regency": 0.0, "city": 0.0, "region": 2.5, "site": 1.0}
"""What a kind of place is worth beside the logarithm of its people: countries are spoken of more than villages."""
PEOPLE_UNKNOWN = {"country": 5.0, "admin1": 6.3, "regency": 5.0, "city": 4.0, "region": 6.5, "site": 6.5}
CONTEXT, PROVINCE, KNOWN_CITY, KNOWN_CITY_ELSEWHERE, LESSER_NAME = 2.0, 1.5, 2.0, 0.5, 1.0


class ResolvedPlace(msgspec.Struct, frozen=True):
    """A `lansir.record.Place` without its words.

    `name` is the usual English name, `country` ISO 3166-1 alpha-3, `lat` and `lon` degrees at `precision`. `resolved`
    says how the place was settled, or why not; `passed_over` are other places of that name, the likeliest first.
    """

    resolved: str
    name: str | None = None
    country: str | None = None
    geonames: int | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    passed_over: list[PlaceCandidate] = []


class Context(NamedTuple):
    """What the article's other places and countries say; `support` from 0 to 1 by alpha-3."""

    support: dict[str, float]
    provinces: frozenset[tuple[str | None, str | None]]
    dominant: str | None


NO_CONTEXT = Context({}, frozenset(), None)


class Found(NamedTuple):
    """Places of a name, the likeliest first, under the reading that found them."""

    reading: Reading
    entries: list[Entry]


def resolve_place(
    words: str, language: str, *, countries: Sequence[str] = (), neighbours: Sequence[str] = ()
) -> ResolvedPlace:
    """The place that `words` mean.

    `countries` are alpha-3 codes of the countries that the article speaks of, the most frequent first; `neighbours`
    other place words of it. Never raises; where nothing is found all fields but `resolved` are empty.
    """
    words = words[:LONGEST_WORDS].strip()
    if not words:
        return ResolvedPlace("not resolved: no words")
    head, *rest = [piece for piece in words.split(",") if piece.strip()] or [words]
    if rest and not _whole(words):
        context = _context([piece.strip() for piece in rest], language, (), fold(head))
        wider = _context(neighbours, language, countries, fold(words))
        return _resolve(head, language, _merge(wider, context))
    return _resolve(words, language, _context(neighbours, language, countries, fold(words)))


def _resolve(words: str, language: str, context: Context) -> ResolvedPlace:
    for reading in readings(words, language):
        if not reading.tokens or fold(reading.words) in place_words(language).back:
            if reading.around and _has_capital(words):
                break
            return ResolvedPlace("not resolved: the words point back at a place named before")
        if entries := _candidates(reading, context):
            return _settled(Found(reading, entries), context)
        if joint := _joint(reading, language):
            return joint
    return _inside(words, language, context) or _by_context(words, language, context)


def _candidates(reading: Reading, context: Context) -> list[Entry]:
    """Places of the reading's name that suit its kind, the likeliest first."""
    named = gazetteer().named(reading.words) if _has_capital(reading.words) or not reading.generic else []
    if not named and (code := adjectives().get(fold(reading.words))):
        named = gazetteer().named(code)
    if reading.around and named:
        named = [entry for entry in named if _may_name(entry, reading.around, context)]
    suited = [entry for entry in named if entry.kind == reading.kind]
    return sorted(suited or named, key=lambda entry: -_score(entry, context))


def _may_name(entry: Entry, around: str, context: Context) -> bool:
    """Whether a building or quarter of this name would stand in the place: streets named after cities do not."""
    if around == "named":
        return False
    supported = context.support.get(entry.country or "", 0) > 0
    if around == "local":
        return entry.kind in ("city", "site") and supported
    return entry.kind != "city" or supported or entry.known or entry.population >= LARGE_CITY


def _score(entry: Entry, context: Context) -> float:
    people = math.log10(entry.population) if entry.population > 0 else PEOPLE_UNKNOWN[entry.kind]
    known = _known_city(entry, context)
    province = PROVINCE if (entry.country, entry.admin1 or entry.name) in context.provinces else 0
    support = CONTEXT * context.support.get(entry.country or "", 0)
    return WEIGHT[entry.kind] + people + known + province + support - (0 if entry.exact else LESSER_NAME)


def _known_city(entry: Entry, context: Context) -> float:
    """What it is worth to be the city that everybody knows: less in an article that speaks of other countries."""
    if not entry.known or entry.kind != "city" or entry.country == "IDN":
        return 0.0
    elsewhere = context.support and entry.country not in context.support
    return KNOWN_CITY_ELSEWHERE if elsewhere else KNOWN_CITY


@lru_cache(maxsize=4096)
def _alone(words: str, language: str) -> tuple[Entry, ...]:
    """The places that the words may mean, the likeliest first without any context."""
    for reading in readings(words, language):
        if entries := _candidates(reading, NO_CONTEXT):
            return tuple(entries)
    return ()


def _has_capital(words: str) -> bool:
    return any(letter.isupper() for letter in words)


def _whole(words: str) -> bool:
    return bool(gazetteer().named(words))


def _context(neighbours: Sequence[str], language: str, countries: Sequence[str], own: str) -> Context:
    votes: Counter[str] = Counter()
    provinces: Counter[tuple[str | None, str | None]] = Counter()
    for words in neighbours[:MOST_NEIGHBOURS]:
        entries = _alone(words[:200], language) if fold(words) != own else ()
        if entries and entries[0].country:
            sure = len({entry.country for entry in entries}) == 1 or entries[0].known
            votes[entries[0].country] += 2 if sure else 1
            if entries[0].kind == "admin1" or sure:
                provinces[entries[0].country, entries[0].admin1 or entries[0].name] += 1
    first, total = max(votes.values(), default=0), sum(votes.values())
    support = {code: max(0.4, count / first) for code, count in votes.items()}
    for rank, code in enumerate(countries[:20]):
        support[code] = max(support.get(code, 0), 1 - 0.15 * min(rank, 4))
    leader = max(votes, key=lambda code: votes[code], default=None)
    dominant = leader if leader and first >= DOMINANT_SHARE * total else None
    if not votes and len(countries) == 1:
        dominant = countries[0]
    return Context(support, frozenset(provinces), dominant)


def _merge(wider: Context, closer: Context) -> Context:
    """Both contexts; what stands right behind a comma counts more than all the rest."""
    support = {code: 0.4 * share for code, share in wider.support.items()} | closer.support
    provinces = closer.provinces or wider.provinces
    return Context(support, provinces, closer.dominant or wider.dominant)


def _settled(found: Found, context: Context) -> ResolvedPlace:
    reading, (chosen, *others) = found
    return _placed(chosen, reading, _reason(chosen, others, reading, context), others)


def _placed(chosen: Entry, reading: Reading, reason: str, others: Iterable[Entry] = ()) -> ResolvedPlace:
    lat, lon, precision = _position(chosen)
    return ResolvedPlace(
        resolved=reason,
        name=_name(chosen, reading),
        country=chosen.country,
        geonames=None if reading.around or reading.direction else chosen.geonames,
        admin1=chosen.name if chosen.kind == "admin1" else chosen.admin1,
        lat=lat,
        lon=lon,
        precision="region" if reading.direction else precision,
        passed_over=[_candidate(entry) for entry in [*others][:MOST_PASSED_OVER]],
    )


def _name(chosen: Entry, reading: Reading) -> str:
    """The English name in its frame: "Syrian border", "northern Syria", "Jarrah Air Base"."""
    name = chosen.name
    if reading.around == "near" and chosen.kind == "country" and reading.english.startswith("{} "):
        name = adjective_of(chosen.country) or name
    return reading.english.replace("{}", name)


def _position(entry: Entry) -> tuple[float | None, float | None, Precision]:
    """Position and precision; where the place's own is not known, those of its province."""
    if entry.kind in ("country", "region", "admin1"):
        return entry.lat, entry.lon, entry.kind
    if entry.lat is not None:
        return entry.lat, entry.lon, "point" if entry.kind == "site" else "city"
    province = province_position(entry.country, entry.admin1)
    return (*province, "admin1") if province else (None, None, "admin1")


def _candidate(entry: Entry) -> PlaceCandidate:
    people = entry.population or None
    return PlaceCandidate(entry.name, entry.country, entry.geonames, entry.lat, entry.lon, entry.admin1, people)


def _reason(chosen: Entry, others: list[Entry], reading: Reading, context: Context) -> str:
    kind = {"admin1": "province or state", "site": "landmark"}.get(chosen.kind, chosen.kind)
    what = f"gazetteer: {kind} {chosen.name}"
    if reading.direction:
        what = f"{what}, the {reading.direction} part of it"
    elif reading.around:
        what = f"{what}, in, at or near it"
    if not others:
        return what
    alone = max([chosen, *others], key=lambda entry: _score(entry, NO_CONTEXT))
    if alone is not chosen:
        return f"{what}; chosen among {len(others) + 1} by the article's other places"
    agree = " and the article's other places" if context.support.get(chosen.country or "") else ""
    return f"{what}; the best known of {len(others) + 1}{agree}"


def _joint(reading: Reading, language: str) -> ResolvedPlace | None:
    """Two places in one ("perbatasan Bangladesh dan Myanmar"): a country only where both lie in it."""
    pieces = split_apart(reading.tokens, place_words(language).joiners)
    if not 2 <= len(pieces) <= 4:
        return None
    whole = [piece for piece in pieces if _whole(" ".join(piece))]
    firsts = [entries[0] for piece in whole if (entries := _alone(" ".join(piece), language))]
    if len(firsts) < len(pieces):
        return None
    shared = {entry.country for entry in firsts}
    name = reading.english.replace("{}", "–".join(entry.name for entry in firsts))
    reason = f"gazetteer: {len(firsts)} places together: {', '.join(entry.name for entry in firsts)}"
    country = shared.pop() if len(shared) == 1 else None
    return ResolvedPlace(reason, name, country, precision="region")


def _inside(words: str, language: str, context: Context) -> ResolvedPlace | None:
    """A place named at the end of a longer description ("kantor konsulat di Melbourne", "RS Polri Jakarta")."""
    whole = [*readings(words, language)]
    outer, tokens = whole[-1], whole[0].tokens
    lists = place_words(language)
    behind = split_apart(tokens, lists.connectors)
    starts = range(1, len(tokens)) if outer.around in ("site", "near", "local") else [len(tokens) - len(behind[-1])]
    for start in starts if len(behind) > 1 or outer.around in ("site", "near", "local") else ():
        entries = [e for e in _candidates(Reading(tokens[start:], around="site"), context) if e.kind != "site"]
        if entries and start:
            reading = Reading(tokens, around=outer.around or "site", english=words.strip())
            reason = f"gazetteer: {entries[0].kind} {entries[0].name}, named at the end of the words"
            return _placed(entries[0], reading, reason, entries[1:])
    return None


def _by_context(words: str, language: str, context: Context) -> ResolvedPlace:
    """A place that the gazetteer lacks: its own name, and the country where the article's other places agree on one."""
    undirected = [reading for reading in readings(words, language) if not reading.direction]
    last = undirected[-1]
    name = last.english.replace("{}", last.words) if last.tokens else words.strip()
    if not context.dominant or not name or not _has_capital(words):
        return ResolvedPlace("not resolved: no place of that name in the gazetteer")
    return ResolvedPlace("not in the gazetteer; country taken from the article's other places", name, context.dominant)
