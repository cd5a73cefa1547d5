"""Sentences that two windows hold are read in both, and count as the mean of the two readings."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lansir.encoder.overlap import read_windows
from lansir.encoder.windows import EncodedSentence, Window, cut_windows

WIDTH = 3


def sentences(sizes: list[int]) -> list[EncodedSentence]:
    """Sentences of so many words, each of one piece."""
    found, place = list[EncodedSentence](), 0
    for number, size in enumerate(sizes):
        words = [(place + k, place + k + 1) for k in range(size)]
        found.append(EncodedSentence(number, [10] * size, words, list(range(size))))
        place += size
    return found


class Counted:
    """States that are the number of the window, whatever stands in it."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, ids: list[int]) -> NDArray[np.float32]:
        self.calls += 1
        return np.full((len(ids), WIDTH), float(self.calls), dtype=np.float32)


def test_a_word_that_the_next_window_holds_too_is_the_mean_of_both_readings() -> None:
    windows = cut_windows(sentences([4, 4, 4]), size=11, context=6)
    assert [window.sentence for window in windows] == [[0] * 4 + [1] * 4, [1] * 4 + [2] * 4]
    (_, first), (_, second) = read_windows(windows, Counted())
    assert first[:, 0].tolist() == [1.0] * 4 + [1.5] * 4
    assert second[:, 0].tolist() == [1.5] * 4 + [2.0] * 4


def test_windows_that_share_nothing_are_as_they_were_read() -> None:
    windows = cut_windows(sentences([9, 9]), size=11, context=0)
    assert [words[:, 0].tolist() for _, words in read_windows(windows, Counted())] == [[1.0] * 9, [2.0] * 9]


def test_of_no_windows_nothing_is_read() -> None:
    assert list(read_windows([], Counted())) == []


@given(st.lists(st.integers(1, 12), max_size=25), st.integers(14, 30), st.integers(0, 20))
def test_each_window_is_read_once_and_given_in_order(sizes: list[int], size: int, context: int) -> None:
    windows, states = cut_windows(sentences(sizes), size, context), Counted()
    given_back = list[Window]()
    for number, (window, words) in enumerate(read_windows(windows, states), start=1):
        given_back.append(window)
        assert words.shape == (len(window.words), WIDTH)
        assert set(words[:, 0].tolist()) <= {number - 0.5, float(number), number + 0.5}
    assert given_back == windows and states.calls == len(windows)
