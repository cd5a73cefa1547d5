"""The fitted weights, and how they are fitted."""

import numpy as np
import pytest

from lansir.story import likeness
from lansir.story.likeness import Likeness
from training.happenings import evened, fit, precision_recall


def test_a_fit_finds_the_feature_that_counts() -> None:
    rolled = np.random.default_rng(5)
    features = rolled.normal(size=(400, 3))
    same = (features[:, 1] > 0.3).astype(float)
    found = fit(features, same, np.ones(400), 1e-3)
    assert abs(found.weights[1]) > 5 * max(abs(found.weights[0]), abs(found.weights[2]))
    precision, recall = precision_recall(found, features, same, 0.5)
    assert precision > 0.95
    assert recall > 0.95


def test_pairs_of_a_happening_told_often_count_less_each() -> None:
    often, once = frozenset({"often"}), frozenset({"once"})
    assert list(evened([often, often, often, often, once])) == [0.25, 0.25, 0.25, 0.25, 1.0]
    assert list(evened([often, often, often, often, once], 0.5)) == [0.5, 0.5, 0.5, 0.5, 1.0]


@pytest.mark.parametrize("name", ["near", "same_words", "same_place", "same_size", "same_names", "same_numbers"])
def test_what_two_tellings_share_speaks_for_one_happening(name: str) -> None:
    assert getattr(likeness.weights().weights, name) > 0


@pytest.mark.parametrize("name", ["other_mode", "days_apart", "told_apart", "other_place", "other_day"])
def test_what_differs_speaks_against_it(name: str) -> None:
    assert getattr(likeness.weights().weights, name) < 0


def test_every_feature_has_a_weight() -> None:
    assert isinstance(likeness.weights().weights, Likeness)
