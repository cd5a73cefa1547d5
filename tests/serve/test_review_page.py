"""The review desk: what waits is shown one by one, as words, and where a person is in it is an address."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from lansir.record import Event
from lansir.store import Store
from tests.serve.review_made import EVIL, browser, event_of, fields, send, shown


def test_the_least_sure_comes_first_with_its_sentence_and_its_fields(reviewing: TestClient, shelled: Event) -> None:
    text = reviewing.get("/review").text
    assert shown(text) == shelled.id
    assert 'm-event" data-marks' in text
    assert "oldiers of " in text
    assert "3 waiting" in text
    sent = fields(text)
    assert sent["type"] == ["ASSAULT"]
    assert sent["status"] == ["actual"]
    assert sent["time"] == ["2031-03-04"]
    assert sent["killed"] == ["3"]


def test_modes_are_those_of_each_type(reviewing: TestClient) -> None:
    text = reviewing.get("/review").text
    groups = dict(re.findall(r'<optgroup label="([A-Z]+)">(.*?)</optgroup>', text))
    assert ">arrest<" in groups["COERCE"]
    assert ">arrest<" not in groups["PROTEST"]


def test_those_of_the_sentence_are_offered_first(reviewing: TestClient) -> None:
    text = reviewing.get("/review").text
    body = re.search(r'<select id="f-actors".*?</select>', text, re.DOTALL)
    assert body
    near, _, elsewhere = body[0].partition("Elsewhere")
    assert "Tomas Ardell" in near
    assert "Dewan Lontar" in elsewhere


def test_skipping_keeps_the_place_and_the_filter(reviewing: TestClient) -> None:
    text = reviewing.get("/review?q=status:actual,planned").text
    for _ in range(3):
        following = re.search(r'<a class="button" href="([^"]+)"', text[text.index("bar-of-actions") :])
        assert following
        address = unescape(following[1])
        assert dict(parse_qsl(urlsplit(address).query))["q"] == "status:actual,planned"
        text = reviewing.get(address).text
    assert "You have come to the end" in text
    assert 'href="/review?q=status%3Aactual%2Cplanned"' in text


def test_an_address_leads_to_the_same_place_again(reviewing: TestClient, review_path: Path) -> None:
    answer = send(reviewing, reviewing.get("/review").text, "rejected")
    places = [shown(reviewing.get(answer.location).text) for _ in range(2)]
    assert places == [event_of(review_path, "meet").id] * 2


def test_a_read_only_server_shows_and_does_not_decide(review_path: Path) -> None:
    with browser(review_path, read_only=True) as reviewing:
        text = reviewing.get("/review").text
        assert "read-only" in text
        assert "oldiers of " in text
        assert 'action="/review" data-deciding' not in text
        assert reviewing.post("/review", data={"decision": "rejected"}).status_code == 403
        assert reviewing.post("/review/name", data={"by": "x"}).status_code == 403


def test_what_a_page_says_is_shown_as_words(reviewing: TestClient, review_path: Path) -> None:
    text = reviewing.get(f"/review/{event_of(review_path, 'bought').id}").text
    assert EVIL not in text
    assert "&lt;script&gt;" in text
    answer = send(reviewing, text, "confirmed", by=EVIL, note=EVIL)
    assert EVIL not in reviewing.get("/review").text
    assert EVIL not in reviewing.get(answer.location).text


def test_a_query_that_cannot_be_read_is_told_with_what_was_meant(reviewing: TestClient) -> None:
    answer = reviewing.get("/review", params={"q": "gempa type:asault", "kind": "statements"})
    assert answer.status_code == 400
    assert "gempa type:<mark>asault</mark>" in answer.text
    assert "There is no value “asault” here. Did you mean “ASSAULT”?" in answer.text
    assert 'href="/review?q=gempa+type%3AASSAULT&amp;kind=statements"' in answer.text


def test_a_place_that_is_none_leads_back_to_the_first(reviewing: TestClient) -> None:
    for q in ("", "type:ASSAULT"):
        answer = reviewing.get("/review", params={"q": q, "after": "nonsense"})
        assert answer.status_code == 400
        assert ("Back to the first" in answer.text) == bool(q)
        assert 'href="/review"' in answer.text


@pytest.mark.parametrize("asked", [{"q": "colour:red"}, {"q": "type:asault"}, {"after": "nonsense"}])
def test_what_is_wrong_is_told_in_the_readers_language(review_path: Path, asked: dict[str, str]) -> None:
    with browser(review_path, "id") as reviewing:
        answer = reviewing.get("/review", params=asked)
    fault = answer.text.partition('id="fault"')[2].partition("</section>")[0]
    assert fault and 'lang="en"' not in fault
    assert "there is no" not in fault.lower()


def test_nothing_of_a_query_runs(reviewing: TestClient) -> None:
    for q in (EVIL, f"type:{EVIL}", '"><b>x'):
        assert "<script>alert" not in (text := reviewing.get("/review", params={"q": q}).text)
        assert "<b>" not in text


def test_where_few_of_very_many_fit_the_search_goes_on_from_there(
    reviewing: TestClient, review_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("SMALL", 0), ("FLOOR", 0), ("FEW", 0), ("CHUNKS", (1,))):
        monkeypatch.setattr(f"lansir.query.walk.{name}", value)
    monkeypatch.setattr("lansir.serve.desk.review_queue.PATIENCE", -1.0)
    monkeypatch.setattr("lansir.serve.desk.review_queue.COUNTING", -1.0)
    address, steps = "/review?q=language:id,en+market", 0
    while "Nothing found yet" in (text := reviewing.get(address).text):
        assert "At least 0" not in text
        following = re.search(r'<a class="button main" href="([^"]+)">Go on looking', text)
        assert following
        address, steps = unescape(following[1]), steps + 1
    assert steps == 2
    assert shown(text) == event_of(review_path, "bought").id


def test_nothing_that_waits_is_said(reviewing: TestClient, tmp_path: Path) -> None:
    assert "Nothing fits this filter" in reviewing.get("/review?q=type:SANCTION").text
    Store(tmp_path / "empty.db", write=True).close()
    with browser(tmp_path / "empty.db") as empty:
        assert "Nothing waits" in empty.get("/review").text


@pytest.mark.parametrize("target", ["ev-0000000000000000", "st-nonsense", "ar-0000000000000000", "x"])
def test_what_is_not_there_is_not_found(reviewing: TestClient, target: str) -> None:
    assert reviewing.get(f"/review/{target}").status_code == 404
    token = re.search(r'name="csrf" value="([^"]+)"', reviewing.get("/review").text)
    assert token
    given = {"csrf": token[1], "target": target, "decision": "confirmed", "by": "x"}
    assert reviewing.post("/review", data=given).status_code == 404


def test_it_speaks_indonesian(review_path: Path) -> None:
    with browser(review_path, "id") as reviewing:
        text = reviewing.get("/review").text
        assert '<html lang="id"' in text
        assert "3 menunggu" in text
        answer = send(reviewing, text, "corrected")
        assert "tidak ada isian yang Anda ubah" in answer.text


def test_no_key_stands_for_two_things() -> None:
    from lansir.serve.labels import labels, languages

    for iso in languages():
        keys = [words for key, words in labels(iso).words.items() if key.startswith("review.key_")]
        assert len(set(keys)) == len(keys) == 9
        assert all(len(key) == 1 for key in keys)


def test_nothing_runs_inside_the_page(reviewing: TestClient) -> None:
    text = reviewing.get("/review").text
    assert " style=" not in text
    assert not re.search(r"<script(?! src=)", text)
    assert not re.search(r"\son\w+=", text)
