"""datasketch: MinHash of a text's runs of words, locality-sensitive hashing, the estimated similarity of what meets.

`permutations` are those of a MinHash, `threshold` the least Jaccard similarity.
"""

from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Lesson, Settings
from bench.race.exchange import Answerer, Corpus, Same
from bench.race.shingles import shingles

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing."""
    datasketch = import_module("datasketch")
    permutations, threshold = settings["permutations"], settings["threshold"]

    def answer(corpus: Corpus) -> Same:
        index = datasketch.MinHashLSH(threshold=threshold, num_perm=permutations)
        runs = ([run.encode() for run in shingles(text)] for text in corpus.texts)
        hashes = datasketch.MinHash.bulk(runs, num_perm=permutations)
        found: list[tuple[int, int]] = []
        for number, mine in enumerate(hashes):
            near = (other for other in index.query(mine) if mine.jaccard(hashes[other]) >= threshold)
            found += [(other, number) for other in near]
            index.insert(number, mine)
        return Same(found)

    return answer
