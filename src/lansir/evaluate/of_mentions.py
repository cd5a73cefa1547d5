"""Where mentions disagree: missed, invented, of other bounds or another type."""

from collections import defaultdict
from collections.abc import Iterator

from lansir.evaluate.disagreement import Disagreement, Reading
from lansir.evaluate.evidence import Evidence, Told
from lansir.evaluate.matching import one_to_one
from lansir.evaluate.side import Place

__all__ = ["mention_disagreements"]


def mention_disagreements(evidence: Evidence) -> Iterator[Disagreement]:
    """Of the same words the type; of the rest those that overlap, for their bounds, and what overlaps nothing.

    For the measures other bounds are a mention missed and one invented.
    """
    gold, ours = evidence.gold.side.mentions, evidence.ours.side.mentions
    both = sorted(set(gold) & set(ours))
    yield from (found for place in both if (found := _type(evidence, place)))
    loose = _overlapping(sorted(set(ours) - set(gold)), sorted(set(gold) - set(ours)))
    yield from (_bounds(evidence, mine, theirs) for mine, theirs in loose)
    used, wanted = {mine for mine, _ in loose}, {theirs for _, theirs in loose}
    yield from (_invented(evidence, mine) for mine in sorted(set(ours) - set(gold) - used))
    yield from (_missed(evidence, theirs) for theirs in sorted(set(gold) - set(ours) - wanted))


def _overlapping(have: list[Place], want: list[Place]) -> list[tuple[Place, Place]]:
    """Pairs of one sentence that overlap, the longest overlap first, each mention in one pair at most."""
    within: dict[int, list[int]] = defaultdict(list)
    for theirs, (i, _, _) in enumerate(want):
        within[i].append(theirs)
    pairs = [
        (min(end, want[theirs][2]) - max(start, want[theirs][1]), mine, theirs)
        for mine, (i, start, end) in enumerate(have)
        for theirs in within[i]
    ]
    return [(have[pair.predicted], want[pair.gold]) for pair in one_to_one(pair for pair in pairs if pair[0] > 0)]


def _type(evidence: Evidence, place: Place) -> Disagreement | None:
    gold, ours = (_type_of(told, place) for told in (evidence.gold, evidence.ours))
    if gold == ours:
        return None
    marks = evidence.ours.marks(place[0], "mention", [place[1:]])
    right, read = (Reading([kind] if kind else [], marks) for kind in (gold, ours))
    return evidence.told("mention-type", place[0], right, read, ours, evidence.certainty.mentions.get(place))


def _bounds(evidence: Evidence, mine: Place, theirs: Place) -> Disagreement:
    gold, ours = _words(evidence.gold, theirs), _words(evidence.ours, mine)
    about, confidence = _type_of(evidence.ours, mine), evidence.certainty.mentions.get(mine)
    return evidence.told("mention-bounds", mine[0], gold, ours, about, confidence)


def _invented(evidence: Evidence, mine: Place) -> Disagreement:
    about, confidence = _type_of(evidence.ours, mine), evidence.certainty.mentions.get(mine)
    return evidence.told("mention-invented", mine[0], None, _words(evidence.ours, mine), about, confidence)


def _missed(evidence: Evidence, theirs: Place) -> Disagreement:
    about = _type_of(evidence.gold, theirs)
    return evidence.told("mention-missed", theirs[0], _words(evidence.gold, theirs), None, about)


def _type_of(told: Told, place: Place) -> str | None:
    return told.side.type_of(told.side.mentions[place])


def _words(told: Told, place: Place) -> Reading:
    kind = _type_of(told, place)
    return Reading([told.words(place), *([kind] if kind else [])], told.marks(place[0], "mention", [place[1:]]))
