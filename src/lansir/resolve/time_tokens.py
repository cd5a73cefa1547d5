"""Time tokens asked for by code, and what every rule needs of them: the leaning and the year that the words name."""

import re
from collections.abc import Iterable, Sequence

from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import Period
from lansir.resolve.time_words import STARTING, Token

__all__ = [
    "NO_REFERENCE",
    "NO_RULE",
    "NO_TODAY",
    "Answer",
    "Tokens",
    "codes_of",
    "count_of",
    "lean_of",
    "leans",
    "named_year",
    "numeric_order",
]

Answer = Period | str
NO_TODAY = "no publication date to count from"
NO_REFERENCE = "nothing before it says when that was"
NO_RULE = "no rule reads these words"
MONTHS = 12
STEP = {"p": -1, "t": 0, "f": 1}


def codes_of(tokens: Iterable[Token]) -> str:
    """The codes of tokens, one letter each."""
    return "".join(token.code for token in tokens)


class Tokens:
    """Tokens of an expression, asked for by code."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = list(tokens)
        self.codes = codes_of(tokens)

    def has(self, codes: str) -> bool:
        """Whether a token of one of these codes is there."""
        return any(code in self.codes for code in codes)

    def token(self, codes: str) -> Token | None:
        """The first token of one of these codes."""
        return next((token for token in self.tokens if token.code in codes), None)

    def number(self, codes: str) -> int | None:
        """The value of the first token of these codes, where it is a number."""
        found = self.token(codes)
        return int(found.value) if found and isinstance(found.value, int | float) else None

    def text(self, codes: str) -> str:
        """The value of the first token of these codes as text; empty where there is none."""
        found = self.token(codes)
        return str(found.value) if found else ""

    def step(self) -> int | None:
        """-1, 0 or +1 as "last", "this" or "next" say; "kemarin" and "besok" after a unit count as those."""
        found = self.token("pft")
        if found:
            return STEP[found.code]
        day = self.number("T")
        return None if day is None else (day > 0) - (day < 0)


def numeric_order(tokens: Iterable[Token]) -> str | None:
    """ "dmy" or "mdy" where figures that can be read only so show it, and none contradicts."""
    orders = set()
    for token in tokens:
        if token.code == "S" and isinstance(token.value, tuple) and max(token.value[:2]) > MONTHS:
            orders.add("dmy" if token.value[0] > MONTHS else "mdy")
    return orders.pop() if len(orders) == 1 else None


def count_of(tokens: Tokens) -> float:
    """How many units: the number told, one where none is."""
    found = tokens.token("N")
    return float(found.value) if found and isinstance(found.value, int | float) else 1.0


def lean_of(part: Tokens, everything: Tokens, moment: Moment) -> int:
    """-1 for the past, +1 for the future: as the words themselves say, else as the sentence does."""
    step = part.step()
    if step:
        return step
    since = everything.token("s")
    if since and since.value == STARTING:
        return moment.lean or 1
    return -1 if since else moment.lean


def leans(everything: Tokens) -> bool:
    """Whether a word of the expression itself says surely which way it looks: "since", "until"."""
    since = everything.token("s")
    return everything.has("u") or (since is not None and since.value != STARTING)


def named_year(tokens: Tokens, moment: Moment) -> int | str:
    """The year that "2017", "last year" or "two years ago" in these tokens names; this year where they name none."""
    year = tokens.number("Y")
    if year is not None:
        return year
    if moment.today is None:
        return moment.year or NO_TODAY
    ago = re.search(r"[N1]U[ap]", tokens.codes)
    if ago:
        return moment.today.year - (Tokens(tokens.tokens[ago.start() : ago.end()]).number("N") or 1)
    near = re.search(r"[pft]U|U[pftT]", tokens.codes)
    return moment.today.year + (Tokens(tokens.tokens[near.start() : near.end()]).step() or 0 if near else 0)
