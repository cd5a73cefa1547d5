"""`lansir.open`: a store for reading in Python."""

from pathlib import Path

import pytest

from lansir.errors import NotAStore, QueryError
from lansir.query.entries import Entry
from lansir.query.found import EventFound
from lansir.query.open import open as open_store


def test_events_and_statements_are_selected(made_press: Path, known: list[Entry]) -> None:
    with open_store(made_press) as store:
        assert len(store) == len(known)
        assert store.events("type:ASSAULT").count() == len(list(store.events("type:ASSAULT")))
        assert {row["form"] for row in store.statements("form:direct").rows()} == {"direct"}
        with pytest.raises(QueryError):
            store.events("typ:ASSAULT")


def test_a_record_is_found_by_what_is_in_it(made_press: Path, known: list[Entry]) -> None:
    record = next(entry.record for entry in known if entry.record.events and entry.record.statements)
    with open_store(made_press) as store:
        for identity in (record.article.id, record.events[0].id, record.statements[0].id):
            assert store.record(identity).article.id == record.article.id
        assert len(list(store.records())) == len(known)
        with pytest.raises(KeyError):
            store.record("ev-0000000000000001")


def test_a_timeline_holds_acts_and_words_newest_first(made_press: Path) -> None:
    with open_store(made_press) as store:
        found = list(store.timeline("Jokowi", "-type:ASSAULT"))
        events = {row.id for row in found if isinstance(row, EventFound)}
        assert events == set(store.events("who:Jokowi -type:ASSAULT").ids())
        assert {row.id for row in found} - events == set(store.statements("speaker:Jokowi -type:ASSAULT").ids())
        days = [row.day or "" for row in found]
        assert days == sorted(days, reverse=True)
        assert list(store.timeline("Nobody at all")) == []
        with pytest.raises(QueryError):
            store.timeline("...")


def test_stories_and_occurrences_are_read(made_press: Path) -> None:
    with open_store(made_press) as store:
        line = store.stories(limit=1)[0]
        assert store.story(line.id).line == line
        told = next(row.occurrence for row in store.events() if isinstance(row, EventFound) and row.occurrence)
        assert store.occurrence(told.id).told.outlets == told.outlets
        assert store.stories(limit=1, recent=True)[0].last_day


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="no such store"):
        open_store(tmp_path / "none.db")
