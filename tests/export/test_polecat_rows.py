"""POLECAT's table: columns in order, values as in its files, one row an event."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.codebook import codebook
from lansir.codebook.mappings import quad_classes
from lansir.export.format import Exporter
from lansir.export.polecat import Polecat
from lansir.knowledge.countries import countries
from lansir.query.entries import Entry
from tests.export.coded_made import Act, made_entry, person
from tests.export.coded_read import COLUMNS, Row, lost, read_back
from tests.export.nasty import nasty_entries

NAMES = COLUMNS["polecat"]
SIDES = {side: [name for name in NAMES if side in name and "Wikipedia" not in name] for side in ("Actor", "Recipient")}
BODIES = {"IGO", "NGO", "MNC", "None"}


def written(*entries: Entry) -> list[Row]:
    return read_back(Polecat(), *entries, header=True)[0]


def assert_polecat(row: Row) -> None:
    assert all(row.values())
    assert re.fullmatch(r"\d{8}-\d{4}-[0-9a-f]{12}_[A-Z]+", row["Event ID"])
    assert date.fromisoformat(row["Event Date"])
    code = codebook().by_type[row["Event Type"]]
    assert row["Event Mode"] in {*code.modes, "None"}
    assert -10 <= float(row["Event Intensity"]) <= 10
    assert row["Quad Code"] == quad_classes()[code.quad].polecat
    assert row["Contexts"] == "None" or set(row["Contexts"].split("; ")) <= {one.context for one in codebook().contexts}
    for side, names in SIDES.items():
        counts = {len(row[name].split("; ")) for name in names if row[name] != "None"}
        assert len(counts) <= 1
        assert set(row[f"{side} Country"].split("; ")) <= countries().keys() | BODIES
    assert row["Country"] in countries().keys() | {"None"}
    assert row["Feature Type"] in {"PCLI", "ADM1", "PPL", "RGN", "None"}
    assert row["Publication Date"] == "None" or date.fromisoformat(row["Publication Date"])


def test_the_columns_are_those_of_polecat() -> None:
    exporter: Exporter = Polecat()
    assert [column.name for column in exporter.tables[0].columns] == NAMES
    assert len(NAMES) == 40


def test_the_world_keeps_to_the_layout(world_entries: list[Entry]) -> None:
    rows = written(*world_entries)
    assert len(rows) > 100
    assert len({row["Event ID"] for row in rows}) == len(rows)
    for row in rows:
        assert_polecat(row)


@settings(max_examples=40, deadline=None)
@given(found=st.lists(nasty_entries(), max_size=3))
def test_any_record_keeps_to_the_layout(found: list[Entry]) -> None:
    for row in written(*found):
        assert_polecat(row)


def test_actors_and_recipients_stand_in_one_cell_in_the_same_order() -> None:
    known = {
        "Rana": person("Rana", "IDN", "GOV", "MIL", role="minister"),
        "Sela": person("Sela"),
        "Tovan": person("Tovan; the younger", "NGO", "NGO"),
    }
    (row,) = written(made_entry(Act("CONSULT", ("Rana", "Sela"), ("Tovan",), "visit"), known=known))
    assert row["Actor Name"] == "Rana; Sela"
    assert (row["Actor Country"], row["Actor COW"]) == ("IDN; None", "850; None")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("GOV; None", "GOV,MIL; None")
    assert (row["Actor Title"], row["Actor Name Raw"], row["Wikipedia Actor ID"]) == (
        "minister; None",
        "Rana; Sela",
        "None",
    )
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Tovan, the younger", "NGO")
    assert (row["Event Mode"], row["Event Intensity"], row["Quad Code"]) == ("visit", "4", "VERBAL COOPERATION")
    assert row["Event ID"].startswith("20310307-2040-")


def test_a_place_has_its_parts_and_its_geonames_number() -> None:
    place = {
        "name": "Bandung",
        "country": "IDN",
        "admin1": "West Java",
        "precision": "city",
        "lat": -6.9,
        "lon": 107.6,
        "geonames": 1650357,
    }
    (row,) = written(made_entry(Act("PROTEST", ("Rana",), place=place)))
    assert [row[name] for name in ("Placename", "City", "District", "Province", "Country")] == [
        "Bandung", "Bandung", "None", "West Java", "IDN",
    ]  # fmt: skip
    assert (row["GeoNames ID"], row["Feature Type"], row["Raw Placename"]) == ("1650357", "PPL", "Rana acts.")


def test_a_place_that_was_not_found_is_only_its_words() -> None:
    (row,) = written(made_entry(Act("PROTEST", ("Rana",), place={"name": "Petra", "country": "IDN"})))
    assert (row["Placename"], row["Country"], row["Raw Placename"]) == ("None", "None", "Rana acts.")


def test_what_did_not_take_place_is_left_out_and_told() -> None:
    acts = [Act("ASSAULT", ("Rana",), status="negated"), Act("ACCUSE", ("Rana",))]
    rows, losses = read_back(Polecat(), made_entry(*acts), header=True)
    assert [row["Event Type"] for row in rows] == ["ACCUSE"]
    assert lost(losses, "events that did not take place") == 1


def test_the_article_names_its_people_and_bodies() -> None:
    known = {"Rana": person("Rana"), "Tovan": person("Tovan", type="ORG")}
    (row,) = written(made_entry(Act("ACCUSE", ("Rana",), ("Tovan",)), known=known))
    assert (row["Story People"], row["Story Organizations"], row["Story Locations"]) == ("Rana", "Tovan", "None")
    assert (row["Source"], row["Publication Date"], row["Language"]) == ("Pos Samudra", "2031-03-07", "en")
