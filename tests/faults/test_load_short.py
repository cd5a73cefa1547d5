"""The bench of load, for some seconds: no error in earnest, every abuse answered, and its table can be kept."""

import shutil
from pathlib import Path

import httpx
import pytest

from bench.load import Asked, measure, shown
from bench.load_abuse import ABUSES
from bench.load_clients import Answered, Tally
from bench.load_routes import routes
from bench.markdown import describe
from lansir.store import Store

REFUSED = {"400", "403", "413", "414", "431", "503", "closed"}
MAY_SUCCEED = {
    "the same at the desk", "words that begin with a letter, forty times", "a pattern meant as a regular expression",
    "sixty pages of 500, one after another", "ten exports of everything at once", "six exports begun and left",
}  # fmt: skip
"""What is bounded rather than refused."""


@pytest.mark.slow
def test_twenty_clients_beside_an_ingest_meet_no_error(world_path: Path, tmp_path: Path) -> None:
    store = tmp_path / "lansir.db"
    shutil.copyfile(world_path, store)
    found = measure(store, tmp_path / "pages", Asked(20, 5.0, 0.5))
    assert found.errors == {}
    assert found.failed == []
    assert int(str(found.all["answers"])) > 20
    assert [one.asked for one in found.abuses] == list(ABUSES)
    for one in found.abuses:
        statuses = set(one.status.split())
        assert statuses <= REFUSED | {"200"}, one
        assert one.said, one
        assert statuses <= REFUSED or one.asked in MAY_SUCCEED, one
    assert "| desk: front |" in describe(shown(found))


def test_every_kind_of_address_is_asked_for(world_store: Store) -> None:
    found = routes(world_store)
    assert len(found) > 20
    assert all(address.startswith("/") for route in found for address in route.addresses)


def test_only_what_offers_to_come_again_is_put_off() -> None:
    tally = Tally()
    busy = {"retry-after": "5"}
    for status, headers in ((200, {}), (503, busy), (503, {}), (500, {}), (404, {})):
        tally.note("desk: front", 0.5, httpx.Response(status, headers=headers))
    tally.note("desk: occurrence", 0.5, httpx.Response(404))
    tally.failed("desk: front", httpx.ReadTimeout("late"))
    all_ = tally.all()
    assert (len(all_.seconds), all_.later, all_.gone) == (1, 1, 1)
    assert all_.errors == {"HTTP 503": 1, "HTTP 500": 1, "HTTP 404": 1, "ReadTimeout": 1}


def test_a_route_without_answers_has_a_row() -> None:
    assert Answered().row()["max ms"] == 0
