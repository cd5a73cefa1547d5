"""Selections: names, facets, totals, cursors, rows and entries."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from lansir.errors import QueryError
from lansir.query import walk
from lansir.query.entries import Entry
from lansir.query.facets import FACETS
from lansir.query.found import EventFound, StatementFound, flat
from lansir.query.selection import Selection, Total
from lansir.query.sql import Kind
from lansir.store import Store
from tests.query.plain_filter import TODAY, selected
from tests.query.press_made import records


def events(store: Store, query: str) -> list[EventFound]:
    return [row for row in Selection(store, query, "events", today=TODAY) if isinstance(row, EventFound)]


def names_of(store: Store, query: str) -> set[str]:
    return {party.shown for row in events(store, query) for party in row.actors}


def test_a_name_of_the_actor_table_means_that_actor(press: Store) -> None:
    assert all(any(p.actor == "person/joko-widodo" for p in row.actors) for row in events(press, "actor:jokowi"))
    assert all(any(p.actor == "country/ISR" for p in row.actors) for row in events(press, "actor:Israel"))
    assert events(press, "actor:jokowi") == events(press, 'actor:"Joko Widodo"') == events(press, "actor:person/joko-*")
    assert events(press, "actor:ISR") == events(press, "actor:Israel") == events(press, "actor:country/ISR")


def test_another_name_means_all_in_whose_name_its_words_stand(press: Store) -> None:
    assert events(press, "actor:ardell") == events(press, 'actor:"TOMAS ARDELL"')
    assert "Tomás Ardell" in names_of(press, "actor:ardell")
    assert "Israel Ardaya" in names_of(press, "actor:Israel*")
    assert not events(press, 'actor:"Ardell Tomas"')


def test_rows_hold_what_a_line_shows(press: Store, known: list[Entry]) -> None:
    entry_of = {event.id: entry for entry in known for event in entry.record.events}
    for row in events(press, "review:any version:all"):
        entry = entry_of[row.id]
        event = next(one for one in entry.record.events if one.id == row.id)
        assert (row.trigger, row.sentence, row.review) == (event.trigger, event.sentence, event.review.state)
        assert [party.entity for party in row.actors] == [one.entity for one in event.actors]
        assert [party.shown for party in row.recipients] == [entry.name_of(one) for one in event.recipients]
        assert (row.report.story, row.report.origin, row.report.newest) == (entry.story, entry.origin, entry.newest)
        assert row.occurrence == entry.occurred.get(row.id)
        assert (row.place is not None, row.reported_by) == (event.place is not None, event.reported_by)


def test_rows_of_statements_hold_their_words(press: Store, known: list[Entry]) -> None:
    told_of = {told.id: (entry, told) for entry in known for told in entry.record.statements}
    for row in Selection(press, "", "statements"):
        assert isinstance(row, StatementFound)
        entry, told = told_of[row.id]
        assert row.content == told.content
        assert (row.speaker and row.speaker.shown) == (told.speaker and entry.name_of(told.speaker))
        assert {event.id for event in row.events} <= set(told.events)


def test_flat_rows_are_plain_columns(press: Store) -> None:
    for kind in ("events", "statements"):
        rows = list(Selection(press, "", kind).rows())
        assert len({tuple(row) for row in rows}) == 1
        assert all(isinstance(value, str | int | float | None) for row in rows for value in row.values())
        assert all(row["sentence"] and row["article"].startswith("ar-") for row in rows)


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_facets_count_what_the_selection_holds(press: Store, known: list[Entry], kind: Kind) -> None:
    selection = Selection(press, "status:actual,planned", kind)
    facets = selection.facets(FACETS, limit=1000, seconds=None)
    for name, facet in facets.items():
        assert facet.complete and not facet.more
        for one in facet.values:
            asked = selection.query.without(facet.field) if facet.field != "day" else selection.query
            query = f'{asked} {facet.field}:"{one.value}"'
            assert one.count == Selection(press, query, kind).count(), (name, query)
    rows = list(selection)
    outlets = Counter(row.report.outlet for row in rows)
    assert {one.value: one.count for one in facets["outlet"].values} == {name: n for name, n in outlets.items() if name}
    assert facets["outlet"].missing == outlets[None]
    assert facets["outlet"].counted == len(rows)


def test_a_facet_counts_without_its_own_filter(press: Store) -> None:
    every = Selection(press, "outlet:Pos", "events").facets(["type"])["type"]
    assert Selection(press, "outlet:Pos type:ASSAULT", "events").facets(["type"])["type"] == every
    assert Selection(press, "outlet:Pos -type:ASSAULT", "events").facets(["type"])["type"] != every


@pytest.mark.usefixtures("as_large")
def test_facets_are_cut_openly(press: Store) -> None:
    facet = Selection(press, "", "events").facets(["day"], limit=2)["day"]
    assert len(facet.values) == 2 and facet.more > 0
    partly = Selection(press, "", "events").facets(["type"], seconds=1e-9)["type"]
    assert not partly.complete and 0 < partly.counted < Selection(press, "", "events").count()


def test_an_unknown_facet_is_refused(press: Store) -> None:
    with pytest.raises(QueryError, match=r"there is no facet outlets; did you mean outlet\?"):
        Selection(press, "", "events").facets(["outlets"])


@pytest.mark.usefixtures("as_large")
def test_a_total_says_whether_it_is_exact(press: Store) -> None:
    selection = Selection(press, "", "events")
    assert selection.total().number == selection.count() and selection.total().exact
    hurried = selection.total(seconds=1e-9)
    assert not hurried.exact and 0 < hurried.number < selection.count()


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_a_small_store_is_counted_however_busy_the_machine_is(press: Store, kind: Kind) -> None:
    for query in ("", "confidence:0.3..0.6 -gempa"):
        selection = Selection(press, query, kind)
        page = selection.page(1, seconds=-1, patience=-1)
        assert selection.total(-1) == page.total == Total(selection.count(), exact=True)
        assert not page.unfinished
        facet = selection.facets(["outlet"], seconds=-1)["outlet"]
        assert facet.complete and facet.counted == selection.count()


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(("short", "exact"), [(0, True), (1, False)])
def test_time_that_is_up_with_the_last_row_cuts_nothing(
    press: Store, monkeypatch: pytest.MonkeyPatch, short: int, exact: bool
) -> None:
    selection = Selection(press, "review:any version:all", "events")
    monkeypatch.setattr(walk, "CHUNKS", (selection.count() - short,))
    assert selection.total(-1) == Total(selection.count() - short, exact)


def test_a_larger_store_is_looked_through_to_its_floor(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    selection = Selection(press, "type:ASSAULT", "events")
    monkeypatch.setattr(walk, "SMALL", 0)
    assert selection.total(-1) == Total(selection.count(), exact=True)
    monkeypatch.setattr(walk, "CHUNKS", (2,))
    monkeypatch.setattr(walk, "FLOOR", 4)
    assert not selection.total(-1).exact


@pytest.mark.usefixtures("as_large")
def test_an_impatient_page_tells_how_to_go_on(press: Store) -> None:
    selection = Selection(press, "confidence:>=0.3 -gempa", "events")
    found, cursor, unfinished = [], None, 0
    while True:
        page = selection.page(1000, cursor, patience=1e-9)
        found += [row.id for row in page.rows]
        unfinished += page.unfinished
        cursor = page.next
        if cursor is None:
            break
    assert unfinished and found == list(selection.ids())


def test_pages_are_stable_while_articles_come(made_press: Path, tmp_path: Path) -> None:
    path = tmp_path / "growing.db"
    shutil.copy(made_press, path)
    with Store(path, write=True) as store:
        selection = Selection(store, "", "events")
        before = list(selection.ids())
        first = selection.page(20)
        for record in list(records(70))[60:]:
            store.add(record)
        rest, cursor = [], first.next
        while cursor:
            page = selection.page(20, cursor)
            rest += [row.id for row in page.rows]
            cursor = page.next
        seen = [row.id for row in first.rows] + rest
        assert len(seen) == len(set(seen))
        assert [one for one in seen if one in set(before)] == [one for one in before if one in set(seen)]
        assert set(before) - set(seen) <= {row.id for row in events(store, "version:older")}


@pytest.mark.parametrize("cursor", ["x", "c", "cAAAA", "c=", "c" + "W10", "", "\ud800"])
def test_what_is_no_cursor_is_refused(press: Store, cursor: str) -> None:
    selection = Selection(press, "", "events")
    if cursor:
        with pytest.raises(QueryError, match="this is no cursor"):
            selection.page(after=cursor)
    else:
        assert selection.page(after=cursor) == selection.page()


def test_a_cursor_of_another_query_is_refused(press: Store) -> None:
    cursor = Selection(press, "", "events").page(1).next
    for query, kind in (("type:ASSAULT", "events"), ("", "statements"), ("sort:day", "events")):
        with pytest.raises(QueryError, match="cursor is of another query"):
            Selection(press, query, kind).page(1, cursor)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_sensible_size(press: Store, limit: int) -> None:
    with pytest.raises(QueryError, match="a page has 1 to 1000 rows"):
        Selection(press, "", "events").page(limit)


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_entries_hold_the_selected_of_each_article_once(press: Store, known: list[Entry], kind: Kind) -> None:
    selection = Selection(press, "status:actual", kind)
    found = list(selection.entries())
    articles = [entry.record.article.id for entry in found]
    assert len(articles) == len(set(articles))
    assert articles == list(dict.fromkeys(row.report.article for row in selection))
    ids = {one for entry in found for one in (entry.selected_events if kind == "events" else entry.selected_statements)}
    assert ids == set(selected(known, selection.query, kind))
    assert not any(entry.selected_statements if kind == "events" else entry.selected_events for entry in found)


def test_only_events_and_statements_are_selected(press: Store) -> None:
    with pytest.raises(QueryError, match="there are no articles to select"):
        Selection(press, "", "articles")  # type: ignore[arg-type]


def test_flat_and_iterated_rows_are_the_same(press: Store) -> None:
    selection = Selection(press, "type:ASSAULT", "events")
    assert list(selection.rows()) == [flat(row) for row in selection]
    assert len(selection) == len(list(selection))
