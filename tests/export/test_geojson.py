"""GeoJSON: RFC 7946 to the letter, and no point where the place is not one."""

import json
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lansir.export.format import Options
from lansir.export.geojson import GeoJson
from lansir.export.linked_facts import point
from lansir.export.linked_text import web_address
from lansir.query.entries import Entry
from lansir.record import Place, Span
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

SCHEMA = json.loads(files("lansir.export").joinpath("schemas", "geojson.json").read_bytes())
LUMAR = Place("pl-0000000000000001", Span(0, 5, "Lumar"), "by hand", 0.9, "Lumar", "IDN", lat=-6.2, lon=106.8)


def written(entries: list[Entry]) -> Any:  # noqa: ANN401
    sink = MemorySink()
    GeoJson().write(iter(entries), sink, Options())
    found = json.loads(sink.files["events.geojson"])
    Draft202012Validator(SCHEMA).validate(found)
    return found


def at(entry: Entry, place: Place) -> Any:  # noqa: ANN401
    """The Feature of an event that happens there."""
    event = msgspec.structs.replace(entry.events[0], place=place.id)
    record = msgspec.structs.replace(entry.record, events=[event], places=[place])
    (feature,) = written([msgspec.structs.replace(entry, record=record)])["features"]
    return feature


def test_there_is_a_feature_for_each_selected_event(world_entries: list[Entry]) -> None:
    features = written(world_entries)["features"]
    assert [feature["id"] for feature in features] == [event.id for entry in world_entries for event in entry.events]


def test_the_properties_are_the_columns(world_entries: list[Entry]) -> None:
    columns = {column.name for table in GeoJson().tables for column in table.columns}
    for feature in written(world_entries)["features"]:
        assert {"id", "geometry", *feature["properties"]} == columns


@pytest.mark.parametrize("precision", ["point", "city"])
def test_a_point_is_where_the_place_is_longitude_first(world_entries: list[Entry], precision: str) -> None:
    feature = at(world_entries[0], msgspec.structs.replace(LUMAR, precision=precision))
    assert feature["geometry"] == {"type": "Point", "coordinates": [106.8, -6.2]}
    assert feature["properties"]["geo_precision"] == precision


@pytest.mark.parametrize("precision", ["admin1", "country", "region", None])
def test_an_area_has_no_geometry_but_says_what_it_is(world_entries: list[Entry], precision: str | None) -> None:
    feature = at(world_entries[0], msgspec.structs.replace(LUMAR, precision=precision))
    assert feature["geometry"] is None
    assert feature["properties"]["country"] == "IDN"
    assert feature["properties"]["geo_precision"] == precision


@pytest.mark.parametrize("where", [(91.0, 0.0), (0.0, 180.5), (float("nan"), 0.0), (0.0, float("inf"))])
def test_coordinates_off_the_earth_are_none(where: tuple[float, float]) -> None:
    assert point(msgspec.structs.replace(LUMAR, precision="city", lat=where[0], lon=where[1])) is None


def test_every_row_has_its_source_and_evidence(world_entries: list[Entry]) -> None:
    sentences = {event.id: event.sentence.text for entry in world_entries for event in entry.events}
    for feature in written(world_entries)["features"]:
        properties = feature["properties"]
        assert properties["evidence"] == sentences[feature["id"]]
        assert properties["url"].startswith("https://")
        assert properties["outlet"]
        assert properties["published"]
        assert properties["language"] in ("id", "en")


def test_statements_are_told_as_lost(world_entries: list[Entry]) -> None:
    losses = {loss.part: loss.count for loss in GeoJson().write(world_entries, MemorySink(), Options())}
    assert losses["statements"] == sum(len(entry.statements) for entry in world_entries)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//no-scheme.example/x",
        "/path",
        "https://",
        "https://a.example:port/",
        "https://a b.example/",
        "https://a.example\u2028/x",
        "https://<script>/",
        "https://[::1/",
        "x" * 5000,
        "",
        None,
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(address: str | None) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/x?q=1&b=%20#c", "https://a.example/x?q=1&b=%20#c"),
        ("HTTPS://A.Example/Ü", "https://a.example/%C3%9C"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://user:secret@a.example:8080/x", "http://a.example:8080/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_a_link_is_an_address_in_ascii_without_what_would_end_an_attribute(address: str, link: str) -> None:
    assert web_address(address) == link


@given(st.text())
def test_a_link_is_never_anything_else(text: str) -> None:
    link = web_address(text) or web_address(f"https://a.example/{text}") or "https://"
    assert link.startswith(("http://", "https://"))
    assert link.isascii()
    assert not set(link) & set("<>\"' \n") - {"'"}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), max_size=3))
def test_whatever_a_page_says_stays_valid(found: list[Entry]) -> None:
    features = written(found)["features"]
    assert [feature["id"] for feature in features] == [event.id for entry in found for event in entry.events]
    said = [event.sentence.text for entry in found for event in entry.events]
    assert [feature["properties"]["evidence"] for feature in features] == said
