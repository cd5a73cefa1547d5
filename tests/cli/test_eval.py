"""`lansir eval`: the measures as a table, the disagreements as lists, for people and for programs."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lansir.cli.view_marks import marked, signed
from lansir.evaluate.disagreement import KINDS, Disagreement, Mark, Reading
from lansir.evaluate.disagreement_file import read_disagreements
from lansir.evaluate.measures import MEASURES
from tests.cli.conftest import Run
from tests.evaluate.made import GOLD, document


def written(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lang in (("en-0001", "en"), ("id-0002", "id")):
        written(tmp_path / "text" / f"{name}.json", document(name, lang))
        written(tmp_path / "gold" / f"{name}.json", GOLD)
    wrong: list[dict[str, Any]] = json.loads(json.dumps(GOLD["sentences"]))
    wrong[2]["events"][0]["status"] = "actual"
    wrong[0]["events"].pop()
    written(tmp_path / "predicted" / "en-0001.json", {**GOLD, "sentences": wrong})
    written(tmp_path / "predicted" / "id-0002.json", GOLD)
    return tmp_path


@pytest.fixture
def score(folder: Path, lansir: Run) -> Run:
    return lambda *arguments: lansir("eval", folder, "--predicted", folder / "predicted", *arguments)


class TestMeasures:
    def test_a_table_by_language(self, score: Run) -> None:
        ran = score()
        assert (ran.code, ran.err) == (0, "")
        assert "All: 2 documents, English: 1 document, Indonesian: 1 document" in ran.out
        found = (re.fullmatch(r" *(\S+(?: \S+)*) {2,}(.+)", line) for line in ran.out.splitlines())
        lines = {row[1]: row[2].split() for row in found if row}
        assert lines["Measure"] == ["gold", *["P", "R", "F1"] * 3]
        assert lines["Events"] == ["6", "1.00", ".833", ".909", "1.00", ".667", ".800", "1.00", "1.00", "1.00"]
        assert lines["Entities (B³)"] == ["1.00"] * 6
        assert lines["Said actual, is not"] == [".333", ".500", ".000"]

    def test_one_language_needs_no_columns_of_its_own(self, score: Run) -> None:
        out = score("--lang-of", "id").out
        assert "All: 1 document\n" in out
        assert "Indonesian" not in out

    def test_labels_in_indonesian(self, score: Run) -> None:
        assert "Pelaku dan sasaran" in score("--lang", "id").out

    def test_json_has_every_measure_of_every_group(self, score: Run) -> None:
        found = json.loads(score("--format", "json").out)
        assert list(found) == ["all", "en", "id"]
        assert found["en"]["documents"] == 1
        assert list(found["en"]["measures"]) == list(MEASURES)
        assert found["en"]["measures"]["events"] == {
            "predicted": 2, "gold": 3, "precision": 1.0, "recall": pytest.approx(2 / 3), "f1": pytest.approx(0.8)
        }  # fmt: skip

    def test_json_lines_have_a_measure_each(self, score: Run) -> None:
        rows = [json.loads(line) for line in score("--format", "jsonl").out.splitlines()]
        assert [(row["group"], row["measure"]) for row in rows] == [
            (group, name) for group in ("all", "en", "id") for name in MEASURES
        ]

    def test_lines_of_a_file_are_documents_too(self, tmp_path: Path, folder: Path, lansir: Run) -> None:
        file = written(tmp_path / "a.jsonl", {"text": document("en-0001"), "gold": GOLD})
        ran = lansir("eval", "--lines", file, "--lines", file, "--predicted", folder / "predicted")
        assert "All: 2 documents" in ran.out


class TestErrors:
    def test_a_count_of_each_kind_then_the_sentences_with_both_sides(self, score: Run) -> None:
        out = score("--errors").out
        assert out.startswith(
            "2 disagreements in 2 documents\n1  event of another status  event-status\n1  event missed"
        )
        assert "en-0001 · sentence 2 · English · PROTEST\n  The union did not [{*march*}] in Kota Wira.\n" in out
        assert "  gold  negated\n  read  actual\n" in out
        assert "on Monday to call off its [*march*].\n  gold  PROTEST  planned  the Barat Farmers' Union → –\n" in out
        assert "  read  nothing\n" in out
        assert out.endswith("[gold]  {read}  [{both}]  *trigger of an event*\n")

    @pytest.mark.parametrize(
        ("asked", "number"),
        [(["event-status"], 1), (["event"], 2), (["event-status", "event-missed"], 2), (["mention"], 0)],
    )
    def test_only_the_kinds_that_are_asked_for(self, score: Run, asked: list[str], number: int) -> None:
        chosen = [word for kind in asked for word in ("--kind", kind)]
        out = score("--errors", "--format", "jsonl", *chosen).out
        assert len(out.splitlines()) == number
        if not number:
            assert "agree in everything" in score("--errors", *chosen).out

    def test_what_is_cut_is_told(self, folder: Path, lansir: Run) -> None:
        (folder / "empty").mkdir()
        out = lansir("eval", folder, "--predicted", folder / "empty", "--errors", "--limit", "1").out
        assert "1 of 6 shown; --limit 0 shows all" in out
        whole = lansir("eval", folder, "--predicted", folder / "empty", "--errors", "--limit", "0").out
        assert "shows all" not in whole
        assert whole.count("event-missed") == 1
        assert whole.count("PROTEST  ") == 4

    def test_json_has_measures_counts_and_disagreements(self, score: Run) -> None:
        found = json.loads(score("--errors", "--format", "json").out)
        assert list(found) == ["groups", "kinds", "disagreements"]
        assert found["kinds"] == {"event-status": 1, "event-missed": 1}
        assert [one["kind"] for one in found["disagreements"]] == ["event-status", "event-missed"]

    def test_json_lines_are_what_the_desk_reads(self, score: Run, tmp_path: Path) -> None:
        ran = score("--errors", "--format", "jsonl", "--output", tmp_path / "e.jsonl")
        assert (ran.code, ran.out) == (0, "")
        assert [one.kind for one in read_disagreements(tmp_path / "e.jsonl")] == ["event-status", "event-missed"]

    def test_in_indonesian(self, score: Run) -> None:
        out = score("--errors", "--lang", "id").out
        assert "status peristiwa lain (1)" in out
        assert "acuan    tidak terjadi\n  terbaca  terjadi" in out


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ([], "give a FOLDER with text/ and gold/, or --lines FILE, and not both"),
            (["FOLDER", "--lines", "x.jsonl"], "and not both"),
            (["nowhere"], "no gold/DOC.json there"),
            (["--lines", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
            (["FOLDER", "--predicted", "nowhere"], "no such folder"),
            (["FOLDER", "--format", "xml"], "--format xml: no such format; write terminal, json, jsonl"),
            (["FOLDER", "--errors", "--kind", "verb"], "--kind verb: no such kind; there are event-invented, "),
            (["FOLDER", "--kind", "event"], "--kind: chooses among disagreements; give --errors too"),
            (["FOLDER", "--limit", "3"], "--limit: chooses"),
            (["FOLDER", "--lang-of", "nl"], "no document in that language"),
            (["FOLDER", "--lang", "nl"], "--lang nl"),
        ],
    )
    def test_one_line_and_exit_code_2(self, folder: Path, lansir: Run, arguments: list[str], told: str) -> None:
        ran = lansir("eval", *(folder if word == "FOLDER" else word for word in arguments))
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert ran.err.startswith("lansir: ")
        assert ran.err.count("\n") == 1

    def test_a_document_without_a_proper_date_is_named(self, folder: Path, lansir: Run) -> None:
        written(folder / "text" / "en-0001.json", {**document("en-0001"), "published": "yesterday"})
        ran = lansir("eval", folder)
        assert ran.code == 2
        assert "en-0001: published 'yesterday' is no day" in ran.err


@pytest.mark.model
def test_without_given_annotations_the_texts_are_read(folder: Path, lansir: Run) -> None:
    ran = lansir("eval", folder, "--errors", "--format", "json", "--lang-of", "en")
    found = json.loads(ran.out)
    assert found["groups"]["all"]["measures"]["mentions"]["predicted"] > 0
    wrong = [one for one in found["disagreements"] if one.get("ours") and one["kind"] != "entity-split"]
    assert all(0 < one["confidence"] <= 1 for one in wrong if one["ours"]["values"])
    ours = msgspec.convert(found["disagreements"], list[Disagreement])
    assert {one.kind for one in ours} <= set(KINDS)


class TestMarks:
    HOSTILE = "a\x1b[31m b\u202e c"

    @staticmethod
    def one(text: str, gold: list[Mark], ours: list[Mark]) -> Disagreement:
        return Disagreement(
            kind="statement-bounds", document="a", language="en", sentence=0, text=text,
            gold=Reading([], gold), ours=Reading([], ours),
        )  # fmt: skip

    @staticmethod
    def mark(text: str, start: int, end: int, role: Any = "content") -> Mark:  # noqa: ANN401
        return Mark(start, end, role, text[start:end])

    def test_marks_may_lie_within_and_across_each_other(self) -> None:
        text = "one two three"
        gold, ours = self.mark(text, 0, 7), self.mark(text, 4, 13)
        assert signed(self.one(text, [gold], [ours])).plain == "[one {two] three}"
        assert signed(self.one(text, [gold], [gold])).plain == "[{one two}] three"
        inner = self.mark(text, 4, 7, "trigger")
        assert signed(self.one(text, [gold, inner], [])).plain == "[one [*two*]] three"

    def test_colours_tell_the_sides_apart(self) -> None:
        text = "one two three"
        shown = marked(self.one(text, [self.mark(text, 0, 7)], [self.mark(text, 4, 13)]))
        assert shown.plain == text
        assert [(text[span.start : span.end], span.style) for span in shown.spans if span.style] == [
            ("one ", "cyan underline"),
            ("two", "yellow underline"),
            (" three", "magenta underline"),
        ]

    def test_a_terminal_obeys_nothing_of_a_text(self) -> None:
        one = self.one(self.HOSTILE, [self.mark(self.HOSTILE, 0, 5)], [])
        assert signed(one).plain == "[a[31]m b c"
        assert marked(one).plain == "a[31m b c"

    def test_of_a_very_long_sentence_the_words_around_the_first_mark_are_shown(self) -> None:
        text = "word " * 1000
        shown = signed(self.one(text, [self.mark(text, 2500, 2504)], [])).plain
        assert "[word]" in shown
        assert shown.startswith("…") and shown.endswith("…")
        assert len(shown) < 620


def test_colours_only_on_a_terminal(score: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = score("--errors").out
    assert "\x1b[" in out
    assert "[{" not in out
