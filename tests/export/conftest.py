"""What the tests of exporters share: the entries of the example world's first pages, and a sink in memory."""

from collections.abc import Callable

import pytest

from lansir.query.entries import Entry, entries
from lansir.store import Store
from tests.export.memory import MemorySink


@pytest.fixture
def sink() -> MemorySink:
    return MemorySink()


@pytest.fixture
def new_sink() -> Callable[[], MemorySink]:
    """Makes sinks, for tests that write more than once."""
    return MemorySink


@pytest.fixture(scope="session")
def world_entries(world_store: Store) -> list[Entry]:
    """Everything that was read from the first pages of the world."""
    return list(entries(world_store))
