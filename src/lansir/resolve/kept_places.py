"""The hand-kept places: usual English and Indonesian names, regions and seas, landmarks, Indonesia's provinces, cities,
regencies and well-known districts.

TSV files in `data/`, each with a head line; names are separated by "|". `lansir.knowledge` has the names of countries.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lansir.errors import DataFileError
from lansir.knowledge.countries import countries, country_forms
from lansir.resolve.gazetteer import Entry, Gazetteer, Kind, fold, generated

__all__ = ["adjective_of", "adjectives", "gazetteer", "province_position"]

COLUMNS = {
    "countries": ["code", "lat", "lon", "names"],
    "cities": ["name", "country", "gazetteer", "names"],
    "admin1": ["name", "country", "gazetteer", "names"],
    "regions": ["name", "kind", "country", "admin1", "lat", "lon", "names"],
    "indonesia": ["kind", "name", "province", "geonames", "lat", "lon", "names"],
    "districts": ["name", "within", "lat", "lon", "names"],
}
INDONESIAN_KINDS: dict[str, Kind] = {"province": "admin1", "city": "city", "regency": "regency"}
REGION_KINDS: dict[str, Kind] = {"region": "region", "site": "site"}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer with all hand-kept places, loaded once; DataFileError where a table is missing or off."""
    made = generated()
    for entry, names in _all_kept(made):
        made.keep(entry, *names)
    return made


@cache
def adjectives() -> dict[str, str]:
    """Folded adjectives of countries ("syrian") to alpha-3."""
    return {fold(text): form.code for _, text, form in country_forms() if form.kind == "adjective" and form.code}


@cache
def adjective_of(country: str | None) -> str | None:
    """The English adjective of an alpha-3 code ("Syrian")."""
    forms = (
        text
        for language, text, form in country_forms()
        if (language, form.kind) == ("en", "adjective") and form.code == country
    )
    return next(forms, None)


@cache
def province_position(country: str | None, admin1: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of a province, where it is known."""
    inside = (entry for entry in gazetteer().named(admin1 or "") if (entry.kind, entry.country) == ("admin1", country))
    return next(((entry.lat, entry.lon) for entry in inside if entry.lat is not None and entry.lon is not None), None)


def _all_kept(made: Gazetteer) -> Iterator[tuple[Entry, list[str]]]:
    yield from _indonesia(made)
    yield from _districts()
    yield from _countries(made)
    yield from _renamed(made, "admin1")
    yield from _renamed(made, "city")
    for name, kind, country, admin1, lat, lon, names in _rows("regions"):
        place = Entry(REGION_KINDS[kind], name, country or None, admin1 or None, None, *_position(lat, lon), known=True)
        yield place, names.split("|")


def _countries(made: Gazetteer) -> Iterator[tuple[Entry, list[str]]]:
    names: dict[str, list[str]] = {}
    for _, text, form in country_forms():
        if form.kind == "name" and form.code:
            names.setdefault(form.code, []).append(text)
    middles = {code: (_position(lat, lon), more.split("|")) for code, lat, lon, more in _rows("countries")}
    for code, country in countries().items():
        position, more = middles.get(code, ((None, None), []))
        numbered = next((e for e in made.named(code) if e.kind == "country"), None)
        number, people = (numbered.geonames, numbered.population) if numbered else (None, 0)
        entry = Entry("country", country.english, code, None, number, *position, people, known=True)
        yield entry, [code, *names.get(code, []), *more]


def _renamed(made: Gazetteer, kind: Kind) -> Iterator[tuple[Entry, list[str]]]:
    """Places of the generated table under their usual names; those that it lacks stay without position."""
    for name, country, known_as, names in _rows("cities" if kind == "city" else kind):
        found = [e for e in made.named(known_as or name) if (e.kind, e.country) == (kind, country)]
        place = max(found, key=lambda entry: (entry.exact, entry.population), default=Entry(kind, name, country))
        made.rename(place, name)
        given = (place.admin1, place.geonames, place.lat, place.lon, place.population)
        yield Entry(kind, name, country, *given, known=True), names.split("|")


def _indonesia(made: Gazetteer) -> Iterator[tuple[Entry, list[str]]]:
    for kind, name, province, given, lat, lon, names in _rows("indonesia"):
        number, known_as = int(given) if given else None, names.split("|")
        people = [e.population for n in (name, *known_as) for e in made.named(n) if number and e.geonames == number]
        place = (province or None, number, *_position(lat, lon), max(people, default=0))
        short = name.removesuffix(" Regency")
        written = [f"Kabupaten {one}" for one in (short, *known_as) if one] if kind == "regency" else []
        yield Entry(INDONESIAN_KINDS[kind], name, "IDN", *place, known=True), [*known_as, *written]


def _districts() -> Iterator[tuple[Entry, list[str]]]:
    """Districts, quarters and seats of regencies; those without a position stand at that of their city or regency."""
    around = {name: (province, lat, lon) for _, name, province, _, lat, lon, _ in _rows("indonesia")}
    for name, within, lat, lon, names in _rows("districts"):
        if within not in around:
            raise DataFileError(f"resolve/data/districts.tsv: {within!r} is no city or regency of indonesia.tsv")
        province, *middle = around[within]
        given = _position(lat, lon) if lat else _position(*middle)
        yield Entry("district", name, "IDN", province, None, *given), names.split("|")


def _position(lat: str, lon: str) -> tuple[float | None, float | None]:
    return (float(lat), float(lon)) if lat and lon else (None, None)


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a table; DataFileError for one that breaks its head line."""
    lines = (files("lansir.resolve") / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != COLUMNS[name]:
        raise DataFileError(f"resolve/data/{name}.tsv: the head line must be {' '.join(COLUMNS[name])}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS[name]):
            raise DataFileError(
                f"resolve/data/{name}.tsv line {number}: {len(cells)} columns, not {len(COLUMNS[name])}"
            )
        yield cells
