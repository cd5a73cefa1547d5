"""Where statements disagree: missed, invented, of other bounds or of another speaker."""

from collections.abc import Iterator

from lansir.evaluate.certainty import StatementKey
from lansir.evaluate.disagreement import Disagreement
from lansir.evaluate.evidence import Evidence
from lansir.evaluate.matching import WHOLE

__all__ = ["statement_disagreements"]


def statement_disagreements(evidence: Evidence) -> Iterator[Disagreement]:
    """Of partners bounds and speaker; of the rest those that overlap at all, for their bounds, and what has no partner.

    Contents that overlap by less than a partner's are a statement missed and one invented for the measures.
    """
    matching = evidence.matching
    loose = matching.loose_statement_pairs
    for mine, theirs, score in matching.statement_pairs:
        if score < WHOLE:
            yield _bounds(evidence, mine, theirs)
        if not matching.same_speaker(mine, theirs):
            yield _speaker(evidence, mine, theirs)
    yield from (_bounds(evidence, pair.predicted, pair.gold) for pair in loose)
    used = {pair.predicted for pair in (*matching.statement_pairs, *loose)}
    wanted = {pair.gold for pair in (*matching.statement_pairs, *loose)}
    yield from (_invented(evidence, mine) for mine in range(len(matching.statements)) if mine not in used)
    yield from (_missed(evidence, theirs) for theirs in range(len(matching.gold_statements)) if theirs not in wanted)


def _bounds(evidence: Evidence, mine: int, theirs: int) -> Disagreement:
    (i, have), (_, want) = evidence.matching.statements[mine], evidence.matching.gold_statements[theirs]
    gold, ours = evidence.gold.content(i, want), evidence.ours.content(i, have)
    return evidence.told("statement-bounds", i, gold, ours, have.form, _confidence(evidence, mine))


def _speaker(evidence: Evidence, mine: int, theirs: int) -> Disagreement:
    (i, have), (_, want) = evidence.matching.statements[mine], evidence.matching.gold_statements[theirs]
    gold, ours = evidence.gold.speaker(i, want), evidence.ours.speaker(i, have)
    slot = evidence.matching.predicted.slot(i, have.speaker)
    confidence = evidence.certainty.of_speaker(_key(evidence, mine), slot) if slot else None
    return evidence.told("statement-speaker", i, gold, ours, have.form, confidence)


def _invented(evidence: Evidence, mine: int) -> Disagreement:
    i, have = evidence.matching.statements[mine]
    ours = evidence.ours.statement(i, have)
    return evidence.told("statement-invented", i, None, ours, have.form, _confidence(evidence, mine))


def _missed(evidence: Evidence, theirs: int) -> Disagreement:
    i, want = evidence.matching.gold_statements[theirs]
    return evidence.told("statement-missed", i, evidence.gold.statement(i, want), None, want.form)


def _key(evidence: Evidence, mine: int) -> StatementKey:
    i, have = evidence.matching.statements[mine]
    return i, frozenset(evidence.matching.predicted.content_ranges(i, have))


def _confidence(evidence: Evidence, mine: int) -> float | None:
    return evidence.certainty.of_statement(_key(evidence, mine))
