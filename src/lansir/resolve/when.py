"""The times of a passage: the model's spans and the closed patterns that rules find, each with a value or a reason."""

from collections.abc import Mapping, Sequence
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
    spans = [*found, *_by_rule(passage, found)]
    expressions = [_expression(passage, span, leans.get(place, 0)) for place, span in enumerate(spans)]
    values = resolve_times(expressions, passage.language, passage.published)
    times = [_time(passage, span, value) for span, value in zip(spans, values, strict=True)]
    return PassageTimes(sorted(times, key=lambda time: time.span), dict(enumerate(times[: len(found)])))


def _by_rule(passage: Passage, found: Sequence[FoundSpan]) -> list[FoundSpan]:
    """Closed patterns that the model passed over."""
    taken: dict[int, list[FoundSpan]] = {}
    for span in found:
        taken.setdefault(span.sentence, []).append(span)
    extra = []
    for number, sentence in enumerate(passage.sentences):
        for start, end in find_times(sentence.text, passage.language):
            span = FoundSpan(start + sentence.start, end + sentence.start, number, RULE_CONFIDENCE)
            if not any(other.start < span.end and span.start < other.end for other in taken.get(number, [])):
                extra.append(span)
    return extra


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
