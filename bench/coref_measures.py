"""B-cubed, MUC and CEAF-e over clusters of the same mentions (Bagga and Baldwin 1998, Vilain et al. 1995, Luo 2005)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from bench.partitions import harmonic

__all__ = ["MEASURES", "Tally", "tallies"]

MEASURES = ("B3", "MUC", "CEAFe")
Mention = Any
"""What a mention is known by on both sides: anything that can be hashed."""
Partition = list[frozenset[Mention]]


class Tally(NamedTuple):
    """Numerators and denominators of precision and recall, to be added up over documents."""

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def plus(self, other: "Tally") -> "Tally":
        """The sum of two."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """Right among the predicted; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found among the gold; 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return harmonic(self.precision, self.recall)


def tallies(gold: Mapping[Mention, Hashable], predicted: Mapping[Mention, Hashable]) -> dict[str, Tally]:
    """Each measure over the mentions that both sides have; entities are given by mention."""
    common = gold.keys() & predicted.keys()
    wanted = _clusters({mention: gold[mention] for mention in common})
    found = _clusters({mention: predicted[mention] for mention in common})
    similarity = _ceaf(wanted, found)
    return {
        "B3": Tally(*_b_cubed(found, wanted), *_b_cubed(wanted, found)),
        "MUC": Tally(*_muc(found, wanted), *_muc(wanted, found)),
        "CEAFe": Tally(similarity, len(found), similarity, len(wanted)),
    }


def _clusters(entity: Mapping[Mention, Hashable]) -> Partition:
    members: dict[Hashable, set[Mention]] = {}
    for mention, of in entity.items():
        members.setdefault(of, set()).add(mention)
    return [frozenset(one) for one in members.values()]


def _home(clusters: Partition) -> dict[Mention, frozenset[Mention]]:
    return {mention: cluster for cluster in clusters for mention in cluster}


def _b_cubed(own: Partition, other: Partition) -> tuple[float, float]:
    """The sum over mentions of the share of its own cluster that the other side has with it, and their number."""
    home = _home(other)
    share = sum(len(cluster & home[mention]) / len(cluster) for cluster in own for mention in cluster)
    return share, float(sum(map(len, own)))


def _muc(own: Partition, other: Partition) -> tuple[float, float]:
    """The links of the own side that the other side has, and all of its links."""
    home = _home(other)
    links = sum(len(cluster) - 1 for cluster in own)
    kept = sum(len(cluster) - len({home[mention] for mention in cluster}) for cluster in own)
    return float(kept), float(links)


def _ceaf(wanted: Partition, found: Partition) -> float:
    """The similarity (2 common / both sizes) of the best one-to-one alignment of the clusters."""
    total = 0.0
    for some, others in _components(wanted, found):
        alike = [[2 * len(a & b) / (len(a) + len(b)) for b in others] for a in some]
        total += _best(alike)
    return total


def _components(wanted: Partition, found: Partition) -> list[tuple[Partition, Partition]]:
    """Groups of clusters that share mentions, so that each alignment is a small one."""
    home, group = _home(found), dict[frozenset[Mention], int]()
    groups: dict[int, tuple[Partition, Partition]] = {}
    for number, cluster in enumerate(wanted):
        touched = {home[mention] for mention in cluster}
        own: tuple[Partition, Partition] = ([cluster], [])
        for old in {group[other] for other in touched if other in group}:
            some, others = groups.pop(old)
            own = (own[0] + some, own[1] + others)
        own = (own[0], own[1] + [other for other in touched if other not in group])
        groups[number] = own
        group.update((other, number) for other in own[1])
    return list(groups.values())


def _best(alike: Sequence[Sequence[float]]) -> float:
    """The largest sum of a one-to-one choice (the Hungarian method, with potentials)."""
    if len(alike) > len(alike[0]):
        alike = [list(column) for column in zip(*alike, strict=True)]
    rows, columns = len(alike), len(alike[0])
    row_value, column_value = [0.0] * (rows + 1), [0.0] * (columns + 1)
    chosen = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(alike, row, row_value, column_value, chosen)
    return sum(alike[chosen[column] - 1][column - 1] for column in range(1, columns + 1) if chosen[column])


def _augment(
    alike: Sequence[Sequence[float]], row: int, row_value: list[float], column_value: list[float], chosen: list[int]
) -> None:
    """Match one more row, by the cheapest path over columns; `chosen[c]` is the row of column c, 0 none."""
    columns, infinite = len(column_value) - 1, float("inf")
    chosen[0], at = row, 0
    least, used, way = [infinite] * (columns + 1), [False] * (columns + 1), [0] * (columns + 1)
    while chosen[at]:
        used[at], current, step, following = True, chosen[at], infinite, 0
        for column in range(1, columns + 1):
            if used[column]:
                continue
            cost = -alike[current - 1][column - 1] - row_value[current] - column_value[column]
            if cost < least[column]:
                least[column], way[column] = cost, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(columns + 1):
            if used[column]:
                row_value[chosen[column]] += step
                column_value[column] -= step
            else:
                least[column] -= step
        at = following
    while at:
        chosen[at] = chosen[way[at]]
        at = way[at]
