"""Marks of wording: what two texts share, and what they are when stored."""

from hypothesis import given
from hypothesis import strategies as st

from lansir.story.fingerprints import RUN, WINDOW, containment, marks_of, packed_marks, unpacked_marks

WORDS = st.lists(st.sampled_from([f"w{number}" for number in range(400)]), max_size=60)
RUNS = st.lists(st.integers().map(str), min_size=RUN + WINDOW - 1, max_size=RUN + WINDOW - 1)


@given(WORDS, WORDS, RUNS, WORDS, WORDS)
def test_texts_that_share_twelve_words_in_a_row_share_a_mark(
    before: list[str], behind: list[str], shared: list[str], other: list[str], end: list[str]
) -> None:
    assert len(shared) == 12
    assert marks_of([*before, *shared, *behind]) & marks_of([*other, *shared, *end])


@given(WORDS)
def test_a_text_has_fewer_marks_than_words_and_all_of_its_own(text: list[str]) -> None:
    marks = marks_of(text)
    assert len(marks) <= len(text)
    assert bool(marks) == bool(text)
    assert containment(marks, marks) == float(bool(text))


@given(st.frozensets(st.integers(min_value=0, max_value=2**48 - 1), max_size=50))
def test_marks_come_back_as_they_were_packed(marks: frozenset[int]) -> None:
    assert unpacked_marks(packed_marks(marks)) == marks


def test_texts_without_a_run_in_common_share_nothing() -> None:
    one, other = marks_of(f"a{n}" for n in range(100)), marks_of(f"b{n}" for n in range(100))
    assert containment(one, other) == 0.0
    assert containment(one, frozenset()) == 0.0
