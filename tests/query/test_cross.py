"""Counts of several columns at once are those of the rows, however they are come by."""

from collections import Counter
from itertools import product

import pytest

from lansir.errors import QueryError
from lansir.query.cross import COLUMNS
from lansir.query.found import EventFound, Party, StatementFound
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.store import Store

QUERIES = ("", "-type:ASSAULT", "outlet:Pos confidence:>0.4", "version:all review:any")


def actors(parties: list[Party]) -> set[str]:
    return {party.actor for party in parties if party.actor}


@pytest.mark.parametrize("query", QUERIES)
def test_days_and_types_are_those_of_the_rows(press: Store, query: str) -> None:
    selection = Selection(press, query, "events")
    rows = [row for row in selection if isinstance(row, EventFound)]
    counts, counted, complete = selection.cross(["day", "type"])
    assert counts == Counter((row.day, row.type) for row in rows)
    assert (counted, complete) == (len(rows), True)


@pytest.mark.parametrize("query", QUERIES)
def test_each_pair_of_actors_counts_an_event_once(press: Store, query: str) -> None:
    selection = Selection(press, query, "events")
    expected: Counter[tuple[str, ...]] = Counter()
    for row in selection:
        assert isinstance(row, EventFound)
        expected.update((*pair, row.quad) for pair in product(actors(row.actors), actors(row.recipients)))
    found = selection.cross(("actor", "recipient", "quad"))
    assert expected and found.counts == expected
    assert found.counted == selection.count()


def test_statements_have_columns_of_their_own(press: Store) -> None:
    selection = Selection(press, "", "statements")
    rows = [row for row in selection if isinstance(row, StatementFound)]
    assert selection.cross(["form"]).counts == Counter((row.form,) for row in rows)
    spoken = Counter((row.speaker.actor,) for row in rows if row.speaker and row.speaker.actor)
    assert selection.cross(["speaker"]).counts == spoken


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_a_column_has_the_values_that_its_field_finds(press: Store, kind: Kind) -> None:
    for name in COLUMNS[kind]:
        for (value,), number in Selection(press, "", kind).cross([name]).counts.items():
            if value is not None:
                assert Selection(press, f'{name}:"{value}"', kind).count() == number, (name, value)


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("query", QUERIES)
def test_going_through_all_rows_counts_the_same(press: Store, query: str) -> None:
    selection = Selection(press, query, "events")
    whole = selection.cross(["day", "status"], seconds=None)
    partly = selection.cross(["day", "status"], seconds=-1)
    assert not partly.complete and 0 < partly.counted < whole.counted
    assert partly.counted == partly.counts.total()
    assert selection.cross(["day", "status"], seconds=-1, scan=60) == whole


@pytest.mark.usefixtures("as_large")
def test_actors_are_not_scanned_for(press: Store) -> None:
    assert not Selection(press, "", "events").cross(["actor"], seconds=-1, scan=60).complete


@pytest.mark.usefixtures("as_large")
def test_a_scan_that_takes_too_long_leaves_what_was_counted(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
    for query in ("", "confidence:>0.1"):
        found = Selection(press, query, "events").cross(["day"], seconds=-1, scan=1e-9)
        assert not found.complete and found.counted
        assert Selection(press, query, "events").count() > found.counted


@pytest.mark.parametrize("columns", [["day", "colour"], ["speaker"], []])
def test_other_columns_are_refused(press: Store, columns: list[str]) -> None:
    with pytest.raises(QueryError, match="events have no column") as error:
        Selection(press, "", "events").cross(columns)
    assert error.value.code == "column_unknown"
