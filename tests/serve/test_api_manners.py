"""HTTP manners: ETags, HEAD, methods, one shape of errors, no other site's scripts."""

from pathlib import Path

import pytest

from lansir.serve.api import PREFIX
from tests.serve.api_client import Api, refusal


@pytest.fixture(scope="module")
def api(world_path: Path) -> Api:
    return Api(world_path)


def test_what_the_asker_has_is_not_sent_again(api: Api) -> None:
    first = api.get("events", limit=3)
    tag = first.headers["etag"]
    for stated in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = api.get("events", {"if-none-match": stated}, limit=3)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    assert api.get("events", {"if-none-match": '"other"'}, limit=3).content == first.content
    assert api.get("events", limit=4).headers["etag"] != tag


def test_an_etag_is_strong_and_stays_while_nothing_changes(api: Api) -> None:
    tags = {api.get("store").headers["etag"] for _ in range(2)}
    assert len(tags) == 1
    assert not tags.pop().startswith("W/")


@pytest.mark.parametrize("path", ["events", "store", "codebook/assault", "health"])
def test_head_is_get_without_the_body(api: Api, path: str) -> None:
    got, head = api.get(path), api.client.head(f"{PREFIX}/{path}")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-length", "content-type"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_in_the_one_shape(api: Api, method: str) -> None:
    refusal(api.client.request(method, f"{PREFIX}/events"), 405)


def test_no_other_site_may_read_answers(api: Api) -> None:
    answer = api.get("events", {"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_json_is_never_taken_for_a_page(api: Api) -> None:
    answer = api.get("events", {"accept": "text/html"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
