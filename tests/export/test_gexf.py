"""GEXF 1.3: well-formed whatever names are, read by networkx, and its numbers are those of the acts."""

import io
from collections import Counter
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.export.format import Options
from lansir.export.gexf import Gexf
from lansir.export.linked_facts import actor_id, days
from lansir.export.linked_network import Act, Person, network
from lansir.export.linked_text import xml_attribute, xml_text
from lansir.query.entries import Entry
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

networkx: Any = pytest.importorskip("networkx")
NAMESPACE = "{http://gexf.net/1.3}"
FIRST = date(2031, 3, 1)
SOMEBODY = Person("ac-1", "Somebody", "PER", True, "IDN", "GOV", None)
OTHER = Person("ac-2", "Other", "ORG", True, None, None, None)


def written(entries: list[Entry]) -> bytes:
    sink = MemorySink()
    Gexf().write(iter(entries), sink, Options())
    return sink.files["network.gexf"]


def graph(entries: list[Entry]) -> Any:  # noqa: ANN401
    """As networkx reads it; several edges of a pair are told apart by their ids."""
    return networkx.MultiDiGraph(networkx.read_gexf(io.BytesIO(written(entries)), version="1.3"))


def day(number: int) -> str:
    return (FIRST + timedelta(number)).isoformat()


def test_an_edge_is_the_acts_of_a_pair_of_one_class_and_status(world_entries: list[Entry]) -> None:
    expected: Counter[tuple[str, str, str, str]] = Counter()
    for entry in world_entries:
        for event in entry.events:
            for one in event.actors:
                for other in event.recipients:
                    ends = (entry.entity_of(who) for who in (one, other))
                    source, target = (actor_id(entity) or entity.id for entity in ends)
                    expected[source, target, event.quad, event.status] += 1
    found = graph(world_entries).edges(data=True)
    assert {(a, b, told["quad"], told["status"]): told["acts"] for a, b, told in found} == expected
    assert all(told["weight"] == told["acts"] for _, _, told in found)


def test_nodes_are_the_actors_across_articles(world_entries: list[Entry]) -> None:
    found = graph(world_entries)
    entities = {entity.id: entity for entry in world_entries for entity in entry.record.entities}
    known = {actor_id(entity) for entity in entities.values()}
    for node, told in found.nodes(data=True):
        assert node in known if told["named"] else entities[node].name is None
        assert told["label"]
        assert told["type"] in ("PER", "ORG", "GPE", "LOC", "NORP")


def test_spells_are_days_of_the_acts_and_never_meet(world_entries: list[Entry]) -> None:
    for _, _, told in graph(world_entries).edges(data=True):
        ends = [end for spell in told.get("spells", []) for end in spell]
        assert ends == sorted(ends)
        assert all(start <= end for start, end in told.get("spells", []))
        assert [(first, last) for _, first, last in told.get("active", [])] == told.get("spells", [])


def test_an_act_without_a_day_is_dated_on_that_of_publication_and_counted(world_entries: list[Entry]) -> None:
    losses = {loss.part: loss.count for loss in Gexf().write(world_entries, MemorySink(), Options())}
    undated = [
        event
        for entry in world_entries
        for event in entry.events
        if event.actors and event.recipients and days(entry, event) is None
    ]
    assert losses["acts without a day of their own"] == len(undated)
    one_sided = [event for entry in world_entries for event in entry.events if not (event.actors and event.recipients)]
    assert losses["acts of or upon nobody"] == len(one_sided)


def test_attributes_are_declared_before_they_are_used(world_entries: list[Entry]) -> None:
    root = ElementTree.fromstring(written(world_entries))
    declared = {one.get("id") for one in root.iter(f"{NAMESPACE}attribute")}
    assert {value.get("for") for value in root.iter(f"{NAMESPACE}attvalue")} <= declared
    assert [part.tag.removeprefix(NAMESPACE) for part in root[1]] == ["attributes"] * 3 + ["nodes", "edges"]


def test_the_columns_are_the_attributes(world_entries: list[Entry]) -> None:
    columns = {column.name for table in Gexf().tables for column in table.columns}
    root = ElementTree.fromstring(written(world_entries))
    seen: set[str] = set()
    for part in ("node", "edge"):
        for element in root.iter(f"{NAMESPACE}{part}"):
            seen |= {f"{part}.{name}" for name in element.keys()}  # noqa: SIM118 - an element is no dict
            seen |= {f"{part}.{value.get('for')}" for value in element.iter(f"{NAMESPACE}attvalue")}
            seen |= {f"{part}.spells" for _ in element.iter(f"{NAMESPACE}spells")}
    assert seen <= columns
    assert columns - seen <= {"node.wikidata"}


def test_what_articles_tell_differently_is_as_most_of_them_tell_it() -> None:
    with network() as found:
        for country in ("IDN", "MYS", "MYS"):
            found.meet([msgspec.structs.replace(SOMEBODY, country=country)])
        (node,) = found.nodes()
    assert node.told["country"] == "MYS"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=12))
def test_spans_count_the_acts_of_each_day(acts: list[tuple[int, int]]) -> None:
    with network() as found:
        for first, length in acts:
            ends = (day(first), day(first + length))
            found.add(Act(SOMEBODY, OTHER, "AID", "material-cooperation", "actual", 10, False, ends))
        (edge,) = found.edges()
        spans = list(found.spans(edge))
    counted: Counter[str] = Counter()
    for span in spans:
        number = (date.fromisoformat(span.first) - FIRST).days
        while day(number) <= span.last:
            counted[day(number)] += span.acts
            number += 1
    assert counted == Counter(day(first + past) for first, length in acts for past in range(length + 1))
    assert edge.acts == len(acts)


@pytest.mark.parametrize("last", ["2031-03-01", "9999-12-31"])
def test_a_span_ends_where_the_act_does_even_at_the_end_of_the_calendar(last: str) -> None:
    with network() as found:
        found.add(Act(SOMEBODY, OTHER, "AID", "material-cooperation", "actual", 10, False, ("2031-03-01", last)))
        (edge,) = found.edges()
        (span,) = found.spans(edge)
    assert (span.first, span.last, span.acts) == ("2031-03-01", last, 1)


@given(st.text(st.characters()))
def test_any_text_can_stand_in_an_element_and_an_attribute(text: str) -> None:
    data = f"<a b={xml_attribute(text)}>{xml_text(text)}</a>".encode()
    element = ElementTree.fromstring(data)
    assert element.get("b") == "".join(one if one in "\t\n\r" or one.isprintable() else held(one) for one in text)
    assert len(element) == 0


def held(character: str) -> str:
    """The character itself where XML 1.0 can hold it."""
    code = ord(character)
    fine = 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return character if fine else "\ufffd"


def test_the_same_entries_give_the_same_bytes(world_entries: list[Entry]) -> None:
    assert written(world_entries) == written(world_entries)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), max_size=3))
def test_whatever_a_page_says_stays_well_formed(found: list[Entry]) -> None:
    root = ElementTree.fromstring(written(found))
    nodes = {node.get("id") for node in root.iter(f"{NAMESPACE}node")}
    for edge in root.iter(f"{NAMESPACE}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes
    graph(found)
