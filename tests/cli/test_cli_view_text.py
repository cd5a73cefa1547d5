"""Text of a page on a terminal: harmless, whole, and marked at the right words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from lansir.cli.view_text import (
    ACTOR,
    EVIDENCE_LIMIT,
    LOW_CONFIDENCE,
    RECIPIENT,
    TRIGGER,
    confidence,
    evidence,
    shown,
    stated_time,
)
from lansir.record import Span, StatedTime
from lansir.words.catalogue import messages
from lansir.words.terminal import clean

SENTENCE = Span(100, 131, "Menlu Rasa mendesak Pihak Utara")


def words(text: str, sentence: Span = SENTENCE) -> Span:
    start = sentence.start + sentence.text.index(text)
    return Span(start, start + len(text), text)


class TestShown:
    def test_markup_is_shown_as_it_is(self) -> None:
        assert shown("[bold]tebal[/bold] :smile:").plain == "[bold]tebal[/bold] :smile:"

    def test_what_is_too_long_is_cut_off(self) -> None:
        assert shown("panjang sekali", limit=7).plain == "panjang…"
        assert shown("panjang", limit=7).plain == "panjang"


class TestEvidence:
    def test_each_role_has_its_style(self) -> None:
        text = evidence(SENTENCE, words("mendesak"), [words("Menlu Rasa")], [words("Pihak Utara")])
        assert text.plain == SENTENCE.text
        styles = {text.plain[span.start : span.end]: span.style for span in text.spans}
        assert styles == {"Menlu Rasa": ACTOR, "mendesak": TRIGGER, "Pihak Utara": RECIPIENT}

    def test_stars_mark_the_trigger_where_colours_fail(self) -> None:
        text = evidence(SENTENCE, words("mendesak"), [words("Menlu Rasa")], stars=True)
        assert text.plain == "Menlu Rasa *mendesak* Pihak Utara"

    def test_a_trigger_that_an_actor_overlaps_is_marked_once(self) -> None:
        text = evidence(SENTENCE, words("mendesak Pihak"), [words("Pihak Utara")], stars=True)
        assert text.plain == "Menlu Rasa *mendesak Pihak* Utara"

    def test_words_of_another_sentence_are_passed_over(self) -> None:
        text = evidence(SENTENCE, words("mendesak"), [Span(3, 9, "Wagub ")], [Span(125, 140, "x" * 15)])
        assert [span.style for span in text.spans] == [TRIGGER]

    def test_a_sentence_without_end_is_cut_around_the_trigger(self) -> None:
        sentence = Span(0, 90_004, "a" * 60_000 + "tolak" + "b" * 29_999)
        text = evidence(sentence, Span(60_000, 60_005, "tolak"), stars=True)
        assert text.plain.startswith("…aaa") and text.plain.endswith("bbb…")
        assert "a*tolak*b" in text.plain
        assert len(text.plain) == EVIDENCE_LIMIT + 4

    @given(st.text(alphabet="abc \n", min_size=1, max_size=80), st.data())
    def test_no_word_is_lost_or_doubled(self, text: str, data: st.DataObject) -> None:
        sentence = Span(50, 50 + len(text), text)
        bounds = st.integers(50, 50 + len(text))
        spans = [
            Span(start, end, text[start - 50 : end - 50])
            for start, end in (sorted((data.draw(bounds), data.draw(bounds))) for _ in range(3))
        ]
        assert evidence(sentence, spans[0], [spans[1]], [spans[2]]).plain == clean(text)


class TestConfidence:
    def test_it_is_a_percentage(self) -> None:
        assert confidence(0.93).plain == "93%"

    def test_a_low_one_is_marked(self) -> None:
        assert confidence(LOW_CONFIDENCE - 0.01).plain.endswith("%?")
        assert not confidence(LOW_CONFIDENCE).plain.endswith("?")


class TestStatedTime:
    @pytest.mark.parametrize(
        ("time", "english", "indonesian"),
        [
            (
                StatedTime("2031-03-18T09:05:00+07:00", "minute", "meta", "WIB"),
                "Tuesday, 18 March 2031, 09:05 WIB (UTC+07:00)",
                "Selasa, 18 Maret 2031, pukul 09.05 WIB (UTC+07:00)",
            ),
            (
                StatedTime("2031-03-18T09:05:30+07:00", "second", "meta", "+07:00"),
                "Tuesday, 18 March 2031, 09:05 +07:00",
                "Selasa, 18 Maret 2031, pukul 09.05 +07:00",
            ),
            (
                StatedTime("2031-03-18T09:05:00Z", "minute", "meta"),
                "Tuesday, 18 March 2031, 09:05 UTC+00:00",
                "Selasa, 18 Maret 2031, pukul 09.05 UTC+00:00",
            ),
            (
                StatedTime("2031-03-18T09:05", "minute", "text"),
                "Tuesday, 18 March 2031, 09:05 (time zone not stated)",
                "Selasa, 18 Maret 2031, pukul 09.05 (zona waktu tidak disebut)",
            ),
            (StatedTime("2031-03-18", "day", "url"), "Tuesday, 18 March 2031", "Selasa, 18 Maret 2031"),
            (StatedTime("2031-03", "month", "text"), "March 2031", "Maret 2031"),
            (StatedTime("2031", "year", "text"), "2031", "2031"),
            (StatedTime("18/3\x1b/31", "day", "text"), "18/3/31", "18/3/31"),
        ],
    )
    def test_it_is_told_at_its_own_precision(self, time: StatedTime, english: str, indonesian: str) -> None:
        assert stated_time(time, messages("en")) == english
        assert stated_time(time, messages("id")) == indonesian


def test_a_quotation_has_a_bar_before_every_line() -> None:
    from lansir.cli.view_text import Quoted

    console = Console(width=20)
    with console.capture() as captured:
        console.print(Quoted(shown("satu dua tiga empat lima enam tujuh")))
    lines = captured.get().splitlines()
    assert len(lines) == 3
    assert all(line.startswith("│ ") and len(line) <= 20 for line in lines)
