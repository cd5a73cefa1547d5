"""Precision, recall, F1 and their bootstrap intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.rates import Tally, measure_names, rate, tally_of

COUNTS = st.integers(0, 20)
TALLIES = st.lists(
    st.tuples(COUNTS, COUNTS, COUNTS, COUNTS).map(lambda t: (min(t[0], t[1]), t[1], min(t[2], t[3]), t[3])), max_size=8
)


def test_f1_comes_from_the_sums_over_documents_not_from_a_mean_of_documents() -> None:
    found = rate([(1, 1, 1, 1), (1, 9, 1, 3)])
    assert [found.precision, found.recall] == pytest.approx([0.2, 0.5])
    assert found.value == pytest.approx(2 * 0.2 * 0.5 / 0.7)
    assert (found.predicted, found.gold) == (10, 4)


@given(TALLIES)
def test_an_interval_lies_within_nought_and_one_and_is_the_same_each_time(tallies: list[Tally]) -> None:
    found = rate(tallies)
    assert 0 <= found.low <= found.high <= 1
    assert 0 <= found.value <= 1
    assert found == rate(tallies)


def test_an_interval_holds_the_value_and_is_a_point_where_all_documents_agree() -> None:
    mixed = rate([(1, 2, 1, 2), (2, 2, 2, 2), (0, 2, 0, 2), (1, 2, 1, 2)])
    assert mixed.low < mixed.value < mixed.high
    same = rate([(1, 2, 1, 2)] * 5)
    assert same.low == same.high == same.value == pytest.approx(0.5)


def test_nothing_measured_is_nought_rather_than_an_error() -> None:
    assert rate([]).value == rate([(0, 0, 0, 0)]).value == 0


def test_a_share_has_one_denominator_and_no_precision_of_its_own() -> None:
    tallies = [tally_of({"  said actual, is not": (1, 4, 0)}, "  said actual, is not")]
    found = rate(tallies, share=True)
    assert found.value == pytest.approx(0.25)
    assert found.precision is found.recall is None
    assert tally_of({"entities B3 recall": (3, 4, 0)}, "entities B3 recall") == (3, 4, 3, 4)
    assert tally_of({"  direct recall": (3, 0, 4)}, "  direct recall") == (3, 4, 3, 4)


def test_a_measure_that_a_document_lacks_counts_nothing_there() -> None:
    assert tally_of({}, "events") == (0, 0, 0, 0)
    assert measure_names([{"b": (0, 0, 0)}, {"a": (0, 0, 0), "b": (0, 0, 0)}]) == ["b", "a"]
