"""ICEWS's table: columns in order, values as in its files."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.codebook.mappings import cameo_codes
from lansir.export.coded_tables import country_codes, sector_codes
from lansir.export.format import Exporter
from lansir.export.gdelt_events import GdeltEvents
from lansir.export.icews import Icews
from lansir.query.entries import Entry
from tests.export.coded_made import Act, made_entry, person
from tests.export.coded_read import COLUMNS, Row, lost, read_back
from tests.export.nasty import nasty_entries

COUNTRIES = {codes.icews for codes in country_codes().values()} | {""}
SECTORS = {sector for codes in sector_codes().values() for sector in codes.icews} | {""}


def written(*entries: Entry) -> list[Row]:
    return read_back(Icews(), *entries, header=True)[0]


def assert_icews(row: Row) -> None:
    assert 0 < int(row["Event ID"]) < 2**53
    assert date.fromisoformat(row["Event Date"])
    assert {row["Source Country"], row["Target Country"], row["Country"]} <= COUNTRIES
    assert {*row["Source Sectors"].split(","), *row["Target Sectors"].split(",")} <= SECTORS
    assert re.fullmatch(r"[012]\d{2,3}", row["CAMEO Code"])
    assert row["Event Text"] in {code.label for code in cameo_codes().values()}
    assert -10 <= float(row["Intensity"]) <= 10
    assert 0 < int(row["Story ID"]) < 2**53
    assert int(row["Sentence Number"]) >= 1
    assert row["District"] == ""
    assert all(row[name] == "" or -180 <= float(row[name]) <= 180 for name in ("Latitude", "Longitude"))


def test_the_columns_are_those_of_icews() -> None:
    exporter: Exporter = Icews()
    assert [column.name for column in exporter.tables[0].columns] == COLUMNS["icews"]
    assert len(COLUMNS["icews"]) == 20


def test_the_world_keeps_to_the_layout(world_entries: list[Entry]) -> None:
    rows = written(*world_entries)
    assert len(rows) > 100
    assert len({row["Event ID"] for row in rows}) == len(rows)
    assert len({row["Story ID"] for row in rows}) <= len(world_entries)
    for row in rows:
        assert_icews(row)


@settings(max_examples=40, deadline=None)
@given(found=st.lists(nasty_entries(), max_size=3))
def test_any_record_keeps_to_the_layout(found: list[Entry]) -> None:
    for row in written(*found):
        assert_icews(row)


def test_an_event_has_its_source_target_and_place() -> None:
    known = {"Rana": person("Rana", "RUS", "MIL"), "Tovan": person("Tovan", "PSE", "CVL")}
    place = {"name": "Rafah", "country": "PSE", "admin1": "Gaza Strip", "precision": "city", "lat": 31.3, "lon": 34.24}
    (row,) = written(
        made_entry(Act("ASSAULT", ("Rana",), ("Tovan",), "firearms", day="2031-03-01", place=place), known=known)
    )
    assert (row["Source Name"], row["Source Sectors"]) == ("Rana", "Government,Military")
    assert (row["Source Country"], row["Target Country"]) == ("Russian Federation", "Occupied Palestinian Territory")
    assert row["Target Sectors"] == "General Population / Civilian / Social,Social"
    assert (row["CAMEO Code"], row["Intensity"], row["Event Date"]) == ("193", "-10", "2031-03-01")
    assert (row["City"], row["Province"], row["Country"]) == ("Rafah", "Gaza Strip", "Occupied Palestinian Territory")
    assert (row["Latitude"], row["Longitude"], row["Publisher"]) == ("31.3", "34.24", "Pos Samudra")


def test_a_state_has_no_sectors_and_who_has_no_name_has_the_country_behind() -> None:
    state = person("Norwegia", "NOR", "GOV", knowledge_id="country/NOR", type="GPE")
    known = {"Norwegia": state, "polisi": person(None, "IDN", "COP"), "warga": person(None)}
    rows = written(made_entry(Act("ACCUSE", ("Norwegia",), ("polisi", "warga")), known=known))
    assert (rows[0]["Source Name"], rows[0]["Source Sectors"], rows[0]["Source Country"]) == ("Norway", "", "Norway")
    assert (rows[0]["Target Name"], rows[0]["Target Sectors"]) == ("polisi (Indonesia)", "Government,Police")
    assert (rows[1]["Target Name"], rows[1]["Target Country"]) == ("warga", "")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act("CONSULT", ("Rana",), ("Sela",)), "040"),
        (Act("RETREAT", ("Rana",), (), "withdraw"), "0874"),
        (Act("COERCE", ("Rana",), (), "cyber"), "170"),
        (Act("THREATEN", ("Rana",), (), "arrest"), "130"),
        (Act("RETREAT", ("Rana",), (), "withdraw", "planned"), "080"),
        (Act("ASSAULT", ("Rana",), (), "aerial", "planned"), "138"),
    ],
)
def test_the_code_is_the_nearest_that_the_list_has(act: Act, code: str) -> None:
    assert written(made_entry(act))[0]["CAMEO Code"] == code


def test_those_who_meet_are_each_a_source_once() -> None:
    rows = written(made_entry(Act("CONSULT", ("Rana", "Sela"))))
    assert [(row["Source Name"], row["Target Name"]) for row in rows] == [("Rana", "Sela"), ("Sela", "Rana")]


def test_numbers_are_those_of_gdelts_layout(world_entries: list[Entry]) -> None:
    gdelt, _ = read_back(GdeltEvents(), *world_entries, header=False)
    assert [row["Event ID"] for row in written(*world_entries)] == [row["GLOBALEVENTID"] for row in gdelt]


def test_what_did_not_take_place_is_left_out_and_told() -> None:
    rows, losses = read_back(Icews(), made_entry(Act("ASSAULT", ("Rana",), status="negated")), header=True)
    assert rows == []
    assert lost(losses, "events that did not take place") == 1
