"""The review desk: what waits is shown one by one, decided without JavaScript, taken back, and never forged."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from lansir.errors import StoreBusy
from lansir.query.entries import entry
from lansir.record import Event, Record
from lansir.review import State, decide, history
from lansir.serve.app import create_app
from lansir.serve.desk import review
from lansir.serve.desk.pages import page
from lansir.serve.opened import Stores
from lansir.serve.settings import Settings
from lansir.store import Store
from lansir.store.keys import key_of
from lansir.vectors import Vectors
from tests.story.handmade import Act, Made, made, words

HOME = "http://localhost:8620"
EVIL = "<script>alert(1)</script>"
SHELLED = Act("Soldiers of Tomas Ardell shelled Lontar, Ratih Prameswari said.", "shelled", day="2031-03-04", killed=3,
              said_by="Ratih Prameswari")  # fmt: skip
PLANNED = Act("Dewan Lontar plans to meet Tomas Ardell.", "meet", type="CONSULT", status="planned", about=2)
BOUGHT = Act(f"They bought {EVIL} at the market.", "bought", type="AID", about=3)
PAGES = (
    Made("Shelling of Lontar", "Pos Samudra", "2031-03-05T01:00:00+00:00", paragraphs=(words(1),),
         names=("Tomas Ardell", "Ratih Prameswari", "Dewan Lontar"), acts=(SHELLED, PLANNED)),
    Made(f"Market {EVIL}", f"Kabar {EVIL}", "2031-03-06T01:00:00+00:00", about=2, names=(EVIL,), acts=(BOUGHT,)),
)  # fmt: skip
SURE = {"shelled": 0.3, "meet": 0.6, "bought": 0.9}
"""The order in which they wait."""


def read(given: Made) -> tuple[Record, Vectors]:
    record, vectors = made(given)
    events = [msgspec.structs.replace(event, confidence=SURE[event.trigger.text]) for event in record.events]
    return msgspec.structs.replace(record, events=events), vectors


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "lansir.db"
    with Store(path, write=True) as store:
        for given in PAGES:
            record, vectors = read(given)
            with store.writing():
                store.put(record, vectors=vectors)
                store.placer.place(key_of(record.article.id))
    return path


@pytest.fixture
def path(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copyfile(filled, tmp_path / "lansir.db"))


@pytest.fixture
def shelled(path: Path) -> Event:
    return event_of(path, "shelled")


def event_of(path: Path, trigger: str) -> Event:
    with Store(path) as store:
        return next(one for record in store.records() for one in record.events if one.trigger.text == trigger)


def app(path: Path, **settings: object) -> FastAPI:
    return create_app(Settings(path, **settings))  # type: ignore[arg-type]


def browser(path: Path, language: str = "en", **settings: object) -> TestClient:
    return TestClient(app(path, **settings), HOME, headers={"accept": "text/html", "accept-language": language})


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    with browser(path) as client:
        yield client


def fields(text: str) -> dict[str, list[str]]:
    """What the first form of a decision on a page would send, as a browser without JavaScript does."""
    form = re.search(r'<form method="post" action="/review" data-deciding.*?</form>', text, re.DOTALL)
    assert form
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        if "checkbox" not in tag or " checked" in tag:
            found.setdefault(attribute(tag, "name"), []).append(attribute(tag, "value"))
    for name, body in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r"<option([^>]*) selected[^>]*>(.*?)</option>", body)
        value = (attribute(chosen[1], "value") or unescape(chosen[2])) if chosen else ""
        found.setdefault(name, []).append(value)
    return found


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


class Answer(NamedTuple):
    status_code: int
    text: str
    location: str


def send(desk: TestClient, text: str, decision: str, **changed: object) -> Answer:
    """Press a button of a page; redirects are not followed."""
    given = fields(text) | {"decision": decision, "by": "Ani Wijaya"} | changed
    answer = desk.post("/review", data=given, follow_redirects=False)
    return Answer(answer.status_code, answer.text, answer.headers.get("location", ""))


def shown(text: str) -> str:
    found = re.search(r'name="target" value="([^"]+)"', text)
    assert found
    return found[1]


def test_the_least_sure_comes_first_with_its_sentence_and_its_fields(desk: TestClient, shelled: Event) -> None:
    text = desk.get("/review").text
    assert shown(text) == shelled.id
    assert 'm-event" data-marks' in text
    assert "oldiers of " in text
    assert "3 waiting" in text
    sent = fields(text)
    assert sent["type"] == ["ASSAULT"]
    assert sent["status"] == ["actual"]
    assert sent["time"] == ["2031-03-04"]
    assert sent["killed"] == ["3"]


def test_modes_are_those_of_each_type(desk: TestClient) -> None:
    text = desk.get("/review").text
    groups = dict(re.findall(r'<optgroup label="([A-Z]+)">(.*?)</optgroup>', text))
    assert ">arrest<" in groups["COERCE"]
    assert ">arrest<" not in groups["PROTEST"]


def test_those_of_the_sentence_are_offered_first(desk: TestClient) -> None:
    text = desk.get("/review").text
    body = re.search(r'<select id="f-actors".*?</select>', text, re.DOTALL)
    assert body
    near, _, elsewhere = body[0].partition("Elsewhere")
    assert "Tomas Ardell" in near
    assert "Dewan Lontar" in elsewhere


def test_a_decision_is_stored_and_leads_to_the_next(desk: TestClient, path: Path, shelled: Event) -> None:
    answer = send(desk, desk.get("/review").text, "confirmed", note="sure")
    assert answer.status_code == 303
    following = desk.get(answer.location).text
    assert shown(following) == event_of(path, "meet").id
    assert "2 waiting" in following
    with Store(path) as store:
        (made_one,) = history(store, shelled.id)
    assert (made_one.state, made_one.by, made_one.note) == ("confirmed", "Ani Wijaya", "sure")


def test_fields_are_corrected(desk: TestClient, path: Path) -> None:
    text = desk.get("/review").text
    lontar = re.search(r'<option value="(en-\w+)"[^>]*>Dewan Lontar</option>', text)
    assert lontar
    answer = send(
        desk, text, "corrected", type="COERCE", mode="arrest", status="planned", recipients=["", lontar[1]],
        time="2031-03", killed="", arrested="4",
    )  # fmt: skip
    assert answer.status_code == 303
    event = event_of(path, "shelled")
    assert (event.type, event.mode, event.status) == ("COERCE", "arrest", "planned")
    assert [one.entity for one in event.recipients] == [lontar[1]]
    assert event.size is not None
    assert (event.size.killed, event.size.arrested) == (None, 4)
    assert event.review.state == "corrected"


def test_a_statement_gets_another_speaker(desk: TestClient, path: Path) -> None:
    text = desk.get("/review?kind=statements").text
    ardell = re.search(r'<option value="(en-\w+)"[^>]*>Tomas Ardell</option>', text)
    assert ardell
    answer = send(desk, text, "corrected", speaker=ardell[1])
    assert "kind=statements" in answer.location
    with Store(path) as store:
        (told,) = [told for record in store.records() for told in record.statements]
    assert told.speaker is not None
    assert told.speaker.entity == ardell[1]


def test_skipping_keeps_the_place_and_the_filter(desk: TestClient) -> None:
    text = desk.get("/review?q=status:actual,planned").text
    for _ in range(3):
        following = re.search(r'<a class="button" href="([^"]+)"', text[text.index("bar-of-actions") :])
        assert following
        address = unescape(following[1])
        assert dict(parse_qsl(urlsplit(address).query))["q"] == "status:actual,planned"
        text = desk.get(address).text
    assert "You have come to the end" in text
    assert 'href="/review?q=status%3Aactual%2Cplanned"' in text


def test_an_address_leads_to_the_same_place_again(desk: TestClient, path: Path) -> None:
    answer = send(desk, desk.get("/review").text, "rejected")
    places = [shown(desk.get(answer.location).text) for _ in range(2)]
    assert places == [event_of(path, "meet").id] * 2


def test_the_last_decisions_can_be_taken_back(desk: TestClient, path: Path, shelled: Event) -> None:
    desk.get(send(desk, desk.get("/review").text, "rejected").location)
    text = desk.get("/review").text
    recent = text[text.index("Your last decisions") :]
    assert "shelled" in recent
    undo = re.search(r'<form method="post" action="/review">(.*?)</form>', recent, re.DOTALL)
    assert undo
    given = {attribute(tag, "name"): attribute(tag, "value") for tag in re.findall(r"<input[^>]*>", undo[1])}
    answer = desk.post("/review", data=given, follow_redirects=False)
    assert answer.status_code == 303
    assert shown(desk.get(answer.headers["location"]).text) == shelled.id
    assert event_of(path, "shelled").review.state == "machine"
    assert "3 waiting" in desk.get("/review").text


def test_at_most_ten_are_listed_each_item_once(desk: TestClient, path: Path, shelled: Event) -> None:
    with Store(path, write=True) as store:
        states: tuple[State, ...] = ("confirmed", "rejected", "confirmed")
        for state in states * 5:
            decide(store, shelled.id, state, by="Ani Wijaya")
    desk.cookies.set("lansir_reviewer", "Ani%20Wijaya")
    text = desk.get("/review").text
    assert text.count('class="decided ') == 1


def test_the_name_is_asked_once(desk: TestClient) -> None:
    first = desk.get("/review").text
    assert 'name="by"' in first
    following = desk.get(send(desk, first, "confirmed").location).text
    assert 'name="by"' not in following
    assert "You decide as Ani Wijaya." in following
    desk.post("/review/name", data={"csrf": desk.cookies["lansir_csrf"], "by": "", "back": "/review"})
    assert 'name="by"' in desk.get("/review").text


def test_without_a_name_nothing_is_stored(desk: TestClient, path: Path) -> None:
    answer = send(desk, desk.get("/review").text, "confirmed", by=" ", note="kept")
    assert answer.status_code == 400
    assert "say who you are" in answer.text
    assert 'value="kept"' in answer.text
    assert event_of(path, "shelled").review.state == "machine"


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
    desk: TestClient, path: Path, decision: str, changed: dict[str, object], told: str
) -> None:
    answer = send(desk, desk.get("/review").text, decision, note="still here", **changed)
    assert answer.status_code == 400
    assert told in unescape(answer.text)
    assert fields(answer.text)["note"] == ["still here"]
    if "status" in changed:
        assert fields(answer.text)["status"] == ["planned"]
    assert event_of(path, "shelled").review.state == "machine"


def test_who_comes_second_is_told(desk: TestClient, path: Path, shelled: Event) -> None:
    text = desk.get("/review").text
    with Store(path, write=True) as store:
        decide(store, shelled.id, "rejected", by="Budi")
    answer = send(desk, text, "confirmed")
    assert answer.status_code == 409
    assert "in the meantime" in answer.text
    assert event_of(path, "shelled").review.by == "Budi"
    assert send(desk, answer.text, "confirmed").status_code == 303


def test_a_busy_store_is_told_and_loses_nothing(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(self: Stores) -> None:
        raise StoreBusy("store: another process is writing to it")

    text = desk.get("/review").text
    monkeypatch.setattr(Stores, "writing", busy)
    answer = send(desk, text, "corrected", status="planned", note="still here")
    assert answer.status_code == 503
    assert "another program is writing" in answer.text
    assert fields(answer.text)["status"] == ["planned"]
    assert fields(answer.text)["note"] == ["still here"]


def test_a_forged_decision_is_refused(desk: TestClient, path: Path) -> None:
    text = desk.get("/review").text
    assert send(desk, text, "rejected", csrf="wrong").status_code == 403
    given = fields(text) | {"decision": "rejected", "by": "x"}
    assert desk.post("/review", data=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert event_of(path, "shelled").review.state == "machine"


def test_a_read_only_server_shows_and_does_not_decide(path: Path) -> None:
    with browser(path, read_only=True) as desk:
        text = desk.get("/review").text
        assert "read-only" in text
        assert "oldiers of " in text
        assert 'action="/review" data-deciding' not in text
        assert desk.post("/review", data={"decision": "rejected"}).status_code == 403
        assert desk.post("/review/name", data={"by": "x"}).status_code == 403


def test_what_a_page_says_is_shown_as_words(desk: TestClient, path: Path) -> None:
    text = desk.get(f"/review/{event_of(path, 'bought').id}").text
    assert EVIL not in text
    assert "&lt;script&gt;" in text
    answer = send(desk, text, "confirmed", by=EVIL, note=EVIL)
    assert EVIL not in desk.get("/review").text
    assert EVIL not in desk.get(answer.location).text


def test_a_decision_leads_nowhere_else(desk: TestClient, shelled: Event) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = send(desk, desk.get(f"/review/{shelled.id}").text, "confirmed", back=back)
        assert answer.location.startswith("/review")
        send(desk, desk.get(f"/review/{shelled.id}").text, "machine")


def test_a_query_that_cannot_be_read_is_told(desk: TestClient) -> None:
    answer = desk.get("/review?q=colour:red")
    assert answer.status_code == 400
    assert "there is no field colour" in answer.text
    assert desk.get("/review?after=nonsense").status_code == 400


def test_nothing_that_waits_is_said(desk: TestClient, tmp_path: Path) -> None:
    assert "Nothing fits this filter" in desk.get("/review?q=type:SANCTION").text
    Store(tmp_path / "empty.db", write=True).close()
    with browser(tmp_path / "empty.db") as empty:
        assert "Nothing waits" in empty.get("/review").text


@pytest.mark.parametrize("target", ["ev-0000000000000000", "st-nonsense", "ar-0000000000000000", "x"])
def test_what_is_not_there_is_not_found(desk: TestClient, target: str) -> None:
    assert desk.get(f"/review/{target}").status_code == 404
    token = re.search(r'name="csrf" value="([^"]+)"', desk.get("/review").text)
    assert token
    given = {"csrf": token[1], "target": target, "decision": "confirmed", "by": "x"}
    assert desk.post("/review", data=given).status_code == 404


def test_it_speaks_indonesian(path: Path) -> None:
    with browser(path, "id") as desk:
        text = desk.get("/review").text
        assert '<html lang="id"' in text
        assert "3 menunggu" in text
        answer = send(desk, text, "corrected")
        assert "tidak ada isian yang Anda ubah" in answer.text


def test_no_key_stands_for_two_things() -> None:
    from lansir.serve.labels import labels, languages

    for iso in languages():
        keys = [words for key, words in labels(iso).words.items() if key.startswith("review.key_")]
        assert len(set(keys)) == len(keys) == 9
        assert all(len(key) == 1 for key in keys)


def test_the_page_of_an_event_can_hold_a_small_form(path: Path, shelled: Event) -> None:
    own = app(path)

    @own.get("/small")
    def small(request: Request, store: review.Reading) -> Response:
        with Store(path) as opened:
            (identity,) = [one for one in opened.articles() if "shelled" in opened.record(one).article.text]
        found = entry(store, identity, None, None)
        event = next(event for event in found.record.events if event.id == shelled.id)
        return page(request, "review_decide.html", deciding=review.deciding(request, store, found, event))

    with TestClient(own, HOME) as desk:
        answer = send(desk, desk.get("/small").text, "rejected")
        assert answer.location == f"/event/{shelled.id}"
        assert event_of(path, "shelled").review.state == "rejected"
        corrected = send(desk, desk.get("/small").text, "corrected", status="planned")
        assert corrected.location == f"/event/{shelled.id}"
        assert event_of(path, "shelled").status == "planned"


def test_nothing_runs_inside_the_page(desk: TestClient) -> None:
    text = desk.get("/review").text
    assert " style=" not in text
    assert not re.search(r"<script(?! src=)", text)
    assert not re.search(r"\son\w+=", text)
