"""Groups compared with gold groups."""

import pytest

from bench.partitions import Rates, b_cubed, pairwise, rates

GOLD = {1: frozenset("a"), 2: frozenset("a"), 3: frozenset("b"), 4: frozenset("b")}


def test_the_gold_itself_is_perfect() -> None:
    found = {1: 7, 2: 7, 3: 8, 4: 8}
    assert pairwise(found, GOLD) == b_cubed(found, GOLD) == Rates(1.0, 1.0)


def test_all_in_one_group_has_full_recall() -> None:
    found = dict.fromkeys(GOLD, 1)
    assert pairwise(found, GOLD) == pytest.approx((1 / 3, 1.0))
    assert b_cubed(found, GOLD) == Rates(0.5, 1.0)


def test_each_alone_is_precise_in_b_cubed_and_finds_no_pair() -> None:
    found = {item: item for item in GOLD}
    assert pairwise(found, GOLD) == Rates(0.0, 0.0)
    assert b_cubed(found, GOLD) == Rates(1.0, 0.5)


def test_an_item_of_two_gold_groups_belongs_with_both() -> None:
    gold = {1: frozenset("a"), 2: frozenset("ab"), 3: frozenset("b")}
    assert pairwise({1: 1, 2: 1, 3: 2}, gold) == Rates(1.0, 0.5)


def test_rates_of_sets() -> None:
    found = rates({1, 2}, {2, 3, 4})
    assert found == pytest.approx((0.5, 1 / 3))
    assert found.f1 == pytest.approx(0.4)
    assert rates(set(), set()).f1 == 0.0
