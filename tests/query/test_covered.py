"""Counts from indexes alone are those of the rows; where indexes do not tell all that is asked, they tell nothing."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.query import covered as module
from lansir.query.covered import covered
from lansir.query.entries import Entry
from lansir.query.found import EventFound, StatementFound
from lansir.query.language import Query, Term, parse
from lansir.query.selection import Found, Selection
from lansir.query.sql import Kind
from lansir.store import Store
from tests.query.plain_filter import TODAY, selected
from tests.query.test_results import VALUES

EVENTS = ("day", "type", "quad", "status", "mode")
STATEMENTS = ("day", "form", "speaker.country", "speaker.sector")
TERMS: dict[Kind, tuple[str, ...]] = {
    "events": ("type", "quad", "status", "mode", "from", "to", "day", "last"),
    "statements": ("form", "speaker.country", "speaker.sector", "from", "to", "day"),
}


def counts(store: Store, query: str | Query, kind: Kind, columns: tuple[str, ...]) -> Counter[tuple[str | None, ...]]:
    asked = parse(query) if isinstance(query, str) else query
    found = covered(store, asked, kind, TODAY, columns)
    assert found is not None
    return found


def values(row: Found, columns: tuple[str, ...]) -> tuple[str | None, ...]:
    if isinstance(row, EventFound):
        held = {"day": row.day, "type": row.type, "quad": row.quad, "status": row.status, "mode": row.mode}
    else:
        assert isinstance(row, StatementFound)
        held = {"day": row.day, "form": row.form}
    return tuple(held[name] for name in columns)


@st.composite
def queries(draw: st.DrawFn, kind: Kind) -> Query:
    fields = draw(st.lists(st.sampled_from(TERMS[kind]), max_size=3, unique=True))
    terms = []
    for field in fields:
        dated = field in ("from", "to", "day", "last")
        told = draw(st.lists(st.sampled_from(VALUES[field]), min_size=1, max_size=1 if dated else 2, unique=True))
        terms.append(f"{'-' if not dated and draw(st.booleans()) else ''}{field}:{','.join(told)}")
    waiting = ["review:machine"] if draw(st.booleans()) else []
    return parse(" ".join([*terms, *waiting]))


@given(query=queries("events"))
def test_events_are_counted_as_they_are_found(press: Store, known: list[Entry], query: Query) -> None:
    assert counts(press, query, "events", ()).total() == len(selected(known, query, "events"))


@given(query=queries("statements"))
def test_statements_are_counted_as_they_are_found(press: Store, known: list[Entry], query: Query) -> None:
    found = covered(press, query, "statements", TODAY, ())
    apart = bool(query.of("form")) and bool(query.of("speaker.country") or query.of("speaker.sector"))
    assert (found is None) == apart
    assert found is None or found.total() == len(selected(known, query, "statements"))


@pytest.mark.parametrize("query", ["", "type:ASSAULT,COERCE -status:planned", "from:2031-03-01 review:machine"])
@pytest.mark.parametrize("columns", [*combinations(EVENTS, 1), *combinations(EVENTS, 2)])
def test_each_combination_has_its_number(press: Store, query: str, columns: tuple[str, ...]) -> None:
    rows = Selection(press, query, "events", today=TODAY)
    assert counts(press, query, "events", columns) == Counter(values(row, columns) for row in rows)


@pytest.mark.parametrize("columns", [("day",), ("form",), ("form", "day")])
def test_statements_too(press: Store, columns: tuple[str, ...]) -> None:
    rows = Selection(press, "-form:direct", "statements")
    assert counts(press, "-form:direct", "statements", columns) == Counter(values(row, columns) for row in rows)


@pytest.mark.parametrize(
    ("query", "kind", "columns"),
    [
        ("outlet:Pos", "events", ()),
        ("police", "events", ("day",)),
        ("version:all", "events", ()),
        ("review:any", "events", ()),
        ("-review:machine", "events", ()),
        ("day:2031-03-01,2031-03-02", "events", ()),
        ("-day:2031-03-01", "events", ()),
        ("type:ASSAULT", "statements", ()),
        ("form:direct speaker.country:ISR", "statements", ()),
        ("", "events", ("actor",)),
        ("", "events", ("form",)),
        ("", "statements", ("form", "speaker.sector")),
    ],
)
def test_what_indexes_do_not_tell_is_left_to_the_rows(
    press: Store, query: str, kind: Kind, columns: tuple[str, ...]
) -> None:
    assert covered(press, parse(query), kind, TODAY, columns) is None


def test_a_store_without_an_index_is_counted_by_its_rows(bare_press: Store, press: Store) -> None:
    assert covered(bare_press, Query(), "events", TODAY, ()) is None
    assert Selection(bare_press, "", "events").count() == Selection(press, "", "events").count()


def test_where_much_is_left_out_rows_are_counted(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    number = Selection(press, "type:ASSAULT", "events").count()
    monkeypatch.setattr(module, "MOST_LEFT_OUT", 0)
    with Store(press.path) as again:
        assert covered(again, parse("type:ASSAULT"), "events", TODAY, ()) is None
        assert Selection(again, "type:ASSAULT", "events").count() == number


def test_many_values_are_asked_of_the_index_at_once(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "type:ASSAULT,COERCE,PROTEST status:actual,planned"
    before = counts(press, query, "events", ("day", "type"))
    monkeypatch.setattr(module, "MOST_ARMS", 1)
    assert before and counts(press, query, "events", ("day", "type")) == before


def test_the_table_is_not_read(press: Store) -> None:
    connection = press.connection
    plans: list[str] = []
    connection.set_trace_callback(plans.append)
    try:
        counts(press, "type:ASSAULT from:2031-01-01", "events", ("day", "status"))
    finally:
        connection.set_trace_callback(None)
    asked = [text for text in plans if "INDEXED BY event_type" in text]
    assert asked and all(_covering(connection, text) for text in asked)


def _covering(connection: sqlite3.Connection, text: str) -> bool:
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]
    return any("USING COVERING INDEX" in step for step in steps) and not any("GROUP BY" in step for step in steps)


def test_time_that_is_up_leaves_nothing(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert covered(press, Query(), "events", TODAY, (), -1) is None
    counts(press, "", "events", ())
    late_after(monkeypatch, 3)
    assert covered(press, parse("type:ASSAULT"), "events", TODAY, ("day",), 1) is None


def test_what_is_left_out_has_a_time_of_its_own(press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(press.path) as again:
        late_after(monkeypatch, 2)
        assert covered(again, Query(), "events", TODAY, (), 0.01) is None
        monkeypatch.undo()
        assert covered(again, Query(), "events", TODAY, (), 5) == counts(press, "", "events", ())


def late_after(monkeypatch: pytest.MonkeyPatch, looks: int) -> None:
    """A clock that has gone on by an hour when it is looked at once more."""
    monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
    ticks = iter([0.0] * looks)
    for name in ("bounded", "covered"):
        monkeypatch.setattr(f"lansir.query.{name}.monotonic", lambda: next(ticks, 3600.0))


@pytest.fixture
def written(made_press: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "written.db"
    path.write_bytes(made_press.read_bytes())
    with Store(path, write=True) as store:
        yield store


def test_what_is_rejected_meanwhile_counts_no_more(written: Store) -> None:
    with Store(written.path) as reader:
        before = counts(reader, "", "events", ())[()]
        one = next(iter(Selection(reader, "review:machine", "events"))).id
        key = int(one.removeprefix("ev-"), 16)
        key -= 2**64 if key >= 2**63 else 0
        written.connection.execute("UPDATE event SET review = 'rejected' WHERE id = ?", (key,))
        assert counts(reader, "", "events", ())[()] == before - 1


def test_facets_that_indexes_tell_are_whole_however_short_the_time(
    press: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lansir.query.walk.SMALL", 0)
    monkeypatch.setattr("lansir.query.walk.FLOOR", 0)
    names = ("type", "mode", "month", "year", "day", "quad")
    selection = Selection(press, "status:actual", "events")
    whole = selection.facets([*names, "actor"], limit=1000, seconds=None)
    assert {name: whole[name] for name in names} == selection.facets(names, limit=1000, seconds=5)
    assert not Selection(press, "", "events").facets(["type", "actor"], seconds=-1)["type"].complete


def test_a_term_twice_asks_for_what_both_allow(press: Store) -> None:
    query = Query((Term("type", ("ASSAULT", "COERCE")), Term("quad", ("material-conflict",))))
    assert counts(press, query, "events", ()).total() == Selection(press, query, "events").count()
    assert not counts(press, "type:ASSAULT quad:verbal-cooperation", "events", ())
