"""Which mentions are the same thing: names by rule, common nouns and pronouns by the model's links.

A name joins an earlier one when the actor table knows both as one actor, when one is a short form or the abbreviation
of the other, or when the model is sure of it. A common noun or a pronoun joins what the model links it to. Two mentions
that the table knows as different actors are never joined.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from lansir.encoder.reading import FoundLink
from lansir.resolve.mentions import MentionWords
from lansir.resolve.titles import is_abbreviation_of, same_name

__all__ = ["cluster_mentions"]

SURE_NAME = 0.7
"""Chance from which the model alone may join two different names."""
SAME_NOUN = 0.15
"""Chance from which a common noun joins an earlier mention in the very same words."""
RECENT = 500
"""Entities looked back over for a name; more would make a very long page take time with its square."""
PERSONAL = frozenset({"he", "she", "i"})
COMPATIBLE = ({"ORG", "GPE"}, {"GPE", "LOC"}, {"ORG", "LOC"}, {"ORG", "PER"}, {"NORP", "PER"}, {"NORP", "ORG"})


class _Cluster:
    """Mentions taken to be one thing; `members` are positions in the list of mentions."""

    def __init__(self) -> None:
        self.members: list[int] = []
        self.names: list[tuple[str, str]] = []
        self.actors: set[str] = set()
        self.types: set[str] = set()

    def add(self, place: int, mention: MentionWords) -> None:
        self.members.append(place)
        self.types.add(mention.found.type)
        if mention.kind == "name":
            self._name(mention.name, mention.found.type)
        if mention.actor:
            self.actors.add(mention.actor.id)
            self._name(mention.actor.name, mention.actor.type)

    def _name(self, name: str, kind: str) -> None:
        if (name, kind) not in self.names:
            self.names.append((name, kind))

    def takes(self, mention: MentionWords) -> bool:
        """Whether a name fits one of the cluster's names, and for a person every full one of them."""
        if not any(_same(mention, name, kind) for name, kind in self.names):
            return False
        full = [name for name, kind in self.names if kind == "PER" and " " in name]
        return mention.found.type != "PER" or all(same_name(mention.name, name) for name in full)


def cluster_mentions(text: str, mentions: Sequence[MentionWords]) -> list[list[int]]:
    """Positions of the mentions of each entity, entities in order of their first mention.

    A short name that the table takes for a well-known actor loses that match where the article has named somebody else
    in full who bears it. A title before a comma and a name ("the foreign minister, Retno Marsudi") is that person.
    """
    clusters: list[_Cluster] = []
    by_actor: dict[str, _Cluster] = {}
    home: dict[int, _Cluster] = {}
    for place, mention in enumerate(mentions):
        cluster: _Cluster | None
        behind = mentions[place + 1] if place + 1 < len(mentions) else None
        if place and _is_title_of(text, mentions[place - 1], mention):
            cluster = home[place - 1]
        elif behind is not None and _is_title_of(text, mention, behind):
            cluster = _by_name(behind, clusters, by_actor)
        elif mention.kind == "name":
            cluster = _by_name(mention, clusters, by_actor) or _by_model(mention, home, mentions, SURE_NAME)
        else:
            cluster = _by_link(mention, home, mentions)
        if cluster is None:
            cluster = _Cluster()
            clusters.append(cluster)
        cluster.add(place, mention)
        home[place] = cluster
        if mention.actor:
            by_actor.setdefault(mention.actor.id, cluster)
    return [cluster.members for cluster in _with_offices(clusters, mentions)]


def _with_offices(clusters: list[_Cluster], mentions: Sequence[MentionWords]) -> list[_Cluster]:
    """The clusters, those of a bare office ("the prime minister of Israel") joined to its one holder in the article."""
    holders: dict[tuple[str, str], set[int]] = {}
    for place, cluster in enumerate(clusters):
        for office in {office for member in cluster.members if (office := _office(mentions[member], named=True))}:
            holders.setdefault(office, set()).add(place)
    kept = []
    for cluster in clusters:
        offices = {_office(mentions[member], named=False) for member in cluster.members}
        office = offices.pop() if len(offices) == 1 else None
        holding = holders.get(office, set()) if office else set()
        if len(holding) == 1:
            clusters[next(iter(holding))].members.extend(cluster.members)
        else:
            kept.append(cluster)
    for cluster in kept:
        cluster.members.sort()
    return sorted(kept, key=lambda cluster: cluster.members[0])


@cache
def exclusive_roles() -> frozenset[str]:
    """Offices that one person of a country holds at a time."""
    path = files("lansir.resolve").joinpath("data/exclusive_roles.yaml")
    return msgspec.yaml.decode(path.read_bytes(), type=frozenset[str])


def _office(mention: MentionWords, named: bool) -> tuple[str, str] | None:
    """Role and country that the words of a person's mention give: of a name with its title, or of a title alone."""
    if mention.found.type != "PER" or (mention.kind == "name") != named or mention.kind == "pronoun":
        return None
    if mention.indefinite or mention.title.plural:
        return None
    role = mention.title.role or (mention.actor.role if mention.actor else None)
    return (role, mention.country) if role in exclusive_roles() and mention.country else None


def _is_title_of(text: str, title: MentionWords, name: MentionWords) -> bool:
    """Whether the first is a person's title, and a comma alone stands between it and the person's name."""
    if title.kind != "nominal" or name.kind != "name" or title.title.plural or not title.title.role:
        return False
    if title.found.type != "PER" or name.found.type != "PER":
        return False
    return text[title.found.span.end : name.found.span.start] == ", "


def _by_name(mention: MentionWords, clusters: Sequence[_Cluster], by_actor: dict[str, _Cluster]) -> _Cluster | None:
    actor = mention.actor
    if actor and actor.id in by_actor:
        return by_actor[actor.id]
    for cluster in reversed(clusters[-RECENT:]):
        if (actor and cluster.actors) or not cluster.takes(mention):
            continue
        if actor and actor.type == "PER" and _is_another(actor.name, cluster):
            mention.matches = []
        return cluster
    return None


def _is_another(name: str, cluster: _Cluster) -> bool:
    """Whether the cluster's person has been named in full, and is not the one of that name."""
    return any(" " in other and not same_name(name, other) for other, kind in cluster.names if kind == "PER")


def _same(mention: MentionWords, name: str, kind: str) -> bool:
    own = mention.found.type
    if own != kind and {own, kind} not in COMPATIBLE:
        return False
    if mention.name.casefold() == name.casefold():
        return True
    if own == kind == "PER":
        return same_name(mention.name, name)
    if "ORG" in {own, kind}:
        return is_abbreviation_of(mention.name, name) or is_abbreviation_of(name, mention.name)
    return False


def _by_model(
    mention: MentionWords, home: dict[int, _Cluster], mentions: Sequence[MentionWords], least: float
) -> _Cluster | None:
    """The cluster of the likeliest antecedent, where the model is sure and nothing known speaks against it."""
    for link in mention.found.antecedents[:1]:
        cluster = home.get(link.to)
        if cluster is None or link.chance < least or mentions[link.to].kind != "name":
            return None
        known_apart = mention.actor and cluster.actors and mention.actor.id not in cluster.actors
        same_type = mentions[link.to].found.type == mention.found.type
        return cluster if same_type and not known_apart else None
    return None


def _by_link(mention: MentionWords, home: dict[int, _Cluster], mentions: Sequence[MentionWords]) -> _Cluster | None:
    if mention.indefinite:
        return None
    chances: dict[int, float] = {}
    clusters: dict[int, _Cluster] = {}
    for link in mention.found.antecedents:
        cluster = home.get(link.to)
        if cluster is not None and _may_point_at(mention, cluster):
            clusters[id(cluster)] = cluster
            chances[id(cluster)] = chances.get(id(cluster), 0.0) + _weight(mention, link, mentions)
    if not chances:
        return None
    best = max(chances, key=lambda key: chances[key])
    return clusters[best] if chances[best] >= mention.found.opens else None


def _may_point_at(mention: MentionWords, cluster: _Cluster) -> bool:
    """A "he" or "she" is never a body or a place."""
    return mention.title.pronoun not in PERSONAL or bool(cluster.types & {"PER", "NORP"})


def _weight(mention: MentionWords, link: FoundLink, mentions: Sequence[MentionWords]) -> float:
    """The link's chance; a noun in the same words as its antecedent counts as sure from a low chance on."""
    same = mentions[link.to].words.casefold() == mention.words.casefold()
    return 1.0 if same and mention.kind == "nominal" and link.chance >= SAME_NOUN else link.chance
