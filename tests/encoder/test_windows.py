"""Windows: every word once owned, every offset true, no window too long."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from lansir.encoder.windows import (
    CONTEXT_PIECES,
    WINDOW_PIECES,
    EncodedSentence,
    cut_windows,
    encode_sentence,
    words_of,
)

LETTERS = st.text(alphabet="ab ,.\"'-é”\n1", min_size=0, max_size=400)


@cache
def tokenizer() -> Tokenizer:
    """A tokenizer of single letters: as many pieces as there are signs."""
    letters = {sign: k for k, sign in enumerate(["?", *"ab,.\"'-é”1"])}
    made = Tokenizer(models.WordLevel(letters, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split("", "isolated")]
    )
    return made


def encoded(lines: list[str]) -> tuple[str, list[EncodedSentence]]:
    text, parts, start = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        parts += encode_sentence(tokenizer(), text, number, start, start + len(line))
        start += len(line) + 1
    return text, parts


def test_a_word_is_a_run_of_letters_and_digits_or_one_other_sign() -> None:
    text = 'Kata "Biden", 2,3 juta.'
    assert [text[a:b] for a, b in words_of(text, 0, len(text))] == [
        "Kata", '"', "Biden", '"', ",", "2", ",", "3", "juta", ".",
    ]  # fmt: skip


def test_words_stay_inside_the_bounds_asked_for() -> None:
    assert words_of("satu dua tiga", 5, 8) == [(5, 8)]


@settings(max_examples=60, deadline=None)
@given(st.lists(LETTERS, max_size=12))
def test_every_word_is_owned_by_one_window(lines: list[str]) -> None:
    text, parts = encoded([line.replace("\n", " ") for line in lines])
    owned = [
        word
        for window in cut_windows(parts)
        for word, sentence in zip(window.words, window.sentence, strict=True)
        if sentence >= window.own
    ]
    assert owned == words_of(text, 0, len(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(LETTERS, max_size=12))
def test_windows_are_bounded_and_their_words_begin_in_them(lines: list[str]) -> None:
    _, parts = encoded([line.replace("\n", " ") for line in lines])
    for window in cut_windows(parts):
        assert len(window.ids) <= WINDOW_PIECES
        assert len(window.words) == len(window.first) == len(window.sentence)
        assert all(0 < piece < len(window.ids) for piece in window.first)


def test_a_sentence_longer_than_a_window_comes_in_parts() -> None:
    _, parts = encoded(["a" * 30 + " " + "b " * (WINDOW_PIECES + 50)])
    assert len(parts) > 1
    assert all(len(part.ids) <= WINDOW_PIECES - CONTEXT_PIECES for part in parts)


def test_a_later_window_sees_what_came_before() -> None:
    _, parts = encoded(["ab " * 40] * 8)
    second = cut_windows(parts)[1]
    assert second.sentence[0] < second.own


@pytest.mark.parametrize("lines", [[], [""], ["   "]])
def test_nothing_gives_no_window(lines: list[str]) -> None:
    assert cut_windows(encoded(lines)[1]) == []
