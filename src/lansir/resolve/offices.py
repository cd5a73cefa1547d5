"""Offices of people: which one a mention names, and who alone in the article holds it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lansir.resolve.clusters import Cluster
from lansir.resolve.mentions import MentionWords
from lansir.resolve.roles import exclusive_roles

__all__ = ["Office", "join_offices"]


class Office(NamedTuple):
    """A role and the country whose office it is, where the words say one."""

    role: str
    country: str | None


def join_offices(clusters: Sequence[Cluster], mentions: Sequence[MentionWords], why: dict[int, str]) -> list[Cluster]:
    """The clusters, those of a bare office joined to the one person whom the article names as its holder.

    "The prime minister of Israel" is the one prime minister of Israel; "the prime minister" alone is the one prime
    minister at all. With two holders in the article ("former president X, President Y") the office stays alone.
    """
    holders: dict[Office, set[int]] = {}
    for place, cluster in enumerate(clusters):
        for office in _offices(cluster, mentions, named=True):
            holders.setdefault(office, set()).add(place)
            holders.setdefault(Office(office.role, None), set()).add(place)
    joined: set[int] = set()
    for place, cluster in enumerate(clusters):
        holder = _holder(cluster, mentions, holders)
        if holder is not None and holder != place:
            _say_why(cluster, clusters[holder], mentions, why)
            clusters[holder].absorb(cluster)
            joined.add(place)
    return [cluster for place, cluster in enumerate(clusters) if place not in joined]


def _holder(cluster: Cluster, mentions: Sequence[MentionWords], holders: dict[Office, set[int]]) -> int | None:
    """The place of the one cluster that holds the office of an unnamed one."""
    if cluster.is_named:
        return None
    offices = set(_offices(cluster, mentions, named=False))
    found = holders.get(offices.pop(), set()) if len(offices) == 1 else set()
    return next(iter(found)) if len(found) == 1 else None


def _offices(cluster: Cluster, mentions: Sequence[MentionWords], named: bool) -> Iterable[Office]:
    """The offices that the cluster's words give; a country said once is that of all."""
    found = [office for member in cluster.members if (office := _office(mentions[member], named))]
    told = {office.role: office.country for office in found if office.country}
    return {Office(office.role, office.country or told.get(office.role)) for office in found}


def _office(mention: MentionWords, named: bool) -> Office | None:
    """Role and country that the words of a person's mention give: of a name with its title, or of a title alone."""
    if mention.found.type != "PER" or (mention.kind == "name") != named or mention.kind == "pronoun":
        return None
    if mention.indefinite or mention.title.plural:
        return None
    role = mention.title.role or (mention.actor.role if mention.actor else None)
    return Office(role, mention.country) if role in exclusive_roles() else None


def _say_why(cluster: Cluster, holder: Cluster, mentions: Sequence[MentionWords], why: dict[int, str]) -> None:
    bare = next(iter(_offices(cluster, mentions, named=False)))
    office = f"{bare.role} of {bare.country}" if bare.country else bare.role
    name = next((naming.name for naming in holder.names if naming.main), holder.names[0].name)
    for member in cluster.members:
        if why.get(member) == "first mention":
            why[member] = f'the one {office} in this article: "{name}"'
