"""Where events disagree: missed, invented, of another type, status, actor or recipient."""

from collections.abc import Iterator

from lansir.evaluate.certainty import EventKey
from lansir.evaluate.disagreement import Disagreement, Kind, Reading
from lansir.evaluate.evidence import Evidence
from lansir.evaluate.side import Role

__all__ = ["event_disagreements"]

SLOTS: dict[Kind, Role] = {"event-actor": "actors", "event-recipient": "recipients"}


def event_disagreements(evidence: Evidence) -> Iterator[Disagreement]:
    """Of partners each field that is not the same; of the rest those of another type, and what has no partner."""
    matching = evidence.matching
    partners = [(pair.predicted, pair.gold) for pair in matching.event_pairs]
    mistyped = [(pair.predicted, pair.gold) for pair in matching.mistyped_pairs]
    for mine, theirs in partners:
        yield from _fields(evidence, mine, theirs)
    for mine, theirs in mistyped:
        yield _mistyped(evidence, mine, theirs)
    used = {mine for mine, _ in partners + mistyped}
    wanted = {theirs for _, theirs in partners + mistyped}
    yield from (_invented(evidence, mine) for mine in range(len(matching.events)) if mine not in used)
    yield from (_missed(evidence, theirs) for theirs in range(len(matching.gold_events)) if theirs not in wanted)


def _fields(evidence: Evidence, mine: int, theirs: int) -> Iterator[Disagreement]:
    matching = evidence.matching
    (i, have), (_, want) = matching.events[mine], matching.gold_events[theirs]
    verdict = matching.verdict(mine, theirs)
    if not verdict.status:
        gold, ours = (
            Reading([row.status] if row.status else [], told.trigger(i, row))
            for told, row in ((evidence.gold, want), (evidence.ours, have))
        )
        yield evidence.told("event-status", i, gold, ours, have.type, _confidence(evidence, mine))
    if not verdict.actors:
        yield _slot(evidence, "event-actor", mine, theirs)
    if not verdict.recipients:
        yield _slot(evidence, "event-recipient", mine, theirs)


def _slot(evidence: Evidence, kind: Kind, mine: int, theirs: int) -> Disagreement:
    matching, role = evidence.matching, SLOTS[kind]
    (i, have), (_, want) = matching.events[mine], matching.gold_events[theirs]
    gold, ours = evidence.gold.parties(i, want, role), evidence.ours.parties(i, have, role)
    key = _key(evidence, mine)
    slots = matching.wrong(mine, theirs, role)
    confidence = evidence.certainty.of_arguments(key, role, slots) if key else None
    return evidence.told(kind, i, gold, ours, have.type, confidence)


def _mistyped(evidence: Evidence, mine: int, theirs: int) -> Disagreement:
    (i, have), (_, want) = evidence.matching.events[mine], evidence.matching.gold_events[theirs]
    gold, ours = evidence.gold.event(i, want), evidence.ours.event(i, have)
    return evidence.told("event-type", i, gold, ours, have.type, _confidence(evidence, mine))


def _invented(evidence: Evidence, mine: int) -> Disagreement:
    i, have = evidence.matching.events[mine]
    ours = evidence.ours.event(i, have)
    return evidence.told("event-invented", i, None, ours, have.type, _confidence(evidence, mine))


def _missed(evidence: Evidence, theirs: int) -> Disagreement:
    i, want = evidence.matching.gold_events[theirs]
    return evidence.told("event-missed", i, evidence.gold.event(i, want), None, want.type, None)


def _key(evidence: Evidence, mine: int) -> EventKey | None:
    i, have = evidence.matching.events[mine]
    span = evidence.matching.predicted.range_of(i, have.trigger)
    return EventKey((i, *span), have.type, have.status) if span else None


def _confidence(evidence: Evidence, mine: int) -> float | None:
    key = _key(evidence, mine)
    return evidence.certainty.of_event(key) if key else None
