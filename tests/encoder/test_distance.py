"""Distance classes of span pairs."""

import numpy as np
import pytest

from lansir.encoder.distance import BUCKETS, distance_buckets

SENTENCE = [0] * 20 + [1] * 20 + [2] * 20


@pytest.mark.parametrize(
    ("query", "key", "bucket"),
    [
        ((5, 10), (6, 8), 0),
        ((5, 6), (3, 5), 1),
        ((5, 6), (0, 2), 2),
        ((15, 16), (2, 4), 4),
        ((5, 6), (6, 7), 5),
        ((5, 6), (18, 19), 8),
        ((25, 26), (1, 2), 9),
        ((45, 46), (1, 2), 10),
        ((5, 6), (25, 26), 13),
    ],
)
def test_bucket(query: tuple[int, int], key: tuple[int, int], bucket: int) -> None:
    assert distance_buckets([query], [key], SENTENCE).tolist() == [[bucket]]


def test_every_class_has_a_weight() -> None:
    spans = [(k, k + 1) for k in range(60)]
    found = distance_buckets(spans, spans, SENTENCE)
    assert found.min() >= 0
    assert found.max() < BUCKETS


def test_no_spans_give_an_empty_table() -> None:
    assert distance_buckets([], [(0, 1)], SENTENCE).shape == (0, 1)
    assert np.issubdtype(distance_buckets([(0, 1)], [], SENTENCE).dtype, np.integer)
