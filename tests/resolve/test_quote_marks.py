"""The same words are quoted whichever marks a paper prints."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.resolve.quotations import form_of, left_open, quoted_regions

STYLES = ["“”", '""', "''", "‘’", "«»", "„“", "„”", "””"]


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in quoted_regions(text, [(0, len(text))])]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("<Kami siap membantu,> kata Dara.", ["Kami siap membantu,"]),
        ("Dara menyebutnya <langkah baik>, lalu pulang.", ["langkah baik"]),
        ("<No,> said Marlow, <not before the vote.>", ["No,", "not before the vote."]),
        ("Marlow called it (<unfair>) and left.", ["unfair"]),
    ],
)
def test_marks_of_every_style_quote_the_same_words(style: str, sentence: str, words: list[str]) -> None:
    assert quoted(sentence.replace("<", style[0]).replace(">", style[1])) == words


def test_an_apostrophe_quotes_nothing() -> None:
    assert quoted("The workers' union said Marlow's plan wasn't theirs, in the '90s.") == []
    assert quoted("Ma'ruf salat Jum'at dan membaca Al Qur'an.") == []


def test_the_mark_behind_a_stop_ends_what_a_plural_does_not() -> None:
    assert quoted("'The workers' union will wait,' she said.") == ["The workers' union will wait,"]


def blocks(*sentences: str) -> list[str]:
    text, start = " ".join(sentences), 0
    spots: list[tuple[int, int]] = []
    for sentence in sentences:
        spots.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return [text[a:b] for a, b in quoted_regions(text, spots)]


def test_words_in_single_marks_run_over_sentences_if_they_surely_end() -> None:
    told = "'We are ready.", "Nobody asked.", "We will go,' she said."
    assert blocks(*told) == ["We are ready.", "Nobody asked.", "We will go,"]
    assert blocks("'We are ready.", "Nobody asked the workers' union.") == []
    assert blocks("'We are ready.", *["Nobody asked."] * 6, "We will go,' she said.") == []


def test_single_marks_inside_double_ones_belong_to_the_outer_quotation() -> None:
    assert quoted("“They called it 'fair' twice,” she said.") == ["They called it 'fair' twice,"]


def test_a_phrase_in_single_marks_makes_a_statement_mixed() -> None:
    text = "Marlow said the plan was 'unfair' to farmers."
    assert form_of([(12, len(text) - 1)], quoted_regions(text, [(0, len(text))])) == "mixed"


def test_a_low_mark_is_closed_by_a_high_one() -> None:
    assert not left_open("„Kami siap“")
    assert left_open("„Kami siap")


@given(st.lists(st.text(alphabet="as ‘’'\"“”„«».,", min_size=1, max_size=40), min_size=1, max_size=6))
def test_regions_of_all_marks_lie_in_the_text_and_apart(sentences: list[str]) -> None:
    text, spots, start = " ".join(sentences), [], 0
    for sentence in sentences:
        spots.append((start, start + len(sentence)))
        start += len(sentence) + 1
    regions = quoted_regions(text, spots)
    assert all(0 <= first < last <= len(text) for first, last in regions)
    assert all(before[1] <= after[0] for before, after in pairwise(regions))
