"""A store of an older version is brought up to date whole or not at all; one of a newer version is left alone.

There is one version of the schema so far: the next one is made up here.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lansir.errors import NewerStore, NotAStore, StoreError
from lansir.store import Store, connection
from lansir.store.check import check_store
from lansir.store.connection import SCHEMA_VERSION
from tests.doctor.conftest import Run
from tests.ingest.press import page
from tests.story.handmade import Made, made

NEXT = SCHEMA_VERSION + 1
STEP = "ALTER TABLE article ADD COLUMN mood TEXT;\nCREATE TABLE mood(name TEXT);\n"
BROKEN = "CREATE TABLE mood(name TEXT);\nALTER TABLE no_such_table ADD COLUMN x;\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a store of this version."""
    with Store(tmp_path / "lansir.db", write=True) as opened:
        opened.add(made(Made("Rapat", paragraphs=("Rapat berlangsung lama.",)))[0])
    return tmp_path / "lansir.db"


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make this Lansir one that knows the next version, and how it is reached."""

    def become(step: str) -> None:
        first = connection._step
        monkeypatch.setattr(connection, "SCHEMA_VERSION", NEXT)
        monkeypatch.setattr(connection, "_step", lambda number: step if number == NEXT else first(number))

    return become


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as opened:
        found: int = opened.execute("PRAGMA user_version").fetchone()[0]
    return found


def test_an_older_store_is_brought_up_to_date_by_whoever_writes(path: Path, newer: Callable[[str], None]) -> None:
    newer(STEP)
    with Store(path, write=True) as opened:
        assert len(opened) == 1
        assert opened.connection.execute("SELECT mood FROM article").fetchone()[0] is None
        assert list(check_store(opened)) == []
    assert version(path) == NEXT


def test_who_only_reads_is_told_how_to_bring_it_up_to_date(path: Path, newer: Callable[[str], None]) -> None:
    newer(STEP)
    with pytest.raises(StoreError, match=rf"written by an older Lansir \(schema 1.*`lansir store rebuild {path}`"):
        Store(path)
    assert version(path) == SCHEMA_VERSION


def test_what_is_told_to_be_done_does_it(path: Path, newer: Callable[[str], None], lansir: Run) -> None:
    newer(STEP)
    assert lansir("find", "Rapat", "--store", path).code == 2
    ran = lansir("store", "rebuild", path)
    assert version(path) == NEXT, ran.err
    assert lansir("find", "Rapat", "--store", path).code == 0


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path, newer: Callable[[str], None]) -> None:
    before = path.read_bytes()
    newer(BROKEN)
    with pytest.raises(StoreError, match="no such table"):
        Store(path, write=True)
    assert version(path) == SCHEMA_VERSION
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'mood'").fetchone()[0] == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_a_newer_store_is_left_alone(path: Path, *, write: bool) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.execute(f"PRAGMA user_version = {NEXT}")
    before = path.read_bytes()
    with pytest.raises(NewerStore, match="update Lansir"):
        Store(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [["find", "Rapat", "--store"], ["store", "info"], ["ingest", "x.html", "--store"]])
def test_every_command_says_so_of_a_newer_store_in_one_line(
    path: Path, command: list[str], lansir: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.execute(f"PRAGMA user_version = {NEXT}")
    (path.parent / "x.html").write_bytes(page())
    monkeypatch.chdir(path.parent)
    ran = lansir(*command, path)
    assert ran.code == 2
    assert "update Lansir" in ran.err
    assert "Traceback" not in ran.err


def test_a_store_that_another_program_took_over_is_none(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA application_id = 7")
    with pytest.raises(NotAStore, match="no store of Lansir"):
        Store(path, write=True)
