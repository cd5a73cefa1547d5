"""Lansir's marks of wording, with an index in memory: what placing does with an index of the store.

A mark that many texts have is a stock phrase; of those that share marks, the ones that share most are compared.
"""

from collections import Counter
from collections.abc import Sequence

from bench.peers.exchange import Lesson, Settings
from bench.race.exchange import Answerer, Corpus, Same
from bench.race.shingles import words
from lansir.story.fingerprints import containment, marks_of
from lansir.story.placing import COMMON, MOST_CANDIDATES
from lansir.story.ties import ABRIDGED, FEWEST_MARKS

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing, and takes the thresholds of the package."""
    return lambda corpus: Same(_pairs(corpus))


def _pairs(corpus: Corpus) -> list[tuple[int, int]]:
    index: dict[int, list[int]] = {}
    marks: list[frozenset[int]] = []
    found: list[tuple[int, int]] = []
    for number, text in enumerate(corpus.texts):
        mine = marks_of(words(text))
        found += [(other, number) for other in _candidates(index, mine) if containment(mine, marks[other]) >= ABRIDGED]
        marks.append(mine)
        for mark in mine:
            index.setdefault(mark, []).append(number)
    return found


def _candidates(index: dict[int, list[int]], mine: frozenset[int]) -> list[int]:
    shared: Counter[int] = Counter()
    for mark in mine:
        known = index.get(mark, ())
        if len(known) < COMMON:
            shared.update(known)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return [other for other in ranked if shared[other] >= FEWEST_MARKS][:MOST_CANDIDATES]
