"""Downloads: what a query finds in every registered format, whole, described, and with its bound told."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from lansir import hooks
from lansir.query.selection import Selection
from lansir.serve.app import create_app
from lansir.serve.desk import downloads
from lansir.serve.settings import Settings
from lansir.store import Store

HOME = "http://localhost:8620"
FORMATS = hooks.names("lansir.exporters")
A_FORMAT = "geojson"
QUERY = "type:ASSAULT status:actual"


@pytest.fixture
def desk(world_path: Path) -> TestClient:
    app = create_app(Settings(world_path))
    if "/download" not in {getattr(route, "path", "") for route in app.routes}:
        app.include_router(downloads.router)
    return TestClient(app, base_url=HOME)


def archive(desk: TestClient, **asked_for: str) -> zipfile.ZipFile:
    answer = desk.get("/download", params=asked_for)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == len(answer.content)
    return zipfile.ZipFile(io.BytesIO(answer.content))


def sidecar(found: zipfile.ZipFile) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(found.read("export.lansir.json"))
    return told


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_as_an_archive_with_its_sidecar(desk: TestClient, world_store: Store, name: str) -> None:
    found = archive(desk, q=QUERY, format=name)
    assert found.testzip() is None
    told = sidecar(found)
    assert told["format"] == name
    assert told["query"] == QUERY
    assert told["events"] == Selection(world_store, QUERY, "events").count()
    assert told["statements"] == 0
    assert {file["name"] for file in told["files"]} | {"export.lansir.json"} == set(found.namelist())


def test_events_and_statements_come_together(desk: TestClient, world_store: Store) -> None:
    told = sidecar(archive(desk, kind="all", format=A_FORMAT))
    for kind in ("events", "statements"):
        assert told[kind] == Selection(world_store, "", kind).count()
    assert told["query"] is None


def test_the_order_and_the_bound_decide_what_is_left_out_and_the_sidecar_tells(
    desk: TestClient, world_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = list(dict.fromkeys(row.report.article for row in Selection(world_store, QUERY, "events")))
    monkeypatch.setattr(downloads, "MOST_ARTICLES", 2)
    found = archive(desk, q=QUERY, format="jsonl" if "jsonl" in FORMATS else "plover")
    told = sidecar(found)
    assert told["articles"] == 2
    assert [loss["count"] for loss in told["losses"] if loss["part"] == "articles"] == [len(articles) - 2]
    assert "2 articles" in next(loss["told"] for loss in told["losses"] if loss["part"] == "articles")
    assert "at most 2 articles" in desk.get("/download").text


def test_what_is_within_the_bound_tells_of_no_articles_left_out(desk: TestClient) -> None:
    assert not [
        loss for loss in sidecar(archive(desk, q=QUERY, format=A_FORMAT))["losses"] if loss["part"] == "articles"
    ]


def test_the_name_of_the_file_says_what_it_is(desk: TestClient) -> None:
    answer = desk.get("/download", params={"format": A_FORMAT, "q": "type:ASSAULT"})
    given = answer.headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="lansir-{A_FORMAT}-\d{{4}}-\d\d-\d\d\.zip"', given)


@pytest.mark.skipif("csv" not in FORMATS, reason="no CSV here")
def test_signs_of_csv_can_be_chosen(desk: TestClient) -> None:
    found = archive(desk, format="csv", delimiter="semicolon", decimal="comma", excel="true", q=QUERY)
    head = found.read("events.csv").decode("utf-8")
    assert head.startswith("\ufeff")
    assert ";" in head.splitlines()[0]


@pytest.mark.parametrize(
    "asked_for", [{"format": "papyrus"}, {"q": "type:asault", "format": A_FORMAT}, {"q": "type:"}, {"kind": "words"},
                  {"format": A_FORMAT, "delimiter": "|"}],
)  # fmt: skip
def test_what_cannot_be_had_is_refused(desk: TestClient, asked_for: dict[str, str]) -> None:
    answer = desk.get("/download", params=asked_for, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_only_some_are_made_at_once(desk: TestClient) -> None:
    taken = [downloads.AT_ONCE.acquire(blocking=False) for _ in range(2)]
    try:
        assert taken == [True, True]
        assert desk.get("/download", params={"format": A_FORMAT}).status_code == 503
    finally:
        for _ in taken:
            downloads.AT_ONCE.release()
    assert desk.get("/download", params={"format": A_FORMAT, "q": QUERY}).status_code == 200


@pytest.mark.parametrize(("iso", "words"), [("en", "Events and statements"), ("id", "Peristiwa dan pernyataan")])
def test_the_page_offers_every_format(desk: TestClient, iso: str, words: str) -> None:
    text = desk.get("/download", params={"q": QUERY, "kind": "all"}, headers={"accept-language": iso}).text
    assert words in text
    for name in FORMATS:
        assert f'name="format" value="{name}"' in text
    assert re.search(r'value="all" checked', text)


def test_the_menu_leads_to_each_format_for_the_same_query(desk: TestClient) -> None:
    text = desk.get("/download", params={"q": QUERY, "kind": "statements", "part": "true"}).text
    for name in FORMATS:
        assert f"/download?q=type%3AASSAULT+status%3Aactual&amp;kind=statements&amp;format={name}" in text
    assert "<html" not in text
