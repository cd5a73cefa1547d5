"""PLOVER records: the fields of the manual, its codes, and its way with acts that did not happen."""

import re
from datetime import date
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.codebook import codebook
from lansir.export.columns import tables
from lansir.export.format import Exporter, Loss, Options
from lansir.export.plover import Plover
from lansir.query.entries import Entry, Occurred
from lansir.record import Review, Size
from tests.export.coded_made import Act, made_entry, person
from tests.export.coded_read import COLUMNS, lost
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

MANUAL = COLUMNS["plover"]
ACTOR = {"code", "sector", "entity_text", "identifier_id", "identifier_text", "office"}
ADDED = {"other_sector_codes", "start", "end", "key", "anonymous", "source_kind", "anonymity"}
PYTHON = {"text": str, "date": str, "integer": int, "number": float, "boolean": bool, "list": list, "object": dict}
AUXILIARY = {"historical", "future", "hypothetical", "negation"}
Fields = dict[str, Any]


def written(*entries: Entry) -> tuple[list[Fields], list[Loss]]:
    sink, exporter = MemorySink(), Plover()
    losses = exporter.write(iter(entries), sink, Options())
    return [msgspec.json.decode(line) for line in sink.files["plover.jsonl"].splitlines()], losses


def assert_plover(record: Fields) -> None:
    """The record keeps to the manual."""
    columns = {column.name: column for column in tables("plover")[0].columns}
    assert record.keys() <= columns.keys()
    assert {"id", "date", "actor", "event"} <= record.keys()
    assert all(isinstance(value, PYTHON[columns[key].type]) for key, value in record.items())
    first = date.fromisoformat(record["date"])
    assert first <= date.fromisoformat(str(record.get("enddate", first)))
    (type_,) = record["event"]
    code = codebook().by_type[type_]
    assert record["quad_code"] in (1, 2, 3, 4)
    assert -10 <= record["event_scale"] <= 10
    assert set(record.get("mode", [])) <= {*code.modes, *AUXILIARY}
    assert record["actor"]
    sectors = {sector.sector for sector in codebook().sectors}
    for actor in (*record["actor"], *record.get("recipient", [])):
        assert actor["sector"] in sectors
        assert actor.keys() <= ACTOR | ADDED
    assert record["text_info"]["sequence"] >= 1


def test_the_fields_are_the_manuals_and_those_added_stand_behind() -> None:
    exporter: Exporter = Plover()
    names = [column.name for column in exporter.tables[0].columns]
    assert names[: len(MANUAL)] == MANUAL
    assert all(column.told.startswith("beyond the manual") for column in exporter.tables[0].columns[len(MANUAL) :])


def test_the_world_keeps_to_the_manual(world_entries: list[Entry]) -> None:
    records, _ = written(*world_entries)
    assert len(records) > 100
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        assert_plover(record)
    texts = {entry.record.article.id: entry.record.article.text for entry in world_entries}
    for record in records:
        text, trigger = texts[record["cite_info"]["article"]], record["trigger"]
        assert text[trigger["start"] : trigger["end"]] == record["event_text"]
        for actor in (*record["actor"], *record.get("recipient", [])):
            if "entity_text" in actor:
                assert text[actor["start"] : actor["end"]] == actor["entity_text"]


@settings(max_examples=40, deadline=None)
@given(found=st.lists(nasty_entries(), max_size=3))
def test_any_record_keeps_to_the_manual(found: list[Entry]) -> None:
    for record in written(*found)[0]:
        assert_plover(record)


def test_an_act_that_happened_is_what_it_is() -> None:
    known = {"Rana": person("Rana", "IDN", "GOV", "MIL", wikidata="Q7", role="minister")}
    act = Act("ASSAULT", ("Rana",), ("Tovan",), "aerial", trigger="bombs", day="2031-03-01", size=Size(killed=3))
    (record,), _ = written(made_entry(act, known=known, occurred=Occurred("oc-1", 4, 2)))
    assert record["event"] == ["ASSAULT"]
    assert record["mode"] == ["aerial"]
    assert record["date"] == "2031-03-01"
    assert record["quad_code"] == 4
    assert record["event_scale"] == -9.5
    assert record["size"] == {"dead": 3}
    assert record["link"] == "oc-1"
    assert record["occurrence"] == {"id": "oc-1", "outlets": 4, "origins": 2}
    assert record["actor"] == [
        {
            "code": "IDN", "sector": "GOV", "other_sector_codes": ["MIL"], "entity_text": "Rana", "identifier_id": "Q7",
            "identifier_text": "Rana", "office": "minister", "start": 11, "end": 15,
        }
    ]  # fmt: skip
    assert "comment" not in record
    assert "text" not in record


def test_a_promise_is_agree_on_the_day_of_the_news() -> None:
    (record,), _ = written(made_entry(Act("AID", ("Rana",), ("Tovan",), status="planned", day="2031-04-01")))
    assert (record["event"], record["date"], record["status"]) == (["AGREE"], "2031-03-08", "planned")
    assert record["record_type"] == "AID"
    assert "mode" not in record
    assert record["comment"].startswith("AID planned in the record.")


def test_a_plan_that_another_tells_is_marked_as_future_on_its_own_day() -> None:
    act = Act("CONSULT", ("Rana",), (), "visit", "planned", day="2031-04-01", said_by="Sela")
    (record,), _ = written(made_entry(act))
    assert (record["event"], record["mode"], record["date"]) == (["CONSULT"], ["visit", "future"], "2031-04-01")
    assert record["reported_by"]["speaker"]["entity_text"] == "Sela"
    assert record["comment"].startswith("According to Sela.")


def test_a_denied_act_is_marked_as_negation() -> None:
    (record,), _ = written(made_entry(Act("ASSAULT", ("Rana",), status="negated")))
    assert record["mode"] == ["negation"]


def test_what_is_asked_for_is_a_request_of_who_asks_to_who_is_asked() -> None:
    act = Act("RETREAT", ("Rana",), ("Tovan",), "ceasefire", "requested", said_by="Sela")
    (record,), losses = written(made_entry(act))
    assert record["event"] == ["REQUEST"]
    assert [actor["entity_text"] for actor in record["actor"]] == ["Sela"]
    assert [actor["entity_text"] for actor in record["recipient"]] == ["Rana"]
    assert lost(losses, "recipients of what was asked for") == 1


def test_a_request_in_the_same_sentence_tells_what_it_asks_for() -> None:
    asks = Act("REQUEST", ("Sela",), ("Rana",), "yield", trigger="urges")
    asked = Act("RETREAT", ("Rana",), (), "ceasefire", "requested", trigger="to halt", line=1)
    records, losses = written(made_entry(asks, asked))
    assert [record["event"] for record in records] == [["REQUEST"]]
    assert lost(losses, "events told by another") == 1


def test_what_lies_years_back_is_history() -> None:
    (record,), _ = written(made_entry(Act("ASSAULT", ("Rana",), day="2029")))
    assert (record["mode"], record["date"], record["enddate"]) == (["historical"], "2029-01-01", "2029-12-31")


def test_an_event_without_an_actor_has_one_of_unknown_sector() -> None:
    (record,), losses = written(made_entry(Act("ASSAULT", (), ("Tovan",))))
    assert record["actor"] == [{"sector": "UNK"}]
    assert lost(losses, "events without an actor") == 1


def test_a_human_decision_goes_along() -> None:
    review = Review("corrected", "ani", "2031-03-10T08:00:00+00:00", "wrong side")
    (record,), _ = written(made_entry(Act("ASSAULT", ("Rana",), review=review)))
    assert record["review"] == {
        "state": "corrected",
        "by": "ani",
        "at": "2031-03-10T08:00:00+00:00",
        "note": "wrong side",
    }


def test_a_place_that_was_not_found_is_only_its_words() -> None:
    act = Act("PROTEST", ("Rana",), place={"name": "Petra", "country": "IDN"})
    (record,), losses = written(made_entry(act))
    assert record["event_loc"] == {"extracted_place": "Rana acts."}
    assert lost(losses, "place") == 1


def test_the_same_entries_give_the_same_bytes(world_entries: list[Entry]) -> None:
    one, other = MemorySink(), MemorySink()
    Plover().write(iter(world_entries), one, Options())
    Plover().write(iter(world_entries), other, Options())
    assert one.files == other.files
    assert not re.search(rb"\bNaN\b|\bInfinity\b", one.files["plover.jsonl"])
