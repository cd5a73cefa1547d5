"""Whatever is asked, it is answered or refused, and never fails."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lansir.query.fields import codes_of, fields
from tests.serve.api_client import Api

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY = st.text(max_size=60)
VALUES = st.one_of(
    ANY,
    st.sampled_from(
        ["2024-02-30", "..", "7d", "9999y", ">=1e9", "0..", "'; DROP TABLE event; --", "%", "*", "a*", "NEAR("]
    ),
    st.sampled_from([code for field in fields() for code in codes_of(field.codes)]),
)
TERMS = st.builds(
    "{}{}:{}".format,
    st.sampled_from(["", "-"]),
    st.sampled_from([field.field for field in fields()]),
    st.one_of(VALUES, VALUES.map(lambda value: f'"{value}"')),
)
QUERIES = st.lists(st.one_of(TERMS, ANY), max_size=4).map(" ".join)


@pytest.fixture(scope="module")
def api(world_path: Path) -> Api:
    return Api(world_path)


def answered(api: Api, path: str, **query: Any) -> None:  # noqa: ANN401
    response = api.get(path, **query)
    assert response.status_code in (200, 400, 404, 405), (path, query, response.text)


@FEW
@given(QUERIES)
def test_any_query_is_answered_or_refused(api: Api, query: str) -> None:
    answered(api, "events", q=query, limit=5)
    answered(api, "statements", q=query, limit=5)
    answered(api, "facets", q=query, names="type,actor,place,story")


@FEW
@given(ANY)
@example("cW251bGwsbnVsbCwxXQ")
@example("c" + "W1tb" * 140)
@example("~")
def test_any_cursor_is_answered_or_refused(api: Api, cursor: str) -> None:
    for path in ("events", "statements", "stories"):
        answered(api, path, after=cursor)
    answered(api, "actors", name="k*", after=cursor)


@FEW
@given(ANY)
@example("../../etc/passwd")
@example("ev-")
@example("name/PER/")
@example("\ud7ff\U0010ffff")
def test_any_part_of_a_path_is_answered_or_refused(api: Api, part: str) -> None:
    escaped = quote(part, safe="")
    for path in ("events", "statements", "articles", "actors", "stories", "occurrences", "codebook", "export"):
        response = api.get(f"{path}/{escaped}")
        assert response.status_code in (200, 400, 404, 405), (path, part, response.text)


@FEW
@given(ANY)
def test_any_name_and_any_facet_is_answered_or_refused(api: Api, words: str) -> None:
    answered(api, "actors", name=words)
    answered(api, "facets", names=words)
    answered(api, "events", **{words or "x": "1"})


def test_a_cursor_with_a_number_beyond_every_key_is_refused(api: Api) -> None:
    import base64

    good = api.read("events", limit=1)["next"]
    mark = base64.urlsafe_b64decode(good[1:] + "=" * (-len(good[1:]) % 4)).decode()
    far = mark.rsplit(",", 1)[0] + "," + "9" * 30 + "]"
    api.refused("events", 400, after="c" + base64.urlsafe_b64encode(far.encode()).decode().rstrip("="))


def test_a_query_longer_than_any_is_refused(api: Api) -> None:
    api.refused("events", 400, q="a " * 5000)
