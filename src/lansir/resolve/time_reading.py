"""Reading one time expression: ranges of two, parts of a whole, lengths, clock times, and else one point of time."""

import re
from collections.abc import Sequence

import msgspec

from lansir.resolve.time_anchored import anchored
from lansir.resolve.time_clock import Clock
from lansir.resolve.time_durations import UNTOLD_NUMBER, is_approximate, length_of, names_length
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_parts import part_of_whole, part_pattern
from lansir.resolve.time_periods import DAY, Period, day_period, joined, shifted, unit_period
from lansir.resolve.time_phrases import Phrase
from lansir.resolve.time_rules import Reading, read_point
from lansir.resolve.time_tokens import NO_REFERENCE, Answer, Tokens, numeric_order
from lansir.resolve.time_words import Token

__all__ = ["read_phrase"]

TWO_TIMES = "the words name more than one time"
MOST_LINKS = 6  # more words like "to" and "and" no expression needs
BEFORE_ERA = "years before our era are not counted here"
REVERSED = "its end would come before its beginning"
_TIME = "NYMOSIRWTUCGH"
_WEEK_OF = re.compile(r"d?U(?:E(?=[NO]M|M[NO]))?(?=.*(?:[NO]M|M[NO]|[SIH]))|HU$")


def read_phrase(phrase: Phrase, moment: Moment) -> Reading:
    """What the phrase means at a moment; ValueError or OverflowError for a date that the calendar lacks."""
    tokens = Tokens(phrase.tokens)
    order = numeric_order(phrase.tokens)
    if order:
        moment = msgspec.structs.replace(moment, numeric_order=order)
    reading = _not_one(tokens, phrase) or _read(phrase.tokens, moment)
    return reading if phrase.clock is None else _at_clock(reading, phrase.clock, moment)


def _not_one(tokens: Tokens, phrase: Phrase) -> Reading | None:
    """Why no value may be given, where the words name several times or none of the calendar."""
    if phrase.type() == "SET":
        return None
    if is_approximate(tokens):
        return Reading(UNTOLD_NUMBER, "length of time" if phrase.type() == "DURATION" else "counted")
    if "!" in tokens.codes:
        return Reading(BEFORE_ERA, "year")
    return None


def _read(tokens: Sequence[Token], moment: Moment) -> Reading:
    everything = Tokens(tokens)
    if names_length(everything) and not (everything.has("m") and moment.lean > 0):
        value, reason = length_of(everything)
        return Reading(reason, "length of time", length=value)
    if "|" in everything.codes and not everything.has("v"):
        return _alternatives(tokens, moment)
    tokens = _one_range(tokens)
    for place in [k for k, token in enumerate(tokens) if token.code in "ru&"][:MOST_LINKS]:
        found = _range(tokens, place, moment)
        if found:
            return found
    return _single(tokens, moment)


def _alternatives(tokens: Sequence[Token], moment: Moment) -> Reading:
    """ "Friday or Saturday" is open; where both sides mean the same, or one is no time, it is that time."""
    place = next(k for k, token in enumerate(tokens) if token.code == "|")
    sides = [_single(side, moment) for side in (tokens[:place], tokens[place + 1 :]) if _is_time(side)]
    told = {side.answer.iso() if isinstance(side.answer, Period) else "" for side in sides}
    return sides[0] if len(told) == 1 and "" not in told else Reading(TWO_TIMES, "one time or another")


def _single(tokens: Sequence[Token], moment: Moment) -> Reading:
    """One time, by another in the same words, as a part of a whole, as the week around it, or by itself."""
    everything = Tokens(tokens)
    if not everything.has("v"):
        found = anchored(everything, moment, lambda rest, then: _single(rest.tokens, then).answer)
        if found:
            return Reading(*found)
        for read in (_part, _week_of):
            reading = read(everything, moment)
            if reading:
                return reading
    return read_point(tokens, moment)


def _part(everything: Tokens, moment: Moment) -> Reading | None:
    match = part_pattern(everything, moment)
    if match is None:
        return None
    rest = everything.tokens[match.start("whole") :]
    whole = _whole(Tokens(rest), moment)
    answer = part_of_whole(everything, match, whole) if isinstance(whole, Period) else None
    return Reading(answer, "part of a longer time") if answer is not None else None


def _whole(rest: Tokens, moment: Moment) -> Answer:
    """The longer time: "the month" is the one that now is."""
    if re.fullmatch("dU", rest.codes) and moment.today:
        return unit_period(rest.text("U"), moment.today)
    return _single(rest.tokens, moment).answer


def _week_of(everything: Tokens, moment: Moment) -> Reading | None:
    """ "the week of November 6", "the weekend of 4-5 November", "Christmas week"."""
    match = _WEEK_OF.search(everything.codes)
    unit = everything.text("U")
    if match is None or unit not in ("week", "weekend") or everything.has("pftTle=<"):
        return None
    rest = [token for token in everything.tokens if token.code not in "dUE"]
    day = _read(rest, moment).answer
    if isinstance(day, str) or (day.end - day.start).days > 6:
        return None
    return Reading(unit_period(unit, day.start), "week of a day")


def _one_range(tokens: Sequence[Token]) -> Sequence[Token]:
    """Of a range told by weekdays and by dates ("Senin-Rabu (13-15/11)") the dates."""
    codes = "".join(token.code for token in tokens)
    if re.search("G.*Yr[NY]$", codes):
        return tokens[:-2]  # "the winter of 2022-23" is named by its first year
    twice = re.match(r"\[?WrW(?=[NO]M?r?[NOS]|Sr|M)", codes)
    return tokens[twice.end() :] if twice else tokens


def _range(tokens: Sequence[Token], place: int, moment: Moment) -> Reading | None:
    """From one time to another, split at the place; None where either side is no time of its own."""
    left, right = tokens[:place], tokens[place + 1 :]
    if not _is_time(left) or not _is_time(right):
        return None
    link, spelled = tokens[place].code, tokens[place].value is not None
    opened = any(token.code == "[" for token in left)
    left, right = _completed(left, right, moment)
    first = _begin(left, right, moment)
    last = _onwards(right, first, moment)
    if isinstance(first, str) or isinstance(last, str):
        return None
    if last.end < first.start:
        return Reading(REVERSED, "from one time to another") if link == "r" else None
    if link == "&" and not opened and last.start > first.end + DAY:
        return Reading(TWO_TIMES, "two times")
    days = spelled and moment.words.spelled_year_ranges == "days"
    return Reading(joined(first, last, spelled_days=days), "from one time to another")


def _begin(left: Sequence[Token], right: Sequence[Token], moment: Moment) -> Answer:
    """The beginning of a range; where the sentence looks back and no year is named, not one that is to come."""
    first = _single(left, moment).answer
    unnamed = not Tokens(left).has("YSI") and not Tokens(right).has("YSI") and Tokens(left).has("M")
    if unnamed and isinstance(first, Period) and moment.today and moment.lean < 0 and first.start > moment.today:
        return _single(left, msgspec.structs.replace(moment, today=shifted(moment.today, "year", -1))).answer
    return first


def _onwards(right: Sequence[Token], first: Answer, moment: Moment) -> Answer:
    """The end of a range: the next such weekday, month or holiday after its beginning."""
    parts = Tokens(right)
    if isinstance(first, Period) and not parts.has("YSIpft") and parts.has("MWH"):
        moment = msgspec.structs.replace(moment, today=first.start, lean=1, weekdays={})
    return _single(right, moment).answer


def _is_time(tokens: Sequence[Token]) -> bool:
    return any(token.code in _TIME for token in tokens)


def _completed(left: Sequence[Token], right: Sequence[Token], moment: Moment) -> tuple[list[Token], list[Token]]:
    """Each side lent what only the other names: "28-30 April 2024", "May 15-24", "1950-53", "13th to 15th century"."""
    mine, theirs = Tokens(left), Tokens(right)
    one, two = list(left), list(right)
    if not mine.has("MSIWT") and theirs.has("M") and mine.has("NO"):
        one += [token for token in right if token.code == "M"]
    if not mine.has("YSI") and mine.has("NOM") and theirs.has("Y") and (theirs.has("M") or mine.has("M")):
        one += [token for token in right if token.code == "Y"]
    if mine.has("M") and theirs.codes in ("N", "O", "NY", "OY"):
        two.insert(1, next(token for token in left if token.code == "M"))
    if mine.has("Y") and theirs.codes == "N" and not mine.has("M"):
        year, short = mine.number("Y") or 0, theirs.number("N") or 0
        two = [theirs.tokens[0]._replace(code="Y", value=year - year % 100 + short)]
    if mine.codes[-1:] == "N" and not mine.has("M") and theirs.has("S") and moment.words.numeric_order == "dmy":
        one[-1:] = [_lent(left[-1], theirs)]
    week = re.search("U[pft]|[pft]U", theirs.codes) if theirs.codes[:1] == "W" else None
    if week and mine.codes[-1:] == "W":
        one += theirs.tokens[week.start() : week.end()]
    return _lent_unit(one, two)


def _lent(number: Token, dated: Tokens) -> Token:
    """The day of "13-15/11" with the other's month and year."""
    told = dated.token("S")
    _, month, year = told.value if told and isinstance(told.value, tuple) else (0, 0, None)
    return number._replace(code="S", value=(int(str(number.value).split(".")[0]), month, year))


def _lent_unit(one: list[Token], two: list[Token]) -> tuple[list[Token], list[Token]]:
    """The unit of "the 18th and 19th centuries" on both sides."""
    mine, theirs = Tokens(one), Tokens(two)
    unit = [token for token in (*one, *two) if token.code == "U"]
    if mine.has("O") and theirs.has("O") and len(unit) == 1 and not mine.has("M"):
        first = [*(token for token in one if token.code == "O"), *unit]
        return first, [next(token for token in two if token.code == "O"), *unit]
    return one, two


def _at_clock(reading: Reading, clock: Clock, moment: Moment) -> Reading:
    """The clock time on the day told: in the same words, else beside them, else today."""
    day = reading.answer
    if isinstance(day, str) and reading.rule == "none":
        reference = moment.reference
        day = reference if reference and reference.start == reference.end else NO_REFERENCE
        if isinstance(day, str) and moment.today:
            day = day_period(moment.today)
    if isinstance(day, str) or day.start != day.end:
        return Reading(day if isinstance(day, str) else NO_REFERENCE, "clock time")
    start, end = day.start + DAY * clock.start_day, day.start + DAY * clock.end_day
    period = Period(start, end if clock.end else start, "minute", clock.start, clock.end)
    return Reading(period, "clock time", reading.notes)
