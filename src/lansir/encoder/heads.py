"""The heads of the model in numpy: span vectors, classes and links (their training twin is `training/network.py`)."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lansir.encoder.between import most_between
from lansir.encoder.distance import distance_buckets
from lansir.encoder.tagging import Chain

__all__ = ["ROLES", "Heads", "Spans", "Spot", "sigmoid", "softmax"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Spot = tuple[int, int]
Spans = tuple[Floats, Sequence[Spot]]
"""Vectors of spans and where they stand, in words of the window."""
ROLES = ("actor", "recipient", "place")


def sigmoid(scores: Floats) -> Floats:
    """Logistic function, safe for large scores."""
    bounded: Floats = np.clip(scores, np.float32(-60.0), np.float32(60.0))
    result: Floats = (1.0 / (1.0 + np.exp(-bounded))).astype(np.float32)
    return result


def softmax(scores: Floats) -> Floats:
    """Chances over the last axis."""
    exponents = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = exponents / exponents.sum(-1, keepdims=True)
    return result


class Heads:
    """All that stands behind the transformer; `weights` maps the training names to arrays."""

    def __init__(self, weights: Mapping[str, NDArray[np.float16]], layers: int) -> None:
        self._weights: dict[str, Floats] = {name: value.astype(np.float32) for name, value in weights.items()}
        self._layers = layers
        self.chain = Chain(self._weights["crf.transitions"], self._weights["crf.starts"])
        self.no_cue = self._weights["no_cue"]

    def emissions(self, words: Floats) -> Floats:
        """[word, layer, 3] scores of B, I and O."""
        return self.linear("emissions", words).reshape(len(words), self._layers, 3)

    def linear(self, name: str, inputs: Floats) -> Floats:
        """An affine map."""
        result: Floats = inputs @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def spans(self, kind: str, words: Floats, spots: Sequence[Spot]) -> Floats:
        """[span, width] vectors: first word, last word and mean, through one layer."""
        if not spots:
            return np.zeros((0, self._weights[f"spans.{kind}.dense.weight"].shape[0]), dtype=np.float32)
        bounds = np.asarray(spots)
        starts, ends = bounds[:, 0], bounds[:, 1]
        closed = np.concatenate([words, np.zeros((1, words.shape[1]), dtype=np.float32)])
        sums = np.add.reduceat(closed, bounds.ravel(), axis=0)[::2]
        mean = sums / (ends - starts)[:, None].astype(np.float32)
        features = np.concatenate([words[starts], words[ends - 1], mean], axis=1)
        result: Floats = np.maximum(self.linear(f"spans.{kind}.dense", features), 0.0)
        return result

    def link(self, name: str, queries: Floats, keys: Floats, spots: tuple[Sequence[Spot], Sequence[Spot]],
             sentence: Sequence[int]) -> Floats:  # fmt: skip
        """[query, key] scores; `spots` are the spans of queries and keys, `sentence` the sentence of each word."""
        if not len(queries) or not len(keys):
            return np.zeros((len(queries), len(keys)), dtype=np.float32)
        return self._scores(name, queries, keys, distance_buckets(*spots, sentence))

    def roles(self, words: Floats, acts: Spans, mentions: Spans, sentence: Sequence[int]) -> dict[str, Floats]:
        """[act, mention] scores of each of `ROLES`, from the vectors and spans of both.

        Acts and mentions see one another first, and each pair what stands between the two.
        """
        if not len(acts[0]) or not len(mentions[0]):
            return dict.fromkeys(ROLES, np.zeros((len(acts[0]), len(mentions[0])), dtype=np.float32))
        spots = [*acts[1], *mentions[1]]
        buckets = distance_buckets(spots, spots, sentence)
        count = len(acts[0])
        nodes = self._interplay(np.concatenate([acts[0], mentions[0]]), count, buckets)
        features = np.maximum(self.linear("between", words), 0.0)
        between = most_between(features, acts[1], mentions[1], sentence)
        return {
            name: self._scores(name, nodes[:count], nodes[count:], buckets[:count, count:], between) for name in ROLES
        }

    def _interplay(self, nodes: Floats, acts: int, buckets: Ints) -> Floats:
        """The vectors of all acts and mentions after one layer of attention."""
        kinds = self._weights["interplay.kinds"]
        given = nodes + np.repeat(kinds, (acts, len(nodes) - acts), axis=0)
        distance = self._weights["interplay.distance"]
        query, key, value = (
            self.linear(f"interplay.{name}", given).reshape(len(nodes), len(distance), -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[2]).astype(np.float32) + distance[:, buckets]
        seen = (softmax(scores) @ value).transpose(1, 0, 2).reshape(len(nodes), -1)
        nodes = nodes + self.linear("interplay.out", seen)
        wide = np.maximum(self.linear("interplay.wide", nodes), 0.0)
        result: Floats = nodes + self.linear("interplay.narrow", wide)
        return result

    def _scores(self, name: str, queries: Floats, keys: Floats, buckets: Ints, between: Floats | None = None) -> Floats:
        prefix = f"links.{name}"
        bilinear = self.linear(f"{prefix}.query", queries) @ self.linear(f"{prefix}.key", keys).T
        bilinear /= np.sqrt(self._weights[f"{prefix}.query.weight"].shape[0])
        left, right = self.linear(f"{prefix}.left", queries), self.linear(f"{prefix}.right", keys)
        pairs = left[:, None, :] + right[None, :, :]
        if between is not None:
            pairs += between @ self._weights[f"{prefix}.between.weight"].T
        joined = self.linear(f"{prefix}.join", np.maximum(pairs, 0.0))[..., 0]
        result: Floats = bilinear + joined + self._weights[f"{prefix}.distance"][buckets]
        return result

    def none(self, name: str, queries: Floats) -> Floats:
        """[query, 1] score of the answer "none of them"."""
        return self.linear(f"links.{name}.none", queries)
