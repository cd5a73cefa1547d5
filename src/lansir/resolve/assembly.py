"""Found spans become a record: who, where, when, how many, who said so."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from lansir._version import __version__
from lansir.encoder.model import ModelCard
from lansir.encoder.reading import Reading
from lansir.knowledge import Knowledge
from lansir.record import Article, Entity, Event, Origin, Quantity, Reason, Record, Span, Statement, Time, content_id
from lansir.resolve.contexts import Contexts
from lansir.resolve.coreference import cluster_mentions
from lansir.resolve.entities import ResolvedEntities, resolve_entities
from lansir.resolve.events import Surroundings, resolve_events
from lansir.resolve.home_bodies import settle_home_bodies
from lansir.resolve.joint_speakers import with_joint_speakers
from lansir.resolve.mentions import read_mentions
from lansir.resolve.passage import Passage
from lansir.resolve.quantities import find_quantities
from lansir.resolve.statements import resolve_statements
from lansir.resolve.when import passage_times
from lansir.resolve.where import Whereabouts, passage_places

__all__ = ["assemble"]

LEANS = {"actual": -1, "planned": 1}


class _Resolved(NamedTuple):
    """What the spans of an article came to."""

    entities: ResolvedEntities
    times: list[Time]
    where: Whereabouts
    statements: list[Statement]
    contexts: Contexts
    events: list[Event]


def assemble(
    article: Article,
    sentences: Sequence[Span],
    reading: Reading,
    card: ModelCard,
    language: str,
    known: Knowledge | None = None,
) -> Record:
    """The record of an article from what the model found in its sentences, read as `language`."""
    passage = Passage.of(article, language, sentences, card.calibration, known, card.thresholds)
    return _record(article, passage, card, _resolved(passage, reading, article.outlet))


def _resolved(passage: Passage, reading: Reading, outlet: str | None) -> _Resolved:
    words = read_mentions(passage, reading.mentions)
    settle_home_bodies(passage, words)
    resolved = resolve_entities(passage, words, cluster_mentions(passage, words, reading.contents))
    entity_at = {place: resolved.by_id[mention.entity] for place, mention in resolved.mention_at.items()}
    times = passage_times(passage, reading.times, _leans(reading))
    where = passage_places(passage, reading, words, entity_at, outlet)
    alone = resolve_statements(passage, reading, resolved.mention_at, times.times)
    statements = with_joint_speakers(passage, reading, resolved.mention_at, alone)
    contexts = Contexts(passage, dict(reading.contexts))
    around = Surroundings(resolved.mention_at, where.places, times.by_found, statements, contexts)
    events = resolve_events(passage, reading, around)
    return _Resolved(resolved, times.times, where, statements, contexts, events)


def _record(article: Article, passage: Passage, card: ModelCard, found: _Resolved) -> Record:
    return Record(
        article=msgspec.structs.replace(article, origins=_known_origins(article, passage)),
        lansir=__version__,
        model=card.version,
        contexts=list(found.contexts.coded),
        resolved={f"contexts.{name}": how for name, how in found.contexts.coded.items()},
        entities=found.entities.with_sources(found.statements),
        mentions=found.where.explained(found.entities.mentions, found.entities.mention_at),
        times=found.times,
        places=[found.where.places[place] for place in sorted(found.where.places)],
        quantities=_quantities(passage),
        statements=_with_events(found.statements, found.events),
        events=found.events,
        reasons=_reasons(article, found.entities.entities),
    )


def _leans(reading: Reading) -> dict[int, int]:
    """Which way the found times point, as the status of the acts that they time says; left out where those differ."""
    told: dict[int, set[int]] = {}
    for trigger in reading.triggers:
        if trigger.time and trigger.status in LEANS:
            told.setdefault(trigger.time.to, set()).add(LEANS[trigger.status])
    return {time: leans.pop() for time, leans in told.items() if len(leans) == 1}


def _known_origins(article: Article, passage: Passage) -> list[Origin]:
    """The article's origins with their ids in the actor table."""
    found = [(origin, passage.known.find(origin.name, passage.language, None, "ORG")) for origin in article.origins]
    return [
        msgspec.structs.replace(origin, knowledge_id=matches[0].id) if len(matches) == 1 else origin
        for origin, matches in found
    ]


def _with_events(statements: Sequence[Statement], events: Sequence[Event]) -> list[Statement]:
    """Statements with the ids of the events that they tell."""
    told: dict[str, list[str]] = {}
    for event in events:
        if event.reported_by:
            told.setdefault(event.reported_by, []).append(event.id)
    return [msgspec.structs.replace(statement, events=told.get(statement.id, [])) for statement in statements]


def _quantities(passage: Passage) -> list[Quantity]:
    quantities = []
    for sentence in passage.sentences:
        for found in find_quantities(sentence.text, passage.language):
            start, end = found.start + sentence.start, found.end + sentence.start
            span = Span(start, end, passage.text[start:end])
            identity = content_id("qt", passage.article_id, start, end)
            quantities.append(Quantity(identity, span, found.low, found.high, found.unit, found.of, found.resolved))
    return quantities


def _reasons(article: Article, entities: Sequence[Entity]) -> list[Reason]:
    reasons = list(article.reasons)
    if article.published is None:
        reasons.append(
            Reason("no_publication_date", "the page states no date; relative times stay open: give --published")
        )
    elif article.published.precision in {"year", "month"}:
        reasons.append(Reason("vague_publication_date", f"the page is dated {article.published.value} only"))
    if not entities:
        reasons.append(Reason("no_mentions", "no person, organisation or place could be read in this article"))
    return reasons
