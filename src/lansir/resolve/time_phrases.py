"""The words of one time expression: its tokens, its clock time, its TIMEX3 type, and what it needs from outside."""

import re
from functools import lru_cache
from typing import Literal

import msgspec

from lansir.resolve.time_clock import Clock, dotted_clocks, without_clock
from lansir.resolve.time_shaping import shaped, without_fillers
from lansir.resolve.time_tokens import Tokens, codes_of
from lansir.resolve.time_words import Token, lex

__all__ = ["Phrase", "TimexType", "phrase_of"]

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
_REPEATED = re.compile("v|c.*U|U.*c")
_LENGTH = re.compile("[wm1]*(?:(?:[Nru|-]*N|1|q)U[&]?)+w?")


class Phrase(msgspec.Struct, frozen=True):
    """A time expression: its tokens without fillers and clock time, the clock time apart, and the zone it is told in.

    `zone` is the offset from UTC, empty for local time, None where none is named.
    """

    tokens: tuple[Token, ...]
    clock: Clock | None = None
    zone: str | None = None

    @property
    def codes(self) -> str:
        """The codes of the tokens."""
        return codes_of(self.tokens)

    def has(self, codes: str) -> bool:
        """Whether a token of one of these codes is there."""
        return any(code in codes for code in self.codes)

    def weekday(self) -> int | None:
        """The weekday named, 1 to 7."""
        return Tokens(self.tokens).number("W")

    def counted(self) -> int:
        """How far "yesterday", "tomorrow" are from today."""
        return Tokens(self.tokens).number("T") or 0

    def year(self) -> int | None:
        """The year named in figures."""
        numeric = Tokens(self.tokens).token("S")
        if numeric and isinstance(numeric.value, tuple) and numeric.value[2]:
            return int(numeric.value[2])
        return Tokens(self.tokens).number("Y")

    def is_dated(self) -> bool:
        """Whether day and month are named, for a single day."""
        return bool(re.search("[IS]|[NO]M|M[NO]", self.codes)) and not self.has("r&|")

    def lacks_year(self) -> bool:
        """Whether it names a month, and no year in figures or words."""
        return self.has("M") and not self.has("YSIpftUuT")

    def leans_on_another(self) -> bool:
        """Whether it can be read only by another expression's time."""
        return bool(self.clock) or bool(
            re.search("[jJBX=g]|[N1]U[lebD]|l[N1]U|U[leET]|[le]d?U|P|fU|^[siu]*dU$", self.codes)
        )

    def tells_a_clock(self) -> bool:
        """Whether it tells a time or a part of a day."""
        return self.clock is not None or self.has("P")

    def counts_from_a_day(self) -> bool:
        """Whether it needs a single day to count from: "the same day", "that night", "a day earlier"."""
        days = [token for token in self.tokens if token.code == "U" and token.value == "day"]
        return bool(re.search("[jJ]|[=eb]P|P[=eb]", self.codes)) or bool(
            len(days) == 1 and re.search("=U|U=|[N1]U[leb]|l[N1]U", self.codes)
        )

    def type(self) -> TimexType:
        """The TIMEX3 type; a stretch that ends or begins today ("the past two weeks") is a DATE, a range of days."""
        if _REPEATED.search(self.codes):
            return "SET"
        if self.clock or "P" in self.codes:
            return "TIME"
        lately = Tokens(self.tokens).text("q") == "PAST_REF"
        return "DURATION" if _LENGTH.fullmatch(self.codes) and not lately else "DATE"


@lru_cache(maxsize=1024)
def phrase_of(words: str, language: str, *, inside: bool = False) -> Phrase:
    """The words as a phrase; `inside` says that they begin inside a sentence."""
    every = without_fillers(dotted_clocks(lex(words, language, inside=inside)))
    tokens, clock = without_clock(every)
    zone = Tokens(every).token("Z")
    return Phrase(shaped(tokens), clock, str(zone.value) if zone else None)
