"""Best tags and their chances under a linear-chain CRF over B, I and O, for many sentences and layers at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BEGIN", "INSIDE", "OUTSIDE", "Chain", "TaggedSpan"]

Floats = NDArray[np.float32]
BEGIN, INSIDE, OUTSIDE = 0, 1, 2
FORBIDDEN = -1e4


class TaggedSpan(NamedTuple):
    """Words `start` to `end` of a sentence with the chance that these are the bounds."""

    start: int
    end: int
    chance: float


class Chain:
    """The transition tables of all layers: `transitions` [layer, from, to], `starts` [layer, tag]."""

    def __init__(self, transitions: Floats, starts: Floats) -> None:
        self.transitions, self.starts = transitions.copy(), starts.copy()
        self.transitions[:, OUTSIDE, INSIDE] = FORBIDDEN
        self.starts[:, INSIDE] = FORBIDDEN

    def spans(self, emissions: list[Floats]) -> list[list[list[TaggedSpan]]]:
        """[sentence][layer] spans, from each sentence's emissions [word, layer, 3]."""
        lengths = [len(rows) for rows in emissions]
        block = np.zeros((len(emissions), max(lengths), *emissions[0].shape[1:]), dtype=np.float32)
        mask = np.zeros(block.shape[:2], dtype=bool)
        for row, scores in enumerate(emissions):
            block[row, : len(scores)] = scores
            mask[row, : len(scores)] = True
        tags, chances = self._best(block, mask), self._marginals(block, mask)
        begun = (tags == BEGIN).any(axis=1)
        return [
            [
                _runs(tags[row, :size, layer], chances[row, :size, layer]) if begun[row, layer] else []
                for layer in range(block.shape[2])
            ]
            for row, size in enumerate(lengths)
        ]

    def chances(self, emissions: Floats) -> Floats:
        """[word, layer, 3] chances of the tags of one sentence, from its emissions of that shape."""
        whole: Floats = self._marginals(emissions[None], np.ones((1, len(emissions)), dtype=bool))[0]
        return whole

    def _best(self, emissions: Floats, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Viterbi; padding keeps the tag before it, so that a sentence ends where its words do."""
        score = self.starts + emissions[:, 0]
        back = np.zeros(emissions.shape, dtype=np.int64)
        keep = np.broadcast_to(np.arange(3), score.shape)
        for step in range(1, emissions.shape[1]):
            paths = score[..., None] + self.transitions
            active = mask[:, step, None, None]
            back[:, step] = np.where(active, paths.argmax(-2), keep)
            score = np.where(active, paths.max(-2) + emissions[:, step], score)
        tags = np.zeros(emissions.shape[:3], dtype=np.int64)
        tags[:, -1] = score.argmax(-1)
        for step in range(emissions.shape[1] - 1, 0, -1):
            tags[:, step - 1] = np.take_along_axis(back[:, step], tags[:, step, :, None], -1)[..., 0]
        return tags

    def _marginals(self, emissions: Floats, mask: NDArray[np.bool_]) -> Floats:
        """Chance of each tag of each word, by forward and backward sums."""
        length = emissions.shape[1]
        forward, backward = np.zeros_like(emissions), np.zeros_like(emissions)
        forward[:, 0] = self.starts + emissions[:, 0]
        for step in range(1, length):
            nearer = _logsum(forward[:, step - 1, :, :, None] + self.transitions, -2) + emissions[:, step]
            forward[:, step] = np.where(mask[:, step, None, None], nearer, forward[:, step - 1])
        for step in range(length - 2, -1, -1):
            onward = self.transitions + (emissions[:, step + 1] + backward[:, step + 1])[:, :, None, :]
            backward[:, step] = np.where(mask[:, step + 1, None, None], _logsum(onward, -1), 0.0)
        total = _logsum(forward[:, -1], -1)[:, None, :, None]
        result: Floats = np.exp(np.minimum(forward + backward - total, 0.0))
        return result


def _logsum(values: Floats, axis: int) -> Floats:
    top = np.maximum.reduce(values, axis, keepdims=True)
    result: Floats = np.log(np.add.reduce(np.exp(values - top), axis)) + top.squeeze(axis)
    return result


def _runs(tags: NDArray[np.int64], chances: Floats) -> list[TaggedSpan]:
    """The spans of one sentence's tags."""
    read: list[int] = tags.tolist()
    spans = []
    for start in (place for place, tag in enumerate(read) if tag == BEGIN):
        end = start + 1
        while end < len(read) and read[end] == INSIDE:
            end += 1
        own = [float(chances[start, BEGIN]), *chances[start + 1 : end, INSIDE].tolist()]
        mean = float(np.add.reduce(np.array(own))) / len(own) if len(own) > 1 else own[0]
        stops = 1.0 - float(chances[end, INSIDE]) if end < len(read) else 1.0
        spans.append(TaggedSpan(start, end, min(1.0, own[0] * stops * mean)))
    return spans
