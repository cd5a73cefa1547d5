"""Decisions become annotated documents: what was decided, as it stands, and nothing that nobody has looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lansir.record import Record
from lansir.review import decide
from lansir.store import Store
from tests.story.handmade import Act, Made, made, words
from training.corpus import read_corpus
from training.decisions import decided_documents, main

SHELLED = Act("Tomas Ardell shelled Lontar, Ratih Prameswari said.", "shelled", said_by="Ratih Prameswari")
MET = Act("Tomas Ardell met Ratih Prameswari.", "met", type="CONSULT")
ARRESTED = Act("Tomas Ardell was arrested in Karang.", "arrested", type="COERCE")
GIVEN = Made("first", paragraphs=(words(1),), names=("Tomas Ardell", "Ratih Prameswari"), acts=(SHELLED, MET, ARRESTED))


@pytest.fixture
def record() -> Record:
    return made(GIVEN)[0]


@pytest.fixture
def store(tmp_path: Path, record: Record) -> Iterator[Store]:
    with Store(tmp_path / "lansir.db", write=True) as opened:
        opened.add(record)
        yield opened


def gold(store: Store) -> dict[str, Any]:
    (document,) = decided_documents(store)
    return document.gold


def test_a_store_without_decisions_gives_no_documents(store: Store, record: Record) -> None:
    assert list(decided_documents(store)) == []
    decide(store, record.events[1].id, "confirmed", "Ani")
    decide(store, record.events[1].id, "machine", "Ani")
    assert list(decided_documents(store)) == []


def test_only_sentences_that_are_wholly_decided_are_taken(store: Store, record: Record) -> None:
    shelled, met, _ = (event.id for event in record.events)
    decide(store, shelled, "confirmed", "Ani")
    assert list(decided_documents(store)) == []
    decide(store, met, "confirmed", "Ani")
    (document,) = decided_documents(store)
    assert document.text["sentences"] == [MET.sentence]
    decide(store, record.statements[0].id, "confirmed", "Ani")
    (document,) = decided_documents(store)
    assert document.text["sentences"] == [SHELLED.sentence, MET.sentence]


def test_corrected_fields_are_annotated_and_rejected_items_are_not(store: Store, record: Record) -> None:
    _, met, arrested = (event.id for event in record.events)
    wanted = {"status": "planned", "actors": ["Tomas Ardell"], "recipients": ["Ratih Prameswari"], "time": "2031-04-02"}
    decide(store, met, "corrected", "Ani", correction=wanted)
    decide(store, arrested, "rejected", "Ani")
    found = gold(store)
    assert [row["i"] for row in found["sentences"] if "events" in row] == [0]
    (event,) = found["sentences"][0]["events"]
    assert (event["type"], event["status"], event["time"]) == ("CONSULT", "planned", None)
    assert event["recipients"] == ["@e2"]  # this article mentions her only in a sentence that is not taken


def test_the_training_reads_them(
    store: Store, record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for item in (record.events[0].id, record.statements[0].id):
        decide(store, item, "confirmed", "Ani")
    assert main([str(store.path), str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == "1 documents\n"
    name = f"{record.article.id}.json"
    (document,) = read_corpus(tmp_path / "out", [name])
    assert [(trigger.type, trigger.status) for trigger in document.triggers] == [("ASSAULT", "actual")]
    assert document.text == SHELLED.sentence
    (content,) = document.contents
    assert content.speakers
    assert json.loads((tmp_path / "out" / "text" / name).read_text())["outlet"] == "Pos Samudra"
