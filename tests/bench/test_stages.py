"""The bench of stages counts each stage for itself."""

import time

import numpy as np
import pytest

from bench.stages import Clock, bare_product, operations_a_piece


def test_a_stage_within_another_counts_for_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([10.0, 11.0, 14.0, 20.0])
    monkeypatch.setattr(time, "process_time", lambda: next(moments))
    clock = Clock()
    with clock.stage("outer"), clock.stage("inner"):
        pass
    assert clock.seconds == {"outer": 1.0 + 6.0, "inner": 3.0}


def test_time_between_stages_belongs_to_none(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.0, 50.0, 52.0])
    monkeypatch.setattr(time, "process_time", lambda: next(moments))
    clock = Clock()
    for name in ("page", "storing"):
        with clock.stage(name):
            pass
    assert clock.seconds == {"page": 1.0, "storing": 2.0}


def test_the_operations_of_a_piece_are_two_a_weight_of_the_transformer() -> None:
    assert operations_a_piece(384) == 2 * 12 * (4 * 384 * 384 + 2 * 384 * 1536)


def test_a_bare_product_takes_time_on_any_machine() -> None:
    assert np.isfinite(bare_product())
    assert bare_product() > 1e8
