"""schema.org JSON-LD: speech is quoted only where it is direct, and nothing is said that schema.org has no word for."""

import json
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.export.format import Options
from lansir.export.jsonld import JsonLd
from lansir.export.linked_schema import words
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry
from lansir.record import EntityType, Origin, Span, Status
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

SOMEBODY = {"agent", "object", "author", "spokenByCharacter", "mentions"}


def written(entries: list[Entry]) -> list[Any]:
    sink = MemorySink()
    JsonLd().write(iter(entries), sink, Options())
    found = json.loads(sink.files["articles.jsonld"])
    assert found["@context"] == "https://schema.org"
    graph: list[Any] = found["@graph"]
    return graph


def of(nodes: list[Any], kind: str) -> list[Any]:
    return [node for node in nodes if node["@type"] == kind]


def changed(entry: Entry, **fields: object) -> Entry:
    article = msgspec.structs.replace(entry.record.article, **fields)
    return msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))


def test_direct_speech_is_a_quotation_and_the_rest_a_claim(world_entries: list[Entry]) -> None:
    nodes = written(world_entries)
    forms = {f"lansir://statement/{told.id}": told.form for entry in world_entries for told in entry.statements}
    assert {node["@id"] for node in of(nodes, "Quotation")} == {one for one, form in forms.items() if form == "direct"}
    assert {node["@id"] for node in of(nodes, "Claim")} == {one for one, form in forms.items() if form != "direct"}


def test_a_statement_gives_words_speaker_and_article(world_entries: list[Entry]) -> None:
    nodes = {node["@id"]: node for node in written(world_entries)}
    for entry in world_entries:
        for told in entry.statements:
            node = nodes[f"lansir://statement/{told.id}"]
            assert all(piece.text in node["text"] for piece in told.content)
            speaker = node.get("spokenByCharacter") or node.get("author")
            assert (speaker is not None) == (told.speaker is not None)
            article = node.get("isPartOf") or node["appearance"]
            assert article == {"@id": f"lansir://article/{entry.record.article.id}"}


def test_who_has_no_name_is_described_by_the_words(world_entries: list[Entry]) -> None:
    for node in written(world_entries):
        for key in SOMEBODY - {"mentions"}:
            listed = node.get(key, [])
            for somebody in listed if isinstance(listed, list) else [listed]:
                assert ("name" in somebody) != ("description" in somebody)


@pytest.mark.parametrize("status", words().actions)
def test_an_act_is_an_action_with_its_state(world_entries: list[Entry], status: Status) -> None:
    nodes = {node["@id"]: node for node in written(world_entries)}
    events = [event for entry in world_entries for event in entry.events if event.status == status]
    assert events
    for event in events:
        state = nodes[f"lansir://event/{event.id}"]["actionStatus"]
        assert state == f"https://schema.org/{words().actions[status]}"


def test_what_did_not_happen_is_left_out_and_counted(world_entries: list[Entry]) -> None:
    losses = {loss.part: loss.count for loss in JsonLd().write(world_entries, MemorySink(), Options())}
    written_ids = {node["@id"] for node in written(world_entries)}
    unsaid = [event for entry in world_entries for event in entry.events if event.status not in words().actions]
    assert not any(f"lansir://event/{event.id}" in written_ids for event in unsaid)
    for status, count in Counter(event.status for event in unsaid).items():
        assert losses[f"{status} acts"] == count


def test_an_act_told_by_somebody_names_that_statement(world_entries: list[Entry]) -> None:
    nodes = {node["@id"]: node for node in written(world_entries)}
    reported = [event for entry in world_entries for event in entry.events if event.reported_by]
    assert reported
    for event in reported:
        if event.status in words().actions:
            assert {"@id": f"lansir://statement/{event.reported_by}"} in nodes[f"lansir://event/{event.id}"][
                "subjectOf"
            ]


def test_an_article_is_based_on_whom_it_relays_and_what_it_copies(world_entries: list[Entry]) -> None:
    entry = world_entries[0]
    wire = Origin("AP", Span(0, 2, entry.record.article.text[:2]))
    relaying = msgspec.structs.replace(changed(entry, origins=[wire, wire]), source="ar-0000000000000001")
    (article,) = of(written([relaying]), "NewsArticle")
    assert article["isBasedOn"] == [
        {"@type": "NewsArticle", "@id": "lansir://article/ar-0000000000000001"},
        {"@type": "NewsArticle", "publisher": {"@type": "NewsMediaOrganization", "name": "AP"}},
    ]


def test_only_addresses_of_the_web_become_links(world_entries: list[Entry]) -> None:
    hostile = changed(world_entries[0], canonical_url="javascript:alert(1)", url="https://a.example/x")
    (article,) = of(written([hostile]), "NewsArticle")
    assert article["url"] == "https://a.example/x"


def test_a_page_cannot_end_the_script_that_a_node_is_put_into(world_entries: list[Entry]) -> None:
    sink = MemorySink()
    title = "</script><script>alert(1)</script><!-- &"
    JsonLd().write([changed(world_entries[0], title=title)], sink, Options())
    data = sink.files["articles.jsonld"]
    assert not set(b"<>&") & set(data)
    assert title in [node.get("headline") for node in json.loads(data)["@graph"]]


@given(
    st.recursive(
        st.text() | st.none() | st.integers(-9, 9), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_value_is_json_on_one_line(value: object) -> None:
    encoded = json_bytes(value)
    assert b"\n" not in encoded
    assert json.loads(encoded) == value


def test_half_a_surrogate_becomes_a_replacement() -> None:
    assert json.loads(json_bytes({"a\udc00": ["x\ud800y"]})) == {"a\ufffd": ["x\ufffdy"]}


def test_the_properties_are_the_columns(world_entries: list[Entry]) -> None:
    columns = {column.name for table in JsonLd().tables for column in table.columns}
    seen: set[str] = set()
    for node in written(world_entries):
        seen |= {f"{node['@type']}.{key}" for key in node if key != "@type"}
        for key in SOMEBODY & set(node):
            listed = node[key] if isinstance(node[key], list) else [node[key]]
            if node["@type"] != "NewsArticle" or key == "mentions":
                seen |= {f"Somebody.{inner}" for one in listed for inner in one if inner != "@type"}
    assert seen <= columns
    assert columns - seen <= {f"NewsArticle.{key}" for key in ("dateModified", "dateline", "isBasedOn")} | {
        "Somebody.sameAs"
    }


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning:rdflib")
def test_it_is_linked_data(world_entries: list[Entry]) -> None:
    """The context of schema.org is on the web; here its vocabulary stands in for it."""
    rdflib = pytest.importorskip("rdflib")
    found = {"@context": {"@vocab": "https://schema.org/"}, "@graph": written(world_entries[:3])}
    graph = rdflib.Graph().parse(data=json.dumps(found), format="json-ld")
    kind = rdflib.URIRef("https://schema.org/NewsArticle")
    articles = [one for one in graph.subjects(rdflib.RDF.type, kind) if isinstance(one, rdflib.URIRef)]
    assert {str(one) for one in articles} >= {
        f"lansir://article/{entry.record.article.id}" for entry in world_entries[:3]
    }


def test_every_type_of_entity_has_a_word() -> None:
    assert set(words().types) == set(EntityType.__args__)  # type: ignore[attr-defined]
    assert set(words().actions) <= set(Status.__args__)  # type: ignore[attr-defined]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), max_size=2))
def test_whatever_a_page_says_stays_itself(found: list[Entry]) -> None:
    nodes = written(found)
    titles = [entry.record.article.title or None for entry in found]
    assert [node.get("headline") for node in of(nodes, "NewsArticle")] == titles
