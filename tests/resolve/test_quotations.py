"""Quoted words: which marks open, which close, and what runs over sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.resolve.quotations import form_of, quoted_regions


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


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert quoted("“They said “never” to us,” she recalled.") == ["They said “never” to us,"]


def test_a_lost_closing_mark_does_not_quote_the_rest_of_the_article() -> None:
    plain = "The council met again and heard the report of its committee on the harbour." * 2
    assert len(quoted("“We are ready, she said.", *[plain] * 12)) < 6


@given(st.lists(st.text(alphabet='ab "“”.,', min_size=1, max_size=40), min_size=1, max_size=6))
def test_regions_lie_in_the_text_and_apart(sentences: list[str]) -> None:
    text, spots, start = " ".join(sentences), [], 0
    for sentence in sentences:
        spots.append((start, start + len(sentence)))
        start += len(sentence) + 1
    regions = quoted_regions(text, spots)
    assert all(0 <= first < last <= len(text) for first, last in regions)
    assert all(before[1] <= after[0] for before, after in pairwise(regions))
