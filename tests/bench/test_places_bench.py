"""Found places are counted against gold ones by overlapping words, each gold place once."""

from collections import Counter

import pytest

from bench.found_places import GoldPlace, located, matched, rates, same_place_name

GOLD = [GoldPlace(10, 16, "Beirut", "LBN"), GoldPlace(20, 25, "Sidon", "LBN")]


@pytest.mark.parametrize(("words", "at"), [("Gaza", (3, 7)), ("Gaza#2", (15, 19)), ("Gaza#3", None), ("Rafah", None)])
def test_annotated_words_are_located_by_occurrence(words: str, at: tuple[int, int] | None) -> None:
    assert located(words, "in Gaza, not a Gaza") == at


def test_each_gold_place_is_matched_once_by_most_overlap() -> None:
    assert matched([(8, 16), (12, 16), (22, 30)], GOLD) == [GOLD[0], None, GOLD[1]]
    assert matched([(14, 24)], GOLD) == [GOLD[1]]
    assert matched([(0, 5)], GOLD) == [None]


def test_names_are_compared_without_words_of_class() -> None:
    assert same_place_name("Langkat", "Langkat Regency")
    assert same_place_name("Provinsi", "Provinsi")
    assert not same_place_name("Beirut", "Tripoli")
    assert not same_place_name(None, "Tripoli")


def test_rates_are_zero_where_nothing_is_found() -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    assert rates(counts, "en", "words") == (0.0, 0.0, 0.0)
    counts.update({("en", "words", "right"): 3, ("en", "words", "found"): 4, ("en", "words", "gold"): 6})
    assert rates(counts, "en", "words") == pytest.approx((0.75, 0.5, 0.6))
