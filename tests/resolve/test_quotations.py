"""Quoted words: which marks open, which close, and what runs over sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.resolve.quotations import MARKS, form_of, quoted_regions


def quoted(*sentences: str) -> list[str]:
    text, spots, start = " ".join(sentences), [], 0
    for sentence in sentences:
        spots.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return [text[a:b] for a, b in quoted_regions(text, spots)]


def test_straight_marks_in_one_sentence() -> None:
    assert quoted('"Kami siap," kata Dara. Ia menyebutnya "langkah baik".') == ["Kami siap,", "langkah baik"]


def test_curly_marks() -> None:
    assert quoted("Dara said the plan was “sound” and “fair.”") == ["sound", "fair."]


def test_a_quotation_over_two_sentences() -> None:
    assert quoted('"Kami siap membantu.', 'Bantuan dikirim besok," kata Dara.') == [
        "Kami siap membantu.",
        "Bantuan dikirim besok,",
    ]


def test_each_paragraph_of_a_long_quotation_opens_anew() -> None:
    assert quoted("“We are ready.", "“We will go,” she said.") == ["We are ready.", "We will go,"]


def test_a_closing_mark_without_an_opening_one_quotes_from_the_sentence_start() -> None:
    assert quoted('Kami menunggu keputusan," ujarnya.') == ["Kami menunggu keputusan,"]


@pytest.mark.parametrize(
    ("pieces", "form"), [([(0, 10)], "direct"), ([(0, 10), (12, 30)], "mixed"), ([(12, 30)], "indirect")]
)
def test_form_follows_the_share_of_quoted_letters(pieces: list[tuple[int, int]], form: str) -> None:
    assert form_of(pieces, [(0, 10)]) == form


@given(st.lists(st.text(alphabet='ab "“”.,', min_size=1, max_size=40), min_size=1, max_size=6))
def test_regions_lie_in_the_text_and_hold_no_mark_at_their_ends(sentences: list[str]) -> None:
    for words in quoted(*sentences):
        assert words
        assert words[-1] not in MARKS
