"""Makes `countries.tsv` from CLDR (babel) and ISO 3166 (pycountry): `python -m lansir.knowledge.build_countries`.

The file is made ahead so that reading a page needs neither library. Where CLDR's heading is not the name in use
("Congo - Kinshasa"), a `display` row of `forms.tsv` gives it.
"""

from pathlib import Path

import pycountry
from babel import Locale

from lansir.knowledge.names import rows

__all__ = ["country_rows"]

HEADER = "# Derived by lansir.knowledge.build_countries from CLDR and ISO 3166; do not edit.\n"
COLUMNS = "# alpha-3\talpha-2\tEnglish\tIndonesian\tother English names, separated by |\n"
USER_ASSIGNED = {"XKX": "XK"}
"""Codes in general use that ISO leaves to its users: Kosovo."""


def display_names() -> dict[tuple[str, str], str]:
    """The names that go before CLDR's, by code and language."""
    return {(code, language): form for code, language, kind, form in rows("forms", 4) if kind == "display"}


def official_names(alpha3: str) -> list[str]:
    """ISO's names of a country; those turned round by a comma ("Korea, Republic of") are no use in text."""
    country = pycountry.countries.get(alpha_3=alpha3)
    stated = [getattr(country, field, None) for field in ("common_name", "name", "official_name")]
    return [name for name in stated if name and "," not in name]


def country_rows() -> list[tuple[str, ...]]:
    """The rows of the file, sorted by code."""
    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | USER_ASSIGNED
    english, indonesian, display = Locale("en").territories, Locale("id").territories, display_names()
    made: list[tuple[str, ...]] = []
    for alpha3, alpha2 in sorted(codes.items()):
        name = display.get((alpha3, "en"), english[alpha2].replace("&", "and"))
        local = display.get((alpha3, "id"), indonesian[alpha2].replace("&", "dan"))
        others = sorted({other.removeprefix("the ") for other in official_names(alpha3)} - {name})
        made.append((alpha3, alpha2, name, local, "|".join(others)))
    return made


def main() -> None:
    """Write the file beside this module."""
    lines = "".join("\t".join(row) + "\n" for row in country_rows())
    Path(__file__).with_name("countries.tsv").write_text(HEADER + COLUMNS + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
