"""Which way an unfinished date leans, past or future, and the full date that it then means."""

import datetime
import re
from collections.abc import Iterable

import msgspec

from lansir.resolve.time_periods import DAY, Period, day_period, month_period
from lansir.resolve.time_words import TimeWords

__all__ = ["Moment", "day_of_year", "is_misprinted", "leaning", "month_of_year", "weekday_day"]

Date = datetime.date
_WORD = re.compile(r"[^\W\d_]+")
LOOK_BACK = 160  # code points before the expression that may hold its verb
LOOK_ON = 40
FIRST_WORDS = 10  # behind an expression that begins its sentence, where the verb stands
NEXT_WORDS = 2  # after the expression only the verb that follows at once counts
LATE = 3 * DAY  # a page may be dated up to three days after it was written
WEEKS_OFF = 14 * DAY  # news names the weekday of days that are nearer than that
AGAINST, OTHER_YEAR = 9, 1.5  # how much further off a date counts that the sentence's lean, or the year, speaks against


class Moment(msgspec.Struct, frozen=True):
    """What a time expression is read against.

    `today` is the day that the words speak from; `reference` the time last told before them; `year` the one that the
    article itself states, for a page without a date; `weekdays` are those that it ties to a date; `lean` is -1 where
    the sentence looks back, +1 where it looks ahead, 0 where it says neither. `numeric_order` is how the article
    writes dates in figures, where that shows; `events` the days of the events that it dates. `due` says that the
    words name a deadline.
    """

    words: TimeWords
    published: Date | None = None
    today: Date | None = None
    reference: Period | None = None
    year: int | None = None
    weekdays: dict[int, Date] = {}
    lean: int = 0
    numeric_order: str | None = None
    events: dict[str, Period] = {}
    due: bool = False


def leaning(sentence: str, offset: int, length: int, words: TimeWords) -> int:
    """-1 where the verb or cue nearest to the expression looks back, +1 where it looks ahead, 0 where there is none.

    The words before the expression count first, nearest first, then those after it.
    """
    before = [m.group().lower() for m in _WORD.finditer(sentence[max(0, offset - LOOK_BACK) : offset])]
    after = [
        m.group().lower()
        for m in _WORD.finditer(sentence[offset + length : offset + length + (LOOK_ON if before else 2 * LOOK_ON)])
    ]
    after = [word for word in after if len(word) > 1][: NEXT_WORDS if before else FIRST_WORDS]
    backwards = [(word, before[k - 1] if k else "") for k, word in reversed(list(enumerate(before)))]
    onwards = list(zip(after, ["", *after], strict=False))
    return _first_cue(backwards, words) or _first_cue(onwards, words)


def _first_cue(pairs: Iterable[tuple[str, str]], words: TimeWords) -> int:
    for word, before in pairs:
        if f"{before} {word}" in words.past_cues:
            return -1
        if word in words.future_cues or f"{before} {word}" in words.future_cues:
            return 1
        if before in words.passive_marks:
            continue
        if words.past_relative and before == words.past_relative[0] and word.startswith(words.past_relative[1]):
            return -1
        if word in words.past_cues or (words.past_suffix and len(word) > 3 and word.endswith(words.past_suffix)):
            return -1
    return 0


def weekday_day(weekday: int, lean: int, moment: Moment) -> Period | str:
    """The day meant by a weekday: the last one up to the publication date, or with a forward lean the next one."""
    if moment.published is None or moment.today is None:
        return "no publication date to count from"
    if weekday in moment.weekdays:
        return day_period(moment.weekdays[weekday])
    if lean > 0:
        return day_period(moment.today + DAY * ((weekday - moment.today.isoweekday()) % 7))
    return day_period(moment.published - DAY * ((moment.published.isoweekday() - weekday) % 7))


def is_misprinted(day: Date, weekday: int, moment: Moment) -> bool:
    """Whether a date beside a weekday is a slip ("Rabu (2/6)" of 28 June): no such weekday, and weeks away."""
    return day.isoweekday() != weekday and moment.today is not None and abs(day - moment.today) > WEEKS_OFF


def _candidates(day: int, month: int, moment: Moment) -> list[Date]:
    years = [moment.year] if moment.today is None else [moment.today.year + k for k in (-1, 0, 1)]
    found = []
    for year in years:
        try:
            found.append(Date(year or 0, month, day))
        except ValueError:  # 29 February, or a year outside the calendar
            continue
    return found


def day_of_year(
    day: int, month: int, lean: int, moment: Moment, weekday: int | None = None, *, told: bool = False
) -> Period | str:
    """The day of a date without a year: the nearest one; `told`: the expression itself says that it leans so.

    Where that is weeks away, a year in which the weekday fits is taken instead.
    """
    days = _candidates(day, month, moment)
    if not days:
        return "no such day, or no year to place it in"
    found = _nearest(days, lean, moment, told=told)
    fitting = [one for one in days if one.isoweekday() == weekday]
    far = moment.today is None or abs(found - moment.today) > WEEKS_OFF
    return day_period(_nearest(fitting, lean, moment) if fitting and far else found)


def _nearest(days: list[Date], lean: int, moment: Moment, *, told: bool = False) -> Date:
    today = moment.today
    if today is None:
        return days[0]
    ahead = [day for day in days if day >= today - LATE]
    back = [day for day in days if day <= max(today, moment.published or today)]
    if told and lean > 0 and ahead:
        return ahead[0]
    if told and lean < 0 and back:
        return back[-1]
    return min(days, key=lambda day: _cost(day, today, lean))


def _cost(day: Date, today: Date, lean: int) -> float:
    """Its distance from today, weighed up where it lies against the sentence's lean or in another year."""
    off = (day - today).days
    return abs(off) * (AGAINST if off * lean < 0 else 1) * (1 if day.year == today.year else OTHER_YEAR)


def month_of_year(month: int, lean: int, moment: Moment, *, told: bool = False, strict: bool = False) -> Period | str:
    """The month meant by a name without a year; `told` as in `day_of_year`; `strict` leaves the current month out."""
    if moment.today is None:
        return month_period(moment.year, month) if moment.year else "no publication date to count from"
    first = moment.today.replace(day=1)
    if told and lean and not (strict and month == first.month):
        passed = month > first.month if lean < 0 else month < first.month
        return month_period(first.year + (lean if passed else 0), month)
    if told and lean:
        return month_period(first.year + lean, month)
    found = _nearest([Date(first.year + k, month, 1) for k in (-1, 0, 1)], lean, moment)
    return month_period(found.year, found.month)
