"""A lake answers every query as a store of the same articles does."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from lansir.errors import QueryError
from lansir.keys import id_of
from lansir.query.facets import FACETS
from lansir.query.fields import fields
from lansir.query.found import EventFound
from lansir.query.language import parse
from lansir.query.selection import Found, Selection
from lansir.query.sql import Kind
from lansir.scale import selection
from lansir.scale.lake import Lake
from lansir.scale.selection import LakeSelection
from lansir.store import Store
from tests.query.plain_filter import TODAY
from tests.scale.group import NEEDS_DUCKDB

pytestmark = NEEDS_DUCKDB
QUERIES = [
    "",
    "type:ASSAULT,COERCE status:actual",
    "-type:ASSAULT",
    "actor:Israel",
    "actor:Israel* -recipient:jokowi",
    "actor:person/joko-*",
    "who:ardell",
    'speaker:"Ratih Prameswari" form:direct',
    "actor.country:IDN actor.sector:GOV",
    "recipient.sector:CVL,NGO",
    "who.country:NGO",
    "reported_by:outlet",
    "reported_by:Lontar,outlet",
    "place:Jakarta",
    "place.country:ISR has:coordinates",
    "has:place,size -has:time",
    "killed:>0",
    "injured:5 killed:3..12",
    "context:military -context:health",
    "anonymous:yes source:official",
    "outlet:Radio",
    'outlet:"Radio Tanjung"',
    "-outlet:kabar*",
    "language:id",
    "origin:Pos*",
    'origin:"Kantor Nusa" copies:no',
    "has:story",
    "gempa",
    'gem* -"rumah sakit"',
    "cafe",
    "text:CAFÉ,talks",
    "confidence:>=0.5 sort:-confidence",
    "sort:confidence",
    "sort:day",
    "day:2031-03",
    "from:2031-03-01 to:2031-03-03",
    "last:7d",
    "published:2031-03-01,2031-03-03",
    "version:all review:any",
    "version:older",
    "actor:nobody",
]


@pytest.fixture(scope="module")
def lake(lake_path: Path) -> Iterator[Lake]:
    with Lake(str(lake_path)) as opened:
        yield opened


def without_times(row: Found) -> Found:
    """The row without when it was stored: the only thing that a lake and a store may tell differently."""
    return msgspec.structs.replace(row, report=msgspec.structs.replace(row.report, ingested=""))


@pytest.mark.parametrize("kind", ["events", "statements"])
@pytest.mark.parametrize("query", [*QUERIES, *(field.example for field in fields())])
def test_a_lake_finds_what_a_store_finds_in_the_same_order(
    press_store: Store, lake: Lake, query: str, kind: Kind
) -> None:
    expected, found = Selection(press_store, query, kind, today=TODAY), LakeSelection(lake, query, kind, today=TODAY)
    if "sort:ingested" not in str(expected.query) and "sort:-ingested" not in str(expected.query):
        assert [without_times(row) for row in found] == [without_times(row) for row in expected]
    assert found.count() == expected.count()
    assert found.unmatched() == expected.unmatched()


def test_most_of_the_queries_find_something_but_not_everything(press_store: Store) -> None:
    everything = Selection(press_store, "version:all", "events").count()
    counts = [Selection(press_store, query, "events", today=TODAY).count() for query in QUERIES]
    assert sum(0 < count < everything for count in counts) > 0.85 * len(QUERIES)


def test_occurrences_and_stories_can_be_asked_for(press_store: Store, lake: Lake) -> None:
    connection = press_store.connection
    told = connection.execute("SELECT occurrence FROM occurrence_event GROUP BY 1 ORDER BY count(*) DESC, 1").fetchone()
    story = connection.execute("SELECT id FROM story ORDER BY articles DESC, id").fetchone()
    for query in (f"version:all occurrence:{id_of('oc', told[0])}", f"version:all story:{id_of('sy', story[0])}"):
        rows = list(LakeSelection(lake, query, "events"))
        assert rows
        assert [without_times(row) for row in rows] == [
            without_times(row) for row in Selection(press_store, query, "events")
        ]
        assert all(row.occurrence and row.report.story for row in rows if isinstance(row, EventFound))


@pytest.mark.parametrize("kind", ["events", "statements"])
@pytest.mark.parametrize("query", ["status:actual", "type:ASSAULT actor:Israel", "actor:nobody"])
def test_facets_are_those_of_the_store(press_store: Store, lake: Lake, query: str, kind: Kind) -> None:
    expected = Selection(press_store, query, kind, today=TODAY).facets(FACETS, limit=5, seconds=None)
    assert LakeSelection(lake, query, kind, today=TODAY).facets(FACETS, limit=5) == expected


@pytest.mark.parametrize("query", ["", "sort:day", "sort:-confidence", "sort:confidence gempa", "sort:ingested"])
def test_pages_lead_through_all_rows(lake: Lake, query: str) -> None:
    whole, found, cursor = LakeSelection(lake, query, "events"), list[str](), None
    while True:
        page = whole.page(9, cursor)
        assert page.total.number == whole.count()
        found += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert found == [row.id for row in whole]
    assert len(found) == len(set(found)) > 20


def test_rows_are_read_some_at_a_time(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    together = list(LakeSelection(lake, "gempa", "events"))
    monkeypatch.setattr(selection, "BATCH", 7)
    assert list(LakeSelection(lake, "gempa", "events")) == together
    assert len(together) > 14


def test_a_cursor_of_a_store_goes_on_in_a_lake(press_store: Store, lake: Lake) -> None:
    in_store = Selection(press_store, "gempa", "statements")
    cursor = in_store.page(5).next
    assert cursor
    assert [row.id for row in LakeSelection(lake, "gempa", "statements").found(cursor)] == list(in_store.ids())[5:]
    with pytest.raises(QueryError, match="cursor is of another query"):
        LakeSelection(lake, "banjir", "statements").page(5, cursor)


@pytest.mark.parametrize("limit", [0, 1001])
def test_a_page_has_a_sensible_size(lake: Lake, limit: int) -> None:
    with pytest.raises(QueryError, match="a page has 1 to 1000 rows"):
        LakeSelection(lake, "", "events").page(limit)


def test_what_cannot_be_understood_is_told_as_for_a_store(lake: Lake) -> None:
    with pytest.raises(QueryError, match="there is no field actr; did you mean actor:"):
        LakeSelection(lake, "actr:Israel", "events")
    with pytest.raises(QueryError, match=r"there is no facet outlets; did you mean outlet\?"):
        LakeSelection(lake, "", "events").facets(["outlets"])


def test_values_of_a_query_are_never_part_of_the_sql(press_store: Store, lake: Lake) -> None:
    query = parse("""outlet:"x') OR 1=1 --" "'; DROP TABLE event; --" actor:"x\\"'?" """)
    assert LakeSelection(lake, query, "events").count() == Selection(press_store, query, "events").count() == 0
