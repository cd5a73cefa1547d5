"""ninjs 3.0: each line is valid by the standard's properties, and tells the article and what was selected of it."""

import json
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lansir.export.format import Options
from lansir.export.ninjs import Ninjs
from lansir.query.entries import Entry
from lansir.record import Place, Review, Span, StatedTime
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

SCHEMA = json.loads(files("lansir.export").joinpath("schemas", "ninjs-3.0.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def written(entries: list[Entry]) -> list[Any]:
    sink = MemorySink()
    Ninjs().write(iter(entries), sink, Options())
    found = [json.loads(line) for line in sink.files["ninjs.jsonl"].splitlines()]
    for item in found:
        VALIDATOR.validate(item)
    return found


def changed(entry: Entry, **fields: object) -> Entry:
    article = msgspec.structs.replace(entry.record.article, **fields)
    return msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"uri": "lansir://article/x", "body": "no such property"},
        {"uri": "lansir://article/x", "type": "article"},
        {"uri": "lansir://article/x", "subjects": [{"name": "x", "confidence": 0.5}]},
        {"uri": "lansir://article/x", "associations": [{"uri": "lansir://event/x"}]},
        {"uri": "lansir://article/x", "eventDetails": {"dates": {"expectedStartDate": "next week"}}},
    ],
)
def test_the_schema_refuses_what_the_standard_refuses(fault: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid(fault)


def test_there_is_a_news_object_an_article(world_entries: list[Entry]) -> None:
    found = written(world_entries)
    assert [item["uri"] for item in found] == [f"lansir://article/{entry.record.article.id}" for entry in world_entries]
    assert [item["title"] for item in found] == [entry.record.article.title for entry in world_entries]


def test_it_names_people_organisations_and_places(world_entries: list[Entry]) -> None:
    for item, entry in zip(written(world_entries), world_entries, strict=True):
        for key, kind in (("people", "PER"), ("organisations", "ORG")):
            names = [who.name for who in entry.record.entities if who.type == kind and who.name]
            assert [one["name"] for one in item.get(key, [])] == names
        assert {place.name for place in entry.record.places if place.name} <= {
            place["name"] for place in item.get("places", [])
        }


def test_each_selected_event_is_listed_and_told(world_entries: list[Entry]) -> None:
    for item, entry in zip(written(world_entries), world_entries, strict=True):
        assert [event["id"] for event in item.get("events", [])] == [event.id for event in entry.events]
        for told, event in zip(item.get("associations", []), entry.events, strict=True):
            assert told["type"] == "event"
            assert told["descriptions"][0]["value"] == event.sentence.text
            codes = {subject["rel"]: subject["name"] for subject in told["subjects"] if subject["rel"] != "context"}
            expected = {"type": event.type, "mode": event.mode, "status": event.status, "quad": event.quad}
            assert codes == {rel: name for rel, name in expected.items() if name}
            fillers = [*told.get("people", []), *told.get("organisations", [])]
            assert sorted(one["rel"] for one in fillers) == ["actor"] * len(event.actors) + ["recipient"] * len(
                event.recipients
            )


def test_the_sources_are_the_outlet_whom_it_relays_and_who_speaks(world_entries: list[Entry]) -> None:
    for item, entry in zip(written(world_entries), world_entries, strict=True):
        assert item["infoSources"][0] == {"name": entry.record.article.outlet, "role": "publisher"}
        speakers = [source["name"] for source in item["infoSources"] if source["role"] == "speaker"]
        named = (entry.entity_of(told.speaker).name for told in entry.statements if told.speaker)
        assert set(speakers) == {name for name in named if name}


def test_the_text_stays_with_the_outlet(world_entries: list[Entry]) -> None:
    assert not any("bodies" in item for item in written(world_entries))


def test_a_moment_without_a_zone_is_no_moment(world_entries: list[Entry]) -> None:
    day = changed(world_entries[0], published=StatedTime("2031-03-05", "day", "html"))
    sink = MemorySink()
    losses = Ninjs().write([day], sink, Options())
    assert b"contentCreated" not in sink.files["ninjs.jsonl"]
    assert [loss.count for loss in losses if loss.part == "day of publication"] == [1]


def test_a_place_has_a_point_only_where_it_is_its_own(world_entries: list[Entry]) -> None:
    city = Place(
        "pl-0000000000000001", Span(0, 1, "L"), "", 1, "Lumar", lat=-6.2, lon=106.8, precision="city", geonames=7
    )
    land = msgspec.structs.replace(city, id="pl-0000000000000002", name="Sarim", precision="country", geonames=8)
    record = msgspec.structs.replace(world_entries[0].record, places=[city, land], entities=[], mentions=[])
    entry = msgspec.structs.replace(
        world_entries[0], record=record, selected_events=frozenset(), selected_statements=frozenset()
    )
    (item,) = written([entry])
    assert item["places"] == [
        {
            "name": "Lumar",
            "rel": "mentions",
            "uri": "https://sws.geonames.org/7/",
            "geoJSON": {"type": "Point", "coordinates": [106.8, -6.2]},
        },
        {"name": "Sarim", "rel": "mentions", "uri": "https://sws.geonames.org/8/"},
    ]


def test_a_decision_of_people_is_shown(world_entries: list[Entry]) -> None:
    entry = next(entry for entry in world_entries if entry.events)
    review = Review("corrected", "Ayu", "2031-04-01", "the mode was wrong")
    events = [msgspec.structs.replace(entry.events[0], review=review)]
    (item,) = written([msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, events=events))])
    assert item["associations"][0]["edNote"] == "corrected by Ayu on 2031-04-01: the mode was wrong"
    assert {subject["creator"] for subject in item["associations"][0]["subjects"]} == {"Ayu"}


def test_only_addresses_of_the_web_become_ids(world_entries: list[Entry]) -> None:
    hostile = changed(world_entries[0], canonical_url="javascript:alert(1)", url=None)
    (item,) = written([hostile])
    assert "canonicalUrl" not in {one["role"] for one in item["altIds"]}


def test_the_properties_are_the_columns(world_entries: list[Entry]) -> None:
    columns = {column.name for table in Ninjs().tables for column in table.columns}
    seen: set[str] = set()
    for item in written(world_entries):
        seen |= set(item) | {f"associations.{key}" for one in item.get("associations", []) for key in one}
    assert seen <= columns
    assert columns - seen <= {"associations.edNote", "by", "located"}
    assert {column.split(".")[-1] for column in columns} <= {
        *SCHEMA["$defs"]["newsObject"]["properties"],
        "name",
        "rel",
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), max_size=2))
def test_whatever_a_page_says_stays_valid(found: list[Entry]) -> None:
    titles = [entry.record.article.title for entry in found]
    assert [item.get("title") for item in written(found)] == titles
