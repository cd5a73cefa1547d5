"""Vectors as the store keeps them: a scale in two bytes, then a signed byte a number."""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["packed", "unpacked"]

LARGEST = 127
SCALE = struct.Struct("<e")


def packed(vector: Sequence[float]) -> bytes:
    """The vector in a byte a number, exact to 1/127 of its largest."""
    values = np.asarray(vector, dtype=np.float32)
    (scale,) = SCALE.unpack(SCALE.pack(max(float(np.abs(values).max(initial=0.0)), 1e-6)))
    steps = np.clip(np.rint(values / scale * LARGEST), -LARGEST, LARGEST).astype(np.int8)
    return SCALE.pack(scale) + bytes(steps)


def unpacked(data: bytes) -> NDArray[np.float32]:
    """The vector again."""
    (scale,) = SCALE.unpack_from(data)
    result: NDArray[np.float32] = np.frombuffer(data, np.int8, offset=SCALE.size).astype(np.float32) * (scale / LARGEST)
    return result
