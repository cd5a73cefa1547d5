"""Whatever a query asks, SQL finds what a plain filter of the records finds, in the same order, page by page."""

from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.query.entries import Entry
from lansir.query.fields import codes_of, fields
from lansir.query.language import Query, Term, parse
from lansir.query.selection import Selection
from lansir.store import Store
from tests.query.plain_filter import TODAY, selected

Kind = Literal["events", "statements"]
NAMES = (
    "Jokowi",
    "Israel",
    "ISR",
    "tomas ardell",
    "Ardell",
    "Ratih",
    "Lontar",
    "Lon*",
    "Palang",
    "Nobody",
    "country/ISR",
)
DAYS = (
    "2031-03-01",
    "2031-03",
    "2031-W09",
    "2031-02-27..2031-03-01",
    ">=2031-03-02",
    "<2031-03-01",
    "2030",
    "today",
    ">2031-02",
)
VALUES: dict[str, tuple[str, ...]] = {
    "text": ("gempa", "rumah sakit", "cafe", "stri*", "talks border", "nothing"),
    **dict.fromkeys(("actor", "recipient", "who", "speaker", "addressee"), NAMES),
    "reported_by": ("outlet", *NAMES),
    **dict.fromkeys(
        ("actor.country", "recipient.country", "who.country", "speaker.country"), ("IDN", "ISR", "USA", "NGO")
    ),
    **dict.fromkeys(("actor.sector", "recipient.sector", "speaker.sector"), ("GOV", "CVL", "MIL", "REL")),
    "type": codes_of("type")[-5:],
    "mode": ("arrest", "abduct", "beat", "restrict", "boycott", "seize"),
    "status": codes_of("status"),
    "quad": codes_of("quad"),
    "context": ("military", "election", "health", "crime"),
    **dict.fromkeys(("killed", "injured"), ("0", ">0", "3..12", "<5", ">=12", "100")),
    "form": codes_of("form"),
    "anonymous": ("yes", "no"),
    "source": ("official", "witness"),
    "day": DAYS,
    "published": DAYS,
    "from": ("2031-03-01", "2031"),
    "to": ("2031-03-01", "2031-02"),
    "last": ("1d", "4d", "400d"),
    "place": ("Jakarta", "Jakarta*", "Lama", "Yerusalem", "Rafah"),
    "place.country": ("IDN", "ISR", "LBN"),
    "outlet": ("Radio Tanjung", "radio tanjung baru", "Tanjung", "Kabar Delta", "Pos*"),
    "language": ("id", "en", "fr"),
    "origin": ("Kantor Nusa", "Pos Samudra", "Reuters"),
    "confidence": (">=0.8", "0.3..0.6", "<0.5", "0.9"),
    "has": codes_of("has"),
    "review": codes_of("review"),
    "version": codes_of("version"),
    "copies": ("yes", "no"),
    "sort": codes_of("sort"),
}
ID_FIELDS = ("story", "occurrence", "article", "id")
SINGLE = {field.field for field in fields() if field.single}


def terms(field: str) -> st.SearchStrategy[Term]:
    values = st.lists(st.sampled_from(VALUES[field]), min_size=1, max_size=1 if field in SINGLE else 3, unique=True)
    excluded = st.just(False) if field in SINGLE else st.booleans()
    return st.builds(Term, st.just(field), values.map(tuple), excluded)


queries = st.lists(st.sampled_from(sorted(VALUES)).flatmap(terms), max_size=3, unique_by=lambda term: term.field).map(
    lambda found: Query(tuple(found))
)
kinds = st.sampled_from(("events", "statements"))
each_example = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_every_field_is_tried() -> None:
    assert {*VALUES, *ID_FIELDS} == {field.field for field in fields()} - {"arrested", "displaced", "released"}


@pytest.mark.parametrize("kind", ["events", "statements"])
@pytest.mark.parametrize("field", sorted(VALUES))
def test_a_field_finds_what_a_plain_filter_finds(asked: Store, known: list[Entry], kind: Kind, field: str) -> None:
    for value in VALUES[field]:
        for excluded in (False, True) if field not in SINGLE else (False,):
            query = Query((Term(field, (value,), excluded),))
            found = list(Selection(asked, query, kind, today=TODAY).ids())
            assert found == selected(known, query, kind), str(query)


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_ids_find_what_they_name(asked: Store, known: list[Entry], kind: Kind) -> None:
    entry = next(one for one in known if one.record.events and one.record.statements and one.newest)
    event = next(iter(entry.occurred.values()))
    own = (entry.record.events if kind == "events" else entry.record.statements)[0]
    for field, value in (
        ("story", entry.story),
        ("occurrence", event.id),
        ("article", entry.record.article.id),
        ("id", own.id),
    ):
        assert value
        for excluded in (False, True):
            query = Query((Term(field, (value,), excluded),))
            assert list(Selection(asked, query, kind).ids()) == selected(known, query, kind), str(query)


@each_example
@given(query=queries, kind=kinds)
def test_queries_find_what_a_plain_filter_finds(asked: Store, known: list[Entry], query: Query, kind: Kind) -> None:
    selection = Selection(asked, query, kind, today=TODAY)
    expected = selected(known, query, kind)
    assert list(selection.ids()) == expected
    assert selection.count() == len(expected)
    assert parse(str(query)) == query


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, kind=kinds, size=st.integers(1, 40))
def test_pages_hold_each_row_once(asked: Store, query: Query, kind: Kind, size: int) -> None:
    selection = Selection(asked, query, kind, today=TODAY)
    found: list[str] = []
    cursor = None
    while True:
        page = selection.page(size, cursor)
        assert page.total.number == selection.count() and page.total.exact
        found += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
        assert len(page.rows) == size
    assert found == list(selection.ids())
