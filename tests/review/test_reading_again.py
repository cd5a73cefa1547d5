"""Decisions outlive what they were made on: articles read again, removed, and put back; every change is noted."""

from pathlib import Path

import msgspec
import pytest

from lansir.errors import InputError
from lansir.examples import example_pages
from lansir.ingest.rebuild import Anew, rebuild
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.record import Event, Record, StatedTime, article_id
from lansir.review import decide, lost
from lansir.store import Page, Store
from lansir.store.check import check_store
from lansir.vectors import Vectors
from tests.review.conftest import Articles, rows_of, stands


class TestReadingAgain:
    def test_decisions_stay_when_the_article_is_replaced(self, store: Store, articles: Articles, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"status": "negated", "time": "2030"})
        before = rows_of(store)
        store.replace(articles[0][0], vectors=articles[0][1])
        told = stands(store, event)
        assert (told.status, told.review.state, told.review.by) == ("negated", "corrected", "Ani")
        assert {name: rows for name, rows in rows_of(store).items() if name != "article"} == {
            name: rows for name, rows in before.items() if name != "article"
        }
        decide(store, event.id, "machine", "Ani")
        assert stands(store, event) == event
        assert lost(store) == []

    def test_a_confirmation_holds_fast_what_was_confirmed(self, store: Store, articles: Articles, event: Event) -> None:
        decide(store, event.id, "confirmed", "Ani")
        record, vectors = articles[0]
        other = msgspec.structs.replace(event, status="planned", actors=[])
        store.replace(msgspec.structs.replace(record, events=[other, record.events[1]]), vectors=vectors)
        told = stands(store, event)
        assert (told.status, [one.entity for one in told.actors]) == ("actual", [event.actors[0].entity])
        assert told.resolved["status"] == "decided by Ani"
        decide(store, event.id, "machine", "Ani")
        assert stands(store, event) == other

    def test_an_entity_with_another_id_is_found_by_its_name(
        self, store: Store, articles: Articles, event: Event
    ) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"recipients": ["Dewan Lontar"]})
        record, vectors = articles[0]
        text = msgspec.json.encode(record).decode()
        old = next(entity.id for entity in record.entities if entity.name == "Dewan Lontar")
        new = msgspec.json.decode(text.replace(old, "en-" + "0" * 15 + "7"), type=Record)
        store.replace(new, vectors=vectors)
        assert [one.entity for one in stands(store, event).recipients] == ["en-" + "0" * 15 + "7"]

    def test_what_fits_nothing_any_more_is_lost_and_listed(
        self, store: Store, articles: Articles, event: Event
    ) -> None:
        record, vectors = articles[0]
        planned = record.events[1]
        decide(store, planned.id, "confirmed", "Ani")
        decide(store, event.id, "corrected", "Ani", correction={"mode": "aerial"})
        other = msgspec.structs.replace(event, type="PROTEST")
        kept = Vectors(vectors.article, {event.id: vectors.events[event.id]})
        store.replace(msgspec.structs.replace(record, events=[other]), vectors=kept)
        assert {one.target for one in lost(store)} == {planned.id, event.id}
        assert stands(store, event) == other
        assert list(check_store(store)) == []
        store.replace(record, vectors=vectors)
        assert lost(store) == []
        assert stands(store, event).mode == "aerial"

    def test_decisions_on_a_removed_article_count_again_when_it_comes_back(
        self, store: Store, articles: Articles, event: Event
    ) -> None:
        decide(store, event.id, "rejected", "Ani")
        store.remove(articles[0][0].article.id)
        assert [one.target for one in lost(store)] == [event.id]
        store.add(articles[0][0], vectors=articles[0][1])
        assert stands(store, event).review.state == "rejected"


class TestChanges:
    def test_every_change_of_an_article_is_noted_in_order(self, store: Store, articles: Articles, event: Event) -> None:
        (record, vectors), (second, _) = articles
        decide(store, event.id, "rejected", "Ani")
        store.replace(record, vectors=vectors)
        store.remove(second.article.id)
        store.remove(second.article.id)
        assert store.add(record) is False
        rows = store.connection.execute("SELECT what, printf('ar-%016x', article) FROM change ORDER BY number")
        one, two = record.article.id, second.article.id
        assert [tuple(row) for row in rows] == [
            ("added", one), ("added", two), ("decided", one), ("replaced", one), ("removed", two),
        ]  # fmt: skip

    def test_what_failed_is_not_noted(self, store: Store, record: Record) -> None:
        before = store.connection.execute("SELECT count(*) FROM change").fetchone()[0]
        with pytest.raises(InputError):
            decide(store, record.events[0].id, "corrected", "Ani", correction={"type": "NONE"})
        assert store.connection.execute("SELECT count(*) FROM change").fetchone()[0] == before

    def test_an_article_put_in_the_place_of_another_is_added_and_the_other_removed(
        self, store: Store, articles: Articles
    ) -> None:
        first, second = articles[0][0].article.id, articles[1][0].article.id
        store.remove(second)
        store.replace(articles[1][0], vectors=articles[1][1], instead=first)
        rows = store.connection.execute("SELECT what, printf('ar-%016x', article) FROM change ORDER BY number DESC")
        assert [tuple(row) for row in rows][:2] == [("added", second), ("removed", first)]


def test_a_state_that_no_decision_says_is_a_fault(store: Store) -> None:
    store.connection.execute("UPDATE event SET review = 'confirmed'")
    assert any("no decision says so" in str(fault) for fault in check_store(store))


def test_a_page_that_is_told_again_is_noted_for_the_text_before(store: Store, articles: Articles) -> None:
    record, _ = articles[0]
    text = f"{record.article.text} More."
    later = msgspec.structs.replace(
        record.article, id=article_id(record.article.url, text), text=text,
        updated=StatedTime("2031-03-06T01:00:00+00:00", "minute", "meta"),
    )  # fmt: skip
    bare = Record(later, "test", "test")
    store.add(bare)
    store.replace(bare)
    store.remove(later.id)
    rows = store.connection.execute("SELECT what, printf('ar-%016x', article) FROM change ORDER BY number")
    assert [tuple(row) for row in rows][2:] == [
        ("version", record.article.id), ("added", later.id), ("replaced", later.id),
        ("version", record.article.id), ("removed", later.id),
    ]  # fmt: skip


@pytest.mark.model
def test_decisions_outlive_a_rebuild(tmp_path: Path) -> None:
    path = example_pages()[0]
    data = path.read_bytes()
    record, vectors = read_with_vector(read_page(data))
    with Store(tmp_path / "lansir.db", write=True) as store:
        store.add(record, Page(data), vectors)
        store.placer.place(key_of(record.article.id))
        first, second, *_ = record.events
        decide(store, first.id, "corrected", "Ani", correction={"status": "negated", "time": "2031"})
        decide(store, second.id, "rejected", "Ani")
        before = rows_of(store)
        assert rebuild(store, Anew(everything=True, workers=0)).failed == ()
        assert lost(store) == []
        after = rows_of(store)
        assert {name for name in before if before[name] != after[name]} <= {"article"}  # it says when it was stored
        assert [event.review.state for event in store.record(record.article.id).events][:2] == ["corrected", "rejected"]
        assert list(check_store(store)) == []
