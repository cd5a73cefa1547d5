"""Raw chances of the model become measured ones."""

import math
from collections.abc import Mapping

__all__ = ["calibrated"]


def calibrated(table: Mapping[str, tuple[float, float]], kind: str, chance: float) -> float:
    """Platt scaling: logistic of slope times the logit plus intercept; unchanged where the table has no `kind`."""
    if kind not in table:
        return chance
    slope, intercept = table[kind]
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return 1.0 / (1.0 + math.exp(-(slope * math.log(bounded / (1 - bounded)) + intercept)))
