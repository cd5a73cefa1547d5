"""Going through lists by cursors: everything exactly once, whatever the size of the pages."""

from pathlib import Path

import pytest

from lansir.query.selection import Selection
from lansir.store import Store
from tests.serve.api_client import Api, escaped


@pytest.fixture(scope="module")
def api(world_path: Path) -> Api:
    return Api(world_path)


@pytest.mark.parametrize("kind", ["events", "statements"])
@pytest.mark.parametrize("query", ["", "status:actual,planned -language:en", "sort:-confidence", "gempa OR kapal"])
@pytest.mark.parametrize("limit", [7, 50])
def test_pages_cover_a_selection_once_in_its_order(
    api: Api, world_store: Store, kind: str, query: str, limit: int
) -> None:
    wanted = list(Selection(world_store, query, kind).ids())  # type: ignore[arg-type]
    assert [row["id"] for row in api.pages(kind, q=query, limit=limit)] == wanted


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_pages_cover_a_timeline_once(api: Api, world_store: Store, limit: int) -> None:
    key = api.read("facets", names="speaker", kind="statements")["facets"]["speaker"]["values"][0]["value"]
    events = Selection(world_store, f'who:"{key}"', "events").ids()
    statements = Selection(world_store, f'speaker:"{key}"', "statements").ids()
    found = api.pages(f"actors/{escaped(key)}", limit=limit)
    assert sorted(row["id"] for row in found) == sorted([*events, *statements])
    days = [row["day"] or "" for row in found]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("order", ["recent", "largest"])
@pytest.mark.parametrize("limit", [1, 4])
def test_pages_cover_all_stories_once(api: Api, order: str, limit: int) -> None:
    whole = api.read("stories", order=order, limit=500)
    assert [row["id"] for row in api.pages("stories", order=order, limit=limit)] == [
        row["id"] for row in whole["items"]
    ]
    assert whole["total"]["number"] == len(whole["items"])


def test_pages_cover_all_actors_of_a_name_once(api: Api) -> None:
    whole = api.read("actors", name="k*", limit=500)
    assert len(whole["items"]) > 3
    assert api.pages("actors", name="k*", limit=2) == whole["items"]


def test_the_largest_page_is_told(api: Api) -> None:
    api.read("events", limit=500)
    for limit in ("501", "0", "-1", "ten", "1e3", "9" * 40):
        assert "1 to 500" in api.refused("events", 400, limit=limit)


def test_a_cursor_fits_the_list_that_it_came_from_and_no_other(api: Api) -> None:
    cursor = api.read("events", q="status:actual", limit=1)["next"]
    assert "another query" in api.refused("events", 400, q="status:planned", after=cursor)
    stories = api.read("stories", order="recent", limit=1)["next"]
    api.refused("stories", 400, order="largest", after=stories)
    api.refused("actors", 400, name="k*", after=stories)


def test_parameters_that_nobody_knows_are_named(api: Api) -> None:
    assert "did you mean limit?" in api.refused("events", 400, limt=3)
    assert "takes none" in api.refused("health", 400, q="x")
    assert "name: it is missing" in api.refused("actors", 400)
    assert "twice" in api.refused("events?q=a&q=b", 400)
