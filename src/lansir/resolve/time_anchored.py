"""Times told by another one in the same words: "two days before Christmas", "the week after next", "H-3 Lebaran"."""

import re
from collections.abc import Callable

import msgspec

from lansir.resolve.time_leaning import Moment, weekday_day
from lansir.resolve.time_periods import DAY, Period, day_period, shifted, unit_period
from lansir.resolve.time_relative import TOO_COARSE, beside
from lansir.resolve.time_tokens import NO_TODAY, Answer, Tokens, count_of

__all__ = ["ReadRest", "ago_from", "anchored", "two_units_off"]

ReadRest = Callable[[Tokens, Moment], Answer]
NO_EVENT = "the text does not date the event that it counts from"
_SHIFTED = re.compile(r"(?:(?P<length>(?:N|1)U|(?<![pft])dU|jd?|Jd?)(?P<side>[bDe\[]?)|(?P<bare>[bD]))d?(?P<point>.*)$")
_POINT = re.compile("[WMYSITCHGRX]|[pft]U|U[pft]")
BACKWARDS = "beJ"


def anchored(everything: Tokens, moment: Moment, read: ReadRest) -> tuple[Answer, str] | None:
    """What a time is that the words count from a point or an event named in them; None where they do not.

    `read` reads the tokens of the point. The second member is the rule's name.
    """
    match = _SHIFTED.search(everything.codes)
    if match and _POINT.search(match["point"]) and (match["side"] or match["length"] in _DAYS_BESIDE or match["bare"]):
        ahead = msgspec.structs.replace(moment, lean=1) if match["side"] == "[" else moment
        point = _point(Tokens(everything.tokens[match.start("point") :]), ahead, read)
        if isinstance(point, str) or not match["length"]:
            return point, "counted from an event" if "X" in match["point"] else "before or after a time"
        part = Tokens(everything.tokens[match.start("length") : match.end("side")])
        return _off(part, point), "counted from a time in the same words"
    if "X" in everything.codes and not _POINT.search(everything.codes.replace("X", "")):
        return _point(everything, moment, read), "event"
    return None


_DAYS_BESIDE = ("j", "J", "jd", "Jd")


def _point(tokens: Tokens, moment: Moment, read: ReadRest) -> Answer:
    told = Tokens([token for token in tokens.tokens if token.code not in "X"])
    if "X" in tokens.codes and not _POINT.search(told.codes):
        return moment.events.get(tokens.text("X")) or NO_EVENT
    return read(told, moment)


def _off(part: Tokens, point: Period) -> Answer:
    back = any(code in BACKWARDS for code in part.codes)
    sign = -1 if back else 1
    if part.has("jJ"):
        day = point.start - DAY if back else point.end + DAY
        return day_period(day)
    unit = part.text("U")
    if part.codes[0] == "d":
        return unit_period(unit, shifted(point.start, unit, sign))
    edge = msgspec.structs.replace(
        point, start=point.start if back else point.end, end=point.start if back else point.end
    )
    exact = unit in ("day", "week", "fortnight")
    if exact and point.granularity not in ("day", "minute", "range"):
        return TOO_COARSE
    return beside(unit, sign * count_of(part), edge if exact else point, to_the_day=exact)


def ago_from(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "a year ago today", "three years ago this month", "a week ago Tuesday"."""
    if moment.today is None:
        return NO_TODAY
    unit, count = part.text("U"), count_of(part)
    last = part.tokens[-1]
    if last.code == "W":
        day = weekday_day(int(str(last.value)), -1, moment)
        return day_period(shifted(day.start, unit, -count)) if isinstance(day, Period) else day
    day_then = shifted(moment.today, unit, -count)
    return unit_period(str(last.value), day_then) if last.code == "U" else day_period(day_then)


def two_units_off(part: Tokens, _: Tokens, moment: Moment) -> Answer:
    """ "the week before last", "the week after next"."""
    if moment.today is None:
        return NO_TODAY
    step = -2 if part.codes[-1] == "p" else 2
    unit = part.text("U")
    return unit_period(unit, shifted(unit_period(unit, moment.today).start, unit, step))
