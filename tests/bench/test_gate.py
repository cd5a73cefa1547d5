"""The reader does not get worse: what it reached on the held-back documents, by measure and language."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.results import HEADLINE, evaluate
from bench.gate import RATES_OF_ERROR, Floors, fallen, floors, gold_digest, raised, reached

ANNOTATED = Path(__file__).parents[3] / "shared" / "annotation"
MODEL = Path(__file__).parents[2] / "src" / "lansir" / "model" / "model.json"
HELD = Floors("0" * 64, 0.01, {"events": {"all": 0.5, "id": 0.4}, "said actual, is not": {"all": 0.05}})


class TestTheFile:
    def test_every_figure_is_a_share_and_the_noise_is_small(self) -> None:
        held = floors()
        assert 0 < held.noise <= 0.02
        assert all(0 < value < 1 for of in held.reached.values() for value in of.values())

    def test_the_headline_is_held_for_both_languages(self) -> None:
        assert all(floors().reached[name].keys() == {"all", "id", "en"} for name in HEADLINE)

    @pytest.mark.skipif(not ANNOTATED.exists(), reason="the annotated articles are not beside this checkout")
    def test_the_gold_is_the_one_that_the_figures_were_measured_on(self) -> None:
        assert gold_digest(ANNOTATED) == floors().gold


class TestTheRule:
    def test_less_than_the_noise_below_is_no_fall(self) -> None:
        now = {"events": {"all": 0.491, "id": 0.4}, "said actual, is not": {"all": 0.059}}
        assert list(fallen(now, HELD)) == []

    def test_a_figure_that_fell_is_named_with_its_language(self) -> None:
        now = {"events": {"all": 0.5, "id": 0.38}, "said actual, is not": {"all": 0.05}}
        assert list(fallen(now, HELD)) == ["events (id): 0.380, was 0.400"]

    def test_an_error_rate_falls_by_rising(self) -> None:
        now = {"events": {"all": 0.5, "id": 0.4}, "said actual, is not": {"all": 0.07}}
        assert list(fallen(now, HELD)) == ["said actual, is not (all): 0.070, was 0.050"]

    @given(*[st.floats(0, 1)] * 3)
    def test_what_is_held_never_gets_worse(self, whole: float, indonesian: float, wrong: float) -> None:
        now = {"events": {"all": whole, "id": indonesian}, "said actual, is not": {"all": wrong}}
        lifted = raised(now, HELD)
        for name, of in HELD.reached.items():
            for group, before in of.items():
                change = lifted[name][group] - before
                assert change <= 0 if name in RATES_OF_ERROR else change >= 0


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(not ANNOTATED.exists(), reason="the annotated articles are not beside this checkout")
@pytest.mark.skipif(not MODEL.exists(), reason="the model file is not there")
def test_no_figure_fell() -> None:
    held = floors()
    assert list(fallen(reached(evaluate(ANNOTATED), held.reached), held)) == []
