"""The tables behind the coded formats: complete, and in the codes that they name."""

import re

import pytest

from lansir.codebook import codebook
from lansir.codebook.mappings import cameo_codes, cameo_ways
from lansir.export.coded_losses import loss_table
from lansir.export.coded_tables import (
    adm1_code,
    country_codes,
    fips_country,
    goldstein,
    is_scored,
    kinds,
    rows,
    sector_codes,
)
from lansir.knowledge.countries import countries

WITHOUT_FIPS = {"UMI"}
SHARED_FIPS = {"FI", "NL"}
GDELT_TYPES = {
    "COP", "GOV", "JUD", "MIL", "OPP", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "HLH", "LAB",
    "LEG", "MED", "REF", "RAD", "IGO", "IMG", "MNC", "NGO",
}  # fmt: skip
"""Those of GDELT's list that stand for a PLOVER sector."""


def test_every_country_of_the_package_has_its_codes() -> None:
    assert country_codes().keys() == countries().keys()
    assert {alpha3 for alpha3 in countries() if fips_country(alpha3) is None} == WITHOUT_FIPS


def test_fips_codes_are_two_letters_and_stand_for_one_country() -> None:
    found = [codes.fips for codes in country_codes().values() if codes.fips]
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in found)
    assert {code for code in found if found.count(code) > 1} == SHARED_FIPS


DIFFERING = {
    "IDN": "ID", "IRQ": "IZ", "ISR": "IS", "GBR": "UK", "DEU": "GM", "CHN": "CH", "CHE": "SZ", "AUS": "AS", "AUT": "AU",
    "JPN": "JA", "KOR": "KS", "PRK": "KN", "RUS": "RS", "UKR": "UP", "TUR": "TU", "PHL": "RP", "MMR": "BM", "SGP": "SN",
    "VNM": "VM", "TLS": "TT", "PSE": "WE", "LBN": "LE", "ESP": "SP", "ZAF": "SF", "COD": "CG", "COG": "CF", "CAF": "CT",
    "SRB": "RI", "XKX": "KV", "SSD": "OD",
}  # fmt: skip


def test_fips_differs_from_iso_where_it_does() -> None:
    assert {alpha3: fips_country(alpha3) for alpha3 in DIFFERING} == DIFFERING


def test_cow_numbers_are_one_to_three_digits_and_unique() -> None:
    found = [codes.cow for codes in country_codes().values() if codes.cow]
    assert len(found) == len(set(found)) > 190
    assert all(re.fullmatch(r"[1-9]\d{0,2}", number) for number in found)
    assert country_codes()["IDN"].cow == "850"


def test_cameo_keeps_older_codes_of_countries() -> None:
    differing = {alpha3: codes.cameo for alpha3, codes in country_codes().items() if codes.cameo != alpha3}
    assert differing == {"ROU": "ROM", "TLS": "TMP", "IMN": "IMY", "MNE": "MTN"}


def test_provinces_begin_with_their_country_and_have_one_code() -> None:
    table = rows("coded_adm1", 3)
    assert len({(alpha3, name.casefold()) for alpha3, name, _ in table}) == len(table)
    for alpha3, _, code in table:
        assert re.fullmatch(r"[A-Z]{2}[0-9A-Z]{2}", code)
        assert code[:2] == fips_country(alpha3) or code == "GZ00"


@pytest.mark.parametrize(
    ("alpha3", "name", "code"),
    [
        ("IDN", "Jakarta", "ID04"), ("IDN", "aceh", "ID01"), ("USA", "New York", "USNY"), ("CAN", "Ontario", "CA08"),
        ("PSE", "Gaza Strip", "GZ00"), ("IRQ", "Nineveh", "IZ15"), ("PHL", "Bicol", None), ("IDN", "nowhere", None),
        (None, None, None),
    ],
)  # fmt: skip
def test_provinces_are_found_by_their_usual_name(alpha3: str | None, name: str | None, code: str | None) -> None:
    assert adm1_code(alpha3, name) == code


def test_every_sector_has_a_row_and_its_types_are_gdelts() -> None:
    assert set(sector_codes()) == {sector.sector for sector in codebook().sectors}
    assert {codes.type for codes in sector_codes().values() if codes.type} == GDELT_TYPES


def test_every_code_of_cameo_has_a_goldstein_score() -> None:
    assert {code for code in cameo_codes() if not is_scored(code)} == {"155", "176", "1834"}
    assert all(-10 <= goldstein(code) <= 10 for code in cameo_codes())


PRINTED = {
    "040": 1.0, "042": 1.9, "046": 7.0, "051": 3.4, "072": 8.3, "111": -2.0, "130": -4.4, "145": -7.5, "173": -5.0,
    "175": -9.0, "190": -10.0, "193": -10.0,
}  # fmt: skip
"""Codes and intensities as they stand in ICEWS's files."""


def test_scores_are_those_that_icews_and_gdelt_print() -> None:
    assert {code: goldstein(code) for code in PRINTED} == PRINTED


def test_every_type_and_mode_has_a_scored_code_or_root() -> None:
    assert all(is_scored(way.code) or is_scored(way.root) for way in cameo_ways().values())


def test_acts_that_are_done_to_each_other_are_types() -> None:
    assert kinds().mutual <= codebook().by_type.keys()
    assert kinds().historical_after_days > 0


def test_every_format_says_what_it_loses() -> None:
    table = loss_table()
    assert set(table.lost) == {"plover", "polecat", "icews", "gdelt-events", "gdelt-mentions"}
    assert table.always.union(*table.lost.values()) == table.parts.keys()
    assert all(part.part and part.told for part in table.parts.values())
