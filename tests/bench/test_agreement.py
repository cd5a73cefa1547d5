"""Two annotations of one text, compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.accuracy.corpus import Scorer
from bench.agreement import FIRST, LAST, LATER, OWN, agreement, describe, twice_annotated, twice_beside

ANNOTATED = Path(__file__).parents[3] / "shared" / "annotation"
DATA = ANNOTATED.parent / "data"


@pytest.mark.parametrize(("second_ones", "count"), [(FIRST, 71), (LATER, 52), (LAST, 20)])
def test_a_tenth_of_our_own_documents_was_annotated_twice(second_ones: str, count: int) -> None:
    samples = twice_annotated(OWN, second_ones)
    assert len(samples) == count
    assert {sample.language for sample in samples} == {"id", "en"}
    assert all(sample.gold["doc"] == sample.predicted["doc"] == sample.document.doc for sample in samples)


@pytest.mark.skipif(not ANNOTATED.exists(), reason="the scorer is not beside this checkout")
def test_an_annotator_agrees_with_himself_wholly_and_with_another_in_part() -> None:
    samples, scorer = twice_annotated()[:12], Scorer(ANNOTATED)
    same = agreement([replace(sample, predicted=sample.gold) for sample in samples], scorer)
    other = agreement(samples, scorer)
    assert same["statements whole"].value == same["events"].value == 1.0
    assert 0.5 < other["events"].value < 1.0
    assert "| events |" in describe(other)


@pytest.mark.skipif(not DATA.exists(), reason="the open data are not beside this checkout")
def test_sixty_documents_beside_open_text_were_annotated_twice() -> None:
    samples = twice_beside(DATA)
    assert len(samples) == 60
    assert all(sample.gold["doc"] == sample.predicted["doc"] == sample.document.doc for sample in samples)
    assert {sample.language for sample in samples} == {"id", "en"}
