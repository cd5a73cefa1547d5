"""What the tests of the review desk share: a store in which three events wait, and a browser without JavaScript."""

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

import msgspec
from fastapi import FastAPI
from fastapi.testclient import TestClient

from lansir.keys import key_of
from lansir.record import Event, Record
from lansir.serve.app import create_app
from lansir.serve.settings import Settings
from lansir.store import Store
from lansir.vectors import Vectors
from tests.story.handmade import Act, Made, made, words

__all__ = ["EVIL", "Answer", "app", "attribute", "browser", "event_of", "fields", "filled", "send", "shown"]

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


def filled(path: Path) -> Path:
    """The file of a store of those pages."""
    with Store(path, write=True) as store:
        for given in PAGES:
            record, vectors = read(given)
            with store.writing():
                store.put(record, vectors=vectors)
                store.placer.place(key_of(record.article.id))
    return path


def event_of(path: Path, trigger: str) -> Event:
    with Store(path) as store:
        return next(one for record in store.records() for one in record.events if one.trigger.text == trigger)


def app(path: Path, **settings: object) -> FastAPI:
    return create_app(Settings(path, **settings))  # type: ignore[arg-type]


def browser(path: Path, language: str = "en", **settings: object) -> TestClient:
    return TestClient(app(path, **settings), HOME, headers={"accept": "text/html", "accept-language": language})


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


def send(reviewing: TestClient, text: str, decision: str, **changed: object) -> Answer:
    """Press a button of a page; redirects are not followed."""
    given = fields(text) | {"decision": decision, "by": "Ani Wijaya"} | changed
    answer = reviewing.post("/review", data=given, follow_redirects=False)
    return Answer(answer.status_code, answer.text, answer.headers.get("location", ""))


def shown(text: str) -> str:
    found = re.search(r'name="target" value="([^"]+)"', text)
    assert found
    return found[1]
