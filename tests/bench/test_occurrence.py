"""Strings of the annotation lead to the occurrence that they name."""

import pytest

from bench.occurrence import locate


@pytest.mark.parametrize(
    ("string", "span"),
    [
        ("polisi", (0, 6)),
        ("polisi#2", (16, 22)),
        ("polisi#3", None),
        ("jaksa", None),
    ],
)
def test_locate(string: str, span: tuple[int, int] | None) -> None:
    assert locate(string, "polisi menahan, polisi") == span


def test_overlapping_occurrences_are_counted() -> None:
    assert locate("aa#2", "aaa") == (1, 3)
