"""Numbers choose the form of the word beside them."""

import pytest

from lansir.words.counting import Count
from lansir.words.loading import catalogues, table

PAGES = "{n} {n:page|pages}"


@pytest.mark.parametrize(("number", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1234, "1,234 pages")])
def test_one_is_one_and_all_else_many(number: int, said: str) -> None:
    assert PAGES.format(n=Count(number)) == said


def test_what_is_told_in_place_of_a_number_is_many() -> None:
    assert PAGES.format(n=Count(1, "at least 1")) == "at least 1 pages"


def test_it_counts_as_the_number_that_it_is() -> None:
    assert Count(3) == 3
    assert Count(2) + 1 == 3


@pytest.mark.parametrize("language", catalogues())
def test_a_choice_of_words_has_two(language: str) -> None:
    for name in ("messages", "find", "export", "forget", "lake", "review", "doctor", "eval"):
        for text in texts(table(language, name, dict[str, object])):
            forms = [part.partition("}")[0] for part in text.split(":")[1:] if "|" in part.partition("}")[0]]
            assert all(form.count("|") == 1 for form in forms), text


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]
