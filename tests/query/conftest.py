"""What the tests of queries share: a store of records made by chance, some of them reviewed, and its entries."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lansir.keys import key_of
from lansir.query import driver, names, walk
from lansir.query.entries import Entry, entries
from lansir.store import Store
from lansir.store.connection import transaction
from tests.query.press_made import records

REVIEW = "INSERT INTO review(target, article, state, by, at) VALUES (?, ?, ?, 'rani', '2031-04-01T00:00:00+00:00')"


INDEXES = (
    "event_review ON event(review, day) WHERE review <> 'machine'",
    "statement_review ON statement(review, day) WHERE review <> 'machine'",
    "event_sized ON event(day, killed, injured, arrested, displaced, released) WHERE sized = 1",
    "event_actor_sector ON event_actor(sector, slot, day, event)",
    "event_confidence ON event(confidence)",
    "statement_confidence ON statement(confidence)",
    "statement_form ON statement(form, day)",
    "article_older ON article(newest) WHERE newest = 0",
    "article_ingested ON article(ingested)",
)
"""Indexes that queries use where a store has them."""


@pytest.fixture(scope="session")
def press(made_press: Path) -> Iterator[Store]:
    """Sixty articles, placed in stories; one event and one statement in five is decided upon."""
    with Store(made_press) as store:
        yield store


@pytest.fixture(scope="session")
def bare_press(made_press: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same without the indexes that a store need not have."""
    path = shutil.copy(made_press, tmp_path_factory.mktemp("bare") / "press.db")
    with Store(path, write=True) as store:
        for index in INDEXES:
            store.connection.execute(f"DROP INDEX {index.split()[0]}")
    with Store(path) as store:
        yield store


@pytest.fixture(params=["in a small store", "in a large store"])
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store to be asked: once as small as it is, once in the ways that a hundred thousand articles are."""
    if request.param == "in a small store":
        return request.getfixturevalue("bare_press")  # type: ignore[no-any-return]
    monkeypatch.setattr(walk, "FEW", 5)
    monkeypatch.setattr(walk, "CHUNKS", (2, 3, 7))
    monkeypatch.setattr(walk, "ENOUGH", 12)
    monkeypatch.setattr(walk, "RARE", 4)
    monkeypatch.setattr(names, "MOST_LISTED", 3)
    monkeypatch.setattr(driver, "MOST_ARMS", 12)
    return request.getfixturevalue("press")  # type: ignore[no-any-return]


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat any store as one whose rows cannot all be gone through in the time given."""
    monkeypatch.setattr(walk, "SMALL", 0)
    monkeypatch.setattr(walk, "FLOOR", 0)


@pytest.fixture(scope="session")
def made_press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the store."""
    path = tmp_path_factory.mktemp("query") / "press.db"
    with Store(path, write=True) as store:
        for number, record in enumerate(records(60)):
            with transaction(store.connection):
                store.put(record)
                store.placer.place(key_of(record.article.id))
                ingested = f"2031-04-{1 + number % 5:02}T00:00:00+00:00"
                store.connection.execute(
                    "UPDATE article SET ingested = ? WHERE id = ?", (ingested, key_of(record.article.id))
                )
        decide(store)
        for index in INDEXES:
            store.connection.execute(f"CREATE INDEX IF NOT EXISTS {index}")
    return path


def decide(store: Store) -> None:
    """Decide upon some events and statements, as the review does."""
    chance = random.Random(3)
    with transaction(store.connection):
        for table, kind in (("event", "ev"), ("statement", "st")):
            for row in store.connection.execute(f"SELECT id, article FROM {table} ORDER BY id").fetchall():
                if chance.random() < 0.2:
                    state = chance.choice(("confirmed", "corrected", "rejected"))
                    target = f"{kind}-{row['id'] & 0xFFFFFFFFFFFFFFFF:016x}"
                    store.connection.execute(REVIEW, (target, row["article"], state))
                    store.connection.execute(f"UPDATE {table} SET review = ? WHERE id = ?", (state, row["id"]))


class Known(list[Entry]):
    """Entries, shown by their number."""

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"


@pytest.fixture(scope="session")
def known(press: Store) -> list[Entry]:
    """All articles of the store, for filters in plain Python."""
    return Known(entries(press))
