"""What the API answers: every shape as the document promises it, with the evidence beside."""

from pathlib import Path

import pytest

from lansir.query.selection import Selection
from lansir.serve.api import deadline
from lansir.store import Store
from tests.serve.api_client import Api, escaped


@pytest.fixture(scope="module")
def api(world_path: Path) -> Api:
    return Api(world_path)


def test_events_come_with_their_sentence_their_article_and_the_query_in_its_one_spelling(api: Api) -> None:
    answer = api.read("events", q="jenis:serangan status:terjadi", limit=5)
    assert answer["query"] == "type:ASSAULT status:actual"
    assert answer["items"]
    for event in answer["items"]:
        assert (event["type"], event["status"]) == ("ASSAULT", "actual")
        assert event["trigger"]["text"] in event["sentence"]["text"]
        assert event["report"]["url"]


def test_the_total_is_that_of_the_selection(api: Api, world_store: Store) -> None:
    for kind in ("events", "statements"):
        total = api.read(kind, limit=1)["total"]
        assert total == {"number": Selection(world_store, "", kind).count(), "exact": True}


def test_an_event_has_the_words_that_each_field_was_read_from(api: Api) -> None:
    (row,) = api.read("events", q="has:actor has:time status:actual", limit=1)["items"]
    answer = api.read(f"events/{row['id']}")
    assert answer["event"] == row
    text = api.read(f"articles/{row['report']['article']}")["record"]["article"]["text"]
    for span in (row["sentence"], row["trigger"], answer["time"]["span"], *(one["span"] for one in answer["mentions"])):
        assert text[span["start"] : span["end"]] == span["text"]
    assert {party["entity"] for party in row["actors"]} <= {entity["id"] for entity in answer["entities"]}
    assert all(entity["resolved"] for entity in answer["entities"])


def test_an_event_that_somebody_tells_has_the_statement(api: Api) -> None:
    (row,) = api.read("events", q="has:statement", limit=1)["items"]
    assert api.read(f"events/{row['id']}")["statement"]["id"] == row["reported_by"]


def test_a_statement_has_its_speaker_and_the_events_told_inside(api: Api) -> None:
    (row,) = api.read("statements", q="has:speaker type:ASSAULT", limit=1)["items"]
    answer = api.read(f"statements/{row['id']}")
    assert answer["statement"] == row
    assert [event["id"] for event in answer["events"]] == [event["id"] for event in row["events"]]
    assert row["speaker"]["entity"] in [entity["id"] for entity in answer["entities"]]


def test_an_article_is_the_whole_record(api: Api, world_store: Store) -> None:
    identity = world_store.articles()[0]
    answer = api.read(f"articles/{identity}")
    assert answer["record"]["article"]["text"] == world_store.record(identity).article.text
    assert answer["has_page"]
    assert answer["story"].startswith("sy-")


def test_a_page_is_given_to_be_saved_and_never_shown(api: Api, world_store: Store) -> None:
    identity = world_store.articles()[0]
    answer = api.get(f"articles/{identity}/page")
    kept = world_store.page(identity)
    assert kept
    assert answer.content == kept.data
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_an_actor_is_found_by_name_and_has_a_timeline(api: Api, world_store: Store) -> None:
    speakers = [row["speaker"] for row in api.read("statements", q="has:speaker")["items"]]
    name, key = next((speaker["name"], speaker["actor"]) for speaker in speakers if speaker["actor"])
    assert key in [row["key"] for row in api.read("actors", name=name)["items"]]
    card = api.read(f"actors/{escaped(key)}", limit=500)
    days = [row["day"] or "" for row in card["items"]]
    assert days == sorted(days, reverse=True)
    assert card["counts"]["speaks"] == sum(row["kind"] == "statement" for row in card["items"])
    only = api.read(f"actors/{escaped(key)}", q="type:ASSAULT", limit=500)
    assert all(row["type"] == "ASSAULT" for row in only["items"] if row["kind"] == "event")


def test_stories_and_what_they_tell(api: Api) -> None:
    stories = api.read("stories", order="largest")["items"]
    assert [story["articles"] for story in stories] == sorted((s["articles"] for s in stories), reverse=True)
    story = api.read(f"stories/{stories[0]['id']}", limit=3)
    assert story["shown"] == min(3, story["occurrences"])
    told = story["story"]["days"][0]["occurrences"][0]
    occurrence = api.read(f"occurrences/{told['id']}")
    assert occurrence["tellings"] == told["events"]


def test_facets_count_what_lists_list(api: Api) -> None:
    counted = api.read("facets", names="type,language", kind="statements", q="language:id")
    values = {one["value"]: one["count"] for one in counted["facets"]["type"]["values"]}
    for value, count in list(values.items())[:3]:
        assert api.read("statements", q=f"language:id type:{value}", limit=1)["total"]["number"] == count
    assert "at least" not in counted["query"]


def test_the_codebook_whole_and_entry_by_entry(api: Api) -> None:
    whole = api.read("codebook")
    for name in ("ASSAULT", "diplomatic", "GOV", "190"):
        assert api.read(f"codebook/{name}")["kind"] in ("type", "context", "sector", "cameo")
    assert len(whole["types"]) == 16


def test_the_store_says_what_it_holds(api: Api, world_store: Store) -> None:
    info = api.read("store")
    assert info["articles"] == len(world_store)
    assert info["change"] > 0
    assert api.read("health") == {"status": "ok"}


@pytest.mark.parametrize(
    "path",
    [
        "events/ev-0000000000000000", "statements/st-0000000000000000", "articles/ar-0000000000000000",
        "articles/ar-0000000000000000/page", "stories/sy-0000000000000000", "occurrences/oc-0000000000000000",
        "events/st-0000000000000000", "events/ev-1F0C5A9BE2D4770B", "events/ev-1f0c_a9be2d4770b", "events/bogus",
        "actors/person/nobody", "codebook/nothing", "export/nothing", "nowhere",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(api: Api, path: str) -> None:
    api.refused(path, 404)


def test_an_answer_that_takes_too_long_is_given_up_with_a_clear_message(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0.0)
    monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
    assert "ask for less" in api.refused("events", 503, q="type:ASSAULT")
    monkeypatch.undo()
    assert api.read("events", q="type:ASSAULT")["items"]


def test_without_a_store_it_is_unavailable(tmp_path: Path) -> None:
    Api(tmp_path / "missing.db").refused("health", 503)
