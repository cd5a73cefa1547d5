"""rensa: MinHash of a text's runs of words, locality-sensitive hashing, and the estimated similarity of what meets.

`permutations` are those of a MinHash, in so many `bands`; `threshold` is the least Jaccard similarity.
"""

from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Lesson, Settings
from bench.race.exchange import Answerer, Corpus, Same
from bench.race.shingles import shingles

__all__ = ["prepare"]

SEED = 1


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing."""
    rensa = import_module("rensa")
    permutations, bands, threshold = settings["permutations"], settings["bands"], settings["threshold"]

    def answer(corpus: Corpus) -> Same:
        index = rensa.RMinHashLSH(threshold, permutations, bands)
        runs = [list(shingles(text)) for text in corpus.texts]
        hashes = rensa.RMinHash.from_token_sets(runs, permutations, SEED)
        found: list[tuple[int, int]] = []
        for number, mine in enumerate(hashes):
            near = (other for other in index.query(mine) if mine.jaccard(hashes[other]) >= threshold)
            found += [(other, number) for other in near]
            index.insert(number, mine)
        return Same(found)

    return answer
