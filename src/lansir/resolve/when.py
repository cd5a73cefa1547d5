"""The times of a passage: the model's spans and the closed patterns that rules find, each with a value or a reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from lansir.encoder.reading import FoundSpan
from lansir.record import Time, content_id
from lansir.resolve.passage import Passage
from lansir.resolve.times import Expression, ResolvedTime, find_times, resolve_times

__all__ = ["PassageTimes", "passage_times"]

RULE_CONFIDENCE = 0.95


class PassageTimes(NamedTuple):
    """All times in text order; `by_found[k]` is the time of the model's span k."""

    times: list[Time]
    by_found: dict[int, Time]


def passage_times(passage: Passage, found: Sequence[FoundSpan], leans: Mapping[int, int]) -> PassageTimes:
    """Times of the passage, each resolved in the light of the others and of the day of publication.

    `leans` says of the model's spans whether what they time has happened (-1) or is to come (+1).
    """
    kept = [place for place, span in enumerate(found) if _has_words(passage, span)]
    ruled = _by_rule(passage)
    spans = _widened([found[place] for place in kept], ruled)
    spans += _passed_over(spans, ruled)
    leaning = [leans.get(place, 0) for place in kept] + [0] * (len(spans) - len(kept))
    expressions = [_expression(passage, span, lean) for span, lean in zip(spans, leaning, strict=True)]
    values = resolve_times(expressions, passage.language, passage.published)
    times = [_time(passage, span, value) for span, value in zip(spans, values, strict=True)]
    return PassageTimes(sorted(times, key=lambda time: time.span), dict(zip(kept, times, strict=False)))


def _has_words(passage: Passage, span: FoundSpan) -> bool:
    """Whether a span has a letter or a figure: a stop alone is no time."""
    return any(sign.isalnum() for sign in passage.text[span.start : span.end])


def _by_rule(passage: Passage) -> dict[int, list[FoundSpan]]:
    """Number of a sentence -> the closed patterns in it."""
    ruled: dict[int, list[FoundSpan]] = {}
    for number, sentence in enumerate(passage.sentences):
        for start, end in find_times(sentence.text, passage.language):
            span = FoundSpan(start + sentence.start, end + sentence.start, number, RULE_CONFIDENCE)
            ruled.setdefault(number, []).append(span)
    return ruled


def _by_sentence(spans: Sequence[FoundSpan]) -> dict[int, list[FoundSpan]]:
    grouped: dict[int, list[FoundSpan]] = {}
    for span in spans:
        grouped.setdefault(span.sentence, []).append(span)
    return grouped


def _widened(spans: Sequence[FoundSpan], ruled: Mapping[int, Sequence[FoundSpan]]) -> list[FoundSpan]:
    """The model's spans as long as the closed patterns that they alone are a part of: "Sunday" of "on Sunday"."""
    whole: dict[tuple[int, int], list[int]] = {}
    for place, span in enumerate(spans):
        rule = _around(span, ruled.get(span.sentence, []))
        if rule:
            whole.setdefault((rule.start, rule.end), []).append(place)
    longer = list(spans)
    for (start, end), places in whole.items():
        if len(places) == 1:
            longer[places[0]] = FoundSpan(start, end, spans[places[0]].sentence, spans[places[0]].chance)
    return longer


def _around(span: FoundSpan, rules: Sequence[FoundSpan]) -> FoundSpan | None:
    """The closed pattern that holds the span; the patterns of a sentence are in order and apart."""
    place = bisect_right(rules, span.start, key=lambda rule: rule.start) - 1
    return rules[place] if place >= 0 and span.end <= rules[place].end else None


def _passed_over(spans: Sequence[FoundSpan], ruled: Mapping[int, Sequence[FoundSpan]]) -> list[FoundSpan]:
    """Closed patterns that the model passed over."""
    taken = _by_sentence(spans)
    return [rule for number, rules in ruled.items() for rule in _free(rules, taken.get(number, []))]


def _free(rules: Sequence[FoundSpan], taken: Sequence[FoundSpan]) -> Iterator[FoundSpan]:
    """The spans that overlap none of those taken; one pass over both, the ends of those taken running along."""
    order = sorted(taken, key=lambda span: span.start)
    reach = list(accumulate((span.end for span in order), max))
    starts = [span.start for span in order]
    for rule in rules:
        before = bisect_left(starts, rule.end)
        if not before or reach[before - 1] <= rule.start:
            yield rule


def _expression(passage: Passage, span: FoundSpan, lean: int) -> Expression:
    sentence = passage.sentence(span.sentence)
    words = passage.text[span.start : span.end]
    return Expression(words, sentence.text, span.start - sentence.start, span.sentence, lean)


def _time(passage: Passage, span: FoundSpan, value: ResolvedTime) -> Time:
    return Time(
        id=content_id("tm", passage.article_id, span.start, span.end),
        span=passage.span(span),
        type=value.type,
        resolved=value.resolved,
        confidence=round(span.chance, 4),
        value=value.value,
        granularity=value.granularity,
        anchor=value.anchor,
    )
