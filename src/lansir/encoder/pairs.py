"""What one given actor does to one given recipient, as the model sees it.

Every word between the sentences of the two may be the trigger of an act. How likely it is to be the one that joins
them is weighed from what the model already says of it: that a trigger begins there, that it is an act at all, that the
one is its actor and the other its recipient. The types and statuses of the candidates are mixed by these weights. The
six numbers that weigh are fitted on annotated pairs (`training.pairs`) and stand in the model's card.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lansir.encoder.heads import Spot, softmax
from lansir.encoder.model import Model
from lansir.encoder.windows import Window

__all__ = ["NOTHING", "WEIGHTS", "PairChances", "PairEvidence", "evidence", "mix"]

Floats = NDArray[np.float32]
NOTHING = "NONE"
WEIGHTS = ("trigger", "act", "actor", "recipient", "nothing", "sharpness")
MOST_CANDIDATES = 16
SMALL = 1e-6


class PairEvidence(NamedTuple):
    """Of each candidate: [candidate, 4] what speaks for it, and its chances of types and statuses.

    The four are: log of the chance that a trigger begins there, log of the chance that it is an act, the score of the
    actor and that of the recipient.
    """

    features: Floats
    types: Floats
    statuses: Floats


class PairChances(NamedTuple):
    """Chances of each type and of `NOTHING`, and of each status where there is an act; each sums to 1."""

    types: dict[str, float]
    statuses: dict[str, float]


def evidence(model: Model, window: Window, states: Floats, actor: Spot, recipient: Spot) -> PairEvidence:
    """What the candidates in the window say; `actor` and `recipient` are words of it."""
    heads, card = model.heads, model.card
    words = states[np.asarray(window.first)]
    spots, begins = _candidates(model, window, words, (actor, recipient))
    vectors = heads.spans("trigger", words, spots)
    scores = heads.linear("trigger", vectors)
    cuts = np.cumsum([len(card.event_types), len(card.statuses)])
    types, statuses, _ = np.split(scores, cuts, axis=1)
    types, none = softmax(types), card.event_types.index(NOTHING)
    acts = np.maximum(1 - types[:, none], SMALL)
    both = (heads.spans("mention", words, [actor, recipient]), [actor, recipient])
    roles = [
        heads.roles(words, (vectors[k : k + 1], spots[k : k + 1]), both, window.sentence) for k in range(len(spots))
    ]
    links = np.array([[scores["actor"][0, 0], scores["recipient"][0, 1]] for scores in roles], dtype=np.float32)
    features = np.column_stack([np.log(np.maximum(begins, SMALL)), np.log(acts), links])
    told: Floats = (np.delete(types, none, axis=1) / acts[:, None]).astype(np.float32)
    return PairEvidence(features, told, softmax(statuses))


def mix(found: PairEvidence, model: Model, weights: Mapping[str, float]) -> PairChances:
    """The chances of a pair; `weights` has a number for each of `WEIGHTS`."""
    scores = found.features @ np.array([weights[name] for name in WEIGHTS[:4]], dtype=np.float32)
    shares = softmax(np.concatenate([np.array([weights["nothing"]], dtype=np.float32), scores]))
    types = (found.types * shares[1:, None]).sum(0)
    types = types ** weights["sharpness"]
    types *= float(shares[1:].sum()) / max(float(types.sum()), SMALL)
    statuses = (found.statuses * shares[1:, None]).sum(0)
    statuses /= max(float(statuses.sum()), SMALL**2)
    names = [name for name in model.card.event_types if name != NOTHING]
    chances = dict(zip(names, types.tolist(), strict=True)) | {NOTHING: float(shares[0])}
    return PairChances(chances, dict(zip(model.card.statuses, statuses.tolist(), strict=True)))


def _candidates(model: Model, window: Window, words: Floats, pair: Sequence[Spot]) -> tuple[list[Spot], Floats]:
    """Spans that may be the trigger, and the chance that one begins there; none inside the pair's own names."""
    layer = model.card.layers.index("trigger")
    sentence = np.asarray(window.sentence)
    first, last = (choose(sentence[spot[0]] for spot in pair) for choose in (min, max))
    reach = np.flatnonzero((sentence >= first) & (sentence <= last))
    chances = np.zeros((len(words), 3), dtype=np.float32)
    for number in range(int(first), int(last) + 1):
        own = np.flatnonzero(sentence == number)
        if len(own):
            chances[own] = model.heads.chain.chances(model.heads.emissions(words[own]))[:, layer]
    free = [int(k) for k in reach if not any(a <= k < b for a, b in pair)]
    best = sorted(sorted(free, key=lambda k: -chances[k, 0])[:MOST_CANDIDATES]) or [int(reach[0])]
    spots = [(k, _end(k, chances, sentence)) for k in best]
    return spots, chances[best, 0]


def _end(start: int, chances: Floats, sentence: NDArray[np.int64]) -> int:
    """One past the last word that goes on with the span."""
    end = start + 1
    while end < len(chances) and sentence[end] == sentence[start] and chances[end, 1] > 0.5:
        end += 1
    return end
