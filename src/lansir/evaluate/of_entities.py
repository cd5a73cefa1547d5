"""Where entities disagree: one of gold in several of ours (split), or several of gold in one of ours (merged).

Only mentions that both sides have count. Each part that is in the wrong place is told once, where it is mentioned
first: the part with most mentions (the earlier of equals) is taken to be in the right one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lansir.evaluate.disagreement import Disagreement, Kind, Reading
from lansir.evaluate.evidence import Evidence, Told
from lansir.evaluate.side import Place

__all__ = ["entity_disagreements"]

SAME, OTHER = "=", "≠"
Parts = dict[str, list[list[Place]]]
"""For each entity of one side its mentions, put together as the other side has them; the largest part first."""


def entity_disagreements(evidence: Evidence) -> Iterator[Disagreement]:
    """Every part of an entity that is apart, or with another."""
    gold, ours = evidence.gold.side.mentions, evidence.ours.side.mentions
    both = sorted(set(gold) & set(ours))
    for first, *others in _parts(both, gold, ours).values():
        yield from (_told(evidence, "entity-split", part[0], _longest(first)) for part in others)
    for first, *others in _parts(both, ours, gold).values():
        yield from (_told(evidence, "entity-merged", part[0], _longest(first)) for part in others)


def _parts(both: list[Place], whole: Mapping[Place, str], parted: Mapping[Place, str]) -> Parts:
    found: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for place in both:
        found[whole[place]][parted[place]].append(place)
    return {entity: sorted(parts.values(), key=lambda part: (-len(part), part[0])) for entity, parts in found.items()}


def _longest(part: list[Place]) -> Place:
    """The mention in most words, for it says most of who is meant."""
    return min(part, key=lambda place: (place[1] - place[2], place))


def _told(evidence: Evidence, kind: Kind, place: Place, elsewhere: Place) -> Disagreement:
    """The mention at `place`, and the one that it is, or is not, put together with."""
    together = kind == "entity-split"
    words = f"{evidence.gold.words(elsewhere)} ({elsewhere[0]})"
    gold = _reading(evidence.gold, place, f"{SAME if together else OTHER} {words}")
    ours = _reading(evidence.ours, place, f"{OTHER if together else SAME} {words}")
    about = evidence.gold.side.type_of(evidence.gold.side.mentions[place])
    return evidence.told(kind, place[0], gold, ours, about)


def _reading(told: Told, place: Place, link: str) -> Reading:
    marks = told.marks(place[0], "mention", [place[1:]])
    return Reading([told.name(told.side.mentions[place]), link], marks)
