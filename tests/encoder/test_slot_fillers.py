"""Which mentions fill a slot of an act, from the chance of each."""

import numpy as np

from lansir.encoder.decode import slot_fillers

LEAST = 0.2


def filled(chances: list[float], here: list[bool]) -> list[int]:
    found = slot_fillers(np.array(chances, dtype=np.float32), np.array(here, dtype=bool), LEAST)
    return [link.to for link in found]


def test_what_is_nearly_as_likely_as_the_likeliest_fills_the_slot_too() -> None:
    assert filled([0.6, 0.8, 0.1], [True, True, True]) == [1, 0]


def test_what_is_far_less_likely_fills_that_of_another_act() -> None:
    assert filled([0.4, 0.8], [True, True]) == [1]


def test_where_nothing_is_likely_the_slot_is_empty() -> None:
    assert filled([0.1, 0.19], [True, True]) == []


def test_where_nothing_of_the_sentence_is_likely_all_that_may_be_meant_elsewhere_is_told() -> None:
    assert filled([0.1, 0.6, 0.7], [True, False, False]) == [2, 1]
    assert filled([0.1, 0.05, 0.01], [True, False, False]) == [1]
    assert filled([0.3, 0.6, 0.7], [True, False, False]) == [0]


def test_without_mentions_nothing_fills_a_slot() -> None:
    assert filled([], []) == []
