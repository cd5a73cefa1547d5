"""What tests of the desk share: the desk over the example world, and one over what waits for a decision."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.record import Event
from lansir.store import Store
from tests.serve.explore_made import client
from tests.serve.review_made import browser, event_of, filled


@pytest.fixture
def desk(world_path: Path) -> TestClient:
    """The desk over the example world, which nobody writes to."""
    return client(world_path)


@pytest.fixture(scope="session")
def kinds(world_store: Store) -> dict[Kind, Selection]:
    """All events and all statements of the example world."""
    return {"events": Selection(world_store, "", "events"), "statements": Selection(world_store, "", "statements")}


@pytest.fixture(scope="session")
def waiting_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store in which three events wait; not to be written to."""
    return filled(tmp_path_factory.mktemp("review") / "lansir.db")


@pytest.fixture
def review_path(tmp_path: Path, waiting_path: Path) -> Path:
    """A copy of it, to be decided upon."""
    return Path(shutil.copyfile(waiting_path, tmp_path / "lansir.db"))


@pytest.fixture
def shelled(review_path: Path) -> Event:
    """The one that is least sure."""
    return event_of(review_path, "shelled")


@pytest.fixture
def reviewing(review_path: Path) -> Iterator[TestClient]:
    """The desk over that copy."""
    with browser(review_path) as client:
        yield client
