"""How far two spans stand apart, in classes that the link heads have a weight for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["BUCKETS", "distance_buckets"]

BUCKETS = 14
_GAPS = np.array([1, 4, 10])
_SENTENCES = np.array([1, 2, 4])

Ints = NDArray[np.int64]


def distance_buckets(
    queries: Sequence[tuple[int, int]], keys: Sequence[tuple[int, int]], sentence: Sequence[int]
) -> Ints:
    """Class of every (query, key) pair; spans count words, `sentence` gives each word's sentence.

    0: the key lies inside the query. 1-4: before it in its sentence, by words between them. 5-8: behind it, likewise.
    9-12: in an earlier sentence, by sentences between them. 13: in a later sentence.
    """
    if not queries or not keys:
        return np.zeros((len(queries), len(keys)), dtype=np.int64)
    of_word = np.asarray(sentence)
    q, k = np.asarray(queries)[:, None, :], np.asarray(keys)[None, :, :]
    apart = of_word[q[..., 0]] - of_word[k[..., 0]]
    before = 1 + np.searchsorted(_GAPS, q[..., 0] - k[..., 1])
    behind = 5 + np.searchsorted(_GAPS, k[..., 0] - q[..., 1])
    earlier = 9 + np.searchsorted(_SENTENCES, apart)
    same = np.where(k[..., 0] < q[..., 0], before, behind)
    same = np.where((q[..., 0] <= k[..., 0]) & (k[..., 1] <= q[..., 1]), 0, same)
    result: Ints = np.where(apart == 0, same, np.where(apart > 0, earlier, 13)).astype(np.int64)
    return result
