"""The measures are those of the annotated articles' own scorer, number by number."""

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.corpus import Sample, Scorer, samples
from bench.occurrence import locate as benchs_locate
from lansir.annotate import Document
from lansir.evaluate.annotation import Annotation, locate
from lansir.evaluate.matching import Matching
from lansir.evaluate.measures import MEASURES, NOT_ACTUAL, Count, counts, rate, total
from lansir.evaluate.side import Side
from tests.evaluate.made import GOLD, SENTENCES, by_chance, garbled

REAL = Path(__file__).parents[3] / "shared" / "annotation"
SCORED = Path(__file__).with_name("scored.jsonl").read_text(encoding="utf-8").splitlines()
needs_the_scorer = pytest.mark.skipif(not (REAL / "score.py").exists(), reason="the annotated articles are not here")
Numbers = dict[str, list[float]]


def ours(sentences: list[str], gold: dict[str, Any], predicted: dict[str, Any]) -> Numbers:
    """The measures of this package; those that are all 0 left out, as the scorer leaves some out."""
    sides = (Side(msgspec.convert(one, Annotation), sentences) for one in (gold, predicted))
    found = counts(Matching(*sides))
    assert list(found) == list(MEASURES)
    return {name: [one.right, one.predicted, one.gold] for name, one in found.items() if one != Count()}


@cache
def scorer() -> Scorer:
    return Scorer(REAL)


def theirs(sentences: list[str], gold: dict[str, Any], predicted: dict[str, Any]) -> Numbers:
    """The measures of the scorer."""
    found = scorer().counts(Sample(Document("made", sentences), gold, predicted))
    return {name.strip(): list(row) for name, row in found.items() if any(row)}


@pytest.mark.parametrize("line", SCORED, ids=range(len(SCORED)))
def test_of_recorded_cases_the_numbers_are_those_that_the_scorer_gave(line: str) -> None:
    case = json.loads(line)
    assert ours(case["sentences"], case["gold"], case["predicted"]) == case["counts"]


@needs_the_scorer
def test_of_cases_put_together_by_chance_the_numbers_are_those_of_the_scorer() -> None:
    for seed in range(500):
        case = by_chance(seed)
        assert ours(*case) == theirs(*case), seed


@needs_the_scorer
def test_of_the_train_part_the_numbers_are_those_of_the_scorer() -> None:
    for number, sample in enumerate(samples(REAL, "train")):
        case = (sample.document.sentences, sample.gold, garbled(sample.gold, Random(number)))
        assert ours(*case) == theirs(*case), sample.document.doc


def test_of_gold_against_itself_all_is_right() -> None:
    found = ours(SENTENCES, GOLD, GOLD)
    for name in (name for name in found if name != NOT_ACTUAL and not name.endswith("recall")):
        right, predicted, gold = found[name]
        assert right == predicted, name
        assert gold in (right, 0), name


def test_the_document_by_hand_counts_as_one_would_by_hand() -> None:
    found = ours(SENTENCES, GOLD, GOLD)
    assert found["mentions"] == [5, 5, 5]
    assert found["statements whole"] == [2, 2, 2]
    assert found["direct recall"] == found["indirect recall"] == [1, 0, 1]
    assert found["events whole"] == [3, 3, 3]
    assert found["arguments"] == [4, 4, 4]
    assert found[NOT_ACTUAL] == [0, 1, 0]


def test_what_is_said_to_have_happened_and_did_not_is_a_measure_of_its_own() -> None:
    rows = [{**row, "events": [{**event, "status": "actual"} for event in row.get("events", [])]}
            for row in GOLD["sentences"]]  # fmt: skip
    found = ours(SENTENCES, GOLD, {**GOLD, "sentences": rows})
    assert found[NOT_ACTUAL] == [2, 3, 0]
    assert found["events status"] == [1, 3, 3]


def test_precision_recall_and_f1_come_of_the_counts_and_shares_stay_shares() -> None:
    found = rate("events", Count(2, 4, 8))
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert found.f1 == pytest.approx(1 / 3)
    assert rate(NOT_ACTUAL, Count(1, 4)).share == 0.25
    assert rate("entities B3 recall", Count(3, 4)).recall == 0.75
    assert rate("direct recall", Count(1, 0, 2)).recall == 0.5
    assert rate("events", Count()).f1 == 0


def test_counts_of_documents_add_up() -> None:
    sides = [Side(msgspec.convert(GOLD, Annotation), SENTENCES)] * 2
    one = counts(Matching(*sides))
    assert total([one, one])["events"] == Count(6, 6, 6)
    assert total([])["events"] == Count()


@given(st.text("ab#1 ", max_size=8), st.text("ab#1 ", max_size=12))
def test_words_are_located_as_everywhere_in_this_project(string: str, sentence: str) -> None:
    assert locate(string, sentence) == benchs_locate(string, sentence)


def test_a_count_that_no_sentence_has_is_no_place_and_costs_no_time() -> None:
    assert locate("a#999999999999999999", "a a a") is None
    assert locate(f"a#{'9' * 100_000}", "a a a") is None


def test_a_sentence_with_very_many_rows_is_counted_all_the_same() -> None:
    rows = {"i": 0, "events": [{"type": "PROTEST", "trigger": "march", "status": "actual"}] * 200}
    found = ours(["march"], {"sentences": [rows]}, {"sentences": [rows]})
    assert found["events"] == [200, 200, 200]
