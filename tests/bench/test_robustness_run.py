"""Annotations carried to a changed text, and the whole run over a made-up folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.robustness.__main__ import main
from bench.robustness.carrying import Carrier
from bench.robustness.comparing import Outcome, people_of
from bench.robustness.languages import agreement
from bench.robustness.results import row_of
from bench.robustness.rewriting import Edit, Piece, rewriting
from bench.robustness.subject import Changed, Named, Subject, changed, with_text
from lansir.annotate import Document, article_of
from lansir.record import Entity, Event, EventType, Record, Status

SENTENCES = [
    "Menteri Ayu Lestari meminta Serikat Tani Barat menunda aksi.",
    "Seorang pejabat mengatakan pasar dibuka besok.",
    "Ia menolak menyebut nama.",
]
DOCUMENT = Document("made", SENTENCES, "id", "2024-05-06")
SUBJECT = Subject(DOCUMENT)


def edits(*pairs: tuple[str, str]) -> Changed:
    """The document with each first word replaced by the second."""
    found = changed(SUBJECT, [Edit(at := SUBJECT.text.index(old), at + len(old), new) for old, new in pairs])
    assert found is not None
    return found


def carried(made: Changed, annotation: dict[str, Any]) -> tuple[dict[str, Any], int]:
    carrier = Carrier(DOCUMENT, made)
    return carrier.annotation(annotation), carrier.lost


def test_every_string_of_an_annotation_becomes_the_words_that_stand_there_now(gold: dict[str, Any]) -> None:
    found, lost = carried(edits(("Ayu Lestari", "Noor"), ("aksi", "unjuk rasa"), ("pejabat", "utusan")), gold)
    assert lost == 0
    first, second = found["sentences"]
    assert first["mentions"][0] == ["Menteri Noor", "e1"]
    assert first["statements"][0]["content"] == "menunda unjuk rasa"
    assert first["statements"][0]["speaker"] == "Menteri Noor"
    assert [event["trigger"] for event in first["events"]] == ["meminta", "unjuk rasa"]
    assert second["statements"][0]["speaker"] == "Seorang utusan"


def test_nothing_changed_is_the_same_annotation(gold: dict[str, Any]) -> None:
    found, lost = carried(edits(("nama", "namanya")), gold)
    assert (found["sentences"], lost) == (gold["sentences"], 0)


def test_rows_whose_words_are_cut_by_a_change_are_left_out_and_counted(gold: dict[str, Any]) -> None:
    found, lost = carried(edits(("Lestari meminta", "kini mendesak")), gold)
    assert lost == 3
    assert found["sentences"][0]["mentions"] == [["Serikat Tani Barat", "e2"]]
    assert [event["trigger"] for event in found["sentences"][0]["events"]] == ["aksi"]


def test_two_words_that_are_one_now_are_both_that_word(gold: dict[str, Any]) -> None:
    blank = SUBJECT.text.index(" Serikat")
    made = changed(SUBJECT, [Edit(blank, blank + 1, "")])
    assert made is not None
    found, lost = carried(made, gold)
    assert lost == 0
    assert found["sentences"][0]["mentions"][1] == ["memintaSerikat Tani Barat", "e2"]
    assert found["sentences"][0]["events"][0]["trigger"] == "memintaSerikat"


def test_two_sentences_on_one_line_put_their_rows_together(gold: dict[str, Any]) -> None:
    made = changed(SUBJECT, [Edit(len(SENTENCES[0]), len(SENTENCES[0]) + 1, "")])
    assert made is not None and len(made.document.sentences) == 2
    found, lost = carried(made, gold)
    assert lost == 0
    assert [row["i"] for row in found["sentences"]] == [0]
    assert len(found["sentences"][0]["statements"]) == 2


def test_reported_words_that_are_parted_become_a_list_and_a_parted_trigger_is_lost() -> None:
    text, end = SUBJECT.text, len(SENTENCES[0])
    moved = rewriting(text, [((0, end), [Piece(47, 54), Piece(end, end, ": "), Piece(0, 47), Piece(54, end)])])
    made = Changed(with_text(DOCUMENT, moved.text), [moved])
    assert made.document.sentences[0] == "menunda: Menteri Ayu Lestari meminta Serikat Tani Barat  aksi."
    statement = {
        "speaker": "Menteri Ayu Lestari",
        "cue": "meminta",
        "content": "Barat menunda aksi",
        "form": "indirect",
    }
    event = {"type": "REQUEST", "trigger": "menunda aksi", "actors": [], "recipients": [], "status": "actual"}
    found, lost = carried(made, {"sentences": [{"i": 0, "statements": [statement], "events": [event]}]})
    assert found["sentences"][0]["statements"][0]["content"] == ["menunda", "Barat  aksi"]
    assert lost == 1 and "events" not in found["sentences"][0]


def test_a_second_occurrence_is_named_as_such() -> None:
    made = edits(("pejabat", "Seorang"))
    found, _ = carried(made, {"sentences": [{"i": 1, "mentions": [["pejabat", "e3"]]}]})
    assert found["sentences"] == [{"i": 1, "mentions": [["Seorang#2", "e3"]]}]


def test_persons_are_those_of_gold_with_the_gender_that_their_mentions_show(gold: dict[str, Any]) -> None:
    gold["sentences"][1]["mentions"] = [["Ibu Ayu", "e1"]]
    assert people_of(gold) == ([Named("Ayu Lestari", "woman")], ["Serikat Tani Barat"])


# ── figures ──


def test_a_row_counts_documents_and_compares_with_gold() -> None:
    same = {"events whole": (1.0, 2.0, 2.0), "statements whole": (1.0, 1.0, 1.0)}
    before, after = {"events whole": (1.0, 2.0, 2.0)}, {"events whole": (2.0, 2.0, 2.0)}
    row = row_of("made", [Outcome("a", "id", 3, 1, same, before, after), Outcome("b", "en", 2, 0, same, before, after)])
    assert (row.documents, row.stretches, row.lost) == (2, 5, 1)
    assert row.same["events whole"].value == 0.5
    assert row.by_language["en"]["statements whole"].value == 1.0
    moved = row.against_gold["events whole"]
    assert (moved.before, moved.after, moved.value, moved.low) == (0.5, 1.0, 0.5, 0.5)


def test_a_change_that_no_document_has_is_a_row_of_nothing() -> None:
    row = row_of("made", [])
    assert (row.documents, row.same["events whole"].gold, row.against_gold["events"].value) == (0, 0, 0.0)


def acts(language: str, *told: tuple[int, EventType, Status], known: str) -> Record:
    article, spans = article_of(Document("made", ["satu", "dua"], language))
    events = [
        Event(f"e{k}", type_, status, spans[i], spans[i], 1.0, "verbal-conflict", 0.0)
        for k, (i, type_, status) in enumerate(told)
    ]
    entities = [Entity("n1", "Oslo", "GPE", "made", knowledge_id=known)]
    return Record(article, "0", "none", events=events, entities=entities)


def test_two_languages_agree_where_sentence_type_and_status_are_the_same() -> None:
    english = acts("en", (0, "REQUEST", "actual"), (1, "ASSAULT", "actual"), known="country/NOR")
    indonesian = acts("id", (0, "REQUEST", "planned"), (1, "ASSAULT", "actual"), known="country/NOR")
    found = agreement(english, indonesian)
    assert found["events: sentence, type and status"] == (1, 2, 1, 2)
    assert found["events: sentence and type"] == (2, 2, 2, 2)
    assert found["entities: id in the actor table"] == (1, 1, 1, 1)


# ── the command ──


def test_the_command_prints_tables_or_json(
    annotated: Callable[[int], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(annotated(6))
    assert main([folder, "--only", "dropped"]) == 0
    shown = capsys.readouterr().out
    assert "| final stops dropped | 1 | 3 |" in shown
    assert "untouched sentences" in shown
    assert "### Against gold" in shown
    assert main([folder, "--only", "capitals", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["change"] for row in found["rows"]] == ["first sentence in capitals"]
    assert found["rows"][0]["documents"] == 1


def test_parallel_texts_are_read_in_both_languages(
    annotated: Callable[[int], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, english = annotated(6), ["Police arrested three miners.", "They were freed."]
    text = folder / "text" / "id-0005.json"
    text.write_text(json.dumps({**json.loads(text.read_text()), "lang": "en", "sentences": english}), encoding="utf-8")
    (folder / "gold" / "id-0005.json").write_text(json.dumps({"doc": "id-0005", "entities": {}, "sentences": []}))
    (tmp_path / "newstest2019-src.eng.txt").write_text("\n".join(english), encoding="utf-8")
    (tmp_path / "newstest2019-ref.ind.txt").write_text("Polisi menangkap tiga petambang.\nMereka dibebaskan.")
    assert main([str(folder), "--only", "sign-off", "--parallel", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["twin_documents"] == 1
    assert found["twins"]["events: sentence and type"]["gold"] >= 1


def test_a_missing_folder_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("bench.robustness: ")
