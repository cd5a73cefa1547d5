"""What the tests of stories share: a store that articles made by hand are placed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lansir.keys import key_of
from lansir.store import Store
from lansir.store.connection import transaction
from tests.story.handmade import Made, made

Place = Callable[..., list[str]]
TABLES = (
    "fingerprint", "wording", "tie", "placed", "story", "story_alias", "occurrence", "occurrence_event", "event_tie",
    "outcome",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "lansir.db", write=True) as opened:
        yield opened


@pytest.fixture
def place(store: Store) -> Place:
    """Stores and places articles made by hand, in the order given; gives their ids."""

    def put(*articles: Made) -> list[str]:
        return place_in(store, *articles)

    return put


def place_in(store: Store, *articles: Made) -> list[str]:
    ids = []
    for article in articles:
        record, vectors = made(article)
        with transaction(store.connection):
            store.put(record, vectors=vectors)
            store.placer.place(key_of(record.article.id))
        ids.append(record.article.id)
    return ids


def snapshot(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables of stories, in order; ties without who came first."""
    rows = {name: [tuple(row) for row in store.connection.execute(f"SELECT * FROM {name}")] for name in TABLES}
    rows["tie"] = [(*sorted(row[:2]), *row[2:]) for row in rows["tie"]]
    rows["event_tie"] = [(*sorted(row[:2]), round(float(str(row[2])), 9)) for row in rows["event_tie"]]
    return {name: sorted(found, key=str) for name, found in rows.items()}
