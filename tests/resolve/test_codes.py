"""Modes and contexts: from the words where these say it, from the model where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.codebook import codebook
from lansir.lang import codes, table
from lansir.record import Article, Span
from lansir.resolve.contexts import Contexts, context_words
from lansir.resolve.cue_words import CueWords
from lansir.resolve.modes import code_mode
from lansir.resolve.passage import Passage

KNOWN = {context.context for context in codebook().contexts}


def passage(language: str, *sentences: str) -> Passage:
    text, spans = " ".join(sentences), list[Span]()
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence), sentence))
    return Passage.of(Article("ar-1", text, [], "0"), language, spans, {})


class TestCueWords:
    CUES = CueWords({"arms": ["bom*", "bom bunuh diri", "air keras"], "law": ["hukum"]})

    def test_a_star_stands_for_any_ending(self) -> None:
        assert [cue.key for cue in self.CUES.find("Bombardir dan bom, tetapi tidak sebom")] == ["arms", "arms"]

    def test_a_word_without_a_star_is_the_word_itself(self) -> None:
        assert self.CUES.find("hukuman penghukum") == []

    def test_a_phrase_inside_a_longer_one_is_not_told_again(self) -> None:
        (cue,) = self.CUES.find("Sebuah bom bunuh diri meledak")
        assert "Sebuah bom bunuh diri meledak"[cue.start : cue.end] == "bom bunuh diri"

    def test_capitals_do_not_count(self) -> None:
        assert len(self.CUES.find("AIR KERAS, Hukum")) == 2

    def test_a_stem_of_two_letters_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least 3 letters"):
            CueWords({"arms": ["bo*"]})

    @given(st.text())
    def test_offsets_are_those_of_the_words(self, text: str) -> None:
        for cue in self.CUES.find(text):
            words = text[cue.start : cue.end].lower()
            assert words.startswith(("bom", "air", "hukum"))


class TestModes:
    @pytest.mark.parametrize(
        ("type_", "act", "language", "mode"),
        [
            ("COERCE", "menangkap", "id", "arrest"),
            ("COERCE", "menyita", "id", "seize"),
            ("ASSAULT", "bom bunuh diri", "id", "suicide-attack"),
            ("PROTEST", "mogok makan", "id", "hunger"),
            ("RETREAT", "mengundurkan diri", "id", "resign"),
            ("CONSULT", "phone call", "en", "phone"),
            ("SANCTION", "was sentenced", "en", "convict"),
            ("PROTEST", "hunger strike", "en", "hunger"),
            ("ASSAULT", "air strikes", "en", "aerial"),
        ],
    )
    def test_words_of_the_act_tell_the_mode(self, type_: str, act: str, language: str, mode: str) -> None:
        coded = code_mode(type_, act, act, language, ("", 0.5))
        assert coded.mode == mode
        before, word, after = (coded.how or "").split('"')
        assert (before, after) == ("words of the act: ", "")
        assert word in act

    def test_what_the_model_is_sure_of_stays(self) -> None:
        assert code_mode("COERCE", "menangkap", "", "id", ("seize", 0.95)).mode == "seize"

    def test_agreement_of_both_is_told(self) -> None:
        how = code_mode("COERCE", "menangkap", "", "id", ("arrest", 0.7)).how
        assert how == 'words of the act: "menangkap"; by the model 70%'

    def test_a_word_beside_the_act_speaks_where_the_model_sees_no_mode_and_is_unsure(self) -> None:
        sentence = "Dua warga tewas dalam serangan dengan pesawat nirawak itu."
        assert code_mode("ASSAULT", "serangan", sentence, "id", ("", 0.6)).mode == "drone"
        assert code_mode("ASSAULT", "serangan", sentence, "id", ("", 0.9)).mode is None
        assert code_mode("ASSAULT", "serangan", sentence, "id", ("targeted", 0.6)).mode == "targeted"

    def test_two_modes_beside_the_act_tell_none(self) -> None:
        sentence = "Serangan dengan granat dan parang itu menewaskan dua warga."
        assert code_mode("ASSAULT", "Serangan", sentence, "id", ("", 0.6)) == (None, None)

    def test_a_type_without_modes_has_none(self) -> None:
        assert code_mode("AGREE", "menyepakati", "", "id", ("", 1.0)) == (None, None)


class TestContexts:
    SENTENCES = (
        "Jaksa menuntut terdakwa lima tahun penjara.",
        "Sidang dilanjutkan pekan depan.",
        "Hujan turun.",
        "Cuaca cerah.",
        "Panen raya dimulai.",
    )

    def coded(self, **chances: float) -> Contexts:
        return Contexts(passage("id", *self.SENTENCES), chances)

    def test_one_word_is_enough_where_the_model_finds_it_likely(self) -> None:
        assert "legal" in self.coded(legal=0.4).coded
        assert "health" not in self.coded(health=0.4).coded

    def test_two_words_are_enough_where_the_model_finds_it_possible(self) -> None:
        assert "legal" in self.coded(legal=0.2).coded
        assert "legal" not in self.coded(legal=0.05).coded

    def test_the_model_alone_must_be_sure(self) -> None:
        assert self.coded(health=0.7).coded == {"health": "by the model 70%"}

    def test_many_different_words_need_no_model(self) -> None:
        words = passage("id", "KPK menduga suap dan gratifikasi; koruptor itu terjerat pencucian uang.")
        assert "corruption" in Contexts(words, {}).coded

    def test_it_is_told_how(self) -> None:
        assert self.coded(legal=0.5).coded["legal"] == 'by the model 50%; words: "jaksa", "terdakwa", "sidang"'

    def test_an_event_has_the_contexts_whose_words_stand_in_or_beside_its_sentence(self) -> None:
        found = self.coded(legal=0.9)
        assert found.of_sentence(0) == {"legal": "Jaksa"}
        assert found.of_sentence(2) == {"legal": "Sidang"}
        assert found.of_sentence(4) == {}

    def test_an_event_has_no_context_that_the_article_lacks(self) -> None:
        assert self.coded().of_sentence(0) == {}


@pytest.mark.parametrize("language", codes())
def test_every_context_has_words_in_every_language(language: str) -> None:
    assert context_words(language).find("x") == []
    listed = table(language, "contexts", dict[str, list[str]])
    assert set(listed) == KNOWN
    assert all(len(words) == len(set(words)) >= 3 for words in listed.values())
