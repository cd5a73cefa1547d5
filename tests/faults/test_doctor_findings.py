"""`lansir doctor` finds each fault that it can name: every one is put in, and found; and what it says to do helps."""

import base64
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest

from lansir._version import __version__
from lansir.doctor import examined
from lansir.doctor import store as store_module
from lansir.doctor.check import Check, Code, guarded
from lansir.doctor.installation import (
    actor_files,
    data_files,
    languages,
    libraries,
    plugins,
    python,
    reading,
)
from lansir.doctor.model import model
from lansir.doctor.store import disk, permissions
from lansir.doctor.store import store as store_checks
from lansir.hooks import Broken
from lansir.store import Store
from lansir.store.connection import SCHEMA_VERSION
from tests.story.handmade import Made, made

Patch = pytest.MonkeyPatch
Inject = Callable[[Path, Patch], Iterable[Check]]
"""Put a fault in, and look: in a folder of the test's own."""
PACKAGE = Path(store_module.__file__).parents[1]
INJECTED: dict[str, Inject] = {}
GOOD = {
    "python", "installed", "libraries", "files", "language", "reading", "model", "plugins", "actors", "no_store",
    "store", "integrity", "sound", "log", "disk", "may_write",
}  # fmt: skip
"""What is said where nothing is wrong."""


def injects(code: Code) -> Callable[[Inject], Inject]:
    def noted(inject: Inject) -> Inject:
        INJECTED[code] = inject
        return inject

    return noted


def filled(folder: Path) -> Path:
    """The file of a small store."""
    with Store(folder / "lansir.db", write=True) as opened:
        for n in range(3):
            opened.add(made(Made(f"Rapat {n}", paragraphs=("Rapat berlangsung lama. " * 200,)))[0])
    return folder / "lansir.db"


def changed(path: Path, sql: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()
    return path


@injects("python_old")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    patch.setattr("platform.python_version", lambda: "3.10.4")
    patch.setattr("lansir.doctor.installation._stated", lambda field: ">=3.11")
    return python()


@injects("not_installed")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    patch.setattr(metadata, "requires", missing)
    return libraries()


@injects("library_missing")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return libraries(["no-such-library>=1"])


@injects("library_other")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return libraries(["msgspec>=9999"])


@injects("file_missing")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return data_files(folder, [(folder / "gone.yaml", None)])


@injects("file_damaged")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    (folder / "table.yaml").write_text("a: 1\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"a: 2\n").digest()).rstrip(b"=").decode()
    return data_files(folder, [(folder / "table.yaml", digest)])


@injects("language_missing")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    for kind in ("lang", "words"):
        shutil.copytree(PACKAGE / kind, folder / kind)
    shutil.rmtree(folder / "words" / "id")
    return languages(folder)


@injects("language_incomplete")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    for kind in ("lang", "words"):
        shutil.copytree(PACKAGE / kind, folder / kind)
    sorted((folder / "lang" / "en").glob("*.yaml"))[0].unlink()
    return languages(folder)


@injects("reading_none")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    patch.setattr("lansir.reader.read", lambda path: SimpleNamespace(events=[], statements=[], model="none"))
    return reading()


@injects("model_damaged")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    (folder / "heads.npz").write_bytes(b"other")
    card = {"version": "1", "sha256": {"heads.npz": hashlib.sha256(b"heads").hexdigest()}}
    (folder / "model.json").write_text(json.dumps(card))
    return model(folder)


@injects("plugin_broken")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    broken = Broken("lansir.exporters", "odd", "lansir-odd", "ImportError: no module")
    patch.setattr("lansir.hooks.found", lambda group: ({}, [broken]))
    return plugins()


@injects("actors_fault")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    (folder / "own.yaml").write_text("- nonsense: [")
    return actor_files([folder / "own.yaml"])


@injects("store_fault")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return store_checks(changed(filled(folder), f"PRAGMA user_version = {SCHEMA_VERSION + 1}"))


@injects("other_version")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return store_checks(changed(filled(folder), "UPDATE article SET lansir = '0.0.1'"))


@injects("failures")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    return store_checks(
        changed(filled(folder), "INSERT INTO failure VALUES ('k', 'fetch', 'FetchError', 'm', '{}', 1, NULL, '2031')")
    )


@injects("damaged")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    """The head of the file says that more pages are free than there are."""
    path = filled(folder)
    with path.open("r+b") as file:
        file.seek(36)
        file.write((5).to_bytes(4, "big"))
    return store_checks(path)


@injects("unsound")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    path = changed(filled(folder), "UPDATE article SET version = 7, address = 'https://a.example/'")
    return store_checks(path, deep=True)


@injects("log_long")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    path = filled(folder)
    patch.setattr("lansir.store.connection.LOG_PAGES", 1)
    with Store(path, write=True) as opened, Store(path) as reader:
        reader.connection.execute("BEGIN")
        len(reader)
        opened.add(made(Made("Satu lagi", paragraphs=("Satu lagi. " * 2000,)))[0])
        return list(store_checks(path))


@injects("disk_low")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    patch.setattr("shutil.disk_usage", lambda where: SimpleNamespace(free=1 << 29))
    return disk(filled(folder))


@injects("disk_full")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    patch.setattr("shutil.disk_usage", lambda where: SimpleNamespace(free=1 << 20))
    return disk(filled(folder))


@injects("file_read_only")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    path = filled(folder)
    patch.setattr("os.access", lambda where, rights: Path(where) != path)
    return permissions(path)


@injects("folder_read_only")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    path = filled(folder)
    patch.setattr("os.access", lambda where, rights: Path(where) == path)
    return permissions(path)


@injects("failed")
def _(folder: Path, patch: Patch) -> Iterable[Check]:
    def broken() -> Iterable[Check]:
        raise ImportError("a library is half installed")

    return guarded("model", broken)


def test_every_fault_that_can_be_named_is_put_in() -> None:
    assert set(INJECTED) == set(get_args(Code)) - GOOD


@pytest.mark.parametrize("code", [code for code in get_args(Code) if code not in GOOD])
def test_a_fault_that_is_put_in_is_found(code: str, tmp_path: Path, monkeypatch: Patch) -> None:
    found = list(INJECTED[code](tmp_path, monkeypatch))
    assert code in {check.code for check in found if check.state != "ok"}


@pytest.mark.slow
def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    path = changed(filled(tmp_path), f"UPDATE article SET lansir = '{__version__}'")
    found = list(examined(path, deep=True))
    wrong = {(check.code, *check.facts.values()) for check in found if check.state == "fault"}
    assert wrong == set()


def test_looking_changes_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = path.read_bytes()
    list(store_checks(path, deep=True))
    assert path.read_bytes() == before
