"""What the other places and countries of an article say about one of its places."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lansir.knowledge.entries import NON_STATES
from lansir.resolve.gazetteer import Entry, fold
from lansir.resolve.place_rank import Context, alone

__all__ = ["context_of", "merged"]

MOST_NEIGHBOURS = 60
MOST_POINTS = 12
LONGEST_NEIGHBOUR = 200
DOMINANT_SHARE = 0.6
"""Share of the article's other places that a country needs to give an unknown place its country."""


class Vote(NamedTuple):
    """A neighbour's country with its weight, and where it surely lies."""

    folded: str
    country: str
    weight: int
    province: tuple[str | None, str | None] | None
    point: tuple[float, float] | None


def context_of(
    neighbours: Sequence[str], language: str, countries: Sequence[str] = (), *, own: str = "", home: str | None = None
) -> Context:
    """What `neighbours` (place words) and `countries` (alpha-3, most frequent first) say; words like `own` do not."""
    votes: Counter[str] = Counter()
    provinces: set[tuple[str | None, str | None]] = set()
    points: dict[tuple[float, float], None] = {}
    for words in neighbours[:MOST_NEIGHBOURS]:
        vote = _vote(words[:LONGEST_NEIGHBOUR], language)
        if vote and vote.folded != own:
            votes[vote.country] += vote.weight
            if vote.province:
                provinces.add(vote.province)
            if vote.point and len(points) < MOST_POINTS:
                points[vote.point] = None
    states = [code for code in countries if code not in NON_STATES]
    support, dominant = _support(votes, states), _dominant(votes, states)
    return Context(support, frozenset(provinces), dominant, tuple(points), home)


@lru_cache(maxsize=4096)
def _vote(words: str, language: str) -> Vote | None:
    """What a place says by itself; None where it is unknown or lies in no one country."""
    entries = alone(words, language)
    if not entries or not entries[0].country:
        return None
    first = entries[0]
    sure = first.known or len({entry.country for entry in entries}) == 1
    province = (first.country, first.admin1 or first.name) if sure or first.kind == "admin1" else None
    return Vote(fold(words), entries[0].country, 2 if sure else 1, province, _point(first) if sure else None)


def _point(entry: Entry) -> tuple[float, float] | None:
    if entry.lat is None or entry.lon is None or entry.kind in ("country", "region"):
        return None
    return entry.lat, entry.lon


def _support(votes: Counter[str], countries: Sequence[str]) -> dict[str, float]:
    first = max(votes.values(), default=0)
    support = {code: max(0.4, count / first) for code, count in votes.items()}
    for rank, code in enumerate(countries[:20]):
        support[code] = max(support.get(code, 0), 1 - 0.15 * min(rank, 4))
    return support


def _dominant(votes: Counter[str], countries: Sequence[str]) -> str | None:
    """The country that most of the other places lie in, else the only one that is spoken of."""
    if not votes:
        return countries[0] if len(countries) == 1 else None
    leader, most = max(votes.items(), key=lambda vote: vote[1])
    return leader if most >= DOMINANT_SHARE * votes.total() else None


def merged(wider: Context, closer: Context) -> Context:
    """Both contexts; what stands right beside a place counts more than all the rest."""
    support = {code: 0.4 * share for code, share in wider.support.items()} | closer.support
    return Context(
        support,
        closer.provinces or wider.provinces,
        closer.dominant or wider.dominant,
        closer.points or wider.points,
        wider.home,
    )
