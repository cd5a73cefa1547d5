"""Clusters of mentions become entities: name, type, country, sectors, role, and how each was found."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from lansir.encoder.calibration import calibrated
from lansir.knowledge import ActorMatch
from lansir.record import Entity, EntityType, Mention, SourceKind, Span, Statement, content_id
from lansir.resolve.anonymity import is_insider, stated_anonymity
from lansir.resolve.capitals import ACTS
from lansir.resolve.coreference import Coreference
from lansir.resolve.entity_words import told_country, told_role, told_sectors
from lansir.resolve.groups import Pair
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage

__all__ = ["ResolvedEntities", "resolve_entities"]

ANONYMOUS = 0.5
PEOPLE = ("PER", "NORP")
OWN = "own/"
"""How keys begin that a user's own actors are given; they bear the name of the user's file in every article."""


class ResolvedEntities:
    """The article's entities and mentions; `mention_at[k]` is the mention that found mention k became."""

    def __init__(self, passage: Passage, mentions: Sequence[MentionWords], coreference: Coreference) -> None:
        self.passage = passage
        self.entities: list[Entity] = []
        self.mention_at: dict[int, Mention] = {}
        self._unnamed: dict[str, list[MentionWords]] = {}
        for members in coreference.clusters:
            own = [mentions[place] for place in members]
            entity = _entity(passage, own)
            self.entities.append(entity)
            if entity.name is None and entity.type in PEOPLE and any(mention.kind == "nominal" for mention in own):
                self._unnamed[entity.id] = own
            for place in members:
                self.mention_at[place] = _mention(passage, mentions[place], entity.id, coreference.why[place])
        for place, pair in coreference.pairs.items():
            self.entities[place] = _pair(self.entities[place], pair, self.entities)
        self.mentions = [self.mention_at[place] for place in sorted(self.mention_at)]
        self.by_id = {entity.id: entity for entity in self.entities}

    def with_sources(self, statements: Sequence[Statement]) -> list[Entity]:
        """The entities, with those marked anonymous that speak or are said to want no name (guidelines, Entities)."""
        speakers = {statement.speaker.entity for statement in statements if statement.speaker}
        grounds = stated_anonymity(self.passage, self._unnamed, statements)
        return [self._source(entity, entity.id in speakers, grounds.get(entity.id)) for entity in self.entities]

    def _source(self, entity: Entity, speaks: bool, ground: Span | None) -> Entity:
        own = self._unnamed.get(entity.id)
        if own is None:
            return entity
        if not entity.anonymous and ground is None and not (speaks and entity.type == "PER"):
            return entity
        kind = _source_kind(self.passage, own)
        return msgspec.structs.replace(entity, anonymous=True, source_kind=kind, anonymity=ground)


def resolve_entities(passage: Passage, mentions: Sequence[MentionWords], coreference: Coreference) -> ResolvedEntities:
    """Entities of the clusters (positions in `mentions`), in the clusters' order."""
    return ResolvedEntities(passage, mentions, coreference)


def _mention(passage: Passage, mention: MentionWords, entity: str, why: str) -> Mention:
    found = mention.found
    return Mention(
        id=content_id("mn", passage.article_id, found.span.start, found.span.end),
        span=passage.span(found.span),
        type=_entity_type([mention]),
        entity=entity,
        kind=mention.kind,
        confidence=round(calibrated(passage.calibration, "mention", found.span.chance * found.type_chance), 4),
        resolved=why,
    )


def _entity(passage: Passage, mentions: Sequence[MentionWords]) -> Entity:
    """One entity from all its mentions."""
    first = mentions[0].found.span
    identity = content_id("en", passage.article_id, first.start, first.end)
    named = [mention for mention in mentions if mention.kind == "name"]
    actor = _actor(mentions)
    if actor is not None:
        return _known(identity, actor, mentions, dated=passage.published is not None)
    anonymous = not named and _anonymous(mentions)
    kind, country = _entity_type(mentions), told_country(passage, mentions)
    role, (sectors, how) = told_role(mentions, kind), told_sectors(mentions)
    return Entity(
        id=identity,
        name=_name(named),
        type=kind,
        resolved="; ".join(filter(None, (_how(named, mentions), country.how, how, role.how))),
        country=country.value,
        sectors=sectors,
        role=role.value,
        anonymous=anonymous,
        source_kind=_source_kind(passage, mentions) if anonymous else None,
    )


def _known(identity: str, actor: ActorMatch, mentions: Sequence[MentionWords], dated: bool) -> Entity:
    """An actor of the table; on an undated page the role is what the words say, since nobody knows what held when."""
    named = [mention for mention in mentions if mention.kind == "name" and not _is_capital(mention)]
    stated = told_role(mentions, actor.type)
    sectors, told = (list(actor.sectors), "") if actor.sectors else told_sectors(mentions)
    role = (actor.role if dated else None) or stated.value
    undated = "role from its words alone: the page states no date" if actor.role and not dated else ""
    told_role_how = "" if undated or role == actor.role else stated.how
    return Entity(
        id=identity,
        name=actor.name if actor.type == "PER" or actor.id.startswith(OWN) else _name(named) or actor.name,
        # A seat of government is a building too; the table cannot know which of the two an article means.
        type=_entity_type(mentions) if actor.id.startswith("seat/") else actor.type,
        resolved="; ".join(filter(None, (actor.how, told, told_role_how, undated))),
        country=actor.country,
        sectors=sectors,
        role=role,
        knowledge_id=actor.id,
        wikidata=actor.wikidata,
    )


def _is_capital(mention: MentionWords) -> bool:
    return mention.actor is not None and mention.actor.how.startswith(ACTS)


def _pair(entity: Entity, pair: Pair, entities: Sequence[Entity]) -> Entity:
    """The entity of words for two, with the two that it stands for; what both have in common is its own too."""
    both = [entities[place] for place in pair.members]
    if not both:
        return msgspec.structs.replace(entity, resolved=f"words for two; which two is not settled: {pair.doubt}")
    names = " and ".join(f"{one.name or 'unnamed'} ({one.id})" for one in both)
    countries, sectors = {one.country for one in both}, [set(one.sectors) for one in both]
    return msgspec.structs.replace(
        entity,
        resolved=f"words for two: {names}, the only two before it that fit",
        country=countries.pop() if len(countries) == 1 else None,
        sectors=[sector for sector in both[0].sectors if sector in sectors[1]] or entity.sectors,
    )


def _actor(mentions: Sequence[MentionWords]) -> ActorMatch | None:
    """The actor that most mentions name; where a mention could be several, the others decide."""
    votes = Counter(mention.actor.id for mention in mentions if mention.actor)
    if votes:
        best = votes.most_common(1)[0][0]
        return next(mention.actor for mention in mentions if mention.actor and mention.actor.id == best)
    return None


def _entity_type(mentions: Sequence[MentionWords]) -> EntityType:
    """The type with most of the model's chance, names counting double."""
    votes: dict[EntityType, float] = {}
    for mention in mentions:
        kind: EntityType = mention.found.type  # type: ignore[assignment]
        votes[kind] = votes.get(kind, 0.0) + mention.found.type_chance * (2 if mention.kind == "name" else 1)
    return max(votes, key=lambda kind: votes[kind])


def _name(named: Sequence[MentionWords]) -> str | None:
    """The longest name; the first among equals."""
    return max((mention.name for mention in named), key=len, default=None)


def _how(named: Sequence[MentionWords], mentions: Sequence[MentionWords]) -> str:
    several = next((mention for mention in named if len(mention.matches) > 1), None)
    if several is not None:
        return "not resolved: the name fits " + ", ".join(match.id for match in several.matches[:5])
    if any(mention.title.role or mention.title.sectors for mention in mentions):
        return "title words; not in the actor table" if named else "title words"
    if named:
        return "not in the actor table"
    held, _ = told_sectors(mentions)
    return "no name" if held else "no name; nothing known of it but its words"


def _anonymous(mentions: Sequence[MentionWords]) -> bool:
    chances = [mention.found.anonymous for mention in mentions if mention.kind == "nominal"]
    return bool(chances) and max(chances) >= ANONYMOUS


def _source_kind(passage: Passage, mentions: Sequence[MentionWords]) -> SourceKind:
    """The kind that the title words give; what stands behind "somebody" or "a source" may tell more of it."""
    kinds: list[SourceKind] = [mention.title.source_kind for mention in mentions if mention.title.source_kind]
    kind = kinds[0] if kinds else "unspecified"
    spans = [mention.found.span for mention in mentions if mention.kind == "nominal"]
    inside = kind == "unspecified" and any(is_insider(passage, span.start, span.end) for span in spans)
    return "insider" if inside else kind
