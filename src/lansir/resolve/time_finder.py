"""Finding time expressions whose form is closed: dates, dated weekdays, clock times, "two days ago", "sejak 2014".

The patterns run over the code string of the text's time tokens (`time_words.CODES`, with the finer codes of `_code`)
once, from left to right, each over a bounded number of tokens: linear in the length of the text.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from lansir.resolve.time_clock import dotted_clocks
from lansir.resolve.time_words import EACH, OF, TimeWords, Token, lex, time_words

__all__ = ["find_times"]

MARCH, MAY = 3, 5  # without a preposition they are as often a verb or a name
FIRST_YEAR, LAST_YEAR = 1900, 2100  # other four-figure numbers are as often no years

# further codes here: 8 a number that is no day of a month, 7 "of", 6 a word with a capital, 5 a unit of hours or less,
# 4 a day, 3 a plural unit, 9 "recent", 2 a quarter, y a weekend,
# 0 "that time" inside a sentence, % "tadi", z "80-an"
_U = "[U4352y]"
_COUNT = "[N81]"
_LEAD = "(?:(?:[suwbD~]|w?i)[id~]{0,2})?"  # "sejak", "hingga", "pada", "on the": kept in the span
_DATE = r"(?:[NO]7?d?M(?:,?Y)?|Md?\.?[NO](?:,?Y)?|M\.?,?Y|S|I)"
_DAYS = r"(?:[NO](?:M\.?Y?)?[-ru&][NO]M(?:,?Y)?|M\.?[NO][-ru](?:M\.?)?[NO](?:,?Y)?|[NO]M,?Y?,?[-ru]M?[NO]M?,?Y?)"
_ONE = r"k?(?:CA?|NA|N1?k|8Z)|kN"
_CLOCK = rf"(?:~?(?:{_ONE}|C)Z?(?:[-ru&](?:{_ONE}|NA?)Z?)?(?:[id]{{0,2}}P)?Z?(?:\((?:{_ONE})Z?\))?)"
_WEEKDAY = rf"4?W(?:P?Z?\({_DATE}(?:[-ru]{_DATE})?\)|P?,?{_DATE}|\.{_DATE})(?:T?P)?Z?"
_YEARS = "(?:Y-Y|Y-N|YrY|YuY)"
_NEAR = f"(?:[pft]{_U}|{_U}[pft])"
_AT = "[isd~]{0,3}"  # between a day and its clock time
_FIRST = [
    rf"{_LEAD}(?:\[i?)?{_WEEKDAY}[pf]?(?:,?{_AT}{_CLOCK})?(?:[-ru]{_LEAD}{_WEEKDAY})?",
    rf"{_LEAD}\[?{_CLOCK}(?:,?{_LEAD}(?:{_WEEKDAY}|[pft]?WP?|TP?|{_DATE}[pf]?|jd?))?",
    rf"{_LEAD}4?WP?,?{_AT}{_CLOCK}",
    rf"{_LEAD}\[?i?{_DAYS}[pft]?(?:,?{_AT}{_CLOCK})?",
    rf"{_LEAD}(?:4?W,?)?{_DATE}P?(?:{_NEAR}|{_COUNT}{_U}[ap]|[pf])?(?:,?{_AT}{_CLOCK})?",
    rf"{_LEAD}[el]?i?T(?:,?\(?(?:{_WEEKDAY}|{_DATE}|T)\)?|P|[ru&]T)?(?:,?{_AT}{_CLOCK})?",
    rf"{_LEAD}\[?U?{_YEARS}[pf]?",
    rf"[wi]?i?\[U?YZ?[&]Y|[wi]i?U?Y&Y|\[{_LEAD}(?:M[ru&]M|W[ru&-]W|Y[ru&]Y)Y?",
    rf"{_LEAD}\[?U?M[-ru]M,?Y?|{_LEAD}\[?4?W(?:&|[ru])4?W(?:{_NEAR}|[pf])?|[s\[]i?4?W[pf][ru]i?4?W[pf]?",
    rf"{_LEAD}(?:tP|P[T%t]|%P)",
    rf"~?(?:{_COUNT}|q|N[ru-]N){_U}[ap]|~?3a",
    r"~?[N81][U43](?:[le](?:d?[XH]Y?)?|[bD]d?[XH]Y?)",
    rf"(?:e|{_LEAD})d?[pt<f]?H(?:Y|{_NEAR}|[pft])|(?:[suwbDe]|w?i)[id~]{{0,2}}[pt<f]?H",
    rf"(?:e|{_LEAD})(?:d?[pft]G|d?G7?(?:Y|{_NEAR})|G[pft])",
    rf"{_LEAD}d?E?-?U?R|{_LEAD}(?:d|d?E?-?U)E?-?z",
    rf"{_LEAD}d?(?:E-?)?(?:O-?[U2]|[U2]O)-?7?d?(?:U?Y|{_NEAR})",
    "~?v(?:[N1]?[U43]4?W?|W|H)",
]  # fmt: skip
_LAST = [
    f"{_LEAD}E7?i?U?Y|(?:(?<![N8])(?<![N8]x)[isuw]i?U?|s)Y[pf]?",
    "[iu]Y(?![(NU])",
    "(?<=X)Y|Y(?=X)",
]
_BY_MODIFIER = {
    "before": [
        rf"{_LEAD}d?[e]?(?:E-?)?7?i?d?[pft]M", rf"{_LEAD}pP", rf"{_LEAD}[pft]{{0,2}}WP?(?:[pft]U)?|{_LEAD}P7?i?WP?",
        rf"{_LEAD}d?[eE]?-?7?i?d?[pft]{_U}(?!7(?![dMY]))", "[el]id[U4]", "d?[U4][eb](?=[^dHX]|$)|d?[U4][eb]p",
        rf"[wi]?i?d[p<f](?:{_COUNT}|q){_U}(?!7)|[wi]id<U", "[iwl]?i?93", "[sbu]d?M|[iuw]i?d?(?:E-?)?7?d?M",
        "iE7M|EiM|dE7M", "u?UE", "=[U4]", "i?d?j", "K", f"{_LEAD}dE7d[U4]", f"{_LEAD}M7{_NEAR}",
        f"{_LEAD}d?[OL]-?2", "[wi]?dy", "dY(?=[x6])", "(?<=7)Y", "M", f"{_LEAD}dU(?:Df|[eb]p)",
        "wd[Uy](?![76])",
    ],
    "after": [
        rf"{_LEAD}E?U?M(?:[pft]|{_NEAR}|{_COUNT}U[ap])", rf"{_LEAD}4?WP?(?:,?T)?(?:(?:U?[pft]|&4?W|[ru]4?W))?",
        rf"{_LEAD}E?-?{_U}[pft]", rf"[ws]?w?(?:{_COUNT}|q){_U}<|[ws]?{_COUNT}{_U}f", "[isw]M|[isw]?EM", "[su]?K",
        "Y[pf]", "[iws]?q[U432y][pl<]", "i[U4]=|U=pU", "iUl", "[su]?i?B|[sui]0", "[iws]?i?V", "sP", "j",
        "(?:[su]i?|i)y(?![pft<=le])", "wU(?![NO8YMRpft<=leT-])",
    ],
}  # fmt: skip


@cache
def _shapes(language: str) -> re.Pattern[str]:
    return re.compile("|".join([*_FIRST, *_BY_MODIFIER[time_words(language).modifier], *_LAST]))


@lru_cache(maxsize=256)
def find_times(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Spans of the text that are surely time expressions, with their preposition; in order, without overlap.

    Only closed forms are found. Offsets are code points, end exclusive. The last texts are kept: quantities ask again.
    """
    tokens = dotted_clocks(lex(text, language))
    words = time_words(language)
    codes = "".join(_code(token, text, words) for token in tokens)
    found = []
    for match in _shapes(language).finditer(codes):
        inside = tokens[match.start() : match.end()]
        if inside and _is_told(inside, codes, match):
            found.append(_span(inside, text))
    return tuple(found)


def _span(tokens: Sequence[Token], text: str) -> tuple[int, int]:
    """From the first token to the last; before "Sunday's vote" the preposition is the noun's."""
    end = tokens[-1].end
    first = 0
    if text[end : end + 2] in ("'s", "’s"):
        while first < len(tokens) - 1 and tokens[first].code in "iwdsubeD~":
            first += 1
    return tokens[first].start, end


def _code(token: Token, text: str, words: TimeWords) -> str:
    """The token's code, with what is no time of news taken out: years before 1900, "per", and finer units."""
    phrase = text[token.start : token.end].lower()
    if token.code in "VKj":
        return token.code if phrase in words.surely_times else "x"
    if token.code == "R" and phrase[0].isdigit() and not phrase[:4].isdigit():
        return "z"
    if token.code == "T" and phrase in words.weak_days:
        return "%"
    if token.code in "Bx":
        capital = text[token.start].isupper()
        return {"B": "0", "x": "x"}[token.code] if not capital else {"B": "B", "x": "6"}[token.code]
    return _figure_code(token) if token.code in "YNS" else _word_code(token)


def _figure_code(token: Token) -> str:
    value = token.value
    if token.code == "S":
        return "S" if isinstance(value, tuple) and _is_day(value) else "x"
    if not isinstance(value, int | float):
        return "8"
    if token.code == "Y":
        return "Y" if FIRST_YEAR <= value < LAST_YEAR else "8"
    return "N" if value in range(1, 32) else "8"


def _word_code(token: Token) -> str:
    if token.code == "U":
        return _unit_code(token)
    if token.code == "q":
        return "9" if token.value == "PAST_REF" else "q"
    if token.code == "i" and token.value in (OF, EACH):
        return "7" if token.value == OF else "x"
    return token.code


def _unit_code(token: Token) -> str:
    if token.many:
        return "3"
    return {"second": "5", "minute": "5", "hour": "5", "day": "4", "quarter": "2", "weekend": "y"}.get(
        str(token.value), "U"
    )


def _is_day(figures: tuple[int, int, int | None]) -> bool:
    """Whether the two numbers of a date in figures can be day and month."""
    return 1 <= min(figures[:2]) <= 12 and max(figures[:2]) <= 31


def _is_told(tokens: Sequence[Token], codes: str, match: re.Match[str]) -> bool:
    """No "this second" and no "this day", no weekday in a name ("the Sunday Herald"), no mere "tadi"."""
    inside, after = match.group(), codes[match.end() : match.end() + 1]
    if inside in ("W", "iW", "dW") and after == "6":
        return False
    if inside == "M":
        return tokens[0].value not in (MARCH, MAY)

    if re.search("[54]", inside) and not re.search("[N81q=vlebWTE]", inside):
        return len(tokens) > 2 and "4" not in inside
    return True
