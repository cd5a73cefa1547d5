"""Tags: the best path under the tables, whatever the sentence is padded to."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lansir.encoder.tagging import BEGIN, INSIDE, OUTSIDE, Chain

Floats = NDArray[np.float32]


def chain(seed: int = 0, layers: int = 2) -> Chain:
    source = np.random.default_rng(seed)
    tables = source.normal(size=(layers, 3, 3)).astype(np.float32)
    return Chain(tables, source.normal(size=(layers, 3)).astype(np.float32))


def emissions(seed: int, length: int, layers: int = 2) -> Floats:
    return (2 * np.random.default_rng(seed).normal(size=(length, layers, 3))).astype(np.float32)


def best_path(made: Chain, scores: Floats, layer: int) -> tuple[int, ...]:
    """The best path by trying all."""

    def score(path: tuple[int, ...]) -> float:
        moves = sum(made.transitions[layer, a, b] for a, b in itertools.pairwise(path))
        return float(made.starts[layer, path[0]] + moves + sum(scores[k, layer, tag] for k, tag in enumerate(path)))

    return max(itertools.product(range(3), repeat=len(scores)), key=score)


def spans_of(path: tuple[int, ...]) -> list[tuple[int, int]]:
    spans = []
    for k, tag in enumerate(path):
        if tag == BEGIN:
            end = k + 1
            while end < len(path) and path[end] == INSIDE:
                end += 1
            spans.append((k, end))
    return spans


@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 6))
def test_spans_are_those_of_the_best_path(seed: int, one: int, two: int) -> None:
    made = chain(seed)
    sentences = [emissions(seed + 1, one), emissions(seed + 2, two)]
    for scores, layers in zip(sentences, made.spans(sentences), strict=True):
        for layer, spans in enumerate(layers):
            assert [(span.start, span.end) for span in spans] == spans_of(best_path(made, scores, layer))


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_chances_are_chances(seed: int, length: int) -> None:
    for layer in chain(seed).spans([emissions(seed, length)])[0]:
        assert all(0.0 <= span.chance <= 1.0 for span in layer)


def test_inside_never_follows_outside() -> None:
    scores = np.zeros((3, 1, 3), dtype=np.float32)
    scores[0, 0, OUTSIDE] = 9.0
    scores[1:, 0, INSIDE] = 3.0
    scores[1:, 0, OUTSIDE] = 1.0
    spans = Chain(np.zeros((1, 3, 3), dtype=np.float32), np.zeros((1, 3), dtype=np.float32)).spans([scores])[0][0]
    assert [(span.start, span.end) for span in spans] == [(1, 3)]
    scores[1:, 0, BEGIN] = -9.0
    spans = Chain(np.zeros((1, 3, 3), dtype=np.float32), np.zeros((1, 3), dtype=np.float32)).spans([scores])[0][0]
    assert spans == []


def test_a_clear_span_is_nearly_certain() -> None:
    scores = np.zeros((3, 1, 3), dtype=np.float32)
    scores[0, 0, OUTSIDE] = scores[1, 0, BEGIN] = scores[2, 0, OUTSIDE] = 20.0
    spans = Chain(np.zeros((1, 3, 3), dtype=np.float32), np.zeros((1, 3), dtype=np.float32)).spans([scores])[0][0]
    assert [(span.start, span.end) for span in spans] == [(1, 2)]
    assert spans[0].chance == pytest.approx(1.0, abs=1e-4)
