"""What tests of hostile input share: a target opened over the store of the example world."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bench.fuzz.target import Check
from bench.fuzz.targets import TARGETS

Opened = Callable[[str], AbstractContextManager[Check]]


@pytest.fixture
def opened(world_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens the check of a target; those that ask a store ask a copy of the world's, so that none is made anew."""

    @contextmanager
    def made_store() -> Iterator[Path]:
        yield Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))

    for module in ("queries", "site", "tools"):
        monkeypatch.setattr(f"bench.fuzz.{module}.made_store", made_store)
    yield lambda name: TARGETS[name].open()
    logging.disable(logging.NOTSET)
