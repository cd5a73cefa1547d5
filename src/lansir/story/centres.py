"""Vectors without their language: what is left after taking away where texts of that language lie."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["centred"]

Kind = Literal["articles", "events"]
Vector = NDArray[np.float32]


def centred(vector: Sequence[float] | Vector, language: str | None, of: Kind) -> Vector:
    """The vector of an article or event without its language's centre, where one is known; of length one."""
    values = np.asarray(vector, dtype=np.float32)
    centre = _centres()[of].get(language or "")
    if centre is not None and len(centre) == len(values):
        values = values - centre
    length = float(np.linalg.norm(values))
    result: Vector = values / np.float32(length) if length else values
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
