"""What an article's own time expressions say together: the day it speaks from, its year, and the events it dates."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from lansir.resolve.time_leaning import Moment, leaning
from lansir.resolve.time_periods import DAY, Period
from lansir.resolve.time_phrases import Phrase, phrase_of
from lansir.resolve.time_reading import read_phrase
from lansir.resolve.time_tokens import Answer, Tokens, numeric_order
from lansir.resolve.time_words import lex, time_words

__all__ = [
    "LONGEST",
    "Calendar",
    "Expression",
    "article_calendar",
    "dated_events",
    "lean_of_expression",
    "phrase_in",
    "spoken_days",
]

Date = datetime.date
LATE_DAYS = 3  # a dated weekday up to so many days before the publication date may be the day of writing
LATE_BARE = 2  # the same for a weekday without a date
LONGEST = 200  # code points; a longer "expression" is no time expression
NEAR = 8  # code points before an expression that show whether it begins its sentence
QUOTED = 1000  # code points before an expression in which its quotation may open
BESIDE = 60  # code points around a date in which one looks for the event that it dates
_WORD_BEFORE = re.compile(r"\w,?\s*$")


class Expression(msgspec.Struct, frozen=True):
    """A time expression of an article: its words, their sentence, their offset in it, and the sentence's number.

    `lean` is which way what it times points: -1 has happened, +1 is to come; it counts where no word says so.
    """

    words: str
    sentence: str = ""
    offset: int = 0
    index: int = 0
    lean: int = 0


def phrase_in(one: Expression, language: str) -> Phrase:
    """The expression's words as a phrase of its sentence."""
    inside = bool(_WORD_BEFORE.search(one.sentence[max(0, one.offset - NEAR) : one.offset]))
    return phrase_of(one.words[:LONGEST], language, inside=inside)


class Calendar(msgspec.Struct, frozen=True):
    """What an article's own dates say: the day it speaks from, the year it is in, and the weekdays it dates.

    `numeric_order` is dmy or mdy where its dates in figures show it.
    """

    published: Date | None
    today: Date | None
    year: int | None = None
    weekdays: dict[int, Date] = {}
    numeric_order: str | None = None

    @classmethod
    def of(cls, expressions: Sequence[Expression], language: str, published: Date | None) -> "Calendar":
        """The calendar of an article, from all its time expressions."""
        today = article_calendar(expressions, language, published)
        dated = _dated(expressions, language, published)
        days: dict[int, set[Date]] = {}
        for phrase, day, _ in dated:
            if phrase.has("W") and day.isoweekday() == phrase.weekday():
                days.setdefault(day.isoweekday(), set()).add(day)
        weekdays = {weekday: found.pop() for weekday, found in days.items() if len(found) == 1}
        tokens = [token for one in expressions for token in phrase_in(one, language).tokens]
        return cls(published, today, _year(expressions, language), weekdays, numeric_order(tokens))


def article_calendar(expressions: Sequence[Expression], language: str, published: Date | None) -> Date | None:
    """The day that an article speaks from: what its dated "today", then its dated weekdays agree on, else `published`.

    Only days up to four days before the publication date count; where several do, the most frequent, then the last.
    """
    if published is None:
        return None
    spoken: list[Date] = []
    dated: list[Date] = []
    for phrase, day, lean in _dated(expressions, language, published):
        near = DAY * 0 <= published - day <= DAY * LATE_DAYS
        if phrase.has("T") and abs(day - published) <= DAY * LATE_DAYS:
            spoken.append(day - DAY * phrase.counted())
        elif near and phrase.has("W") and (day < published or (lean <= 0 and not phrase.has("fu"))):
            dated.append(day)
    bare = [] if spoken or dated else _bare_weekdays(expressions, language, published)
    for days in (spoken, dated, bare):
        if days:
            count = Counter(days)
            return max(count, key=lambda day: (count[day], day))
    return published


def _dated(expressions: Sequence[Expression], language: str, published: Date | None) -> list[tuple[Phrase, Date, int]]:
    """The expressions that give day and month in figures or words, with the day they mean."""
    found = []
    for one in expressions:
        phrase = phrase_in(one, language)
        answer = _read_dated(phrase, language, published) if phrase.is_dated() else None
        if isinstance(answer, Period) and answer.start == answer.end:
            found.append((phrase, answer.start, lean_of_expression(one, language)))
    return found


def _read_dated(phrase: Phrase, language: str, published: Date | None) -> Answer | None:
    """What a dated phrase means by itself; None for a date that the calendar lacks ("30 February")."""
    try:
        return read_phrase(phrase, Moment(time_words(language), published, published)).answer
    except (ValueError, OverflowError):
        return None


def _bare_weekdays(expressions: Sequence[Expression], language: str, published: Date) -> list[Date]:
    found = []
    for one in expressions:
        phrase = phrase_in(one, language)
        if phrase.weekday() and not phrase.has("pftuUS") and lean_of_expression(one, language) <= 0:
            day = published - DAY * ((published.isoweekday() - (phrase.weekday() or 1)) % 7)
            found += [day] if published - day <= DAY * LATE_BARE else []
    return found


def _year(expressions: Sequence[Expression], language: str) -> int | None:
    """The year of the article by its own full dates, or by a bare year said more than once."""
    full: list[int] = []
    bare: list[int] = []
    for one in expressions:
        phrase = phrase_in(one, language)
        year = phrase.year()
        if year is not None:
            (full if phrase.has("M") else bare).append(year)
    bare = [year for year, count in Counter(bare).items() if count > 1]
    return max(full or bare, default=None)


def lean_of_expression(one: Expression, language: str) -> int:
    """-1 for the past, +1 for the future: as its sentence says, else as is known of what it times."""
    return leaning(one.sentence, one.offset, len(one.words), time_words(language)) or one.lean


def spoken_days(
    expressions: Sequence[Expression], phrases: Sequence[Phrase], language: str, published: Date | None
) -> dict[int, Date]:
    """Place of a "tadi" or "today" -> the dated weekday of its own sentence: the day on which the speaker said it.

    Only a dated weekday behind it counts ("... tadi," kata dia, Rabu (1/5)): one before it dates what is told.
    """
    if published is None:
        return {}
    dated: dict[int, tuple[int, Date]] = {}
    for one, phrase in zip(expressions, phrases, strict=True):
        if phrase.is_dated() and phrase.has("W") and not phrase.has("Tfu"):
            found = _dated([one], language, published)
            days = [day for _, day, lean in found if day <= published and lean <= 0]
            dated.update((one.index, (one.offset, day)) for day in days)
    spoken = {}
    for place, (one, phrase) in enumerate(zip(expressions, phrases, strict=True)):
        offset, day = dated.get(one.index, (-1, published))
        if phrase.codes.count("T") == 1 and not phrase.is_dated() and one.offset < offset:
            spoken[place] = day
    return spoken


def dated_events(expressions: Sequence[Expression], days: Mapping[int, Period], language: str) -> dict[str, Period]:
    """Key of an event -> its day, where the text puts a date at its name ("the vote on 5 May"), and only one.

    `days` are the single days that expressions mean, by place.
    """
    told: dict[str, set[Date]] = {}
    for place, period in days.items():
        for event in _events_beside(expressions[place], language):
            told.setdefault(event, set()).add(period.start)
    return {event: Period(day, day, "day") for event, found in told.items() if len(found) == 1 for day in found}


def _events_beside(one: Expression, language: str) -> list[str]:
    """Events named right before the expression, at most a verb and two words off, or right behind it."""
    if Tokens(lex(one.words[:LONGEST], language)).has("X"):
        return []
    before = one.sentence[max(0, one.offset - BESIDE) : one.offset]
    after = one.sentence[one.offset + len(one.words) :][:BESIDE]
    back = [token for token in lex(before, language) if token.code not in "di"]
    on = lex(after, language)
    found = []
    for tokens, pattern in ((back, r"X(?:x{0,4})$"), (on, r"^(?:x{0,2})X")):
        match = re.search(pattern, "".join("," if _breaks(token.code) else token.code for token in tokens))
        if match:
            inside = tokens[match.start() : match.end()]
            found.append(next(str(token.value) for token in inside if token.code == "X"))
    return found[:1]


def _breaks(code: str) -> bool:
    return code in ",.()-&|"
