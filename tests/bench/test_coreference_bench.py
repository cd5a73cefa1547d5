"""The measures of coreference, the two public formats, and what counts as resolved right."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.coref_corpora import GoldMention, brace_text, news_pieces
from bench.coref_measures import MEASURES, Tally, tallies
from bench.coreference import matched, resolved_right
from lansir.record import Mention, Span

GOLD = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "c", 7: "c", 8: "c"}
"""{1 2 3} {4 5} {6 7 8} against {1 2} {3 4 5} {6 7 8}: the third mention has gone over."""
FOUND = {1: "x", 2: "x", 3: "y", 4: "y", 5: "y", 6: "z", 7: "z", 8: "z"}

NEWS = """<data>
<sentence id="1"><phrase type="np" id="1">Dara\\NNP Wibisono\\NNP</phrase><phrase type="other">tiba\\VB di\\IN</phrase>
<phrase type="np" id="2">Oslo.\\NNP</phrase></sentence>
<sentence id="2"><phrase type="np" id="3" coref="1">Dia\\PRP</phrase>
<phrase type="other">tersenyum.\\VB</phrase></sentence>
<sentence id="3"><phrase type="np" id="4">Harga\\NN beras\\NN turun\\VB</phrase></sentence>
<sentence id="4"><phrase type="np" id="5">Menteri\\NN</phrase><phrase type="other">senang.\\VB</phrase></sentence>
</data>"""


def test_what_is_the_same_is_all_right() -> None:
    for tally in tallies(GOLD, GOLD).values():
        assert (tally.precision, tally.recall, tally.f1) == (1.0, 1.0, 1.0)


def test_the_measures_of_a_small_example() -> None:
    found = tallies(GOLD, FOUND)
    assert found["B3"].precision == pytest.approx((2 + 1 / 3 + 2 * 2 / 3 + 3) / 8)
    assert found["B3"].recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 2 + 3) / 8)
    assert found["MUC"].precision == pytest.approx(4 / 5)
    assert found["MUC"].recall == pytest.approx(4 / 5)
    assert found["CEAFe"].f1 == pytest.approx((4 / 5 + 4 / 5 + 1) / 3)


def test_only_mentions_of_both_sides_count() -> None:
    assert tallies({1: "a", 2: "a", 9: "a"}, {1: "x", 2: "x", 7: "y"})["B3"] == Tally(2, 2, 2, 2)


def test_nothing_gives_nothing() -> None:
    assert all(tally.f1 == 0 for tally in tallies({}, {}).values())


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 5)), st.dictionaries(st.integers(0, 12), st.integers(0, 5)))
def test_measures_are_shares_and_turn_round_with_the_sides(one: dict[int, int], other: dict[int, int]) -> None:
    there, back = tallies(one, other), tallies(other, one)
    for name in MEASURES:
        assert 0 <= there[name].precision <= 1 + 1e-9
        assert there[name].precision == pytest.approx(back[name].recall)


def test_a_pronoun_is_right_where_its_nearest_antecedent_is() -> None:
    gold, predicted = {(0, 1): "a", (2, 3): "b", (4, 5): "a", (6, 7): "c"}, {
        (0, 1): 1, (2, 3): 2, (4, 5): 2, (6, 7): 3,
    }  # fmt: skip
    found = resolved_right(gold, predicted, {(4, 5): "pronoun", (0, 1): "name", (2, 3): "name", (6, 7): "nominal"})
    assert {kind: (tally.right, tally.predicted) for kind, tally in found.items()} == {
        "name": (2, 2), "pronoun": (0, 1), "nominal": (1, 1),
    }  # fmt: skip


def test_braces_around_the_same_words_are_links() -> None:
    text = brace_text(
        "t",
        'Lalu {M1:jenis="named-entity person" Dara}, {M2:jenis="" {M1:jenis="kata ganti orang tunggal" ia}}, datang.',
    )
    assert text.text == "Lalu Dara, ia, datang."
    assert [text.text[one.start : one.end] for one in text.mentions] == ["Dara", "ia"]
    assert text.mentions[0].entity == text.mentions[1].entity
    assert [one.pronoun for one in text.mentions] == [False, True]


def test_braces_around_more_words_are_a_mention_of_their_own() -> None:
    text = brace_text(
        "t", '{M1:jenis="named-entity person" Dara} dan {M3:jenis="" pacar{M2:jenis="" {M1:jenis="" nya}}}'
    )
    assert [text.text[one.start : one.end] for one in text.mentions] == ["Dara", "pacarnya", "nya"]
    dara, friend, hers = text.mentions
    assert dara.entity == hers.entity != friend.entity


def test_a_mention_of_two_antecedents_is_a_thing_of_its_own() -> None:
    text = brace_text(
        "t",
        '{M1:jenis="" Dara} dan {M2:jenis="" Lars}: {M3:jenis="" {M1:jenis="" {M2:jenis="" mereka}}} #\n#COLOR:M1=x\n',
    )
    assert len({one.entity for one in text.mentions}) == 3
    assert "COLOR" not in text.text


@given(st.text(alphabet='{}M1:jenis=" ab#\n', max_size=80))
def test_any_braces_give_mentions_inside_the_text(marked: str) -> None:
    text = brace_text("t", marked)
    assert all(0 <= one.start < one.end <= len(text.text) for one in text.mentions)


def test_news_is_cut_before_a_headline(tmp_path: Path) -> None:
    path = tmp_path / "full.xml"
    path.write_text(NEWS, encoding="utf-8")
    first, second = news_pieces(path)
    assert first.text == "Dara Wibisono tiba di Oslo.\nDia tersenyum."
    assert [first.text[start:end] for start, end in first.sentences] == first.text.split("\n")
    dara, _, she = first.mentions
    assert (dara.entity == she.entity, she.pronoun) == (True, True)
    assert second.text == "Harga beras turun\nMenteri senang."


def test_mentions_match_by_their_words_or_one_inside_the_other() -> None:
    gold = [GoldMention(0, 4, 1, False), GoldMention(10, 20, 2, False), GoldMention(30, 60, 3, False)]
    found = [
        Mention(f"mn-{k}", Span(start, end, ""), "PER", "en", "name", 0.9)
        for k, (start, end) in enumerate([(0, 4), (8, 20), (31, 33)])
    ]
    assert {spot: mention.entity for spot, mention in matched(gold, found).items()} == {(0, 4): 1, (8, 20): 2}
