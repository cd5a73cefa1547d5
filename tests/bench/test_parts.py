"""Which documents are held back."""

from hypothesis import given
from hypothesis import strategies as st

from bench.parts import part_of

NAMES = [f"id-{n:04}" for n in range(14)]


def test_every_sixth_document_by_name_is_held_back() -> None:
    assert part_of(reversed(NAMES), "development") == ["id-0005", "id-0011"]


@given(st.lists(st.text(max_size=4), unique=True))
def test_training_and_development_share_nothing_and_make_up_all(names: list[str]) -> None:
    training, development = part_of(names, "train"), part_of(names, "development")
    assert sorted(training + development) == part_of(names, "all") == sorted(names)
    assert len(development) == len(names) // 6
