"""The rules that read time tokens: patterns over token codes, the first that fits wins.

A rule gives a `Period`, or words that say why the text does not settle the time. Codes: `time_words.CODES`.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lansir.resolve import time_dates as dates
from lansir.resolve import time_relative as relative
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_tokens import NO_RULE, Answer, Tokens
from lansir.resolve.time_words import Token

__all__ = ["Reading", "read_point"]

Read = Callable[[Tokens, Tokens, Moment], Answer]


class Reading(NamedTuple):
    """What the tokens mean (or why nothing), and the rule that said so."""

    answer: Answer
    rule: str


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
    ("repeated time", "v", _says("it happens again and again")),
    ("day, month and year", "[NO]MY|M[NO]Y|YM[NO]", dates.full_date),
    ("day, month and year by words", "(?:[NO]M|M[NO])(?:[pft]U|U[pftT]|[N1]U[ap])", dates.day_month_year_word),
    ("day and month", "[pf]?(?:[NO]M|M[NO](?!U))[pftT]?", dates.day_month),
    ("month and year", "MY|YM", dates.month_year),
    ("month and year by words", "M(?:[pft]U|U[pft]|[N1]U[ap])", dates.month_year),
    ("month", "[pft]?M[pftT]?", dates.named_month),
    ("weekday of a week", "W[pft]U|WU[pftT]|[pft]UW|U[pft]W", relative.weekday_of_week),
    ("weekday", "[pft]W|W[pftT]|W", dates.named_weekday),
    ("part of the day", "tP|P[tT]|TP|pP", relative.part_of_day),
    ("quarter, half or century", "OU|UO", dates.ordinal_unit),
    ("few", "q", _says("the number is not told")),
    ("holiday", "H", dates.named_holiday),
    ("season", "G", dates.named_season),
    ("the day beside", "[jJ]", relative.next_day),
    ("counted on from another time", "[N1]U[le]", relative.later),
    ("counted back", "(?:N|1)U[ap]", relative.ago),
    ("counted ahead", "[N1]U[h]", relative.ahead),
    ("trailing stretch", "<N?U|[N1]U<|d?pNU|wdpU", relative.trailing),
    ("coming stretch", "NUf|fNU|dfU", relative.coming),
    ("the same of another year", "=pU|=U[pT]|=[N1]U[eap]", relative.same_last_year),
    ("same unit", "=U|U=", relative.same_unit),
    ("the same", "=", relative.just_same),
    ("unit beside another time", "U[le]|gU", relative.unit_before),
    ("calendar unit", "[pft]U|U[pftT]|[le]d?U", relative.calendar_unit),
    ("end of a unit", "Ed?U(?!Y)|UE", relative.end_of_unit),
    ("the weekend", "dU", relative.the_weekend),
    ("decade", "R", dates.decade),
    ("year", "Y", dates.bare_year),
    ("day from today", "T", relative.counted_day),
    ("that time", "B", relative.that_time),
    ("now", "K", relative.now),
    ("not settled", "V", _says("the words do not settle when")),
    ("part of the day", "P", relative.part_of_day),
    ("not settled", "<", _says("the words do not settle when")),
]


RULES = [Rule(name, re.compile(pattern), read) for name, pattern, read in _TABLE]
