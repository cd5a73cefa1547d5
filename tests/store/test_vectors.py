"""A vector comes back from its bytes almost as it was."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lansir.vectors import packed, unpacked

FLOATS = st.floats(min_value=-1000, max_value=1000, width=32)


@given(arrays.arrays(np.float32, 384, elements=FLOATS))
def test_no_number_is_off_by_more_than_a_step(vector: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> None:
    largest = max(float(np.abs(vector).max()), 1e-6)
    assert np.abs(unpacked(packed(vector.tolist())) - vector).max() <= largest / 127 + 1e-6


def test_it_takes_a_byte_a_number() -> None:
    assert len(packed([0.5] * 384)) == 386
