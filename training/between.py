"""What stands between an act and a mention of its sentence, in torch (its twin: `lansir.encoder.between`)."""

from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["most_between"]

Spot = tuple[int, int]


def most_between(words: Tensor, acts: Sequence[Spot], mentions: Sequence[Spot], sentence: Sequence[int]) -> Tensor:
    """[act, mention, width] of `words` [word, width], none below nought.

    Nought where the two touch, overlap or stand in different sentences.
    """
    nothing = words.new_zeros(words.shape[1])
    return torch.stack([_around(words, act, mentions, sentence, nothing) for act in acts])


def _around(words: Tensor, act: Spot, mentions: Sequence[Spot], sentence: Sequence[int], nothing: Tensor) -> Tensor:
    number = sentence[act[0]]
    here = [place for place, (start, _) in enumerate(mentions) if sentence[start] == number]
    first = min((mentions[place][1] for place in here), default=act[0])
    last = max((mentions[place][0] for place in here), default=act[1])
    # Row k of either is the most of the k + 1 words next to the act.
    behind = words[act[1] : last].cummax(0).values if last > act[1] else None
    before = words[first : act[0]].flip(0).cummax(0).values if first < act[0] else None
    rows = [nothing] * len(mentions)
    for place in here:
        start, end = mentions[place]
        if behind is not None and start > act[1]:
            rows[place] = behind[start - act[1] - 1]
        elif before is not None and end < act[0]:
            rows[place] = before[act[0] - end - 1]
    return torch.stack(rows)
