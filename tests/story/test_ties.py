"""When two articles belong together, and how."""

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from lansir.story.articles import Features
from lansir.story.fingerprints import marks_of
from lansir.story.ties import tie_of

AXIS = np.array([1.0, 0.0], dtype=np.float32)
BASE = Features(
    key=1, day=100, moment="", language="en", outlet="a", relays=(), address=None, length=1000,
    marks=marks_of(f"own{n}" for n in range(200)), vector=AXIS, actors=frozenset({1, 2, 3}),
    numbers=frozenset({12.0, 22.0, 30.0}),
)  # fmt: skip
OTHER_WORDS = marks_of(f"other{n}" for n in range(200))


def near(cosine: float) -> NDArray[np.float32]:
    return np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)


def variant(**changes: object) -> Features:
    return msgspec.structs.replace(BASE, key=2, **{"marks": OTHER_WORDS, **changes})


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (variant(marks=BASE.marks), "copy"),
        (variant(marks=marks_of(f"own{n}" for n in range(70))), "abridged"),
        (variant(marks=marks_of([*(f"own{n}" for n in range(70)), *(f"added{n}" for n in range(100))])), "abridged"),
        (variant(language="id", vector=near(0.7)), "translation"),
        (variant(language="id", vector=near(0.7), numbers=frozenset({99.0})), "subject"),
        (variant(language="id", vector=near(0.7), length=400), "subject"),
        (variant(vector=near(0.6)), "subject"),
        (variant(vector=near(0.9), actors=frozenset({1, 7, 8, 9})), "subject"),
        (variant(vector=near(0.6), actors=frozenset({1, 7, 8, 9})), None),
        (variant(vector=near(0.99), actors=frozenset({7})), None),
        (variant(vector=near(0.3)), None),
        (variant(day=105), None),
        (variant(day=None), None),
        (variant(vector=np.zeros(0, dtype=np.float32)), None),
    ],
)
def test_how_two_articles_belong_together(other: Features, kind: str | None) -> None:
    for tie in (tie_of(BASE, other), tie_of(other, BASE)):
        assert (tie.kind if tie else None) == kind


def test_one_address_makes_versions_whatever_the_words() -> None:
    here = msgspec.structs.replace(BASE, address="https://pos.example/1")
    assert tie_of(here, variant(address="https://pos.example/1", day=400)) == ("version", 0.0)


def test_copies_are_told_at_any_distance_in_time() -> None:
    tie = tie_of(BASE, variant(marks=BASE.marks, day=900))
    assert tie is not None
    assert tie == ("copy", 1.0)
