"""The measures of this project, counted: the same names and numbers as those of the annotated articles' own scorer.

- mentions: exact span; typed: and the same entity type
- entities: B-cubed over the mentions whose span both sides have
- times: overlap of span; value: and the same normalised value
- statements: content token F1 of at least .5; speaker: and the same one; whole: F1 of at least .8 and the same speaker
- events: same type, and a trigger that shares a token; status: and the same; actor: and the actors agree; whole:
  status, actors and recipients agree. Arguments are single actors and recipients, over all events.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from lansir.evaluate.matching import WHOLE, Matching
from lansir.evaluate.side import Role, same
from lansir.record import Form

__all__ = ["MEASURES", "NOT_ACTUAL", "Count", "Counts", "Rate", "counts", "rate", "total"]

NOT_ACTUAL = "said actual, is not"
SHARES = ("entities B3 precision", "entities B3 recall", NOT_ACTUAL)
"""Measures whose figure is the share of `right` in `predicted`."""
RECALLS = tuple(f"{form} recall" for form in get_args(Form))
MEASURES = (
    "mentions", "mentions typed", "entities B3 precision", "entities B3 recall", "times", "times value",
    "statements", "statements speaker", "statements whole", *RECALLS,
    "events", "events status", "events actor", "events whole", "trigger, any type", "arguments", NOT_ACTUAL,
)  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)


class Count(msgspec.Struct, frozen=True):
    """What is right of what was predicted and what gold has; B-cubed adds shares of mentions up."""

    right: float = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Both counts together."""
        return Count(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


Counts = dict[str, Count]
"""A count for each of MEASURES."""


class Rate(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a count comes to, from 0 to 1; `share` where a measure has neither precision nor recall."""

    predicted: int
    gold: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    share: float | None = None


def counts(matching: Matching) -> Counts:
    """Every measure of one document."""
    found = {**_mentions(matching), **_times(matching), **_statements(matching), **_events(matching)}
    return {name: found[name] for name in MEASURES}


def total(documents: Iterable[Counts]) -> Counts:
    """The counts of all documents together."""
    summed = dict.fromkeys(MEASURES, Count())
    for one in documents:
        summed = {name: summed[name] + one[name] for name in MEASURES}
    return summed


def rate(name: str, count: Count) -> Rate:
    """The figures of a measure."""
    precision, recall = _share(count.right, count.predicted), _share(count.right, count.gold)
    if name == NOT_ACTUAL:
        return Rate(count.predicted, count.gold, share=precision)
    if name.endswith("precision"):
        return Rate(count.predicted, count.gold, precision=precision)
    if name.endswith("recall"):
        return Rate(count.predicted, count.gold, recall=precision if name in SHARES else recall)
    f1 = _share(2 * precision * recall, precision + recall)
    return Rate(count.predicted, count.gold, precision, recall, f1)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _mentions(matching: Matching) -> Mapping[str, Count]:
    gold, predicted = matching.gold, matching.predicted
    have, want = len(predicted.mentions), len(gold.mentions)
    both = set(gold.mentions) & set(predicted.mentions)
    typed = sum(gold.type_of(gold.mentions[one]) == predicted.type_of(predicted.mentions[one]) for one in both)
    precision, recall = _b_cubed([(predicted.mentions[one], gold.mentions[one]) for one in both])
    return {
        "mentions": Count(len(both), have, want),
        "mentions typed": Count(typed, have, want),
        "entities B3 precision": Count(precision, len(both)),
        "entities B3 recall": Count(recall, len(both)),
    }


def _b_cubed(clusters: list[tuple[str, str]]) -> tuple[float, float]:
    """Sums over mentions, given by (predicted, gold) entity: the share of its cluster that is rightly with it."""
    shared = Counter(clusters)
    mine, theirs = Counter(one for one, _ in clusters), Counter(other for _, other in clusters)
    precision = recall = 0.0
    for one, other in clusters:
        precision += shared[one, other] / mine[one]
        recall += shared[one, other] / theirs[other]
    return precision, recall


def _times(matching: Matching) -> Mapping[str, Count]:
    have, want = len(matching.times), len(matching.gold_times)
    pairs = matching.time_pairs
    value = sum(matching.times[pair.predicted][1].value == matching.gold_times[pair.gold][1].value for pair in pairs)
    return {"times": Count(len(pairs), have, want), "times value": Count(value, have, want)}


def _statements(matching: Matching) -> Mapping[str, Count]:
    have, want = len(matching.statements), len(matching.gold_statements)
    pairs = matching.statement_pairs
    speaker = [pair for pair in pairs if matching.same_speaker(pair.predicted, pair.gold)]
    whole = {pair.gold for pair in speaker if pair.score >= WHOLE}
    asked = Counter(row.form for _, row in matching.gold_statements)
    found = Counter(matching.gold_statements[theirs][1].form for theirs in whole)
    return {
        "statements": Count(len(pairs), have, want),
        "statements speaker": Count(len(speaker), have, want),
        "statements whole": Count(len(whole), have, want),
        **{f"{form} recall": Count(found[form], 0, asked[form]) for form in get_args(Form)},
    }


def _events(matching: Matching) -> Mapping[str, Count]:
    have, want = len(matching.events), len(matching.gold_events)
    verdicts = [matching.verdict(pair.predicted, pair.gold) for pair in matching.event_pairs]
    return {
        "events": Count(len(verdicts), have, want),
        "events status": Count(sum(verdict.status for verdict in verdicts), have, want),
        "events actor": Count(sum(verdict.actors for verdict in verdicts), have, want),
        "events whole": Count(sum(all(verdict) for verdict in verdicts), have, want),
        "trigger, any type": Count(len(matching.untyped_pairs), have, want),
        "arguments": _arguments(matching),
        NOT_ACTUAL: _not_actual(matching),
    }


def _arguments(matching: Matching) -> Count:
    partner = {pair.predicted: pair.gold for pair in matching.event_pairs}
    right = predicted = gold = 0
    for role in ROLES:
        theirs = [matching.gold.slots(i, row, role) for i, row in matching.gold_events]
        gold += sum(map(len, theirs))
        for mine, (i, row) in enumerate(matching.events):
            slots = matching.predicted.slots(i, row, role)
            wanted = theirs[partner[mine]] if mine in partner else []
            hits = sum(any(same(slot, other, matching.mapping) for other in wanted) for slot in slots)
            right, predicted = right + min(len(wanted), hits), predicted + len(slots)
    return Count(right, predicted, gold)


def _not_actual(matching: Matching) -> Count:
    partner = {pair.predicted: pair.gold for pair in matching.event_pairs}
    actual = [mine for mine, (_, row) in enumerate(matching.events) if row.status == "actual"]
    wrong = [one for one in actual if one in partner and matching.gold_events[partner[one]][1].status != "actual"]
    return Count(len(wrong), len(actual))
