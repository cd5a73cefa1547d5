"""Who gets in, and what a browser may do with the answers."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import lansir.serve
from lansir.errors import InputError
from lansir.serve.app import create_app
from lansir.serve.desk.pages import safe_link
from lansir.serve.settings import Settings
from lansir.store import Store

HOME = "http://localhost:8620"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    Store(path, write=True).close()
    return path


def client(store: Path, base: str = HOME, **settings: object) -> TestClient:
    return TestClient(create_app(Settings(store, **settings)), base_url=base)  # type: ignore[arg-type]


def test_a_server_open_to_others_needs_a_token(store: Path) -> None:
    with pytest.raises(InputError, match="--token"):
        Settings(store, host="0.0.0.0")
    assert Settings(store, host="0.0.0.0", token="word").token == "word"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_that_points_here_is_refused(store: Path, host: str) -> None:
    assert client(store).get("/stories", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8620", "127.0.0.1:8620", "[::1]:8620"])
def test_this_machine_is_known_by_its_own_names(store: Path, host: str) -> None:
    assert client(store).get("/stories", headers={"host": host}).status_code == 200


def test_without_the_token_nothing_is_shown(store: Path) -> None:
    guarded = client(store, "http://10.0.0.5:8620", host="10.0.0.5", token="word")
    for path in ("/", "/stories", "/static/desk.css", "/api/events"):
        assert guarded.get(path).status_code == 401
    assert guarded.get("/stories", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/stories", headers={"authorization": "Bearer word"}).status_code == 200


def test_a_token_in_the_address_becomes_a_cookie_and_leaves_the_address(store: Path) -> None:
    guarded = client(store, "http://10.0.0.5:8620", host="10.0.0.5", token="word")
    first = guarded.get("/stories?token=word&order=recent", follow_redirects=False)
    assert first.status_code == 303
    assert "token" not in first.headers["location"]
    assert guarded.get("/stories").status_code == 200


def test_every_answer_forbids_scripts_and_frames_of_others(store: Path) -> None:
    for path in ("/stories", "/nowhere", "/static/desk.css"):
        answer = client(store).get(path)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_no_page_has_script_or_style_inside(store: Path) -> None:
    text = client(store).get("/stories", headers={"accept": "text/html"}).text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_pages_of_the_web_are_linked(address: str | None, safe: bool) -> None:
    assert (safe_link(address) is not None) == safe


def test_a_choice_leads_back_to_this_server_only(store: Path) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = client(store).post("/choices", data={"back": back, "language": "id"}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_refusal_has_one_shape_for_programs_and_a_page_for_people(store: Path) -> None:
    desk = client(store)
    program = desk.get("/article/ar-0", headers={"accept": "application/json"})
    assert program.status_code == 404
    assert program.json()["error"]["code"] == "not_found"
    person = desk.get("/article/ar-0", headers={"accept": "text/html", "accept-language": "id"})
    assert person.status_code == 404
    assert '<html lang="id"' in person.text


@pytest.mark.parametrize(
    ("language", "host", "token"),
    [
        ("en", "This server is not known by that name.", "A token is needed"),
        ("id", "Server ini tidak dikenal dengan nama itu.", "Perlu token"),
    ],
)
def test_who_is_turned_away_is_told_in_the_language_asked_for_and_programs_in_english(
    store: Path, language: str, host: str, token: str
) -> None:
    asked = {"accept-language": language}
    open_desk, guarded = client(store), client(store, token="word")
    assert open_desk.get("/stories", headers={"host": "evil.example", **asked}).text == host
    assert token in guarded.get("/stories", headers=asked).text
    for refused in (
        open_desk.get("/api/v1/events", headers={"host": "evil.example", **asked}),
        guarded.get("/api/v1/events", headers=asked),
    ):
        assert refused.json()["error"]["message"].startswith(("This server", "A token"))


@pytest.mark.parametrize(
    "path",
    ["article/ar-0000000000000000", "event/ev-0000000000000000", "story/sy-0000000000000000", "actor/person/nobody"],
)
def test_what_is_not_here_is_told_in_the_language_asked_for(store: Path, path: str) -> None:
    desk = client(store)
    told = {
        iso: desk.get(f"/{path}", headers={"accept": "text/html", "accept-language": iso}).text for iso in ("en", "id")
    }
    assert "not in this store" in told["en"]
    assert "tidak ada di simpanan ini" in told["id"]
    plain = desk.get(f"/{path}", headers={"accept": "application/json", "accept-language": "id"})
    assert "not in this store" in plain.json()["error"]["message"]


def test_the_desk_has_the_cookies_that_are_told_of_and_no_others(store: Path) -> None:
    guarded = client(store, token="word")
    opened = guarded.get("/stories?token=word", follow_redirects=False).headers.get_list("set-cookie")
    shown = guarded.get("/stories", headers={"accept": "text/html"}).headers.get_list("set-cookie")
    chosen = guarded.post(
        "/choices", data={"language": "id", "theme": "dark", "back": "/"}, follow_redirects=False
    ).headers.get_list("set-cookie")
    held = {cookie.partition("=")[0]: cookie.lower() for cookie in (*opened, *shown, *chosen)}
    assert set(held) == {"lansir_token", "lansir_csrf", "lansir_lang", "lansir_theme"}
    assert all("samesite=strict" in cookie for cookie in held.values())
    for name in ("lansir_token", "lansir_csrf"):
        assert "httponly" in held[name]
        assert "max-age" not in held[name]
    for name in ("lansir_lang", "lansir_theme"):
        assert f"max-age={365 * 24 * 3600}" in held[name]
    sources = [path.read_text(encoding="utf-8") for path in Path(lansir.serve.__file__).parent.rglob("*.py")]
    made = [found for text in sources for found in re.findall(r"set_cookie\((\w+), .*\)", text)]
    assert sorted(made) == ["CSRF_COOKIE", "LANGUAGE_COOKIE", "NAME_COOKIE", "THEME_COOKIE", "TOKEN_COOKIE"]
    assert sum(text.count("set_cookie(") for text in sources) == len(made)
