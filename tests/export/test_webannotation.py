"""Web Annotations: valid by the model's rules, and each quote and position finds its words."""

import json
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from lansir.export.format import Options
from lansir.export.webannotation import WebAnnotation
from lansir.query.entries import Entry
from lansir.record import Entity, Mention
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

SCHEMA = json.loads(files("lansir.export").joinpath("schemas", "web-annotation.json").read_bytes())


def written(entries: list[Entry]) -> Any:  # noqa: ANN401
    sink = MemorySink()
    WebAnnotation().write(iter(entries), sink, Options())
    found = json.loads(sink.files["annotations.jsonld"])
    Draft202012Validator(SCHEMA).validate(found)
    return found


def items(entries: list[Entry]) -> list[Any]:
    found: list[Any] = written(entries)["first"]["items"]
    return found


def ids(entry: Entry) -> list[str]:
    """What of an entry is annotated."""
    statements = [told.id for told in entry.statements]
    return [event.id for event in entry.events] + statements + [mention.id for mention in entry.record.mentions]


def texts(entries: list[Entry]) -> dict[str, str]:
    """The article's text by what is annotated in it."""
    return {f"lansir://annotation/{one}": entry.record.article.text for entry in entries for one in ids(entry)}


def test_there_is_an_annotation_for_each_event_statement_and_mention(world_entries: list[Entry]) -> None:
    collection = written(world_entries)
    found = [item["id"] for item in collection["first"]["items"]]
    assert set(found) == set(texts(world_entries))
    assert len(found) == len(set(found)) == collection["total"]


def test_both_selectors_find_the_very_words(world_entries: list[Entry]) -> None:
    text_of = texts(world_entries)
    for item in items(world_entries):
        text = text_of[item["id"]]
        for target in item["target"]:
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(32, start)


def test_an_event_is_annotated_at_its_sentence_and_a_statement_at_its_pieces(world_entries: list[Entry]) -> None:
    events = {event.id: [event.sentence] for entry in world_entries for event in entry.events}
    statements = {told.id: told.content for entry in world_entries for told in entry.statements}
    spans = {f"lansir://annotation/{one}": found for one, found in {**events, **statements}.items()}
    found = [item for item in items(world_entries) if item["id"] in spans]
    assert len(found) == len(spans)
    for item in found:
        exact = [target["selector"][0]["exact"] for target in item["target"]]
        assert exact == [span.text for span in spans[item["id"]]]


def test_the_target_is_the_page_and_says_when_it_was_captured(world_entries: list[Entry]) -> None:
    article = world_entries[0].record.article
    for item in items(world_entries[:1]):
        for target in item["target"]:
            assert target["source"] == article.canonical_url
            assert target["state"] == {"type": "TimeState", "sourceDate": article.captured}


def test_a_page_without_an_address_of_the_web_is_named_by_its_id(world_entries: list[Entry]) -> None:
    entry = world_entries[0]
    article = msgspec.structs.replace(entry.record.article, canonical_url="javascript:alert(1)", url=None)
    hostile = msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))
    sink = MemorySink()
    losses = WebAnnotation().write([hostile], sink, Options())
    assert b"javascript" not in sink.files["annotations.jsonld"]
    assert f'"source":"lansir://article/{article.id}"'.encode() in sink.files["annotations.jsonld"]
    assert [loss.count for loss in losses if loss.part == "address of the article"] == [1]


def test_somebody_known_is_identified_by_the_item_of_wikidata(world_entries: list[Entry]) -> None:
    entry = world_entries[0]
    text = entry.record.article.text
    who = Entity("en-0000000000000001", "Somebody", "PER", "by hand", wikidata="Q42")
    words = msgspec.structs.replace(entry.record.mentions[0].span, start=0, end=4, text=text[:4])
    mention = Mention("mn-0000000000000001", words, "PER", who.id, "name", 0.9)
    record = msgspec.structs.replace(entry.record, entities=[who], mentions=[mention], events=[], statements=[])
    (item,) = items([msgspec.structs.replace(entry, record=record)])
    assert item["body"][0]["source"] == "http://www.wikidata.org/entity/Q42"


def test_the_keys_are_the_columns(world_entries: list[Entry]) -> None:
    columns = {column.name for table in WebAnnotation().tables for column in table.columns}
    seen: set[str] = set()
    for item in items(world_entries):
        fields = next(body for body in item["body"] if body["type"] == "Dataset")
        seen |= {*item, *fields} - {"@context"}
    assert seen <= columns
    assert columns - seen <= {"lansir:inside", "lansir:mode", "lansir:addressee", "lansir:size"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning:rdflib")
def test_it_is_linked_data(world_entries: list[Entry]) -> None:
    """The W3C's context is on the web; here its own terms stand in for it."""
    rdflib = pytest.importorskip("rdflib")
    found = written(world_entries[:2])
    terms = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "source": {"@type": "@id"}}
    found["@context"] = [terms, found["@context"][1]]
    graph = rdflib.Graph().parse(data=json.dumps(found), format="json-ld")
    annotation = rdflib.URIRef("http://www.w3.org/ns/oa#Annotation")
    assert len(set(graph.subjects(rdflib.RDF.type, annotation))) == found["total"]
    assert (None, rdflib.URIRef("lansir://terms/status"), rdflib.Literal("actual")) in graph


def test_it_is_read_line_by_line_too(world_entries: list[Entry]) -> None:
    sink = MemorySink()
    WebAnnotation().write(world_entries[:2], sink, Options())
    lines = sink.files["annotations.jsonld"].splitlines()[1:-1]
    assert len([json.loads(line.rstrip(b",")) for line in lines]) == written(world_entries[:2])["total"]


def test_the_id_of_the_collection_depends_on_what_is_in_it(world_entries: list[Entry]) -> None:
    assert written(world_entries[:2])["id"] == written(world_entries[:2])["id"]
    assert written(world_entries[:2])["id"] != written(world_entries[:3])["id"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=nasty_entries())
def test_whatever_a_page_says_is_quoted_as_it_is(found: Entry) -> None:
    text = found.record.article.text
    for item in items([found]):
        for target in item["target"]:
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
