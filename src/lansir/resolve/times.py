"""Time expressions to ISO 8601 values: `resolve_times` for an article, `resolve_time` for one expression.

What is relative is counted from the publication date, or from the day that the article's own dated weekdays show to be
its "today" (pages are often dated a day or more late). Value format: see `ResolvedTime`.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from lansir.resolve.time_finder import find_times
from lansir.resolve.time_leaning import Moment, leaning
from lansir.resolve.time_periods import DAY, Granularity, Period, joined
from lansir.resolve.time_phrases import Phrase, phrase_of, read_phrase
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
LATE_DAYS = 3  # a dated weekday up to so many days before the publication date may be the day of writing
LATE_BARE = 2  # the same for a weekday without a date
REACH = 2  # "that time" looks back so many sentences
NEIGHBOURS = 40  # expressions before and behind it in which one looks for the time that it counts from
LONGEST = 200  # code points; a longer "expression" is no time expression


class Expression(msgspec.Struct, frozen=True):
    """A time expression of an article: its words, their sentence, their offset in it, and the sentence's number.

    `lean` is which way what it times points: -1 has happened, +1 is to come; it counts where no word says so.
    """

    words: str
    sentence: str = ""
    offset: int = 0
    index: int = 0
    lean: int = 0


class ResolvedTime(msgspec.Struct, frozen=True):
    """What a time expression means.

    `value` is ISO 8601: day 2024-04-28, month 2023-11, year 2024, week 2024-W17, range 2024-04-01/2024-04-30, time
    2024-04-28T09:30, duration P53D; None where the text does not settle it. `anchor` is the date it was counted from;
    `resolved` names the rule, or says why there is no value.
    """

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    granularity: Granularity | None
    anchor: str | None
    resolved: str


class Calendar(msgspec.Struct, frozen=True):
    """What an article's own dates say: the day it speaks from, the year it is in, and the weekdays it dates."""

    published: Date | None
    today: Date | None
    year: int | None = None
    weekdays: dict[int, Date] = {}

    @classmethod
    def of(cls, expressions: Sequence[Expression], language: str, published: Date | None) -> "Calendar":
        """The calendar of an article, from all its time expressions."""
        today = article_calendar(expressions, language, published)
        dated = _dated(expressions, language, published)
        days: dict[int, set[Date]] = {}
        for phrase, day, _ in dated:
            if phrase.has("W") and day.isoweekday() == phrase.weekday():
                days.setdefault(day.isoweekday(), set()).add(day)
        weekdays = {weekday: found.pop() for weekday, found in days.items() if len(found) == 1}
        return cls(published, today, _year(expressions, language), weekdays)


def article_calendar(expressions: Sequence[Expression], language: str, published: Date | None) -> Date | None:
    """The day that an article speaks from: what its dated "today", then its dated weekdays agree on, else `published`.

    Only days up to four days before the publication date count; where several do, the most frequent, then the last.
    """
    if published is None:
        return None
    spoken: list[Date] = []
    dated: list[Date] = []
    for phrase, day, lean in _dated(expressions, language, published):
        near = DAY * 0 <= published - day <= DAY * LATE_DAYS
        if phrase.has("T") and abs(day - published) <= DAY * LATE_DAYS:
            spoken.append(day - DAY * phrase.counted())
        elif near and phrase.has("W") and (day < published or (lean <= 0 and not phrase.has("fu"))):
            dated.append(day)
    bare = [] if spoken or dated else _bare_weekdays(expressions, language, published)
    for days in (spoken, dated, bare):
        if days:
            count = Counter(days)
            return max(count, key=lambda day: (count[day], day))
    return published


def _dated(expressions: Sequence[Expression], language: str, published: Date | None) -> list[tuple[Phrase, Date, int]]:
    """The expressions that give day and month in figures or words, with the day they mean."""
    found = []
    for one in expressions:
        phrase = phrase_of(one.words[:LONGEST], language)
        if phrase.is_dated():
            answer = read_phrase(phrase, Moment(time_words(language), published, published)).answer
            if isinstance(answer, Period) and answer.start == answer.end:
                found.append((phrase, answer.start, _lean(one, language)))
    return found


def _bare_weekdays(expressions: Sequence[Expression], language: str, published: Date) -> list[Date]:
    found = []
    for one in expressions:
        phrase = phrase_of(one.words[:LONGEST], language)
        if phrase.weekday() and not phrase.has("pftuUS") and _lean(one, language) <= 0:
            day = published - DAY * ((published.isoweekday() - (phrase.weekday() or 1)) % 7)
            found += [day] if published - day <= DAY * LATE_BARE else []
    return found


def _year(expressions: Sequence[Expression], language: str) -> int | None:
    """The year of the article by its own full dates, or by a bare year said more than once."""
    full: list[int] = []
    bare: list[int] = []
    for one in expressions:
        phrase = phrase_of(one.words[:LONGEST], language)
        year = phrase.year()
        if year is not None:
            (full if phrase.has("M") else bare).append(year)
    bare = [year for year, count in Counter(bare).items() if count > 1]
    return max(full or bare, default=None)


def _lean(one: Expression, language: str) -> int:
    return leaning(one.sentence, one.offset, len(one.words), time_words(language)) or one.lean


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
    moment = Moment(
        time_words(language), published, dateline_context or known.today, reference, known.year, known.weekdays,
        _lean(Expression(words, sentence, offset), language),
    )  # fmt: skip
    return _resolved(phrase_of(words[:LONGEST], language), moment)[0]


def resolve_times(expressions: Sequence[Expression], language: str, published: Date | None) -> list[ResolvedTime]:
    """What the time expressions of an article mean, each read in the light of the others; in the order given."""
    calendar = Calendar.of(expressions, language, published)
    phrases = [phrase_of(one.words[:LONGEST], language) for one in expressions]
    moments = [
        Moment(
            time_words(language),
            published,
            calendar.today,
            None,
            calendar.year,
            calendar.weekdays,
            _lean(one, language),
        )
        for one in expressions
    ]
    for place, day in _spoken_days(expressions, phrases, language, published).items():
        moments[place] = msgspec.structs.replace(moments[place], today=day)
    results = [_resolved(phrase, moment) for phrase, moment in zip(phrases, moments, strict=True)]
    order = sorted(range(len(expressions)), key=lambda k: (expressions[k].index, expressions[k].offset))
    for rank, place in enumerate(order):
        near = order[max(0, rank - NEIGHBOURS) : rank + NEIGHBOURS]
        if phrases[place].lacks_year() and (year := _year_beside(place, near, expressions, results)):
            results[place] = _resolved(phrases[place], msgspec.structs.replace(moments[place], today=None, year=year))
        if phrases[place].leans_on_another():
            reference = _reference(place, near, expressions, phrases, results)
            results[place] = _resolved(phrases[place], msgspec.structs.replace(moments[place], reference=reference))
    return [result for result, _ in results]


def _spoken_days(
    expressions: Sequence[Expression], phrases: Sequence[Phrase], language: str, published: Date | None
) -> dict[int, Date]:
    """Place of a "tadi" or "today" -> the dated weekday of its own sentence: the day on which the speaker said it."""
    if published is None:
        return {}
    dated: dict[int, Date] = {}
    for one, phrase in zip(expressions, phrases, strict=True):
        if phrase.is_dated() and phrase.has("W") and not phrase.has("Tfu"):
            found = _dated([one], language, published)
            days = [day for _, day, lean in found if day <= published and lean <= 0]
            dated.update((one.index, day) for day in days)
    spoken = {k for k, phrase in enumerate(phrases) if phrase.codes.count("T") == 1 and not phrase.is_dated()}
    return {k: dated[expressions[k].index] for k in spoken if expressions[k].index in dated}


Resolution = tuple[ResolvedTime, Period | None]


def _reference(
    place: int,
    near: Sequence[int],
    expressions: Sequence[Expression],
    phrases: Sequence[Phrase],
    results: Sequence[Resolution],
) -> Period | None:
    """The time that an expression counts from: the last one told before it, at most two sentences back.

    A clock time needs a day: it looks further back, and where none is told before it, on to the end of its sentence.
    """
    one = expressions[place]
    clock = phrases[place].clock is not None or phrases[place].has("P")
    before, after = near[: near.index(place)], near[near.index(place) + 1 :]
    told = [k for k in before if clock or one.index - expressions[k].index <= REACH]
    beside = [k for k in before if expressions[k].index == one.index]
    later = [k for k in after if clock and expressions[k].index == one.index]
    for k in (*reversed(beside), *later, *reversed(told)):
        period = results[k][1]
        if period and not phrases[k].has("K") and not (clock and period.start != period.end):
            return period
    return None


def _year_beside(
    place: int, near: Sequence[int], expressions: Sequence[Expression], results: Sequence[Resolution]
) -> int | None:
    """The year that the sentence names before a date without one: "last year ... on 14 July"."""
    for k in near[: near.index(place)]:
        period = results[k][1]
        if period and period.granularity == "year" and expressions[k].index == expressions[place].index:
            return period.start.year
    return None


def _resolved(phrase: Phrase, moment: Moment) -> Resolution:
    kind = phrase.type()
    try:
        reading = read_phrase(phrase, moment)
        answer = reading.answer
        if isinstance(answer, Period):
            answer = _up_to_today(answer, phrase, moment)
            return ResolvedTime(kind, answer.iso(), _granularity(answer), _anchor(moment), reading.rule), answer
    except (ValueError, OverflowError):
        return ResolvedTime(kind, None, None, None, "no such date in the calendar"), None
    if kind == "DURATION" and (duration := phrase.duration()):
        return ResolvedTime(kind, duration, None, None, "length of time"), None
    return ResolvedTime(kind, None, None, None, f"{reading.rule}: {answer}"), None


def _up_to_today(period: Period, phrase: Phrase, moment: Moment) -> Period:
    """Where the language's annotators write "since 2014" as a range, the range up to the publication date."""
    since = moment.words.since_runs_to_today and phrase.has("s") and not period.clock
    if since and moment.published is None:
        raise ValueError("no publication date")
    if since and moment.published and period.start < moment.published:
        return joined(Period(period.start, period.start, "day"), Period(moment.published, moment.published, "day"))
    return period


def _granularity(period: Period) -> Granularity:
    return "minute" if period.clock else period.granularity


def _anchor(moment: Moment) -> str | None:
    return str(moment.today) if moment.today else None
