"""Chances stay chances and keep their order."""

from hypothesis import given
from hypothesis import strategies as st

from lansir.encoder.calibration import calibrated

CHANCES = st.floats(0.0, 1.0)
TABLE = {"event": (0.7, -0.4)}


@given(CHANCES, CHANCES)
def test_calibration_keeps_the_order(one: float, two: float) -> None:
    low, high = sorted([one, two])
    assert 0.0 <= calibrated(TABLE, "event", low) <= calibrated(TABLE, "event", high) <= 1.0


@given(CHANCES)
def test_what_is_not_in_the_table_stays(chance: float) -> None:
    assert calibrated(TABLE, "statement", chance) == chance
