"""The whole way on real pages with the real model: what must hold of every record."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import lansir
from lansir.errors import InputError
from lansir.examples import example_pages
from lansir.page import NEWS_KINDS
from lansir.record import Argument, Record, Span

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=example_pages(), ids=lambda path: path.stem)
def record(request: pytest.FixtureRequest) -> Record:
    path: Path = request.param
    return lansir.read(path)


def spans(item: object) -> Iterator[Span]:
    """Every span inside a record, wherever it stands."""
    if isinstance(item, Span):
        yield item
    elif isinstance(item, msgspec.Struct):
        for name in item.__struct_fields__:
            yield from spans(getattr(item, name))
    elif isinstance(item, (list, tuple)):
        for part in item:
            yield from spans(part)


def arguments(record: Record) -> Iterator[Argument]:
    for event in record.events:
        yield from [*event.actors, *event.recipients]
    for statement in record.statements:
        yield from [slot for slot in (statement.speaker, statement.addressee) if slot]


def test_every_span_is_the_very_words(record: Record) -> None:
    found = list(spans(record))
    assert found
    assert all(record.article.text[span.start : span.end] == span.text for span in found)


def test_every_reference_leads_somewhere(record: Record) -> None:
    entities = {entity.id for entity in record.entities}
    mentions = {mention.id: mention for mention in record.mentions}
    statements = {statement.id for statement in record.statements}
    assert all(mention.entity in entities for mention in record.mentions)
    assert all(mentions[slot.mention].entity == slot.entity for slot in arguments(record))
    assert all(event.reported_by in statements | {None} for event in record.events)
    assert all(event.time in {time.id for time in record.times} | {None} for event in record.events)
    assert all(event.place in {place.id for place in record.places} | {None} for event in record.events)
    assert {told for statement in record.statements for told in statement.events} <= {e.id for e in record.events}


def test_no_id_is_given_twice(record: Record) -> None:
    for items in (record.entities, record.mentions, record.times, record.places, record.statements, record.events):
        ids = [item.id for item in items]
        assert len(ids) == len(set(ids))


def test_furniture_is_never_read_as_news(record: Record) -> None:
    news = [block.span for block in record.article.blocks if block.kind in NEWS_KINDS]
    read = [mention.span for mention in record.mentions] + [event.trigger for event in record.events]
    assert all(any(block.start <= span.start and span.end <= block.end for block in news) for span in read)


def test_confidences_are_chances(record: Record) -> None:
    found = [item.confidence for item in record.mentions] + [item.confidence for item in record.times]
    told = [item.confidence for item in record.statements] + [item.confidence for item in record.events]
    assert all(0.0 <= chance <= 1.0 for chance in [*found, *told])


def test_a_page_tells_something(record: Record) -> None:
    assert record.statements
    assert record.events
    assert record.entities


def test_reading_twice_gives_the_same_bytes() -> None:
    path = example_pages()[0]
    assert msgspec.json.encode(lansir.read(path)) == msgspec.json.encode(lansir.read(path.read_bytes()))


def test_a_record_survives_json(record: Record) -> None:
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record


def test_a_third_language_is_kept_unread_and_says_why() -> None:
    page = "Der Minister wies die Vorwürfe am Montag zurück.\n\n" + (
        "Die Regierung habe rechtzeitig gehandelt, sagte er vor Journalisten in der Hauptstadt, und werde den "
        "Bericht in der kommenden Woche veröffentlichen. Die Opposition forderte seinen Rücktritt.\n\n" * 4
    )
    record = lansir.read(page.encode())
    assert record.statements == []
    assert [reason.code for reason in record.reasons] == ["unsupported_language"]


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        lansir.read(tmp_path / "none.html")


def test_every_resolved_value_says_how(record: Record) -> None:
    told: list[str] = [entity.resolved for entity in record.entities]
    told += [mention.resolved for mention in record.mentions]
    told += [time.resolved for time in record.times]
    told += [place.resolved for place in record.places]
    told += [quantity.resolved for quantity in record.quantities]
    assert told
    assert all(told)
    assert record.resolved.keys() == {f"contexts.{context}" for context in record.contexts}


def test_an_event_says_how_its_codes_were_read_and_why_a_slot_is_empty(record: Record) -> None:
    for event in record.events:
        filled = {"mode": event.mode, "contexts": event.contexts, "size": event.size}
        assert {name for name, value in filled.items() if value} == event.resolved.keys()
        slots = {"actors": event.actors, "recipients": event.recipients, "time": event.time, "place": event.place}
        assert {name for name, value in slots.items() if not value} <= event.reasons.keys()


def test_what_is_not_resolved_says_so_and_has_no_value(record: Record) -> None:
    for place in record.places:
        assert (place.name is not None) or (place.lat is None and place.geonames is None)
    assert all(time.granularity is None for time in record.times if time.value is None)
