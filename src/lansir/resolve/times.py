"""Time expressions to ISO 8601 values: `resolve_times` for an article, `resolve_time` for one expression.

What is relative is counted from the publication date, or from the day that the article's own dated weekdays show to be
its "today" (pages are often dated a day or more late). Value format: see `ResolvedTime`.
"""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from lansir.resolve.time_article import (
    Calendar,
    Expression,
    article_calendar,
    dated_events,
    lean_of_expression,
    phrase_in,
    spoken_days,
)
from lansir.resolve.time_deadlines import bounded, due_lean, last_day
from lansir.resolve.time_finder import find_times
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import Granularity, Period, joined
from lansir.resolve.time_phrases import Phrase, TimexType
from lansir.resolve.time_reading import read_phrase
from lansir.resolve.time_references import reference_of
from lansir.resolve.time_rules import Reading
from lansir.resolve.time_wording import explained
from lansir.resolve.time_words import time_words

__all__ = [
    "Calendar",
    "Expression",
    "ResolvedTime",
    "article_calendar",
    "find_times",
    "resolve_time",
    "resolve_times",
]

Date = datetime.date
NEIGHBOURS = 40  # expressions before and behind it in which one looks for the time that it counts from
YEAR_REACH = 16  # code points between a year and a date that is of that year
NO_SUCH_DATE = Reading("no such date in the calendar", "date")


class ResolvedTime(msgspec.Struct, frozen=True):
    """What a time expression means.

    `value` is ISO 8601: day 2024-04-28, month 2023-11, year 2024, week 2024-W17, range 2024-04-01/2024-04-30, time
    2024-04-28T09:30 (of the place; its zone is in `resolved`), duration P53D; None where the text does not settle it.
    `anchor` is the date it was counted from; `resolved` names the rule and what bears on it, or says why there is no
    value: "rule; note" or "rule: open, reason; note".
    """

    type: TimexType
    value: str | None
    granularity: Granularity | None
    anchor: str | None
    resolved: str


Resolution = tuple[ResolvedTime, Period | None]


def resolve_time(
    words: str,
    language: str,
    published: Date | None,
    *,
    sentence: str = "",
    offset: int = 0,
    dateline_context: Date | None = None,
    calendar: Calendar | None = None,
    reference: Period | None = None,
) -> ResolvedTime:
    """What one time expression means.

    `sentence` and the words' `offset` in it say which way it leans; `dateline_context` or `calendar` which day the
    article speaks from (else the publication date); `reference` is the time told last before it ("that day").
    """
    known = calendar or Calendar(published, dateline_context or published)
    moment = _moment(Expression(words, sentence, offset), language, known)
    moment = msgspec.structs.replace(
        moment, published=published, today=dateline_context or known.today, reference=reference
    )
    return _resolved(phrase_in(Expression(words, sentence, offset), language), moment)[0]


def _moment(one: Expression, language: str, calendar: Calendar) -> Moment:
    lean = lean_of_expression(one, language)
    due = bounded(one, language)
    return Moment(
        time_words(language),
        calendar.published,
        calendar.today,
        None,
        calendar.year,
        calendar.weekdays,
        due_lean(one, lean, language) if due else lean,
        calendar.numeric_order,
        due=due,
    )


def resolve_times(expressions: Sequence[Expression], language: str, published: Date | None) -> list[ResolvedTime]:
    """What the time expressions of an article mean, each read in the light of the others; in the order given."""
    calendar = Calendar.of(expressions, language, published)
    phrases = [phrase_in(one, language) for one in expressions]
    moments = [_moment(one, language, calendar) for one in expressions]
    for place, day in spoken_days(expressions, phrases, language, published).items():
        moments[place] = msgspec.structs.replace(moments[place], today=day)
    results = [_resolved(phrase, moment) for phrase, moment in zip(phrases, moments, strict=True)]
    moments = _with_events(expressions, results, moments, language)
    order = sorted(range(len(expressions)), key=lambda k: (expressions[k].index, expressions[k].offset))
    for rank, place in enumerate(order):
        near = order[max(0, rank - NEIGHBOURS) : rank + NEIGHBOURS]
        if phrases[place].lacks_year() and (year := _year_beside(place, near, expressions, results)):
            results[place] = _resolved(phrases[place], msgspec.structs.replace(moments[place], today=None, year=year))
        if phrases[place].leans_on_another():
            reference = reference_of(
                place, near, expressions, phrases, [period for _, period in results], moments[place]
            )
            results[place] = _resolved(phrases[place], msgspec.structs.replace(moments[place], reference=reference))
    return [result for result, _ in results]


def _with_events(
    expressions: Sequence[Expression], results: Sequence[Resolution], moments: list[Moment], language: str
) -> list[Moment]:
    """The moments with the days of the events that the article dates."""
    days = _single_days(results)
    events = dated_events(expressions, days, language) if days else {}
    return [msgspec.structs.replace(moment, events=events) for moment in moments] if events else moments


def _single_days(results: Sequence[Resolution]) -> Mapping[int, Period]:
    return {
        place: period
        for place, (found, period) in enumerate(results)
        if period and period.start == period.end and found.type in ("DATE", "TIME")
    }


def _year_beside(
    place: int, near: Sequence[int], expressions: Sequence[Expression], results: Sequence[Resolution]
) -> int | None:
    """The year that the sentence names before a date without one: "last year ... on 14 July"."""
    one, before = expressions[place], near[: near.index(place)]
    for k in before[-1:]:
        period, other = results[k][1], expressions[k]
        close = other.index == one.index and one.offset - other.offset - len(other.words) <= YEAR_REACH
        if period and period.granularity == "year" and close:
            return period.start.year
    return None


def _resolved(phrase: Phrase, moment: Moment) -> Resolution:
    try:
        reading = read_phrase(phrase, moment)
        if isinstance(reading.answer, Period):
            told = last_day(reading.answer, phrase, moment)
            reading = reading._replace(answer=_up_to_today(told, phrase, moment))
        return _result(reading, phrase, moment)
    except (ValueError, OverflowError):
        return _result(NO_SUCH_DATE, phrase, moment)


def _result(reading: Reading, phrase: Phrase, moment: Moment) -> Resolution:
    kind, said = phrase.type(), explained(reading, phrase, moment)
    if isinstance(reading.answer, Period):
        period = reading.answer
        granularity = "minute" if period.clock else period.granularity
        return ResolvedTime(kind, period.iso(), granularity, _anchor(moment), said), period
    return ResolvedTime(kind, reading.length, None, None, said), None


def _up_to_today(period: Period, phrase: Phrase, moment: Moment) -> Period | str:
    """Where the language's annotators write "since 2014" as a range, the range up to the publication date."""
    since = moment.words.since_runs_to_today and phrase.has("s") and not period.clock
    if since and moment.published is None:
        return "no publication date to count to"
    if since and moment.published and period.start < moment.published:
        return joined(Period(period.start, period.start, "day"), Period(moment.published, moment.published, "day"))
    return period


def _anchor(moment: Moment) -> str | None:
    return str(moment.today) if moment.today else None
