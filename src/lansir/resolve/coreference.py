"""Which mentions are the same thing: names by rule, common nouns and pronouns by the model's links within rules.

A name joins an earlier one when the actor table knows both as one actor, when one is a short form or the abbreviation
of the other, or when the model is sure of it. A common noun or a pronoun joins what the model links it to, where gender
and number let it. Two mentions that the table knows as different actors are never joined. `why` says for each mention
by what it was joined.
"""

from collections.abc import Sequence

import msgspec

from lansir.encoder.reading import FoundContent
from lansir.resolve.apposition import beside
from lansir.resolve.clusters import Cluster
from lansir.resolve.groups import Pair, is_pair, pairs_of
from lansir.resolve.links import Links
from lansir.resolve.mentions import MentionWords
from lansir.resolve.name_search import NameSearch
from lansir.resolve.offices import join_offices
from lansir.resolve.passage import Passage
from lansir.resolve.relations import relations
from lansir.resolve.short_names import release_short_names
from lansir.resolve.spoken import Voices

__all__ = ["FIRST", "Coreference", "cluster_mentions"]

FIRST = "first mention"
SHOWN = 60
"""Characters of another mention's words that a reason repeats."""


class Coreference(msgspec.Struct, frozen=True):
    """The positions of the mentions of each entity, entities in order of their first mention.

    `why` says of each mention why it is its entity's; `pairs` which two an entity of words for two stands for, all as
    places in `clusters`.
    """

    clusters: list[list[int]]
    why: dict[int, str]
    pairs: dict[int, Pair] = {}


def cluster_mentions(
    passage: Passage, mentions: Sequence[MentionWords], contents: Sequence[FoundContent] = ()
) -> Coreference:
    """The entities of an article; `contents` are its reported words, whose speakers are the "I" in them."""
    release_short_names(mentions)
    joining = _Joining(passage, mentions, Voices(contents, passage.quoted))
    spoken = [place for place in range(len(mentions)) if not joining.read(place)]
    for place in spoken:
        joining.read_spoken(place)
    kept = join_offices(joining.clusters, mentions, joining.why)
    kept = sorted((cluster for cluster in kept if cluster.members), key=lambda cluster: cluster.members[0])
    pairs = pairs_of(kept, mentions, passage.language)
    return Coreference([cluster.members for cluster in kept], joining.why, pairs)


class _Joining:
    """Goes through the mentions in order; `home` is the cluster that each has joined."""

    def __init__(self, passage: Passage, mentions: Sequence[MentionWords], voices: Voices) -> None:
        self.passage, self.mentions, self.voices = passage, mentions, voices
        self.clusters: list[Cluster] = []
        self.home: dict[int, Cluster] = {}
        self.why: dict[int, str] = {}
        self.names = NameSearch(mentions, self.clusters, self.home, passage.language)
        self.links = Links(mentions, self.home, voices, passage.language)

    def read(self, place: int) -> bool:
        """Find the mention's entity; False where it is to be found when all who speak have been read."""
        mention = self.mentions[place]
        if mention.title.pronoun in ("i", "we") and self.voices.speaker(mention) is not None:
            return False
        self._join(place, self._entity(place, mention))
        return True

    def _entity(self, place: int, mention: MentionWords) -> tuple[Cluster | None, str]:
        title, of = beside(self.passage, self.mentions, place)
        if title is not None:
            named = self.names.find(of) if of > place else None
            cluster = self.home[of] if of < place else named[0] if named else None
            return cluster, f'{title} "{self._words(of)}"'
        if mention.kind == "name":
            return self._named(place)
        if is_pair(mention, self.passage.language):
            return self.links.find(place, pair=True) or (None, FIRST)
        return self.links.find(place) or self.names.same_noun(place) or self.names.by_head(place) or (None, FIRST)

    def _named(self, place: int) -> tuple[Cluster | None, str]:
        found = self.names.find(place) or self.links.sure_name(place) or self.names.by_head(place)
        return found or (None, FIRST)

    def read_spoken(self, place: int) -> None:
        """Join an "I" or "we" in reported words to who speaks them or is spoken for."""
        mention = self.mentions[place]
        linked, speaker = self.links.find(place), self.voices.speaker(mention)
        if mention.title.pronoun == "we" and linked and not linked[0].is_person:
            return self._join(place, linked)
        found = self._speaker(mention, speaker) if speaker is not None else None
        return self._join(place, found or linked or (None, FIRST))

    def _speaker(self, mention: MentionWords, speaker: int) -> tuple[Cluster, str] | None:
        cluster = self.home.get(speaker)
        if cluster is None:
            return None
        if mention.title.pronoun == "i" and not cluster.agreement.several:
            return cluster, f'the speaker of these words: "{self._words(speaker)}"'
        if mention.title.pronoun == "we" and (body := self.names.spoken_for(cluster) or self._body_behind(speaker)):
            return body, f'the body for which "{self._words(speaker)}" speaks'
        return None

    def _body_behind(self, speaker: int) -> Cluster | None:
        """The body named in what stands behind the speaker's name: "Grace Okello, spokeswoman for the union"."""
        if speaker + 1 >= len(self.mentions) or self.mentions[speaker + 1].found.type not in ("ORG", "GPE"):
            return None
        start, end = self.mentions[speaker].found.span.end, self.mentions[speaker + 1].found.span.start
        between = self.passage.text[start:end] if 0 <= end - start <= SHOWN else ""
        listed = relations(self.passage.language)
        words = [word for word in between.split() if word not in listed.pointing]
        said = between.startswith(",") and words[-1] in listed.speaking_for
        return self.home.get(speaker + 1) if said else None

    def _join(self, place: int, found: tuple[Cluster | None, str]) -> None:
        cluster, why = found
        if cluster is None:
            cluster = Cluster(self.passage.language)
            self.clusters.append(cluster)
        cluster.add(place, self.mentions[place])
        cluster.members.sort()
        self.home[place] = cluster
        self.why[place] = why
        self.names.remember(place, cluster)

    def _words(self, place: int) -> str:
        words = self.mentions[place].words
        return words if len(words) <= SHOWN else f"{words[:SHOWN]}..."
