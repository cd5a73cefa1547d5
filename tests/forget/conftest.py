"""What the tests of forgetting share: a store of the example world that may be written to, and its bytes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lansir.store import Store


@pytest.fixture
def path(world_path: Path, tmp_path: Path) -> Path:
    """The file of a store of the world's own, in a folder of its own."""
    return Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, write=True) as opened:
        yield opened


def every_byte(path: Path) -> bytes:
    """The bytes of all files of a store, in small letters."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*"))).lower()
