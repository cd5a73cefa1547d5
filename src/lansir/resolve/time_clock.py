"""The clock time of a time expression, cut out of its tokens: "9:30 p.m.", "pukul 09.00-11.00", "half past nine"."""

import re
from collections.abc import Sequence

import msgspec

from lansir.resolve.time_tokens import Tokens, codes_of
from lansir.resolve.time_words import Token

__all__ = ["Clock", "dotted_clocks", "without_clock"]

# one clock time; the last kinds stand only where a second one beside them says that they are times
_ONE = (
    r"k?2Nk?(?=d?P)|k2N|k?(?:1?U|2)<N|k?1?U[r_]Nk?(?=d?P)|kN[%_]NU|kC|kN(?!U)|NC|C|NA|N1?k|N(?=Z)|N(?=dP)"
    r"|(?<=[ru&])N(?![MUYS])"
)
_LEFT = r"\[?(?:k?[CN]A?Z?[ru&](?=k?C|k?NA|kN)|k[CN]A?Z?[ru&](?=N))"
_CLOCK = re.compile(rf"(?P<left>{_LEFT})?(?P<one>{_ONE})(?P<half>A?)k?")
_WRITTEN_HOUR = 4  # "0630": so many figures
HOUR, HALF, QUARTER = 60, 30, 15
HUNDRED = 100
WRITTEN_DOTTED = (4, 5)  # characters of "6.40" and "16.40"
_DOTTED = re.compile("(?:^|(?<=[iu[~]))N(?=i?[pft]?WP|[id]{0,3}P|i?TP)")


class Clock(msgspec.Struct, frozen=True):
    """A clock time "HH:MM", with days to add where it is past midnight; `end` the same of the end of a range."""

    start: str
    start_day: int = 0
    end: str | None = None
    end_day: int = 0


def dotted_clocks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, "6.40" as a clock time in "at 6.40 on Tuesday morning", where figures with a stop else are numbers.

    It is one only behind a preposition, or where it comes first, and before a part of a day.
    """
    told = list(tokens)
    for match in _DOTTED.finditer(codes_of(tokens)):
        token = told[match.start()]
        hour, minute = divmod(round(_value(token) * HUNDRED), HUNDRED)
        if token.end - token.start in WRITTEN_DOTTED and 0 < hour < 24 and 0 < minute < HOUR:
            told[match.start()] = token._replace(code="C", value=(hour, minute))
    return told


def _value(token: Token) -> float:
    return float(token.value) if isinstance(token.value, int | float) else 0.0


def without_clock(tokens: Sequence[Token]) -> tuple[list[Token], Clock | None]:
    """The tokens without those of the clock time, and the clock time; None where none is told, or no possible one.

    A second clock time that is not the end of a range says the same in another zone and is left out.
    """
    tokens = _military(tokens)
    found = [match for match in _CLOCK.finditer(codes_of(tokens)) if _is_clock(tokens, match)]
    if not found:
        return list(tokens), None
    part = Tokens(tokens).text("P")
    clock = _read(tokens, found[0], part)
    if len(found) > 1 and not found[0]["left"] and codes_of(tokens)[found[0].end() : found[1].start()] in _RANGE:
        clock = _ranged(clock, _read(tokens, found[1], part))
    rest = [token for k, token in enumerate(tokens) if not any(m.start() <= k < m.end() for m in found)]
    if len(found) > 1 and "Z" in codes_of(tokens):
        rest = [token for token in rest if token.code != "|"]  # the same time in another zone
    if clock and clock.end and not _names_days(rest):
        rest = [token for token in rest if token.code not in "ru[&"]
    rest = [token for token in rest if token.code != "k"]
    return (rest, clock) if clock else (list(tokens), None)


_RANGE = ("r", "u", "&", "Zr", "Zu", "rk", "uk")


def _names_days(tokens: Sequence[Token]) -> bool:
    """Whether two times of the calendar are left, so that "to" between them is theirs."""
    return len([token for token in tokens if token.code in "WMTSIHNO"]) > 1


def _military(tokens: Sequence[Token]) -> list[Token]:
    """ "0630 hours", "1500 GMT" and "1500 hours" as clock times."""
    told = list(tokens)
    for place, token in enumerate(told[:-1]):
        after = told[place + 1]
        wide = token.end - token.start == _WRITTEN_HOUR and (token.code == "Y" or _tens(token))
        hours = (after.code == "U" and after.value == "hour") or after.code in "Zk"
        if wide and hours and isinstance(token.value, int | float):
            hour, minute = divmod(int(token.value), 100)
            if hour <= 24 and minute < 60:
                told[place] = token._replace(code="C", value=(hour % 24, minute))
                if after.code == "U":
                    told[place + 1] = after._replace(code="k", value=None)
    return told


def _tens(token: Token) -> bool:
    """Whether it is a number written with a nought before it, which alone have whole numbers for values."""
    return token.code == "N" and isinstance(token.value, int)


def _is_clock(tokens: Sequence[Token], match: re.Match[str]) -> bool:
    """Whether its units are those of an hour's parts, and a bare last number ends a range that began with a clock."""
    inside = tokens[match.start("one") : match.end("one")]
    units = [str(token.value) for token in inside if token.code == "U"]
    bare = match["one"] == "N" and not match["half"] and not match["left"]
    return not (bare and codes_of(tokens)[match.end("one") :][:1] not in ("Z", "d")) and all(
        unit in ("quarter", "minute", "half") for unit in units
    )


def _read(tokens: Sequence[Token], match: re.Match[str], part: str) -> Clock | None:
    half = Tokens(tokens[match.start("one") : match.end("half")]).text("A")
    last = _told(tokens[match.start("one") : match.end("one")], half)
    end = _placed(last, half, part)
    if not match["left"] or end is None or last is None:
        return Clock(*end) if end else None
    left = tokens[match.start("left") : match.end("left")]
    own = Tokens(left).text("A")
    first = _told(left, own or half)
    start = _placed(first, own or half, part)
    if start and not own and half and start[0] > end[0]:
        start = _placed(first, "a.m." if half[0] in "pP" else half, part)  # "11 to 1 p.m." begins before noon
    return _ranged(Clock(*start) if start else None, Clock(*end))


def _ranged(first: Clock | None, last: Clock | None) -> Clock | None:
    if first is None or last is None:
        return None
    day = last.start_day + (1 if (last.start_day, last.start) < (first.start_day, first.start) else 0)
    return Clock(first.start, first.start_day, last.start, day)


def _told(tokens: Sequence[Token], half: str) -> tuple[int, int] | None:
    """Hour and minute as the words say them, before "p.m." or "in the evening" is reckoned in."""
    parts = Tokens(tokens)
    clock = parts.token("C")
    if clock and isinstance(clock.value, tuple):
        return int(clock.value[0]), int(clock.value[1])
    numbers = [float(token.value) for token in tokens if token.code == "N" and isinstance(token.value, int | float)]
    if not numbers:
        return None
    hour, rest = int(numbers[0]), round(numbers[0] % 1 * 100)
    by_words = _by_words(hour, numbers[1:], parts)
    if by_words:
        return by_words
    return (hour, rest) if rest < HOUR and (not rest or half) else None


def _by_words(hour: int, minutes: Sequence[float], parts: Tokens) -> tuple[int, int] | None:
    """ "setengah delapan" is half an hour short of eight, "half past eight" after it; None for figures alone."""
    if "2N" in parts.codes:
        return hour - 1, HALF
    if "<" in parts.codes:
        return hour, HALF if "2" in parts.codes or parts.text("U") == "half" else QUARTER
    if minutes:
        minute = int(minutes[0]) % HOUR
        return (hour, minute) if "%" in parts.codes else (hour - 1, HOUR - minute)
    return (hour - 1, HOUR - QUARTER) if "U" in parts.codes else None


def _placed(told: tuple[int, int] | None, half: str, part: str) -> tuple[str, int] | None:
    """The time as "HH:MM" and the days to add; None where there is no such time."""
    if told is None:
        return None
    hour, minute = told
    day = 0
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    elif not half:
        hour, day = _by_part(hour, part)
    return (f"{hour:02d}:{minute:02d}", day) if 0 <= hour < 24 else None


def _by_part(hour: int, part: str) -> tuple[int, int]:
    """The hour that the part of the day tells: 7 in the evening is 19, 12 at night the end of the day."""
    afternoon = {"MI": range(1, 5), "AF": range(1, 12), "EV": range(5, 12), "NI": range(7, 12)}.get(part, range(0))
    if hour in afternoon:
        return hour + 12, 0
    if hour == 12 and part in ("EV", "NI"):
        return 0, 1
    return hour, 0
