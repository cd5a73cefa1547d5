"""The same article on another day: the day of publication and the dates in the text move together.

A date that names its day moves by as many days as the publication; a bare year or month stays. What is told relative to
the publication should then be read as many days later too.
"""

import datetime
import re
from collections.abc import Iterator
from functools import cache, partial
from random import Random
from typing import NamedTuple

from bench.robustness.rewriting import Edit, edited
from bench.robustness.subject import Change, Changed, Subject, with_text
from lansir.resolve.time_words import time_words

__all__ = ["UNSAID", "date_changes", "dates_in", "shifted_value"]

UNSAID = "?"
"""The value of a time of which the change does not say what it becomes."""
YEAR = 364
MOST_WEEKS = 20
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)")
NUMERIC = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?(?![\d/])")


class Dated(NamedTuple):
    """A date of the text that names its day; `year` None where it names none."""

    start: int
    end: int
    day: int
    month: int
    year: int | None


def date_changes() -> Iterator[Change]:
    """A year less a day on, and some weeks on."""
    yield Change("published 364 days later", lambda subject, _: _moved(subject, YEAR))
    yield Change("published some weeks later", _moved_by_weeks)


def _moved_by_weeks(subject: Subject, chance: Random) -> Changed | None:
    return _moved(subject, 7 * chance.randint(1, MOST_WEEKS))


def _moved(subject: Subject, days: int) -> Changed | None:
    if subject.document.published is None:
        return None
    published = datetime.date.fromisoformat(subject.document.published)
    later = published + datetime.timedelta(days)
    edits = [edit for date in dates_in(subject.text, subject.language) for edit in _edits(subject, date, days)]
    rewriting = edited(subject.text, edits)
    document = with_text(subject.document, rewriting.text, published=later.isoformat())
    rule = partial(_expected, language=subject.language, published=published, later=later)
    return Changed(document, [rewriting], times=rule)


def dates_in(text: str, language: str) -> list[Dated]:
    """The dates that name their day: "29 Oktober 2013", "October 29", in Indonesian "29/10/2013" too."""
    months = time_words(_read_as(language)).months
    found = [match for pattern in _patterns(_read_as(language)) for match in pattern.finditer(text)]
    dates = [
        Dated(
            *match.span(),
            int(match["day"]),
            months.get(match["month"].lower()) or int(match["month"]),
            int(match["year"]) if match["year"] else None,
        )
        for match in found
    ]
    return sorted(date for date in dates if 1 <= date.month <= 12 and 1 <= date.day <= 31)


def shifted_value(value: str, days: int) -> str:
    """A value that names a day or a week, as many days on; UNSAID for any other."""
    parts = [_shifted(part, days) for part in value.split("/")]
    return UNSAID if UNSAID in parts else "/".join(parts)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(map(re.escape, time_words(language).months), key=len, reverse=True))
    month, day, year = rf"(?P<month>{months})", r"(?P<day>\d{1,2})", r"(?P<year>\d{4})(?!\d)"
    behind = re.compile(rf"(?<![\d/.]){day} {month}\b(?: {year})?", re.IGNORECASE)
    before = re.compile(rf"\b{month}\.? {day}(?![\d:])(?:,? {year})?", re.IGNORECASE)
    return (behind, before) if language == "en" else (behind, NUMERIC)


def _read_as(language: str) -> str:
    return "en" if language == "en" else "id"


def _edits(subject: Subject, date: Dated, days: int) -> Iterator[Edit]:
    """The date's figures and month written anew, day before month in figures; none where there is no such day."""
    year = date.year or int((subject.document.published or "2000")[:4])
    try:
        moved = datetime.date(year, date.month, date.day) + datetime.timedelta(days)
    except ValueError:
        return
    figures = iter((moved.day, moved.month))
    for part in re.finditer(r"\d+|[^\W\d]+", subject.text[date.start : date.end]):
        start, written = date.start + part.start(), part[0]
        if written.isdigit():
            anew = str(moved.year if len(written) == 4 else next(figures)).zfill(len(written))
        else:
            anew = _month(written, moved.month, _read_as(subject.language))
        if anew != written:
            yield Edit(start, start + len(written), anew)


def _month(written: str, month: int, language: str) -> str:
    """The name of another month, in short form where this one is in a form that is surely short."""
    months = time_words(language).months
    forms = {number: [name for name, k in months.items() if k == number] for number in (months[written.lower()], month)}
    short = len(written) <= 3 and len(forms[months[written.lower()]]) > 1
    name = next((name for name in forms[month] if (len(name) <= 3) == short), forms[month][0])
    return name.upper() if written.isupper() else name.capitalize() if written[0].isupper() else name


def _expected(
    words: str, value: str | None, *, language: str, published: datetime.date, later: datetime.date
) -> str | None:
    """What a time should be read as: UNSAID where that does not follow from its words alone."""
    if value is None:
        return None
    days, tokens = (later - published).days, set(re.findall(r"\w+", words.lower()))
    listed = time_words(_read_as(language))
    if any(phrase in words.lower() for phrase in (*listed.days, *listed.words["now"])) or tokens & {*listed.weekdays}:
        return shifted_value(value, days)
    if dates_in(words, language):
        return shifted_value(value, days)
    if re.search(r"\d{4}", words):
        return value
    return UNSAID


def _shifted(part: str, days: int) -> str:
    if match := DAY.fullmatch(part):
        moved = datetime.date.fromisoformat(match[1]) + datetime.timedelta(days)
        return moved.isoformat() + (match[2] or "")
    if match := WEEK.fullmatch(part):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1) + datetime.timedelta(days)
        year, week, _ = monday.isocalendar()
        return f"{year}-W{week:02}"
    return UNSAID
