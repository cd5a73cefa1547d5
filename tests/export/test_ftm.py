"""FollowTheMoney: what is written is what its own package reads, unchanged by its cleaning."""

import csv
import io
import json
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.export.format import Options
from lansir.export.ftm import FtmEntities, FtmStatements
from lansir.export.linked_ftm import Fact, FtmEntity, has_name, shape
from lansir.export.linked_losses import Losses
from lansir.query.entries import Entry
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

Written = dict[str, Any]


class Kept(io.BytesIO):
    """Bytes that stay when the file is closed."""

    kept = b""

    def close(self) -> None:
        self.kept = self.getvalue()
        super().close()


def entities_of(entries: list[Entry]) -> list[Written]:
    sink = MemorySink()
    FtmEntities().write(iter(entries), sink, Options())
    return [json.loads(line) for line in sink.files["entities.ftm.json"].splitlines()]


def statements_of(entries: list[Entry]) -> bytes:
    sink = MemorySink()
    FtmStatements().write(iter(entries), sink, Options())
    return sink.files["statements.csv"]


@pytest.fixture(scope="module")
def written(world_entries: list[Entry]) -> list[Written]:
    return entities_of(world_entries)


def of(written: list[Written], schema: str) -> list[Written]:
    return [entity for entity in written if entity["schema"] == schema]


def refused(written: list[Written]) -> list[str]:
    """What FollowTheMoney would change or refuse."""
    model = pytest.importorskip("followthemoney").model
    faults = []
    for entity in written:
        schema = model.get(entity["schema"])
        schema.validate(entity)
        faults += [f"{entity['id']} lacks {name}" for name in schema.required if not entity["properties"].get(name)]
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            if sorted(proxy.get(name)) != sorted(values):
                faults.append(f"{entity['id']} {name}: {values!r} becomes {proxy.get(name)!r}")
    return faults


def test_every_entity_is_valid_and_clean(written: list[Written]) -> None:
    assert refused(written) == []


def test_every_id_is_prefixed_and_comes_once(written: list[Written]) -> None:
    assert set(Counter(entity["id"] for entity in written).values()) == {1}
    assert all(entity["id"].startswith("lansir-") for entity in written)


def test_every_reference_leads_to_an_entity_of_the_right_schema(written: list[Written]) -> None:
    model = pytest.importorskip("followthemoney").model
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in written}
    for entity in written:
        for name, values in entity["properties"].items():
            prop = model.get(entity["schema"]).get(name)
            assert all(schemata[value].is_a(prop.range) for value in values if prop.type.name == "entity")


def test_there_is_an_article_an_entry_and_an_event_or_note_for_what_was_selected(
    written: list[Written], world_entries: list[Entry]
) -> None:
    assert len(of(written, "Article")) == len(world_entries)
    assert len(of(written, "Event")) == sum(len(entry.events) for entry in world_entries)
    assert len(of(written, "Note")) == sum(len(entry.statements) for entry in world_entries)


def test_events_notes_and_actors_name_their_article_as_proof(written: list[Written]) -> None:
    articles = {entity["id"] for entity in of(written, "Article")}
    for schema in ("Event", "Note", "Person", "Organization", "PublicBody", "UnknownLink"):
        assert of(written, schema)
        assert all(set(entity["properties"]["proof"]) <= articles for entity in of(written, schema))


def test_an_actor_of_several_articles_is_one_entity_with_several_proofs(written: list[Written]) -> None:
    people = of(written, "Person")
    assert max(len(person["properties"]["proof"]) for person in people) > 1


def test_an_act_that_did_not_happen_says_so(written: list[Written], world_entries: list[Entry]) -> None:
    events = {event.id: event for entry in world_entries for event in entry.events}
    for entity in of(written, "Event"):
        event = events[entity["properties"]["recordId"][0]]
        assert (f"({event.status})" in entity["properties"]["name"][0]) == (event.status != "actual")
    links = of(written, "UnknownLink")
    assert all(link["properties"]["status"] == [events[link["properties"]["recordId"][0]].status] for link in links)


def test_nobody_is_given_a_topic(written: list[Written]) -> None:
    assert not any("topics" in entity["properties"] for entity in written)


def test_the_evidence_is_the_sentence(written: list[Written], world_entries: list[Entry]) -> None:
    sentences = {event.id: event.sentence.text for entry in world_entries for event in entry.events}
    for entity in of(written, "Documentation"):
        told = sentences[entity["properties"]["recordId"][0]]
        assert entity["properties"]["summary"] == [" ".join(told.split())]


def test_only_addresses_of_the_web_become_links(world_entries: list[Entry]) -> None:
    entry = world_entries[0]
    article = msgspec.structs.replace(entry.record.article, canonical_url="javascript:alert(1)", url="data:text/html,x")
    hostile = msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, article=article))
    sink = MemorySink()
    losses = FtmEntities().write([hostile], sink, Options())
    assert b"javascript" not in sink.files["entities.ftm.json"]
    assert b"sourceUrl" not in sink.files["entities.ftm.json"]
    assert any(loss.part == "address of the article" and loss.count == 2 for loss in losses)


def test_a_long_text_is_cut_and_counted() -> None:
    losses = Losses()
    entity = FtmEntity("lansir-x", "Event", [Fact("name", "x" * 500)])
    assert [len(fact.value) for fact in shape().cleaned(entity, losses)] == [384]
    assert [loss.part for loss in losses.losses()] == ["long texts"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("  Budi \n S. ", "Budi S."), ('"Budi"', "Budi"), ("\"' Budi '\"", "Budi"), ("A\u200bB", "AB"), ("e\u0301", "é")],
)
def test_a_name_is_cleaned_as_the_package_cleans_it(text: str, name: str) -> None:
    entity = FtmEntity("lansir-x", "Event", [Fact("name", text)])
    assert [fact.value for fact in shape().cleaned(entity, Losses())] == [name]


def test_a_name_of_quotation_marks_alone_is_none_and_takes_no_time() -> None:
    assert not has_name('"' * 200_000)


def test_the_columns_are_the_properties(written: list[Written]) -> None:
    told = {column.name for table in FtmEntities().tables for column in table.columns} - {"id", "schema"}
    actors = {"Person", "Organization", "PublicBody", "Company", "LegalEntity"}
    for entity in written:
        for name in entity["properties"]:
            shared = f"Actor.{name}" if entity["schema"] in actors and name in shape().actor else None
            assert (shared or f"{entity['schema']}.{name}") in told
    listed = {f"{schema}.{name}" for schema, names in shape().properties.items() for name in names}
    assert told == listed | {f"Actor.{name}" for name in shape().actor}


def test_types_limits_and_languages_are_those_of_the_model() -> None:
    package = pytest.importorskip("followthemoney")
    registry = pytest.importorskip("followthemoney.types").registry
    for schema, properties in shape().properties.items():
        found = package.model.get(schema)
        assert {name: found.get(name).type.name for name in properties} == properties
        if found.is_a("LegalEntity"):
            assert {name: found.get(name).type.name for name in shape().actor} == shape().actor
    for kind, limit in shape().limits.items():
        assert limit <= getattr(registry, kind).max_length
    for short, long in shape().languages.items():
        assert registry.language.clean(short) == long


def test_statements_are_read_by_the_package_with_the_same_ids(world_entries: list[Entry]) -> None:
    serialize = pytest.importorskip("followthemoney.statement.serialize")
    data = statements_of(world_entries[:5])
    given = [row["id"] for row in csv.DictReader(io.StringIO(data.decode()), dialect=csv.unix_dialect)]
    read = list(serialize.read_csv_statements(io.BytesIO(data)))
    assert [statement.id for statement in read] == given
    assert [statement.generate_key() for statement in read] == given
    assert len(set(given)) == len(given)


def test_statements_are_written_as_the_package_writes_them(world_entries: list[Entry]) -> None:
    serialize = pytest.importorskip("followthemoney.statement.serialize")
    data = statements_of(world_entries[:5])
    again = Kept()
    serialize.write_statements(again, "csv", serialize.read_csv_statements(io.BytesIO(data)))
    assert (again.getvalue() if not again.closed else again.kept) == data


def test_statements_give_the_same_entities(world_entries: list[Entry]) -> None:
    serialize = pytest.importorskip("followthemoney.statement.serialize")
    found: dict[str, dict[str, set[str]]] = {}
    for statement in serialize.read_csv_statements(io.BytesIO(statements_of(world_entries[:5]))):
        if statement.prop != "id":
            found.setdefault(statement.entity_id, {}).setdefault(statement.prop, set()).add(statement.value)
    expected = entities_of(world_entries[:5])
    assert found == {
        entity["id"]: {name: set(values) for name, values in entity["properties"].items()} for entity in expected
    }


def test_a_statement_says_what_it_was_read_from(world_entries: list[Entry]) -> None:
    rows = csv.DictReader(io.StringIO(statements_of(world_entries).decode()), dialect=csv.unix_dialect)
    mentions = {mention.id: mention.span.text for entry in world_entries for mention in entry.record.mentions}
    times = {time.id: time.span.text for entry in world_entries for time in entry.record.times}
    checked = Counter[str]()
    for row in rows:
        if row["schema"] == "Mention" and row["prop"] == "name":
            assert row["value"] == " ".join(mentions[row["origin"]].split())
            checked["name"] += 1
        if row["schema"] == "Event" and row["prop"] in ("date", "startDate"):
            assert row["original_value"] == times[row["origin"]]
            checked["date"] += 1
    assert checked["name"] > 50
    assert checked["date"] > 5


def test_the_same_entries_give_the_same_bytes(world_entries: list[Entry]) -> None:
    assert statements_of(world_entries[:4]) == statements_of(world_entries[:4])
    assert entities_of(world_entries[:4]) == entities_of(world_entries[:4])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), min_size=1, max_size=2, unique_by=lambda entry: entry.record.article.id))
def test_whatever_a_page_says_stays_valid(found: list[Entry]) -> None:
    written = entities_of(found)
    assert refused(written) == []
    data = statements_of(found)
    serialize = pytest.importorskip("followthemoney.statement.serialize")
    read = list(serialize.read_csv_statements(io.BytesIO(data)))
    assert {statement.entity_id for statement in read} == {entity["id"] for entity in written}
    assert all(statement.id == statement.generate_key() for statement in read)
