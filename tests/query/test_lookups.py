"""A name is looked up once for all selections of an open store, and anew when the store has changed."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from lansir.query import lookups, names
from lansir.query.selection import Selection
from lansir.store import Store
from tests.query.press_made import records


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of outlets that are looked up, as they are."""
    seen: list[str] = []

    def look(connection: sqlite3.Connection, stated: str) -> list[Any]:
        seen.append(stated)
        return names.outlets_named(connection, stated)

    monkeypatch.setitem(names.LOOKS, "outlet", look)
    return seen


def test_selections_of_a_store_share_what_they_looked_up(press: Store, looked: list[str]) -> None:
    selection = Selection(press, "outlet:Pos", "events")
    assert selection.count() == selection.page(5).total.number
    selection.facets(["type", "outlet"])
    assert Selection(press, "type:ASSAULT -outlet:Pos", "statements").count()
    assert looked == ["Pos"]
    assert not Selection(press, "outlet:Nowhere", "events").count()
    assert [str(term) for term in Selection(press, "outlet:Nowhere", "events").unmatched()] == ["outlet:Nowhere"]
    assert looked == ["Pos", "Nowhere"]


def test_each_opening_of_a_store_looks_for_itself(made_press: Path, looked: list[str]) -> None:
    for _ in range(2):
        with Store(made_press) as store:
            assert Selection(store, "outlet:Pos", "events").count()
    assert looked == ["Pos", "Pos"]


def test_what_others_write_is_found(made_press: Path, tmp_path: Path, looked: list[str]) -> None:
    path = shutil.copy(made_press, tmp_path / "growing.db")
    with Store(path) as reader, Store(path, write=True) as writer:
        assert not Selection(reader, "outlet:Laguna", "events").count()
        _rename(writer, "Laguna")
        found = Selection(reader, "outlet:Laguna", "events").count()
        assert found == Selection(reader, "outlet:Laguna", "events").count() > 0
    assert looked == ["Laguna", "Laguna"]


def test_who_writes_remembers_nothing(made_press: Path, tmp_path: Path) -> None:
    path = shutil.copy(made_press, tmp_path / "growing.db")
    with Store(path, write=True) as store:
        store.connection.execute("BEGIN")
        _rename(store, "Laguna")
        assert Selection(store, "outlet:Laguna", "events").count()
        store.connection.execute("ROLLBACK")
        assert not Selection(store, "outlet:Laguna", "events").count()
        assert [str(term) for term in Selection(store, "outlet:Laguna", "events").unmatched()] == ["outlet:Laguna"]


def test_a_store_that_grows_is_counted_anew(made_press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shutil.copy(made_press, tmp_path / "growing.db")
    with Store(path) as reader, Store(path, write=True) as writer:
        monkeypatch.setattr("lansir.query.walk.FLOOR", 0)
        selection = Selection(reader, "version:all review:any", "events")
        monkeypatch.setattr("lansir.query.walk.SMALL", selection.count())
        assert selection.total(-1).exact
        for record in list(records(70))[60:]:
            writer.add(record)
        assert not selection.total(-1).exact


def test_few_names_are_remembered(made_press: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "KEPT", 2)
    with Store(made_press) as store:
        for name in ("One", "Two", "One", "Three", "One", "Two"):
            Selection(store, f"outlet:{name}", "events").count()
    assert looked == ["One", "Two", "Three", "Two"]


def _rename(store: Store, outlet: str) -> None:
    store.connection.execute("UPDATE article SET outlet = ? WHERE outlet LIKE 'Pos%'", (outlet,))
