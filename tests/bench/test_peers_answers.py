"""What systems of the comparison are asked and answer: as annotations, as lessons, as figures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.corpus import samples
from bench.occurrence import locate
from bench.peers.annotating import annotation, words_of
from bench.peers.exchange import Act, Date, Found, Pair, Quote, Spot, Text
from bench.peers.figures import of_pages, of_pairs
from bench.peers.lessons import lesson, own_samples, pairs_of

Folder = Callable[[int], Path]


def typed(pair: tuple[str, str]) -> Pair:
    return Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", pair[0], [pair[1]])


# ── answers as annotations ──


@given(st.text(alphabet="ab# 1", max_size=30), st.data())
def test_words_of_a_span_are_found_again_where_they_stand(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentence)))
    end = data.draw(st.integers(start, len(sentence)))
    if start < end:
        assert locate(words_of(sentence, start, end), sentence) == (start, end)


def test_a_speaker_of_an_earlier_sentence_becomes_the_sign_of_an_entity() -> None:
    text = Text("d", "id", ["Ayu Lestari datang.", "“Pasar dibuka besok.”"])
    found = annotation(text, Found(quotes=[Quote([(1, 1, 19)], (0, 0, 11))]))
    assert found["entities"]["p1"]["name"] == "Ayu Lestari"
    assert found["sentences"][0]["mentions"] == [["Ayu Lestari", "p1"]]
    assert found["sentences"][1]["statements"] == [{"speaker": "@p1", "content": ["Pasar dibuka besok"]}]


def test_a_pronoun_is_not_the_same_person_throughout() -> None:
    text = Text("d", "en", ["He said no.", "Ayu said he lied.", "He said yes.", "Ayu said so."])
    speakers: list[Spot] = [(0, 0, 2), (1, 0, 3), (2, 0, 2), (3, 0, 3)]
    found = annotation(text, Found(quotes=[Quote([(i, 4, 8)], (i, a, b)) for i, a, b in speakers]))
    assert [row["mentions"][0][1] for row in found["sentences"]] == ["p1", "p2", "p3", "p2"]


def test_times_and_events_keep_their_own_words() -> None:
    text = Text("d", "en", ["Ayu met Budi on Sunday."])
    act = Act((0, 4, 7), "CONSULT", "actual", [(0, 0, 3)], [(0, 8, 12)])
    row = annotation(text, Found(dates=[Date((0, 16, 22), "2024-04-28")], acts=[act]))["sentences"][0]
    assert row["times"] == [["Sunday", "2024-04-28"]]
    assert row["events"] == [
        {"type": "CONSULT", "trigger": "met", "status": "actual", "actors": ["Ayu"], "recipients": ["Budi"]}
    ]


def test_given_names_are_kept_and_other_rows_of_the_giver_are_not() -> None:
    given_rows = [{"i": 0, "mentions": [["Ayu", "e1"]], "statements": [{"speaker": "Ayu", "content": "met"}]}]
    given_names = {"entities": {"e1": {"name": "Ayu", "type": "PER"}}, "sentences": given_rows}
    found = annotation(Text("d", "en", ["Ayu met Budi."]), Found(), given_names)
    assert found["entities"] == given_names["entities"]
    assert found["sentences"] == [{"i": 0, "mentions": [["Ayu", "e1"]]}]


# ── what is learned from, what is asked ──


def test_a_lesson_holds_cues_triggers_and_pairs_of_the_document(annotated: Folder) -> None:
    sample = samples(annotated(1), "all")[0]
    told = lesson(sample)
    sentence = sample.document.sentences[0]
    assert [sentence[start:end] for i, start, end in told.cues if i == 0] == ["meminta"]
    assert [(act.type, act.status) for act in told.acts] == [("REQUEST", "actual"), ("PROTEST", "planned")]
    assert [pair.types for pair in told.pairs] == [["REQUEST"]]


def test_an_asked_pair_does_not_tell_its_types(annotated: Folder) -> None:
    known = samples(annotated(2), "all")
    assert all(pair.types == [] for pair in pairs_of(known, asked=True))
    assert len(pairs_of(known, asked=True)) == len(pairs_of(known, asked=False)) == 2


def test_the_annotated_news_of_our_own_wording_is_read() -> None:
    languages = {sample.language for sample in own_samples()}
    assert languages == {"en", "id"}


# ── measures ──


def test_macro_f1_counts_every_type_alike_and_the_share_every_pair() -> None:
    asked = [typed(("a", "AID")), typed(("b", "AID")), typed(("c", "AID")), typed(("d", "REJECT"))]
    found = of_pairs([pair.types for pair in asked], ["AID"] * 4, asked)
    assert found["right"].value == 0.75
    assert found["macro F1"].value == pytest.approx((2 * 3 / 7 + 0) / 2)
    assert found["right"].low <= 0.75 <= found["right"].high


def test_any_of_several_right_types_of_a_pair_is_right() -> None:
    asked = [typed(("a", "AID")), typed(("b", "AID"))]
    assert of_pairs([["AID", "AGREE"], ["AID"]], ["AGREE", "AID"], asked)["right"].value == 1.0


def test_pages_are_measured_by_runs_of_four_words() -> None:
    body = "satu dua tiga empat lima enam"
    assert of_pages([body, body], [body, body])["F1"].value == pytest.approx(1)
    half = of_pages([body, body], [body, ""])["F1"]
    assert (half.precision, half.recall) == (1, 0.5)
