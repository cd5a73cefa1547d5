"""Nearest neighbours by sentence embedding: the mean state of Lansir's own encoder over the passage.

The shipped encoder is a multilingual sentence embedding that was trained further on the training articles, so it has
seen the lessons; its heads take no part.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bench.peers.exchange import Answerer, Lesson, Pair, Settings, Word
from bench.peers.passages import marked
from lansir.encoder import Model, load_model
from lansir.encoder.windows import cut_windows, encode_sentence

__all__ = ["prepare"]

Vector = npt.NDArray[np.float32]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Keeps the vectors of the lessons' joined pairs; the `neighbours` nearest vote, each by its cosine.

    `marked` puts ACTOR and RECIPIENT in place of the names.
    """
    model = load_model(threads=1)

    def vector(pair: Pair) -> Vector:
        return _vector(model, marked(pair) if settings["marked"] else pair.text)

    taught = [pair for lesson in lessons for pair in lesson.pairs if pair.types]
    vectors = np.array([vector(pair) for pair in taught])

    def answer(pair: Pair) -> Word:
        near = vectors @ vector(pair)
        votes: dict[str, float] = defaultdict(float)
        for k in np.argsort(-near)[: settings["neighbours"]]:
            votes[taught[k].types[0]] += float(near[k])
        return Word(max(votes, key=votes.__getitem__))

    return answer


def _vector(model: Model, passage: str) -> Vector:
    """The mean of the passage's states, of length one."""
    parts = encode_sentence(model.tokenizer, passage, 0, 0, len(passage))
    mean = np.concatenate([model.states(window.ids) for window in cut_windows(parts)]).mean(axis=0)
    whole: Vector = mean / np.linalg.norm(mean)
    return whole
