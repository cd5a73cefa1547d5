"""The words of one time expression as tokens: clock time, ranges of two, and what it needs from outside."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import Period, day_period, joined
from lansir.resolve.time_rules import Reading, read_point
from lansir.resolve.time_tokens import NO_REFERENCE, Tokens
from lansir.resolve.time_words import Token, lex

__all__ = ["Phrase", "phrase_of", "read_phrase"]

_DROPPED = "xZ~,()."
_NUMERIC = "NYCMOSRIW"
_CLOCK = re.compile("kCA?|CA?k?|kN|NA|N1?k")
_DURATION_UNITS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W",
    "month": "P{}M", "year": "P{}Y",
}  # fmt: skip
Clock = tuple[str, str | None]


class Phrase(msgspec.Struct, frozen=True):
    """A time expression: its tokens without fillers and clock time; the clock time apart, "HH:MM" (to "HH:MM")."""

    tokens: tuple[Token, ...]
    clock: Clock | None = None

    @property
    def codes(self) -> str:
        """The codes of the tokens."""
        return "".join(token.code for token in self.tokens)

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
        return bool(re.search("[IS]|[NO]M|M[NO]", self.codes)) and not self.has("r&")

    def lacks_year(self) -> bool:
        """Whether it names a month, and no year in figures or words."""
        return self.has("M") and not self.has("YSIpftUuT")

    def leans_on_another(self) -> bool:
        """Whether it can be read only by another expression's time."""
        return bool(self.clock) or bool(re.search("[jJB=g]|[N1]U[le]|U[leET]|[le]d?U|P|fU", self.codes))

    def type(self) -> Literal["DATE", "TIME", "DURATION", "SET"]:
        """The TIMEX3 type."""
        if "v" in self.codes:
            return "SET"
        if self.clock or "P" in self.codes:
            return "TIME"
        return "DURATION" if re.fullmatch("[wid1]*[N1]U[wd]*", self.codes) else "DATE"

    def duration(self) -> str | None:
        """The length in ISO 8601, e.g. P53D, where the words are a length of time."""
        tokens = Tokens(self.tokens)
        count, form = tokens.token("N"), _DURATION_UNITS.get(tokens.text("U"))
        number = float(count.value) if count and isinstance(count.value, int | float) else 1.0
        if form is None:
            return None
        number *= 2 if tokens.text("U") == "fortnight" else 1
        return form.format(int(number)) if number.is_integer() else None


@lru_cache(maxsize=1024)
def phrase_of(words: str, language: str) -> Phrase:
    """The words as a phrase."""
    return _without_clock(_kept(lex(words, language)))


def _kept(tokens: Sequence[Token]) -> list[Token]:
    """Without fillers; a dash between numbers is a range, "jam" before a number is o'clock."""
    kept: list[Token] = []
    solid = [token for token in tokens if token.code not in _DROPPED]
    for place, token in enumerate(solid):
        before = solid[place - 1].code if place else ""
        after = solid[place + 1].code if place + 1 < len(solid) else ""
        if token.code == "-":
            if before and after and before in _NUMERIC and after in _NUMERIC:
                kept.append(token._replace(code="r"))
        elif token.code == "U" and token.value == "hour" and after and after in "NC" and before not in ("N", "1"):
            kept.append(token._replace(code="k"))
        elif token.code != "i":
            kept.append(token)
    return kept


def _without_clock(tokens: list[Token]) -> Phrase:
    """The clock time cut out; "07.30 hingga 09.30" is one of two ends."""
    codes = "".join(token.code for token in tokens)
    found = list(_CLOCK.finditer(codes))[:2]
    if not found:
        return Phrase(tuple(tokens))
    afternoon = any(token.code == "P" and token.value in ("AF", "EV") for token in tokens)
    times = [_clock_time(tokens[match.start() : match.end()], afternoon) for match in found]
    rest = [token for k, token in enumerate(tokens) if not any(m.start() <= k < m.end() for m in found)]
    if len(times) == 2 and times[0] and times[1] and re.search("[ru-]", codes[found[0].end() : found[1].start()]):
        rest = [token for token in rest if token.code not in "ru["]
        return Phrase(tuple(rest), (times[0], times[1]))
    return Phrase(tuple(rest), (times[0], None)) if times[0] else Phrase(tuple(tokens))


def _clock_time(tokens: Sequence[Token], afternoon: bool) -> str | None:
    parts = Tokens(tokens)
    half = parts.token("A")
    clock = parts.token("C")
    told = clock.value if clock else (parts.number("N") or 0, 0)
    assert isinstance(told, tuple)
    hour, minute = told
    if half and hour <= 12:
        hour = hour % 12 + (12 if str(half.value).startswith("p") else 0)
    elif afternoon and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if 0 <= hour < 24 else None


def read_phrase(phrase: Phrase, moment: Moment) -> Reading:
    """What the phrase means at a moment; ValueError or OverflowError for a date that the calendar lacks."""
    reading = _read_days(phrase, moment)
    if phrase.clock is None:
        return reading
    return _at_clock(reading, phrase.clock, moment)


def _at_clock(reading: Reading, clock: Clock, moment: Moment) -> Reading:
    day = reading.answer
    if isinstance(day, str) and reading.rule == "none":
        reference = moment.reference
        day = reference if reference and reference.start == reference.end else NO_REFERENCE
        if isinstance(day, str) and moment.today:
            day = day_period(moment.today)
    if isinstance(day, str) or day.start != day.end:
        return Reading(day if isinstance(day, str) else NO_REFERENCE, "clock time")
    return Reading(Period(day.start, day.start, "minute", clock[0], clock[1]), "clock time")


def _read_days(phrase: Phrase, moment: Moment) -> Reading:
    codes = phrase.codes
    for place in (k for k, code in enumerate(codes) if code in "ru&"):
        left, right = phrase.tokens[:place], phrase.tokens[place + 1 :]
        if not _is_time(left) or not right or (codes[place] == "u" and not _is_time(right)):
            continue
        reading = _range(left, right, moment, spelled=phrase.tokens[place].value is not None)
        if reading:
            return reading
    return read_point(phrase.tokens, moment)


def _is_time(tokens: Sequence[Token]) -> bool:
    return any(token.code in "NYMOSIRWTUCGH" for token in tokens)


def _range(left: Sequence[Token], right: Sequence[Token], moment: Moment, *, spelled: bool) -> Reading | None:
    left, right = _completed(left, right)
    first, last = read_point(left, moment).answer, read_point(right, moment).answer
    if isinstance(first, Period) and not Tokens(right).has("YSI"):
        onwards = msgspec.structs.replace(moment, today=first.start, lean=1, weekdays={})
        last = read_point(right, onwards).answer if Tokens(right).has("MW") else last
    if isinstance(first, str) or isinstance(last, str) or last.end < first.start:
        return None
    days = spelled and moment.words.spelled_year_ranges == "days"
    return Reading(joined(first, last, spelled_days=days), "from one time to another")


def _completed(left: Sequence[Token], right: Sequence[Token]) -> tuple[list[Token], list[Token]]:
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
    unit = [token for token in (*left, *right) if token.code == "U"]
    if mine.has("O") and theirs.has("O") and len(unit) == 1:
        one, two = [*(token for token in left if token.code == "O"), *unit], [theirs.tokens[0], *unit]
        two[0] = next(token for token in right if token.code == "O")
    return one, two
