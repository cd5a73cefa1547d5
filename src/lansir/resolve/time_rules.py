"""The rules that read time tokens: patterns over token codes, the first that fits wins.

A rule gives a `Period`, or words that say why the text does not settle the time. Codes: `time_words.CODES`.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lansir.resolve import time_anchored as anchored
from lansir.resolve import time_dates as dates
from lansir.resolve import time_parts as parts
from lansir.resolve import time_relative as relative
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_tokens import NO_RULE, Answer, Tokens
from lansir.resolve.time_words import Token

__all__ = ["Reading", "read_point"]

Read = Callable[[Tokens, Tokens, Moment], Answer]


class Reading(NamedTuple):
    """What the tokens mean (or why nothing), the rule that said so, and what is to be said about it.

    `length` is the ISO 8601 length where the words are one.
    """

    answer: Answer
    rule: str
    notes: tuple[str, ...] = ()
    length: str | None = None


class Rule(NamedTuple):
    """`read` gets the matched tokens, all tokens and the moment."""

    name: str
    pattern: re.Pattern[str]
    read: Read


def read_point(tokens: Sequence[Token], moment: Moment) -> Reading:
    """One point or stretch of time; not a range of two ("from ... to ...") and no clock time."""
    everything = Tokens(tokens)
    for rule in RULES:
        match = rule.pattern.search(everything.codes)
        if match:
            part = Tokens(everything.tokens[match.start() : match.end()])
            return Reading(rule.read(part, everything, moment), rule.name)
    return Reading(NO_RULE, "none")


def _says(reason: str) -> Read:
    return lambda _part, _everything, _moment: reason


_TABLE: list[tuple[str, str, Read]] = [
    ("ISO date", "I", dates.iso_date),
    ("numeric date", "S", dates.numeric_date),
    ("repeated time", "v|c.*U|U.*c", _says("it happens again and again")),
    ("day that differs by country", "n", _says("it falls on different days in different countries or faiths")),
    ("day, month and year", "[NO]MY|M[NO]Y|YM[NO]", dates.full_date),
    ("day, month and year by words", "(?:[NO]M|M[NO](?!U))(?:[pft]U|U[pftT]|[N1]U[ap])", dates.day_month_year_word),
    ("day and month", "[pf]?(?:[NO]d?M|M[d]?[NO](?!U))[pftT]?", dates.day_month),
    ("month and year", "MY|YM", dates.month_year),
    ("month and year by words", "M(?:[pft]U|U[pft]|[N1]U[ap])", dates.month_year),
    ("month", "[pft]*M[pftT]?", dates.named_month),
    ("part of the day", "^[^W]*(?:PT|TP)[^W]*$", relative.part_of_day),
    ("counted back from a day", "[N1]U[ap](?:T|tU|W)", anchored.ago_from),
    ("day of the month", "Od?U[pft]|O[pft]U|OdU(?!.)|Wd?O$|^[sui1d]*O$", parts.day_of_month),
    ("weekday of a week", "W[pft]U|WU[pftT]|[pft]UW|U[pft]W", relative.weekday_of_week),
    ("weekday of the week after next", "WU$", dates.week_after_weekday),
    ("weekday", "[pft]*W[pftT]?", dates.named_weekday),
    ("part of the day", "tP|P[tT]|TP|pP", relative.part_of_day),
    ("school term", "Q", dates.school_term),
    ("fiscal or school year", "F", dates.school_or_fiscal),
    ("part of the day beside", "[fg]P|P[eb]$", relative.next_day),
    ("holiday", "H", dates.named_holiday),
    ("season", "G", dates.named_season),
    ("quarter, half or century", "[OL]U|UO", dates.ordinal_unit),
    ("untold number", "q", relative.untold_number),
    ("two units off", "U[eb]p$|UDf$", anchored.two_units_off),
    ("the day beside", "[jJ]", relative.next_day),
    ("counted on from another time", "[N1]U[le]|l[N1]U", relative.later),
    ("counted back", "(?:N|1)U[ap]", relative.ago),
    ("counted ahead", "m?[N1]Uh|m[N1]U", relative.ahead),
    ("trailing stretch", "<N?U|[N1]U<|d?pNU|wdpU", relative.trailing),
    ("coming stretch", "NUf|fNU|dfU|wfU", relative.coming),
    ("the same of another year", "=pU|=U[pT]|=U?[N1]U[eap]|=Udt?pU", relative.same_last_year),
    ("same unit", "=U|U=", relative.same_unit),
    ("the same", "=", relative.just_same),
    ("unit beside another time", "U[le]|gU", relative.unit_before),
    ("calendar unit", "[pft]U|U[pftT]|[le]d?U|od?U(?!Y)|s?dU(?=h)", relative.calendar_unit),
    ("end of a unit", "E[tdpf]*U(?![YR])|UE", relative.end_of_unit),
    ("the day told", "^[siu]*dU$", relative.the_day),
    ("the unit around", "^[siu]*U$|^w[siu]*d?U$", relative.unit_around),
    ("the weekend", "dU(?!Y)", relative.the_weekend),
    ("decade", "R", dates.decade),
    ("year", "Y", dates.bare_year),
    ("year of the Islamic calendar", "y", _says("years of the Islamic calendar alone are not turned into ours")),
    ("day from today", "T", relative.counted_day),
    ("that time", "B", relative.that_time),
    ("now", "K", relative.now),
    ("not settled", "V", relative.vague),
    ("part of the day", "P", relative.part_of_day),
    ("not settled", "<", _says("the words do not settle when (PAST_REF)")),
]


RULES = [Rule(name, re.compile(pattern), read) for name, pattern, read in _TABLE]
