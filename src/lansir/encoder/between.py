"""What stands between an act and the mentions of its sentence (the localised context of SpERT, arXiv:1909.07755)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["most_between"]

Floats = NDArray[np.float32]
Spot = tuple[int, int]


def most_between(features: Floats, acts: Sequence[Spot], mentions: Sequence[Spot], sentence: Sequence[int]) -> Floats:
    """[act, mention, feature] the most that the words between the two have of each feature.

    `features` [word, feature] are none below nought; nought it is where the two touch, overlap or stand in different
    sentences.
    """
    result = np.zeros((len(acts), len(mentions), features.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(acts):
        here = [place for place, spot in enumerate(mentions) if sentence[spot[0]] == sentence[start]]
        behind = [place for place in here if mentions[place][0] > end]
        before = [place for place in here if mentions[place][1] < start]
        if behind:
            reach = np.maximum.accumulate(features[end : max(mentions[place][0] for place in behind)])
            result[row, behind] = reach[[mentions[place][0] - end - 1 for place in behind]]
        if before:
            reach = np.maximum.accumulate(features[min(mentions[place][1] for place in before) : start][::-1])
            result[row, before] = reach[[start - mentions[place][1] - 1 for place in before]]
    return result
