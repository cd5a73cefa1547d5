"""Finds the entity that a name of the article belongs to."""

from collections.abc import Iterable, Sequence

from lansir.lang import language as language_of
from lansir.resolve.agreement import agreement_of
from lansir.resolve.clusters import Cluster
from lansir.resolve.gazetteer import fold
from lansir.resolve.mentions import MentionWords
from lansir.resolve.name_forms import written_forms
from lansir.resolve.naming import Naming, head_of
from lansir.resolve.relations import relations

__all__ = ["NameSearch"]

RECENT = 500
"""Entities looked back over for a name; more would make a very long page take time with its square."""
LEAST_OF_BODY = 2
"""Letters that a body's name has at least, to be looked for in a speaker's title."""
Found = tuple[Cluster, str]


class NameSearch:
    """The entities so far by name and by actor; `clusters` and `home` are filled by who goes through the article."""

    def __init__(
        self, mentions: Sequence[MentionWords], clusters: list[Cluster], home: dict[int, Cluster], language: str
    ) -> None:
        """Of an article in that language."""
        self.mentions, self.clusters, self.home, self.language = mentions, clusters, home, language
        self._by_actor: dict[str, Cluster] = {}
        self._nouns: dict[tuple[str, str], int] = {}

    def remember(self, place: int, cluster: Cluster) -> None:
        """Note the actor that a mention of the cluster names."""
        mention = self.mentions[place]
        if mention.actor:
            self._by_actor.setdefault(mention.actor.id, cluster)
        if mention.kind == "nominal":
            self._nouns[fold(mention.words), mention.found.type] = place

    def find(self, place: int) -> Found | None:
        """The entity of a name: the same actor of the table, else the nearest one with a name that goes with it.

        A short name that the table takes for a well-known actor loses that match where the article has named somebody
        else in full who bears it.
        """
        mention = self.mentions[place]
        actor = mention.actor
        if actor and actor.id in self._by_actor:
            cluster = self._by_actor[actor.id]
            return cluster, self._as_actor(mention, cluster)
        fitting = list(self._fitting(mention))
        if not fitting:
            return None
        fitting.sort(key=lambda one: (not _agrees(mention, one[0], self.language), one[2] != "same name as"))
        cluster, known, how = fitting[0]
        if actor and actor.type == "PER" and cluster.is_somebody_else(actor.name):
            mention.matches = []
        others = f"; nearest of {len(fitting)} that bear it" if len(fitting) > 1 else ""
        return cluster, f'{how} "{known.name}"{others}'

    def _fitting(self, mention: MentionWords) -> Iterable[tuple[Cluster, Naming, str]]:
        forms = written_forms(mention.name, relations(self.language).aliases)
        for cluster in reversed(self.clusters[-RECENT:]):
            if (found := cluster.fitting(mention, forms)) and not self._known_apart(mention, cluster, found[1]):
                yield cluster, *found

    def _known_apart(self, mention: MentionWords, cluster: Cluster, how: str) -> bool:
        """Whether the table knows the two as different actors; a city and the province around it may be one."""
        if not mention.actor or not cluster.actors:
            return False
        return not (how.startswith("same name, apart") and mention.actor.type == "GPE")

    def _as_actor(self, mention: MentionWords, cluster: Cluster) -> str:
        actor = mention.actor
        assert actor is not None
        words = self.mentions[cluster.actors[actor.id]].name
        same = "same name as" if words.casefold() == mention.name.casefold() else "another name of"
        return f'{same} "{words}"' + (f": both are {actor.id} of the actor table" if same != "same name as" else "")

    def same_noun(self, place: int) -> Found | None:
        """The entity of an earlier common noun in the very same words with a name in them ("penyidik KPK")."""
        mention = self.mentions[place]
        key = (fold(mention.words), mention.found.type)
        if mention.kind != "nominal" or mention.indefinite or mention.title.pronoun or not _holds_name(mention):
            return None
        earlier = self._nouns.get(key)
        return (self.home[earlier], f'same words as "{self.mentions[earlier].words}"') if earlier is not None else None

    def by_head(self, place: int) -> Found | None:
        """The one body whose name begins (in English: ends) with these words ("the ministry", "Observatorium")."""
        mention = self.mentions[place]
        if mention.found.type != "ORG" or mention.indefinite or mention.title.plural or mention.title.pronoun:
            return None
        words = self._bare(mention)
        if mention.kind == "nominal" and " " not in words and not self._is_capital(mention):
            return None
        known = [naming for cluster in self.clusters[-RECENT:] for naming in cluster.names if naming.main]
        naming = head_of(words, known, head_first=language_of(self.language).head_first) if words else None
        cluster = self.home[naming.mention] if naming else None
        if naming is None or cluster is None or (mention.actor and cluster.actors):
            return None
        return cluster, f'short form of "{naming.name}", the only one so named'

    def _is_capital(self, mention: MentionWords) -> bool:
        """Whether a bare word is written as a name is: "Komisi", not "agency"."""
        kept = (word for word in mention.name.split() if fold(word) not in relations(self.language).pointing)
        return next(kept, "")[:1].isupper()

    def _bare(self, mention: MentionWords) -> str:
        """The words without those that point back ("the ministry", "kementerian itu")."""
        words = fold(mention.name).split()
        return " ".join(word for word in words if word not in relations(self.language).pointing)

    def spoken_for(self, speaker: Cluster) -> Cluster | None:
        """The body or state that a speaker means by "we": itself, or the one that a title of the person names."""
        if not speaker.is_person:
            return speaker
        words = [f" {fold(self.mentions[place].words)} " for place in speaker.members[:RECENT]]
        titles = [text for place, text in zip(speaker.members, words, strict=False) if self._has_title(place)]
        bodies = [cluster for cluster in self.clusters[-RECENT:] if cluster.types & {"ORG", "GPE"}]
        named = [
            (naming.type == "ORG", len(naming.name), cluster)
            for cluster in bodies
            for naming in cluster.names
            if naming.main and len(naming.name) >= LEAST_OF_BODY
            if any(f" {fold(naming.name)} " in text for text in titles)
        ]
        return max(named, key=lambda one: one[:2])[2] if named else None

    def _has_title(self, place: int) -> bool:
        return self.mentions[place].title.role is not None


def _agrees(mention: MentionWords, cluster: Cluster, language: str) -> bool:
    return not agreement_of(mention, language).contradicts(cluster.agreement)


def _holds_name(mention: MentionWords) -> bool:
    """Whether a common noun of two words or more has a name behind its first word."""
    return any(word[:1].isupper() for word in mention.words.split()[1:])
