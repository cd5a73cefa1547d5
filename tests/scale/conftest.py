"""What the tests of lakes share: the same records in a store and in a lake, both in stories."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lansir.keys import key_of
from lansir.record import Record
from lansir.scale.lake import Lake
from lansir.scale.stories import place_lake
from lansir.store import Store
from tests.query.press_made import records
from tests.scale.filling import filled, jsonl_of

COUNT = 60


@pytest.fixture(scope="session")
def made() -> list[Record]:
    """Sixty records made by chance, some of them versions of one page."""
    return list(records(COUNT))


@pytest.fixture(scope="session")
def press_store(made: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """They in a store, placed in the order in which they came."""
    path = tmp_path_factory.mktemp("press") / "press.db"
    with Store(path, write=True) as store:
        with store.writing():
            for record in made:
                store.put(record)
                store.placer.place(key_of(record.article.id))
        yield store


@pytest.fixture(scope="session")
def lake_path(made: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They in a lake of several parts, read in another order, and placed."""
    folder = tmp_path_factory.mktemp("lake")
    sources = [jsonl_of(made[at : at + 15], folder / f"{at:03}.jsonl") for at in range(0, COUNT, 15)]
    filled(str(folder / "lake"), sources, part=13, reorder=lambda items: items[::-1])
    with Lake(str(folder / "lake")) as lake:
        place_lake(lake)
    return folder / "lake"
