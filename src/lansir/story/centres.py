"""Vectors without their language: what is left after taking away where texts of that language lie."""

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.vectors import LARGEST, SCALE

__all__ = ["centred", "centred_rows"]

Kind = Literal["articles", "events"]
Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


def centred(vector: Sequence[float] | Vector, language: str | None, of: Kind) -> Vector:
    """The vector of an article or event without its language's centre, where one is known; of length one."""
    values = np.asarray(vector, dtype=np.float32)
    centre = _centres()[of].get(language or "")
    if centre is not None and len(centre) == len(values):
        values = values - centre
    length = math.sqrt(values.dot(values))  # as numpy's norm has it, which takes longer to choose how than to do it
    result: Vector = values / np.float32(length) if length else values
    return result


def centred_rows(packed: Sequence[bytes], languages: Sequence[str | None], of: Kind) -> Matrix:
    """Vectors as they are stored, all of one length, unpacked and centred: to the bit what each alone would be."""
    read = np.frombuffer(b"".join(packed), [("scale", "<f2"), ("steps", "i1", (len(packed[0]) - SCALE.size,))])
    scales = (read["scale"].astype(np.float64) / LARGEST).astype(np.float32)
    rows: Matrix = read["steps"].astype(np.float32) * scales[:, None]
    for language in set(languages):
        centre = _centres()[of].get(language or "")
        if centre is not None and len(centre) == rows.shape[1]:
            rows[[one == language for one in languages]] -= centre
    lengths = np.array([math.sqrt(row.dot(row)) or 1.0 for row in rows], dtype=np.float32)
    result: Matrix = rows / lengths[:, None]
    return result


@cache
def _centres() -> dict[Kind, dict[str, Vector]]:
    """Where the articles and the events of each language lie; `training/centres.py` finds it."""
    path = files("lansir") / "model" / "centres.json"
    found = msgspec.json.decode(path.read_bytes(), type=dict[Kind, dict[str, list[float]]])
    return {
        kind: {language: np.asarray(values, dtype=np.float32) for language, values in by_language.items()}
        for kind, by_language in found.items()
    }
