"""Decisions on the review desk: made without JavaScript, kept where they are refused, taken back, and never forged."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi import Request, Response
from fastapi.testclient import TestClient

from lansir.errors import StoreBusy
from lansir.query.entries import entry
from lansir.record import Event
from lansir.review import State, decide, history
from lansir.serve.desk import review
from lansir.serve.desk.pages import page
from lansir.serve.opened import Stores
from lansir.store import Store
from tests.serve.review_made import HOME, app, attribute, event_of, fields, send, shown


def test_a_decision_is_stored_and_leads_to_the_next(reviewing: TestClient, review_path: Path, shelled: Event) -> None:
    answer = send(reviewing, reviewing.get("/review").text, "confirmed", note="sure")
    assert answer.status_code == 303
    following = reviewing.get(answer.location).text
    assert shown(following) == event_of(review_path, "meet").id
    assert "2 waiting" in following
    with Store(review_path) as store:
        (made_one,) = history(store, shelled.id)
    assert (made_one.state, made_one.by, made_one.note) == ("confirmed", "Ani Wijaya", "sure")


def test_fields_are_corrected(reviewing: TestClient, review_path: Path) -> None:
    text = reviewing.get("/review").text
    lontar = re.search(r'<option value="(en-\w+)"[^>]*>Dewan Lontar</option>', text)
    assert lontar
    answer = send(
        reviewing, text, "corrected", type="COERCE", mode="arrest", status="planned", recipients=["", lontar[1]],
        time="2031-03", killed="", arrested="4",
    )  # fmt: skip
    assert answer.status_code == 303
    event = event_of(review_path, "shelled")
    assert (event.type, event.mode, event.status) == ("COERCE", "arrest", "planned")
    assert [one.entity for one in event.recipients] == [lontar[1]]
    assert event.size is not None
    assert (event.size.killed, event.size.arrested) == (None, 4)
    assert event.review.state == "corrected"


def test_a_statement_gets_another_speaker(reviewing: TestClient, review_path: Path) -> None:
    text = reviewing.get("/review?kind=statements").text
    ardell = re.search(r'<option value="(en-\w+)"[^>]*>Tomas Ardell</option>', text)
    assert ardell
    answer = send(reviewing, text, "corrected", speaker=ardell[1])
    assert "kind=statements" in answer.location
    with Store(review_path) as store:
        (told,) = [told for record in store.records() for told in record.statements]
    assert told.speaker is not None
    assert told.speaker.entity == ardell[1]


def test_the_last_decisions_can_be_taken_back(reviewing: TestClient, review_path: Path, shelled: Event) -> None:
    reviewing.get(send(reviewing, reviewing.get("/review").text, "rejected").location)
    text = reviewing.get("/review").text
    recent = text[text.index("Your last decisions") :]
    assert "shelled" in recent
    undo = re.search(r'<form method="post" action="/review">(.*?)</form>', recent, re.DOTALL)
    assert undo
    given = {attribute(tag, "name"): attribute(tag, "value") for tag in re.findall(r"<input[^>]*>", undo[1])}
    answer = reviewing.post("/review", data=given, follow_redirects=False)
    assert answer.status_code == 303
    assert shown(reviewing.get(answer.headers["location"]).text) == shelled.id
    assert event_of(review_path, "shelled").review.state == "machine"
    assert "3 waiting" in reviewing.get("/review").text


def test_at_most_ten_are_listed_each_item_once(reviewing: TestClient, review_path: Path, shelled: Event) -> None:
    with Store(review_path, write=True) as store:
        states: tuple[State, ...] = ("confirmed", "rejected", "confirmed")
        for state in states * 5:
            decide(store, shelled.id, state, by="Ani Wijaya")
    reviewing.cookies.set("lansir_reviewer", "Ani%20Wijaya")
    text = reviewing.get("/review").text
    assert text.count('class="decided ') == 1


def test_the_name_is_asked_once(reviewing: TestClient) -> None:
    first = reviewing.get("/review").text
    assert 'name="by"' in first
    following = reviewing.get(send(reviewing, first, "confirmed").location).text
    assert 'name="by"' not in following
    assert "You decide as Ani Wijaya." in following
    reviewing.post("/review/name", data={"csrf": reviewing.cookies["lansir_csrf"], "by": "", "back": "/review"})
    assert 'name="by"' in reviewing.get("/review").text


def test_without_a_name_nothing_is_stored(reviewing: TestClient, review_path: Path) -> None:
    answer = send(reviewing, reviewing.get("/review").text, "confirmed", by=" ", note="kept")
    assert answer.status_code == 400
    assert "say who you are" in answer.text
    assert 'value="kept"' in answer.text
    assert event_of(review_path, "shelled").review.state == "machine"


@pytest.mark.parametrize(
    ("decision", "changed", "told"),
    [
        ("confirmed", {"status": "planned"}, "you changed fields"),
        ("corrected", {}, "you changed no field"),
        ("corrected", {"time": "yesterday"}, "no ISO 8601 value"),
        ("corrected", {"killed": "many"}, "no number of people"),
        ("corrected", {"killed": "9" * 30}, "no number of people"),
        ("corrected", {"type": "PARTY"}, "is not known"),
        ("corrected", {"mode": "arrest"}, "no mode of ASSAULT"),
        ("corrected", {"actors": ["en-0000000000000000"]}, "names no"),
    ],
)
def test_what_contradicts_itself_is_refused_and_kept_in_the_form(
    reviewing: TestClient, review_path: Path, decision: str, changed: dict[str, object], told: str
) -> None:
    answer = send(reviewing, reviewing.get("/review").text, decision, note="still here", **changed)
    assert answer.status_code == 400
    assert told in unescape(answer.text)
    assert fields(answer.text)["note"] == ["still here"]
    if "status" in changed:
        assert fields(answer.text)["status"] == ["planned"]
    assert event_of(review_path, "shelled").review.state == "machine"


def test_who_comes_second_is_told(reviewing: TestClient, review_path: Path, shelled: Event) -> None:
    text = reviewing.get("/review").text
    with Store(review_path, write=True) as store:
        decide(store, shelled.id, "rejected", by="Budi")
    answer = send(reviewing, text, "confirmed")
    assert answer.status_code == 409
    assert "in the meantime" in answer.text
    assert event_of(review_path, "shelled").review.by == "Budi"
    assert send(reviewing, answer.text, "confirmed").status_code == 303


def test_a_busy_store_is_told_and_loses_nothing(reviewing: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(self: Stores) -> None:
        raise StoreBusy("store: another process is writing to it")

    text = reviewing.get("/review").text
    monkeypatch.setattr(Stores, "writing", busy)
    answer = send(reviewing, text, "corrected", status="planned", note="still here")
    assert answer.status_code == 503
    assert "another program is writing" in answer.text
    assert fields(answer.text)["status"] == ["planned"]
    assert fields(answer.text)["note"] == ["still here"]


def test_a_forged_decision_is_refused(reviewing: TestClient, review_path: Path) -> None:
    text = reviewing.get("/review").text
    assert send(reviewing, text, "rejected", csrf="wrong").status_code == 403
    given = fields(text) | {"decision": "rejected", "by": "x"}
    assert reviewing.post("/review", data=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert event_of(review_path, "shelled").review.state == "machine"


def test_a_decision_leads_nowhere_else(reviewing: TestClient, shelled: Event) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = send(reviewing, reviewing.get(f"/review/{shelled.id}").text, "confirmed", back=back)
        assert answer.location.startswith("/review")
        send(reviewing, reviewing.get(f"/review/{shelled.id}").text, "machine")


def test_the_page_of_an_event_can_hold_a_small_form(review_path: Path, shelled: Event) -> None:
    own = app(review_path)

    @own.get("/small")
    def small(request: Request, store: review.Reading) -> Response:
        with Store(review_path) as opened:
            (identity,) = [one for one in opened.articles() if "shelled" in opened.record(one).article.text]
        found = entry(store, identity, None, None)
        event = next(event for event in found.record.events if event.id == shelled.id)
        return page(request, "review_decide.html", deciding=review.deciding(request, store, found, event))

    with TestClient(own, HOME) as reviewing:
        answer = send(reviewing, reviewing.get("/small").text, "rejected")
        assert answer.location == f"/event/{shelled.id}"
        assert event_of(review_path, "shelled").review.state == "rejected"
        corrected = send(reviewing, reviewing.get("/small").text, "corrected", status="planned")
        assert corrected.location == f"/event/{shelled.id}"
        assert event_of(review_path, "shelled").status == "planned"
