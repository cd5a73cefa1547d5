"""Deciding through the API: who may, and what comes of it."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from lansir.review import history
from lansir.serve.api import PREFIX
from lansir.serve.api.decisions import LARGEST_BODY
from lansir.serve.security import CSRF_COOKIE
from lansir.store import Store
from tests.serve.api_client import Api, refusal, schema_of

BEARER = {"authorization": "Bearer -"}
REFERENCE = {"$ref": "#/components/schemas/Decided"}


@pytest.fixture
def path(tmp_path: Path, world_path: Path) -> Path:
    return Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))


@pytest.fixture
def api(path: Path) -> Api:
    return Api(path)


def post(api: Api, body: Any, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
    return api.client.post(f"{PREFIX}/decisions", json=body, headers=BEARER if headers is None else headers)


def event_of(api: Api, query: str = "status:actual") -> str:
    identity: str = api.read("events", q=query, limit=1)["items"][0]["id"]
    return identity


def confirming(*targets: str) -> dict[str, Any]:
    return {"by": "Sari", "decisions": [{"target": target, "state": "confirmed"} for target in targets]}


def test_a_program_decides_and_every_answer_shows_it(api: Api) -> None:
    target = event_of(api)
    wish = {"target": target, "state": "corrected", "note": "read again", "correction": {"status": "planned"}}
    answer = post(api, {"by": "Sari", "decisions": [wish]})
    assert answer.status_code == 201
    schema_of(REFERENCE).validate(answer.json())
    record = api.read(f"events/{target}")
    assert (record["event"]["status"], record["event"]["review"]) == ("planned", "corrected")
    (decision,) = record["decisions"]
    assert (decision["by"], decision["note"], decision["was"]["status"]) == ("Sari", "read again", "actual")


def test_a_decision_changes_the_etag(api: Api) -> None:
    target = event_of(api)
    before = api.get(f"events/{target}").headers["etag"]
    post(api, confirming(target))
    assert api.get(f"events/{target}", {"if-none-match": before}).status_code == 200


def test_all_decisions_are_stored_or_none(api: Api, path: Path) -> None:
    target = event_of(api)
    message = refusal(post(api, confirming(target, "ev-0000000000000000")), 400)
    assert "ev-0000000000000000" in message
    with Store(path) as store:
        assert history(store, target) == []


def test_a_read_only_server_decides_nothing(path: Path) -> None:
    closed = Api(path, read_only=True)
    assert "read-only" in refusal(post(closed, confirming(event_of(closed))), 403)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "https://evil.example", "x-lansir-csrf": "guess"},
        {"authorization": "Basic c2FyaTpzYXJp"},
    ],
)
def test_a_forged_request_is_refused(api: Api, path: Path, headers: dict[str, str]) -> None:
    target = event_of(api)
    refusal(post(api, confirming(target), headers), 403)
    with Store(path) as store:
        assert history(store, target) == []


def test_a_page_of_the_desk_may_decide_with_its_own_token(api: Api) -> None:
    api.client.cookies.set(CSRF_COOKIE, "word-of-this-browser")
    headers = {"origin": "http://localhost:8620", "x-lansir-csrf": "word-of-this-browser"}
    assert post(api, confirming(event_of(api)), headers).status_code == 201
    refusal(post(api, confirming(event_of(api)), headers | {"origin": "https://evil.example"}), 403)


def test_a_form_of_another_site_is_no_json(api: Api) -> None:
    answer = api.client.post(f"{PREFIX}/decisions", data={"by": "x"}, headers=BEARER)
    refusal(answer, 415)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 20_000,
        b'{"by": "x"}', b'{"by": "x", "decisions": []}', b'{"by": "", "decisions": [{}]}',
        b'{"by": "x", "decisions": [{"target": "ev-1", "state": "confirmed"}]}',
        b'{"by": "x", "decisions": [{"target": "\\ud800", "state": "confirmed"}]}',
        b'{"by": "\\ud800", "decisions": [{"target": "ev-0000000000000000", "state": "confirmed"}]}',
        b'{"by": "x", "decisions": [{"target": "ev-0000000000000000", "state": "loved"}]}',
        b'{"by": "x", "decisions": [], "more": 1}',
    ],
)  # fmt: skip
def test_a_body_that_is_no_decision_is_refused(api: Api, body: bytes) -> None:
    headers = {**BEARER, "content-type": "application/json"}
    refusal(api.client.post(f"{PREFIX}/decisions", content=body, headers=headers), 400)


def test_a_body_that_is_too_long_is_refused(api: Api) -> None:
    headers = {**BEARER, "content-type": "application/json"}
    body = b" " * (LARGEST_BODY + 1)
    refusal(api.client.post(f"{PREFIX}/decisions", content=body, headers=headers), 413)


@pytest.mark.parametrize(
    "correction", [{"status": "maybe"}, {"unknown": 1}, {"actors": ["Nobody At All"]}, {"size": {"killed": -1}}, {}]
)
def test_a_correction_that_does_not_fit_is_refused(api: Api, correction: dict[str, Any]) -> None:
    wish = {"target": event_of(api), "state": "corrected", "correction": correction}
    refusal(post(api, {"by": "Sari", "decisions": [wish]}), 400)
