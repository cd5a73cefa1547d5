"""Finds the place that words mean: name, country, position, how it was settled, and what was passed over."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from lansir.knowledge import knowledge
from lansir.knowledge.countries import countries
from lansir.record import PlaceCandidate
from lansir.resolve.gazetteer import Entry, fold
from lansir.resolve.kept_places import adjective_of, gazetteer, province_position
from lansir.resolve.place_context import context_of, merged
from lansir.resolve.place_rank import NO_CONTEXT, Context, alone, candidates, equals, has_capital, lies_in, score
from lansir.resolve.place_words import Reading, place_words, readings, split_apart

__all__ = ["POINTS_BACK", "ResolvedPlace", "resolve_place"]

Precision = Literal["point", "city", "admin1", "country", "region"]

LONGEST_WORDS = 1000
"""Code points of a place that are read."""
MOST_PASSED_OVER = 5
POINTS_BACK = "not resolved: the words point back at a place named before"
KINDS = {"admin1": "province or state", "site": "landmark"}


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


class Asked(NamedTuple):
    """The question: words, their language, what speaks for a place, and the place that is named beside them."""

    words: str
    language: str
    context: Context
    outer: Entry | None = None


def resolve_place(
    words: str,
    language: str,
    *,
    countries: Sequence[str] = (),
    neighbours: Sequence[str] = (),
    beside: Sequence[str] = (),
    home: str | None = None,
) -> ResolvedPlace:
    """The place that `words` mean.

    `countries` are alpha-3 codes of the countries that the article speaks of, the most frequent first; `neighbours`
    other place words of it, `beside` those that stand right behind the words, `home` the country that it is written
    in. Never raises; where nothing is found all fields but `resolved` are empty.
    """
    words = words[:LONGEST_WORDS].strip()
    if not words:
        return ResolvedPlace("not resolved: no words")
    head, inside = _parted(words)
    wider = context_of(neighbours, language, countries, own=fold(head), home=home)
    if not inside and not beside:
        return _resolve(Asked(head, language, wider))
    closer = context_of([*inside, *beside][:3], language, own=fold(head), home=home)
    return _resolve(Asked(head, language, merged(wider, closer), _outer(inside, language)))


def _parted(words: str) -> tuple[str, list[str]]:
    """The place itself, and those that the words name behind a comma or in brackets to say where it lies."""
    if not words.endswith(")") and gazetteer().named(words):
        return words, []
    plain, bracket = words.removesuffix(")"), ""
    if plain != words and "(" in plain:
        plain, _, bracket = plain.rpartition("(")
    pieces = [piece.strip() for piece in (*plain.split(","), *bracket.split(","))]
    head, *rest = [piece for piece in pieces if piece] or [words]
    return head, [piece for piece in rest if has_capital(piece)]


def _outer(inside: Sequence[str], language: str) -> Entry | None:
    entries = alone(inside[0][:LONGEST_WORDS], language) if inside else ()
    return entries[0] if entries else None


def _resolve(asked: Asked) -> ResolvedPlace:
    for reading in readings(asked.words, asked.language):
        if not reading.tokens or fold(reading.words) in place_words(asked.language).back:
            if reading.around and has_capital(asked.words):
                break
            return ResolvedPlace(POINTS_BACK)
        if ranked := candidates(reading, asked.context):
            return _settled(reading, ranked, asked)
        if found := _joint(reading, asked.language):
            return found
    return _organisation(asked) or _inside(asked) or _by_context(asked)


def _settled(reading: Reading, ranked: list[Entry], asked: Asked) -> ResolvedPlace:
    if asked.outer:
        fitting = [entry for entry in ranked if lies_in(entry, asked.outer)]
        if not fitting:
            return _lies_in(asked.outer, _own_name(reading, asked.language), ranked)
        ranked = fitting + [entry for entry in ranked if entry not in fitting]
    elif not reading.around and (tied := equals(ranked, asked.context)):
        return _undecided(tied)
    chosen, *others = ranked
    return _placed(chosen, reading, _reason(chosen, others, reading, asked), others)


def _undecided(tied: list[Entry]) -> ResolvedPlace:
    """No place where several are as likely, for a guess would look like knowledge; a country where all lie in one."""
    where = ", ".join(dict.fromkeys(_whereabouts(entry) for entry in tied[:MOST_PASSED_OVER]))
    reason = f"not resolved: {len(tied)} places of that name are as likely ({where}) and the article does not decide"
    shared = {entry.country for entry in tied}
    return ResolvedPlace(reason, country=shared.pop() if len(shared) == 1 else None, passed_over=_candidates(tied))


def _whereabouts(entry: Entry) -> str:
    return " ".join(part for part in (entry.admin1, entry.country) if part) or entry.name


def _lies_in(outer: Entry, name: str, ranked: Iterable[Entry] = ()) -> ResolvedPlace:
    """A place that the gazetteer lacks, at the position of the one named beside it."""
    lat, lon, precision = _position(outer)
    return ResolvedPlace(
        resolved=f"not in the gazetteer; lies in {outer.name}, which is named beside it",
        name=name,
        country=outer.country,
        admin1=_province(outer),
        lat=lat,
        lon=lon,
        precision=precision,
        passed_over=_candidates(ranked),
    )


def _placed(chosen: Entry, reading: Reading, reason: str, others: Iterable[Entry] = ()) -> ResolvedPlace:
    lat, lon, precision = _position(chosen)
    return ResolvedPlace(
        resolved=reason,
        name=_name(chosen, reading),
        country=chosen.country,
        geonames=None if reading.around or reading.direction else chosen.geonames,
        admin1=_province(chosen),
        lat=lat,
        lon=lon,
        precision="region" if reading.direction else precision,
        passed_over=_candidates(others),
    )


def _province(entry: Entry) -> str | None:
    return entry.name if entry.kind == "admin1" else entry.admin1


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


def _candidates(entries: Iterable[Entry]) -> list[PlaceCandidate]:
    return [
        PlaceCandidate(e.name, e.country, e.geonames, e.lat, e.lon, e.admin1, e.population or None)
        for e in [*entries][:MOST_PASSED_OVER]
    ]


def _reason(chosen: Entry, others: list[Entry], reading: Reading, asked: Asked) -> str:
    what = f"gazetteer: {KINDS.get(chosen.kind, chosen.kind)} {chosen.name}"
    if reading.direction:
        what = f"{what}, the {reading.direction} part of it"
    elif reading.around:
        what = f"{what}, in, at or near it"
    if not others:
        return what
    if asked.outer:
        return f"{what}; chosen among {len(others) + 1} by {asked.outer.name}, which is named beside it"
    best = max([chosen, *others], key=lambda entry: score(entry, NO_CONTEXT))
    if best is not chosen:
        return f"{what}; chosen among {len(others) + 1} by the article's other places"
    agree = " and the article's other places" if asked.context.support.get(chosen.country or "") else ""
    return f"{what}; the best known of {len(others) + 1}{agree}"


def _joint(reading: Reading, language: str) -> ResolvedPlace | None:
    """Two places in one ("perbatasan Bangladesh dan Myanmar"): a country only where both lie in it."""
    pieces = split_apart(reading.tokens, place_words(language).joiners)
    if not 2 <= len(pieces) <= 4:
        return None
    whole = [piece for piece in pieces if gazetteer().named(" ".join(piece))]
    firsts = [entries[0] for piece in whole if (entries := alone(" ".join(piece), language))]
    if len(firsts) < len(pieces):
        return None
    shared = {entry.country for entry in firsts}
    name = reading.english.replace("{}", "–".join(entry.name for entry in firsts))
    reason = f"gazetteer: {len(firsts)} places together: {', '.join(entry.name for entry in firsts)}"
    country = shared.pop() if len(shared) == 1 else None
    return ResolvedPlace(reason, name, country, precision="region")


def _organisation(asked: Asked) -> ResolvedPlace | None:
    """Where an organisation of the actor table sits ("Kantor Kemenko Polhukam"): its name and country."""
    parts = [*readings(asked.words, asked.language)]
    for reading in parts if parts[-1].around != "mission" else ():
        if reading.around not in (None, "site") or not has_capital(reading.words):
            continue
        found = [m for m in knowledge().find(reading.words, asked.language, None, "ORG") if m.type == "ORG"]
        if len(found) == 1 and found[0].country in countries():
            name = found[0].name.removesuffix(f" of {countries()[found[0].country].english}")
            reason = f"actor table: where {found[0].name} sits"
            return ResolvedPlace(reason, reading.english.replace("{}", name), found[0].country)
    return None


def _inside(asked: Asked) -> ResolvedPlace | None:
    """A place named at the end of a longer description ("kantor konsulat di Melbourne", "RS Polri Jakarta")."""
    whole = [*readings(asked.words, asked.language)]
    outer, tokens = whole[-1], whole[0].tokens
    behind = split_apart(tokens, place_words(asked.language).connectors)
    last = len(tokens) - len(behind[-1]) if len(behind) > 1 else 0
    starts = range(1, len(tokens)) if outer.around in ("site", "near", "local", "mission") else [last] if last else []
    for start in starts:
        found = candidates(Reading(tokens[start:], around="site", country=outer.country), asked.context)
        entries = [entry for entry in found if _may_hold(entry, asked.context, start == last)]
        if entries:
            reading = Reading(tokens, around=outer.around or "site", english=asked.words.strip())
            reason = f"gazetteer: {entries[0].kind} {entries[0].name}, named at the end of the words"
            return _placed(entries[0], reading, reason, entries[1:])
    return None


def _may_hold(entry: Entry, context: Context, behind_connector: bool) -> bool:
    """Whether something of a place's name lies in it: the house of another country's body lies elsewhere."""
    if entry.kind == "country" and not behind_connector:
        return entry.country == (context.dominant or context.home)
    return entry.kind != "site"


def _by_context(asked: Asked) -> ResolvedPlace:
    """A place that the gazetteer lacks: its own name, and the country that its kind, neighbours or paper tell."""
    reading = [found for found in readings(asked.words, asked.language) if not found.direction][-1]
    name = _own_name(reading, asked.language) if reading.tokens else asked.words.strip()
    if asked.outer and has_capital(asked.words):
        return _lies_in(asked.outer, name)
    country, reason = _likely_country(reading, asked.context)
    if country is None or not name or not has_capital(asked.words):
        return ResolvedPlace("not resolved: no place of that name in the gazetteer")
    return ResolvedPlace(f"not in the gazetteer; {reason}", name, country)


def _own_name(reading: Reading, language: str) -> str:
    """The name in its frame, as it is written; the country that an embassy is of in English."""
    entries = alone(reading.words, language) if reading.around == "mission" else ()
    of = (adjective_of(entries[0].country) or entries[0].name) if entries else reading.words
    return reading.english.replace("{}", of)


def _likely_country(reading: Reading, context: Context) -> tuple[str | None, str]:
    if reading.country and (context.support.get(reading.country) or not context.support):
        return reading.country, "only this country has such places"
    if context.dominant:
        return context.dominant, "country taken from the article's other places"
    if reading.around and context.home and not context.support:
        return context.home, "the article names no other country than its paper's"
    return None, ""
