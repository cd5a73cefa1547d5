"""Clusters of mentions become entities: name, type, country, sectors, role, and how each was found."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from lansir.knowledge import ActorMatch
from lansir.record import Entity, EntityType, Mention, SourceKind, content_id
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage

__all__ = ["ResolvedEntities", "resolve_entities"]

ANONYMOUS = 0.5


class ResolvedEntities:
    """The article's entities and mentions; `mention_at[k]` is the mention that found mention k became."""

    def __init__(self, passage: Passage, mentions: Sequence[MentionWords], clusters: Sequence[list[int]]) -> None:
        self.entities: list[Entity] = []
        self.mention_at: dict[int, Mention] = {}
        self._source_kinds: dict[str, SourceKind] = {}
        for members in clusters:
            own = [mentions[place] for place in members]
            entity = _entity(passage, own)
            self.entities.append(entity)
            if entity.name is None and entity.type == "PER" and any(mention.kind == "nominal" for mention in own):
                self._source_kinds[entity.id] = _source_kind(own)
            for place in members:
                self.mention_at[place] = _mention(passage, mentions[place], entity.id)
        self.mentions = [self.mention_at[place] for place in sorted(self.mention_at)]
        self.by_id = {entity.id: entity for entity in self.entities}

    def with_sources(self, speakers: Iterable[str]) -> list[Entity]:
        """The entities, with those marked anonymous that speak without a name (annotation guidelines, Entities)."""
        unnamed = {entity: self._source_kinds[entity] for entity in speakers if entity in self._source_kinds}
        return [
            msgspec.structs.replace(entity, anonymous=True, source_kind=unnamed[entity.id])
            if entity.id in unnamed
            else entity
            for entity in self.entities
        ]


def resolve_entities(
    passage: Passage, mentions: Sequence[MentionWords], clusters: Sequence[list[int]]
) -> ResolvedEntities:
    """Entities of the clusters (positions in `mentions`), in the clusters' order."""
    return ResolvedEntities(passage, mentions, clusters)


def _mention(passage: Passage, mention: MentionWords, entity: str) -> Mention:
    found = mention.found
    return Mention(
        id=content_id("mn", passage.article_id, found.span.start, found.span.end),
        span=passage.span(found.span),
        type=_entity_type([mention]),
        entity=entity,
        kind=mention.kind,
        confidence=round(found.span.chance * found.type_chance, 4),
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
    countries = Counter(mention.country for mention in mentions if mention.country)
    return Entity(
        id=identity,
        name=_name(named),
        type=_entity_type(mentions),
        resolved=_how(named, mentions),
        country=countries.most_common(1)[0][0] if countries else None,
        sectors=_sectors(mentions),
        role=_stated_role(mentions),
        anonymous=anonymous,
        source_kind=_source_kind(mentions) if anonymous else None,
    )


def _known(identity: str, actor: ActorMatch, mentions: Sequence[MentionWords], dated: bool) -> Entity:
    """An actor of the table; on an undated page the role is what the words say, since nobody knows what held when."""
    named = [mention for mention in mentions if mention.kind == "name"]
    role = (actor.role if dated else None) or _stated_role(mentions)
    how = f"actor table: {actor.id} ({actor.how})"
    return Entity(
        id=identity,
        name=actor.name if actor.type == "PER" else _name(named) or actor.name,
        type=actor.type,
        resolved=how if dated or not actor.role else f"{how}; role from its words alone: the page states no date",
        country=actor.country,
        sectors=list(actor.sectors) or _sectors(mentions),
        role=role,
        knowledge_id=actor.id,
        wikidata=actor.wikidata,
    )


def _stated_role(mentions: Sequence[MentionWords]) -> str | None:
    return next((mention.title.role for mention in mentions if mention.title.role), None)


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
    how = "sectors by the model" if _sectors(mentions) else "nothing known of it but its words"
    return f"not in the actor table; {how}" if named else f"no name; {how}"


def _anonymous(mentions: Sequence[MentionWords]) -> bool:
    chances = [mention.found.anonymous for mention in mentions if mention.kind == "nominal"]
    return bool(chances) and max(chances) >= ANONYMOUS


def _source_kind(mentions: Sequence[MentionWords]) -> SourceKind:
    return next((mention.title.source_kind for mention in mentions if mention.title.source_kind), "unspecified")


def _sectors(mentions: Sequence[MentionWords]) -> list[str]:
    """Sectors of the title words, else those that the model gives the entity's mentions on average."""
    for mention in mentions:
        if mention.title.sectors:
            return list(mention.title.sectors)
    sums: dict[str, float] = {}
    for mention in mentions:
        for sector, chance in mention.found.sectors:
            sums[sector] = sums.get(sector, 0.0) + chance
    ranked = sorted(sums, key=lambda sector: -sums[sector])[:3]
    return [sector for sector in ranked if sums[sector] >= 0.5 * len(mentions)]
