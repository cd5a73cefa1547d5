"""What tests of several packages share: stores of the example world, read by the model.

The store of the first pages is kept in pytest's cache until something changes that reading or storing goes by.
"""

import gc
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings

import lansir
from lansir.examples.world import WorldPage, pages
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.store import Page, Store, connection
from lansir.store.connection import transaction

# How long an example takes says how busy the machine is; what must be fast has a test of its own.
settings.register_profile("lansir", deadline=None, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("lansir")

FEW = 25
SOURCE = Path(lansir.__file__).parent
READS = ("page", "lang", "encoder", "model", "resolve", "knowledge", "codebook", "store", "story", "examples")
"""The packages by which a page is read, stored and placed."""


def pytest_sessionstart() -> None:
    """Tests that are collected are kept: looking for garbage among them takes a fifth of the time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave thousands of collected tests out of every later collection of garbage."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def world_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The file of a store of the world's first 25 pages, in both languages, placed in stories; not to be written to."""
    path = tmp_path_factory.mktemp("world") / "lansir.db"
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    kept = cache.mkdir("lansir-world") / f"{_state()}.db" if cache else None
    if kept and kept.exists():
        return Path(shutil.copyfile(kept, path))
    _filled(path, islice(pages(), FEW))
    if kept:
        _keep(path, kept)
    return path


def _keep(path: Path, kept: Path) -> None:
    """Copy a store to where the next run looks for it; other processes of this run may be about the same."""
    for old in kept.parent.glob("*.db"):
        old.unlink(missing_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(path, fresh)
    fresh.replace(kept)


@pytest.fixture(autouse=True)
def quick_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no store of a test wait for the disk, but where power and disk fail (`tests/faults`)."""
    if "faults" not in request.path.parts:
        monkeypatch.setattr(connection, "SYNCHRONOUS", "OFF")


@pytest.fixture(scope="session")
def world_store(world_path: Path) -> Iterator[Store]:
    """That store, open for reading."""
    with Store(world_path) as store:
        yield store


@pytest.fixture(scope="session")
def whole_world_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of all pages of the world, open for reading: for slow tests, reading them takes a minute."""
    with Store(_filled(tmp_path_factory.mktemp("whole-world") / "lansir.db", pages())) as store:
        yield store


def _state() -> str:
    """Changes with every file that reading or storing goes by."""
    found = (
        path for folder in READS for path in sorted((SOURCE / folder).rglob("*")) if "__pycache__" not in path.parts
    )
    listed = [*sorted(SOURCE.glob("*.py")), *(path for path in found if path.is_file())]
    facts = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in listed)
    return hashlib.blake2b("\n".join(facts).encode(), digest_size=8).hexdigest()


def _filled(path: Path, wanted: Iterable[WorldPage]) -> Path:
    with Store(path, write=True) as store:
        for page in wanted:
            article = msgspec.structs.replace(read_page(page.data, url=page.url), captured=page.captured.isoformat())
            record, vectors = read_with_vector(article)
            with transaction(store.connection):
                if store.put(record, Page(page.data, "text/html"), vectors):
                    store.placer.place(key_of(article.id))
    return path
