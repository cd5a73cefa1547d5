"""Finding time expressions whose form is closed: dates, dated weekdays, clock times, "two days ago".

The patterns run over the code string of the text's time tokens (`time_words.CODES`) once, from left to right, each over
a bounded number of tokens: linear in the length of the text.
"""

import re
from functools import cache

from lansir.resolve.time_words import Token, lex, time_words

__all__ = ["find_times"]

_LEAD = "(?:(?:[su]|w?i)[id~]{0,2})?"  # "sejak", "hingga", "pada", "on the": kept in the span
_DATE = r"(?:[NO]M(?:,?Y)?|M\.?[NO](?:,?Y)?|M\.?,?Y|S|I)"
_DAYS = r"(?:[NO](?:M\.?Y?)?[-ru][NO]M(?:,?Y)?|M\.?[NO][-r](?:M\.?)?[NO](?:,?Y)?)"
_CLOCK = r"(?:~?k~?[CN](?:[-ru]k?[CN])?P?Z?|~?[CN]A|~?CZ)"
_WEEKDAY = rf"U?W(?:P?Z?\({_DATE}\)|,?{_DATE}|\.{_DATE})(?:T?P)?Z?"
_FIRST = [
    rf"{_LEAD}{_WEEKDAY}[pf]?(?:,?{_CLOCK})?",
    rf"{_LEAD}{_CLOCK}(?:,?{_LEAD}(?:{_WEEKDAY}|W))?",
    rf"{_LEAD}\[?{_DAYS}",
    rf"{_LEAD}U?{_DATE}P?[pf]?",
    rf"{_LEAD}T(?:P|,?{_WEEKDAY})?",
    "~?[N1]Ua",
    rf"{_LEAD}(?:tP|PT|Pt)",
]
_LAST = ["(?:s|(?<!N)(?<!Nx)[isu]?U)Y", "[iu]Y(?![(NU])"]
_BY_MODIFIER = {
    "before": [
        rf"{_LEAD}[e]?E?i?[pft]M", rf"{_LEAD}pP", rf"{_LEAD}[pft]?WP?", rf"{_LEAD}[el]?E?i?d?[pft]U",
        "[w]?d?[p<]NU", "[iu]E?d?M",
    ],
    "after": [
        rf"{_LEAD}E?U?M[pf]", rf"{_LEAD}U?WP?(?:U?[pft])?", rf"{_LEAD}E?[U][pft]", "~?[N1]Up", "w?NU<", "iE?M", "u?K",
    ],
}  # fmt: skip


@cache
def _shapes(language: str) -> re.Pattern[str]:
    return re.compile("|".join([*_FIRST, *_BY_MODIFIER[time_words(language).modifier], *_LAST]))


def find_times(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the text that are surely time expressions, with their preposition; in order, without overlap.

    Only closed forms are found. Offsets are code points, end exclusive.
    """
    tokens = lex(text, language)
    codes = "".join(_code(token) for token in tokens)
    found = []
    for match in _shapes(language).finditer(codes):
        inside = tokens[match.start() : match.end()]
        if _is_told(inside):
            found.append((inside[0].start, inside[-1].end))
    return found


def _code(token: Token) -> str:
    """The token's code, with what is no time of news taken out: years before 1900, "of" as a preposition."""
    if token.code == "Y" and isinstance(token.value, int) and not 1900 <= token.value < 2100:
        return "N"
    return "x" if token.code == "i" and token.value in ("of", "per") else token.code


def _is_told(tokens: list[Token]) -> bool:
    """No units of the clock ("this second"), no day that is a mere "this day"."""
    units = [token.value for token in tokens if token.code == "U"]
    counted = any(token.code in "N1" for token in tokens)
    return counted or not any(unit in ("second", "minute", "hour", "day") for unit in units) or len(tokens) > 2
