"""Which number of a sentence belongs to which cue: "menewaskan 12 orang dan melukai 30", "12 dead, 30 injured"."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from lansir.resolve.quantity_words import Line
from lansir.resolve.size_counts import Count
from lansir.resolve.size_words import CasualtyWords, Cue, casualty_words, size_rules

__all__ = ["Scene", "paired"]

REACH_ON = 7  # words between "menewaskan" and its number
REACH_BACK = 9  # words between "12" and its "were killed"
REACH_TOLL = 14  # words between "death toll" and its number
LIST_GAP = 4  # words between two numbers that are added: "12 soldiers and 3"
PART_REACH = 1  # words between a verb and its "three of them"
REACH_PART = 5  # words between "three of them" and its verb
FAR = 60  # words beyond which no number is looked for
CHAIN = 2  # words between "killed" and "injured" of the same people
LONGEST_LIST = 6
MARKS = ',;:."“”()'
TOGETHER = "one number is told of the killed and the injured together"


def _first(one: Count | Cue) -> int:
    return one.first


class Scene(NamedTuple):
    """A sentence with its cues, its counts, and the places left out of account."""

    line: Line
    cues: Sequence[Cue]
    counts: Sequence[Count]
    aside: set[int]

    def counts_near(self, cue: Cue) -> list[Count]:
        """The counts that a cue can reach."""
        first = bisect_left(self.counts, cue.first - FAR, key=_first)
        return list(self.counts[first : bisect_left(self.counts, cue.last + FAR, key=_first)])

    def cues_between(self, first: int, last: int) -> list[Cue]:
        """The cues that begin between two places."""
        return list(self.cues[bisect_left(self.cues, first, key=_first) : bisect_left(self.cues, last, key=_first)])

    @property
    def words(self) -> CasualtyWords:
        """The casualty words of its language."""
        return casualty_words(self.line.language)

    def between(self, first: int, last: int) -> list[str]:
        """The words between two places that are not left out of account."""
        return [self.line.low(place) for place in range(first, last) if place not in self.aside]

    def parted(self, first: int, last: int) -> bool:
        """Whether a mark, another cue, or a word that opens another clause stands between."""
        if any(word in MARKS or word in self.words.apart for word in self.between(first, last)):
            return True
        return bool(self.cues_between(first, last))


def paired(scene: Scene) -> dict[Cue, Count]:
    """Each cue's number, added up where it is a list; a value of None where the words give no single number."""
    found: dict[Cue, Count] = {}
    taken: dict[int, Cue] = {}
    for side in ("toll", "before", "after"):
        for cue in (cue for cue in scene.cues if cue.side == side and not _is_settled(scene, cue, found)):
            free = [one for one in scene.counts_near(cue) if _is_free(scene, one, cue, taken.get(one.first))]
            one = {"toll": _total, "before": _ahead, "after": _back}[side](scene, cue, free)
            if one:
                found[cue] = one
                taken |= dict.fromkeys(range(one.first, one.last), cue)
    return _shared(scene, found)


def _is_free(scene: Scene, one: Count, cue: Cue, holder: Cue | None) -> bool:
    """Whether a cue may take a number: not another's, but "freed 12 who were jailed"; not of what it never tells."""
    nouns = one.noun.split()
    if any(noun in scene.words.not_of.get(cue.kind, ()) for noun in (*nouns[:1], *nouns[-1:])):
        return False
    if holder is None or holder.kind == cue.kind or one.whole is not None:
        return True
    told = {holder.kind, cue.kind} <= set(size_rules().exclusive)
    return not told and any(scene.line.low(cue.first - k) in scene.words.relative for k in (1, 2))


def _is_settled(scene: Scene, cue: Cue, found: dict[Cue, Count]) -> bool:
    """Whether a cue takes no number: it is denied, or its words already have theirs as a cue of another side."""
    if scene.line.low(cue.first - 1) in scene.words.denied:
        return True
    beside = scene.cues_between(cue.first - LONGEST_LIST, cue.last)
    return any(other in found and other.kind == cue.kind and cue.first < other.last for other in beside)


def _total(scene: Scene, cue: Cue, counts: list[Count]) -> Count | None:
    """ "The death toll rose from 30 to 45": the number that it came to."""
    near = [one for one in counts if cue.last <= one.first <= cue.last + REACH_TOLL]
    near = [one for one in near if not scene.cues_between(cue.last, one.first)]
    near = [one for one in near if not any(word in ";.:" for word in scene.between(cue.last, one.first))]
    come = [one for one in near if scene.line.low(one.first - 1) in scene.words.rising]
    return next(iter(come or near), None)


def _ahead(scene: Scene, cue: Cue, counts: list[Count]) -> Count | None:
    """The number behind its verb, with those that a list adds to it."""
    for k, one in enumerate(counts):
        if one.first < cue.last:
            continue
        between = scene.between(cue.last, one.first)
        if len(between) > REACH_ON or scene.parted(cue.last, one.first) or set(between) & set(scene.words.blocked):
            return None
        if one.part and len(between) > PART_REACH:
            return None
        if one.value == 1 and scene.line.low(one.first) in scene.words.articles and between:
            return None
        beside = bool(set(between) & set(scene.words.and_))
        return _added(scene, [one, *_listed_on(scene, counts[k:])])._replace(beside=beside)
    return None


def _listed_on(scene: Scene, counts: Sequence[Count]) -> list[Count]:
    """The numbers that go on a list from the first: "two men and a woman"."""
    listed = [counts[0]]
    for one in counts[1:LONGEST_LIST]:
        if not _adds(scene, listed[-1], one) or _has_own_cue(scene, one):
            break
        listed.append(one)
    return listed[1:] if _ends_with_and(scene, listed) else []


def _has_own_cue(scene: Scene, one: Count) -> bool:
    """Whether a cue of its own follows the number: "and 30 people were injured"."""
    after = (cue for cue in scene.cues_between(one.last, one.last + REACH_BACK + 1) if cue.side == "after")
    return any(not scene.parted(one.last, cue.first) for cue in after)


def _adds(scene: Scene, one: Count, other: Count) -> bool:
    """Whether "and" or a comma joins two numbers with at most a few words between."""
    between = scene.between(one.last, other.first)
    if (
        one.part
        or other.part
        or not between
        or len(between) > LIST_GAP + 1
        or between[-1] not in (",", *scene.words.and_)
    ):
        return False
    marked = any(word in MARKS for word in between[:-1] if word != ",")
    return not marked and not scene.cues_between(one.last, other.first)


def _ends_with_and(scene: Scene, listed: Sequence[Count]) -> bool:
    if len(listed) < 2:
        return False
    return scene.line.low(listed[-1].first - 1) in scene.words.and_


def _back(scene: Scene, cue: Cue, counts: list[Count]) -> Count | None:
    """The number before its cue, with those of its list; behind a closing comma the one before the apposition."""
    before = [one for one in counts if one.last <= cue.first]
    before = [one for one in before if not one.part or cue.first - one.last <= REACH_PART]
    near = [one for one in before if len(scene.between(one.last, cue.first)) <= REACH_BACK]
    open_ = [one for one in near if not scene.parted(one.last, cue.first) or _reaches_over(scene, one, cue)]
    if open_:
        one = _part_or_whole(scene, open_[-1], cue)
        return one if one.whole else _added(scene, _listed_back(scene, before[-LONGEST_LIST:], one))
    if any(scene.line.low(cue.first - k) == "," and cue.first - k not in scene.aside for k in (1, 2)):
        far = [one for one in before if len(scene.between(one.last, cue.first)) <= 2 * REACH_BACK]
        far = [one for one in far if not one.part and not scene.cues_between(one.last, cue.first)]
        return far[0] if far and scene.line.low(far[0].first - 1) not in (",", *scene.words.blocked) else None
    return None


def _reaches_over(scene: Scene, one: Count, cue: Cue) -> bool:
    """ "Five of the 20 arrested were released": the part's verb stands behind that of the whole."""
    over = {other.first for other in scene.cues_between(one.last, cue.first)}
    return one.whole is not None and len(over) == 1 and not any(w in MARKS for w in scene.between(one.last, cue.first))


def _part_or_whole(scene: Scene, one: Count, cue: Cue) -> Count:
    """Of "five of the 20 suspects" five "were arrested", but 20 are those "who were arrested", or "in jail"."""
    if one.whole is None:
        return one
    words, before = scene.words, [scene.line.low(cue.first - k) for k in (1, 2, 3)]
    finite = not words.passive or any(word in words.passive for word in before[:2])
    over = bool(scene.cues_between(one.last, cue.first))
    clause = any(word in words.relative for word in before) or not finite
    return one._replace(value=one.whole) if clause and not over else one


def _listed_back(scene: Scene, counts: list[Count], last: Count) -> list[Count]:
    listed = [last]
    for one in reversed(counts[: counts.index(last)]):
        if not _adds(scene, one, listed[0]):
            break
        listed.insert(0, one)
    return listed if _ends_with_and(scene, listed) else [last]


def _added(scene: Scene, listed: list[Count]) -> Count:
    """The sum of a list; of a total and its parts the total; no single number where one of them is vague."""
    values = [one.value for one in listed]
    told = [value for value in values if value is not None]
    if len(listed) == 1 or len(told) < len(values):
        return next((one for one in listed if one.value is None), listed[0])
    value = told[0] if len(told) > 2 and told[0] == sum(told[1:]) else sum(told)
    said = "; ".join(dict.fromkeys(one.said for one in listed if one.said))
    return listed[0]._replace(value=value, last=listed[-1].last, said=f"added up; {said}" if said else "added up")


def _shared(scene: Scene, found: dict[Cue, Count]) -> dict[Cue, Count]:
    """ "Arrested and detained 12": the number is that of both; of the killed and the injured it is neither's."""
    exclusive, joiners = size_rules().exclusive, scene.words.joiners
    for one, other in zip(scene.cues, scene.cues[1:], strict=False):
        between = scene.between(one.last, other.first)
        if other.first < one.last or len(between) > CHAIN or not all(word in joiners for word in between):
            continue
        if not between or (one in found) == (other in found):
            continue
        count = found.get(one) or found[other]
        if count.value and one.kind != other.kind and {one.kind, other.kind} <= set(exclusive):
            count = count._replace(value=None, said=TOGETHER)
        found |= {one: count, other: count}
    return found
