"""Other orders than that of days: the first rows come without reading all that fit."""

from itertools import islice

import pytest

from lansir.query import walk
from lansir.query.entries import Entry
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.store import Store
from tests.query.plain_filter import TODAY, selected

ORDERS = ("confidence", "-confidence", "ingested", "-ingested")
QUERIES: dict[Kind, tuple[str, ...]] = {
    "events": (
        "",
        "type:ASSAULT",
        "status:actual -type:AID",
        "confidence:>0.4",
        "confidence:<0.4,0.3..0.6 status:actual",
        "killed:>0 status:actual",
        "from:2031-03-01 to:2031-03-02 status:actual",
        "day:2030 status:planned",
        "language:id",
    ),
    "statements": ("", "form:direct", "speaker.sector:GOV,CVL", "form:direct confidence:>=0.5", "language:id"),
}


@pytest.fixture
def as_a_hundred_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an index gives is taken for much, and few that fit are soon too few."""
    monkeypatch.setattr(walk, "FEW", 0)
    monkeypatch.setattr(walk, "CHUNKS", (2, 3, 7))
    monkeypatch.setattr(walk, "SMALL", 0)


@pytest.mark.usefixtures("as_a_hundred_thousand")
@pytest.mark.parametrize("enough", [4, 10_000])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("kind", "query"), [(kind, query) for kind, asked in QUERIES.items() for query in asked])
def test_rows_come_in_order_from_any_place(
    press: Store, known: list[Entry], monkeypatch: pytest.MonkeyPatch, kind: Kind, query: str, order: str, enough: int
) -> None:
    monkeypatch.setattr(walk, "ENOUGH", enough)
    monkeypatch.setattr(walk, "SORTING", 0.1)
    monkeypatch.setattr(walk, "RARE", 2)
    selection = Selection(press, f"{query} sort:{order}", kind, today=TODAY)
    expected = selected(known, selection.query, kind)
    assert list(selection.ids()) == expected
    found, cursor = [], None
    while True:
        page = selection.page(5, cursor)
        found += [row.id for row in page.rows]
        if (cursor := page.next) is None:
            break
    assert found == expected


@pytest.mark.usefixtures("as_a_hundred_thousand")
@pytest.mark.parametrize("order", ORDERS)
def test_the_first_rows_are_had_without_the_others(press: Store, order: str) -> None:
    selection = Selection(press, f"status:actual sort:{order}", "events")
    asked: list[str] = []
    press.connection.set_trace_callback(asked.append)
    try:
        first = list(islice(selection.ids(), 3))
    finally:
        press.connection.set_trace_callback(None)
    assert first == list(selection.ids())[:3]
    index = f"event_{order}" if "confidence" in order else "article_ingested"
    led = [text for text in asked if f"INDEXED BY {index.replace('_-', '_')}" in text]
    assert len(led) == 1
    plan = [row[3] for row in press.connection.execute(f"EXPLAIN QUERY PLAN {led[0]}")]
    assert not any("FOR ORDER BY" in step for step in plan)


@pytest.mark.usefixtures("as_a_hundred_thousand")
def test_where_next_to_nothing_fits_all_that_fits_is_read_and_sorted(
    press: Store, known: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "ENOUGH", 2)
    monkeypatch.setattr(walk, "SORTING", 0.1)
    monkeypatch.setattr(walk, "RARE", 1)
    selection = Selection(press, "killed:>0 status:actual sort:confidence", "events")
    asked: list[str] = []
    press.connection.set_trace_callback(asked.append)
    try:
        found = list(selection.ids())
    finally:
        press.connection.set_trace_callback(None)
    assert any("SELECT DISTINCT id FROM" in text for text in asked)
    assert found and found == selected(known, selection.query, "events")
