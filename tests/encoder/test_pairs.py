"""Marked pairs: what a given actor does to a given recipient."""

import json
import os
from contextlib import nullcontext
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import lansir
from lansir.cli.app import app
from lansir.codebook import codebook
from lansir.encoder import load_model
from lansir.encoder.pairs import WEIGHTS
from lansir.encoder.windows import CONTEXT_PIECES, encode_sentence, window_around
from lansir.errors import InputError
from lansir.pairs import CodedPair, coded_line

SENTENCE = "Presiden Arunika mengecam serangan Valmora ke Kota Benteng dan meminta PBB bertindak."


def coded(actor: str, recipient: str, text: str = SENTENCE) -> CodedPair:
    spans = [(text.index(name), text.index(name) + len(name)) for name in (actor, recipient)]
    return lansir.code(text, *spans)


class TestWhatIsSaid:
    def test_the_words_between_the_two_tell_the_act(self) -> None:
        assert coded("Presiden Arunika", "Valmora").act == "ACCUSE"
        assert coded("Presiden Arunika", "PBB").act == "REQUEST"
        assert coded("Valmora", "Kota Benteng").act == "ASSAULT"

    def test_who_acts_is_not_who_is_acted_on(self) -> None:
        there, back = coded("Presiden Arunika", "PBB"), coded("PBB", "Presiden Arunika")
        assert back.types["NONE"] > there.types["NONE"]

    def test_what_is_only_planned_is_not_actual(self) -> None:
        text = "Arunika akan mengirim bantuan beras ke Valmora pekan depan."
        assert coded("Arunika", "Valmora", text).status == "planned"

    def test_the_quad_is_that_of_the_act(self) -> None:
        found = coded("Presiden Arunika", "Valmora")
        assert found.type == found.act
        assert found.quad == codebook().quad("ACCUSE") == "verbal-conflict"

    def test_nothing_has_neither_status_nor_quad(self) -> None:
        text = "Arunika dan Valmora berbatasan dengan laut yang sama."
        found = coded("Arunika", "Valmora", text)
        assert found.type == "NONE"
        assert (found.status, found.quad) == (None, None)

    def test_the_two_may_stand_in_different_sentences(self) -> None:
        text = "Valmora menutup perbatasan. Tindakan itu dikecam keras oleh Arunika."
        assert coded("Arunika", "Valmora", text).types["ACCUSE"] > 0.05

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_the_chances_sum_to_one_whatever_is_marked(self, data: st.DataObject) -> None:
        words = SENTENCE.split()
        one, other = data.draw(st.lists(st.integers(0, len(words) - 1), min_size=2, max_size=2, unique=True))
        starts = [len(" ".join(words[:k])) + bool(k) for k in range(len(words))]
        found = lansir.code(SENTENCE, *((starts[k], starts[k] + len(words[k].rstrip("."))) for k in (one, other)))
        assert sum(found.types.values()) == pytest.approx(1.0, abs=2e-3)
        assert sum(found.statuses.values()) == pytest.approx(1.0, abs=1e-3)
        assert set(found.types) == {*load_model().card.event_types}


class TestBadInput:
    @pytest.mark.parametrize(
        ("actor", "recipient", "told"),
        [
            ((0, 0), (9, 16), "no span of a text"),
            ((-1, 4), (9, 16), "no span of a text"),
            ((0, 8), (9, 900), "no span of a text"),
            ((0, 12), (9, 16), "overlap"),
            ((8, 9), (17, 25), "holds no word"),
        ],
    )
    def test_a_span_that_is_none_is_refused(
        self, actor: tuple[int, int], recipient: tuple[int, int], told: str
    ) -> None:
        with pytest.raises(InputError, match=told):
            lansir.code(SENTENCE, actor, recipient)

    def test_two_that_stand_pages_apart_are_refused(self) -> None:
        text = "Arunika diam. " + "Hujan turun lagi di kota itu. " * 200 + "Valmora pergi."
        with pytest.raises(InputError, match="too far apart"):
            coded("Arunika", "Valmora", text)

    @pytest.mark.parametrize(
        "line", [b"{", b"[]", b'{"text": "a"}', b'{"text": 1, "actor": [0,1], "recipient": [1,2]}']
    )
    def test_a_line_that_is_no_pair_says_what_is_missing(self, line: bytes) -> None:
        assert "give text, actor and recipient" in coded_line(line)["error"]

    def test_a_line_that_is_nested_without_end_is_such_a_line(self) -> None:
        nested = b'{"text": "a b", "actor": [0, 1], "recipient": [2, 3], "more": ' + b"[" * 5_000 + b"]" * 5_000 + b"}"
        assert coded_line(nested)["error"].startswith("no marked pair (maximum recursion depth exceeded")


class TestCommand:
    def test_each_line_comes_back_with_its_own_fields_and_the_code(self, tmp_path: Path) -> None:
        pairs, out = tmp_path / "pairs.jsonl", tmp_path / "coded.jsonl"
        row = {"id": 7, "text": SENTENCE, "actor": [0, 16], "recipient": [35, 42], "lang": "id"}
        pairs.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
        assert CliRunner().invoke(app, ["code", str(pairs), "--output", str(out)]).exit_code == 0
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [(one["id"], one["act"]) for one in found] == [(7, "ACCUSE")]

    def test_a_faulty_line_does_not_stop_the_others(self, tmp_path: Path) -> None:
        good = json.dumps({"text": SENTENCE, "actor": [0, 16], "recipient": [35, 42]})
        (tmp_path / "pairs.jsonl").write_text(f"nonsense\n{good}\n", encoding="utf-8")
        result = CliRunner().invoke(app, ["code", str(tmp_path / "pairs.jsonl")])
        assert result.exit_code == 2
        assert "line 1: no marked pair" in result.stderr
        assert [next(iter(json.loads(line))) for line in result.stdout.splitlines()] == ["error", "text"]

    @pytest.mark.parametrize(("given", "lines"), [("{}\n{}", 2), ("{}\n{}\n", 2), ("{}", 1), ("\n", 1), ("", 0)])
    def test_progress_is_told_of_as_many_lines_as_there_are(
        self, given: str, lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[tuple[int, int]] = []
        step = told.append
        monkeypatch.setattr(
            "lansir.cli.progress.progress", lambda *_, **__: nullcontext(lambda done, total: step((done, total)))
        )
        (tmp_path / "pairs.jsonl").write_text(given, encoding="utf-8")
        CliRunner().invoke(app, ["code", str(tmp_path / "pairs.jsonl")])
        assert told == [(done, lines) for done in range(1, lines + 1)]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_is_read_once_and_not_counted(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        writer = Thread(target=(tmp_path / "pipe").write_text, args=("{}\n{}\n",), daemon=True)
        writer.start()
        result = CliRunner().invoke(app, ["code", str(tmp_path / "pipe")])
        assert len(result.stdout.splitlines()) == 2


class TestParts:
    def test_a_window_holds_the_sentences_of_both_and_what_fits_before(self) -> None:
        tokenizer, text = load_model().tokenizer, "Satu dua tiga. " * 60
        parts = [part for k in range(60) for part in encode_sentence(tokenizer, text, k, 15 * k, 15 * k + 14)]
        window = window_around(parts, 40, 44)
        assert window is not None
        assert set(range(40, 45)) <= set(window.sentence)
        assert 40 - CONTEXT_PIECES < min(window.sentence) < 40
        assert max(window.sentence) == 44
        assert window.own == 40

    def test_the_card_has_a_number_for_each_weight(self) -> None:
        assert load_model().card.pairs.keys() == set(WEIGHTS)
