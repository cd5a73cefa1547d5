"""Articles taken out of the stories and placed anew."""

from pathlib import Path

import pytest

from lansir.ingest.rebuild import rebuild
from lansir.keys import key_of
from lansir.store import Store
from lansir.store.check import check_store
from lansir.story.membership import story_now
from tests.story.conftest import TABLES, Place, place_in, snapshot
from tests.story.handmade import Act, Made, made, words

PEOPLE = ("Tomas Ardell", "Ratih Prameswari")
SHELLED = Act("Soldiers of Tomas Ardell shelled Lontar.", "shelled", killed=3)
CHAIN = [
    Made("first", "A", "2031-03-01T01:00:00+00:00", paragraphs=(words(1),), names=PEOPLE, acts=(SHELLED,)),
    Made("between", "B", "2031-03-04T01:00:00+00:00", paragraphs=(words(2),), names=PEOPLE, acts=(SHELLED,)),
    Made("last", "C", "2031-03-08T01:00:00+00:00", paragraphs=(words(3),), names=PEOPLE, acts=(SHELLED,)),
]


def test_a_story_falls_apart_where_its_only_link_goes(store: Store, place: Place) -> None:
    first, between, last = place(*CHAIN)
    assert story_of(store, first) == story_of(store, last)
    store.remove(between)
    assert story_of(store, first) != story_of(store, last)
    assert [row[0] for row in store.connection.execute("SELECT events FROM occurrence")] == [1, 1]
    assert list(check_store(store)) == []


def test_what_hangs_together_without_it_stays_one_story(store: Store, place: Place) -> None:
    here = Made("beside", "D", "2031-03-05T01:00:00+00:00", paragraphs=(words(4),), names=PEOPLE, acts=(SHELLED,))
    first, between, last, _ = place(*CHAIN, here)
    store.remove(between)
    assert story_of(store, first) == story_of(store, last)
    assert list(check_store(store)) == []


def test_the_id_of_a_story_that_lost_its_earliest_article_leads_on(store: Store, place: Place) -> None:
    first, between, _ = place(*CHAIN)
    old = story_of(store, first)
    store.remove(first)
    assert story_now(store.connection, old) == story_of(store, between) != old
    assert list(check_store(store)) == []


def test_copies_of_a_removed_wire_are_news_of_the_next(store: Store, place: Place) -> None:
    wire, paper, _ = place(
        Made("wire", "Meridian Wire", "2031-03-05T06:00:00+00:00", paragraphs=(words(1),)),
        Made("paper", "Paper", "2031-03-05T08:00:00+00:00", paragraphs=(words(1),)),
        Made("last", "Last", "2031-03-05T09:00:00+00:00", paragraphs=(words(1),)),
    )
    store.remove(wire)
    rows = store.connection.execute("SELECT origin, source FROM placed ORDER BY source IS NOT NULL").fetchall()
    assert [tuple(row) for row in rows] == [("paper", None), ("paper", key_of(paper))]


@pytest.mark.parametrize("number", range(len(CHAIN)))
def test_replaced_by_itself_an_article_is_where_it_was(store: Store, place: Place, number: int) -> None:
    place(*CHAIN)
    before = snapshot(store)
    record, vectors = made(CHAIN[number])
    store.replace(record, vectors=vectors)
    after = snapshot(store)
    assert {name: rows for name, rows in after.items() if name != "story_alias"} == {
        name: rows for name, rows in before.items() if name != "story_alias"
    }
    assert list(check_store(store)) == []


def test_what_was_not_placed_is_not_placed_by_replacing(store: Store) -> None:
    record, vectors = made(CHAIN[0])
    store.add(record, vectors=vectors)
    store.replace(record, vectors=vectors)
    assert store.placer.missing() == [key_of(record.article.id)]


@pytest.mark.model
def test_a_rebuild_places_what_was_not(store: Store) -> None:
    for one in CHAIN:
        record, vectors = made(one)
        store.add(record, vectors=vectors)
    assert rebuild(store).without_page == len(CHAIN)
    assert store.placer.missing() == []
    assert list(check_store(store)) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_nothing_is_left_when_all_are_gone(tmp_path: Path, order: tuple[int, ...]) -> None:
    with Store(tmp_path / "lansir.db", write=True) as store:
        ids = place_in(store, *CHAIN)
        for number in order:
            store.remove(ids[number])
            assert list(check_store(store)) == []
        assert snapshot(store) == {name: [] for name in TABLES}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE story SET articles = articles + 1", "holds another number of articles"),
        ("UPDATE story SET earliest = 'x ar-0000000000000001'", "is not the id of its earliest article"),
        ("UPDATE occurrence SET events = 9", "holds another number of events"),
        ("DELETE FROM occurrence_event", "an event without an occurrence"),
        ("UPDATE occurrence_event SET occurrence = 1", "refers to a row of occurrence that is not there"),
        ("DELETE FROM fingerprint", "other marks of its wording"),
        ("INSERT INTO story_alias VALUES (1, 2)", "leads to no story"),
    ],
)
def test_damage_is_found(store: Store, place: Place, damage: str, told: str) -> None:
    place(*CHAIN)
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute(damage)
    assert any(told in str(fault) for fault in check_store(store))


def story_of(store: Store, article: str) -> int:
    found: int = store.connection.execute("SELECT story FROM placed WHERE article = ?", (key_of(article),)).fetchone()[
        0
    ]
    return found
