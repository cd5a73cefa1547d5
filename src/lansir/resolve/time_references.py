"""The time, told beside an expression, that it counts from: "that day", "a day earlier", "at 9 a.m."."""

from collections.abc import Sequence

from lansir.resolve.time_article import Expression
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import DAY, Period
from lansir.resolve.time_phrases import Phrase

__all__ = ["reference_of"]

REACH = 2  # "that time" looks back so many sentences
RECENT = 14 * DAY  # a clock time further on in an article is of the news, not of a day longer ago told in passing


def reference_of(
    place: int,
    near: Sequence[int],
    expressions: Sequence[Expression],
    phrases: Sequence[Phrase],
    periods: Sequence[Period | None],
    moment: Moment,
) -> Period | None:
    """The time that an expression counts from: the last one told before it, at most two sentences back.

    A clock time needs a day: it looks further back, and where none is told before it, on to the end of its sentence.
    So do "the same day" and "a day earlier". `near` are the places around it in the order of the text; `periods` what
    the expressions mean so far.
    """
    phrase = phrases[place]
    daily = phrase.counts_from_a_day()
    single = daily or phrase.tells_a_clock()
    beside, others = _told(place, near, expressions, periods, moment, phrase)
    for k in (*beside, *others):
        period = periods[k]
        if period is None or phrases[k].has("K") or (single and period.start != period.end):
            continue
        if k in beside or not (single and _is_ahead(period, moment, told=daily)):
            return period
    return None


def _told(
    place: int,
    near: Sequence[int],
    expressions: Sequence[Expression],
    periods: Sequence[Period | None],
    moment: Moment,
    phrase: Phrase,
) -> tuple[list[int], list[int]]:
    """Places before it in its own sentence, the last first, and the others in the order in which they count."""
    index = expressions[place].index
    clock, daily = phrase.tells_a_clock(), phrase.counts_from_a_day()
    before, after = near[: near.index(place)], near[near.index(place) + 1 :]
    back = {k: index - expressions[k].index for k in reversed(before)}
    later = [k for k in after if clock and expressions[k].index == index]
    told = [k for k, sentences in back.items() if sentences and (clock or daily or sentences <= REACH)]
    if clock and not daily:
        told.sort(key=lambda k: back[k] > 1 and _is_long_ago(periods[k], moment))
    return [k for k, sentences in back.items() if not sentences], [*later, *told]


def _is_long_ago(period: Period | None, moment: Moment) -> bool:
    return period is not None and moment.today is not None and abs(moment.today - period.start) > RECENT


def _is_ahead(period: Period, moment: Moment, *, told: bool) -> bool:
    """Whether a time is to come though the sentence looks back (`told`: or does not look ahead)."""
    days = [day for day in (moment.today, moment.published) if day]
    return bool(days) and (moment.lean < 0 or (told and not moment.lean)) and period.start > max(days)
