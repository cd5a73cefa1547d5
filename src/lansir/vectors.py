"""What an article and its events are about, as points; and as bytes: a scale in two, then a signed byte a number."""

import struct
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["Vectors", "packed", "unpacked"]

LARGEST = 127
SCALE = struct.Struct("<e")


class Vectors(msgspec.Struct, frozen=True):
    """Mean states of the model: texts about the same thing lie close together, in whichever language they are.

    `article` is the mean over all words, `events` by event id that over the words of the act and those around it.
    """

    article: list[float] = []
    events: dict[str, list[float]] = {}


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
