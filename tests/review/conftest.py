"""What the tests of review share: a store of two outlets that tell the same act, with who did it and who says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lansir.keys import key_of
from lansir.record import Argument, Event, Record
from lansir.store import Store
from lansir.store.connection import transaction
from lansir.vectors import Vectors
from tests.story.handmade import Act, Made, made, words

Articles = list[tuple[Record, Vectors]]
PEOPLE = ("Tomas Ardell", "Ratih Prameswari", "Dewan Lontar")
SHELLED = Act(
    "Soldiers of Tomas Ardell shelled Lontar, Ratih Prameswari said.", "shelled", day="2031-03-04", killed=3,
    said_by="Ratih Prameswari",
)  # fmt: skip
PLANNED = Act("Dewan Lontar plans to meet Tomas Ardell.", "meet", type="CONSULT", status="planned", about=2)
FIRST = Made("first", "Pos Samudra", "2031-03-05T01:00:00+00:00", paragraphs=(words(1),), names=PEOPLE,
             acts=(SHELLED, PLANNED), url="https://pos.example/1")  # fmt: skip
SECOND = Made("second", "Kabar", "2031-03-05T08:00:00+00:00", paragraphs=(words(2),), names=PEOPLE, acts=(SHELLED,))


def filled(given: Made) -> tuple[Record, Vectors]:
    """The record of an article whose acts have an actor: the person named in the sentence that is no speaker."""
    record, vectors = made(given)
    return msgspec.structs.replace(record, events=[_with_actor(record, event) for event in record.events]), vectors


def _with_actor(record: Record, event: Event) -> Event:
    (actor,) = [entity for entity in record.entities if entity.name == "Tomas Ardell"]
    mention = next(mention for mention in record.mentions if mention.entity == actor.id)
    return msgspec.structs.replace(event, actors=[Argument(actor.id, mention.id, 0.7, True)])


@pytest.fixture(scope="session")
def articles() -> Articles:
    return [filled(FIRST), filled(SECOND)]


@pytest.fixture
def store(tmp_path: Path, articles: Articles) -> Iterator[Store]:
    """A store of the two articles, placed."""
    with Store(tmp_path / "lansir.db", write=True) as opened:
        for record, vectors in articles:
            with transaction(opened.connection):
                opened.put(record, vectors=vectors)
                opened.placer.place(key_of(record.article.id))
        yield opened


@pytest.fixture
def record(articles: Articles) -> Record:
    """The record of the first article as it was read."""
    return articles[0][0]


@pytest.fixture
def event(record: Record) -> Event:
    """Its shelling, as it was read."""
    return record.events[0]


def rows_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for those of decisions and changes; ties without who came first."""
    found = store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = [row[0] for row in found if not row[0].startswith(("sqlite_", "article_text"))]
    rows = {
        name: [tuple(row) for row in store.connection.execute(f"SELECT * FROM {name}")]
        for name in names
        if name not in ("review", "change", "story_alias")
    }
    rows["tie"] = [(*sorted(row[:2]), *row[2:]) for row in rows["tie"]]
    rows["event_tie"] = [(*sorted(row[:2]), round(row[2], 9)) for row in rows["event_tie"]]
    return {name: sorted(found, key=str) for name, found in rows.items()}


def stands(store: Store, event: Event) -> Event:
    """An event as the store has it now."""
    for article in store.articles():
        for one in store.record(article).events:
            if one.id == event.id:
                return one
    raise AssertionError(f"{event.id} is not in the store")
