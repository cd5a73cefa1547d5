"""Holidays fall on the days that calendars and the moon say, and what is read says how it was read."""

import datetime
import math

import pytest

from lansir.resolve.time_holidays import (
    holiday,
    holiday_note,
    holidays_in,
    islamic_day,
    islamic_holiday,
)
from lansir.resolve.times import Expression, resolve_time, resolve_times

Date = datetime.date
DAY = datetime.timedelta(days=1)
YEARS = range(2000, 2036)
PUBLISHED = Date(2024, 5, 3)
ISLAMIC = {
    "islamic-new-year": (1, 1), "mawlid": (3, 12), "isra-miraj": (7, 27), "ramadan": (9, 1), "eid-al-fitr": (10, 1),
    "eid-al-adha": (12, 10),
}  # fmt: skip
SYNODIC_MONTH = 29.530588853
NEW_MOON = datetime.datetime(2000, 1, 6, 18, 14, tzinfo=datetime.UTC)


def moon_age(day: Date) -> float:
    """Days since the new moon at noon UTC, by the mean moon and its largest inequalities (Meeus, chapter 49)."""
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    return min((true_new_moon(k + shift) - noon).total_seconds() / -86400 for k in [turns(noon)] for shift in (0, -1)
               if true_new_moon(k + shift) <= noon)  # fmt: skip


def turns(moment: datetime.datetime) -> int:
    return round((moment - NEW_MOON).total_seconds() / 86400 / SYNODIC_MONTH)


def true_new_moon(k: int) -> datetime.datetime:
    moon, sun = math.radians(201.5643 + 385.81693528 * k), math.radians(2.5534 + 29.10535670 * k)
    latitude = math.radians(160.7108 + 390.67050284 * k)
    off = -0.4072 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon)
    off += 0.01039 * math.sin(2 * latitude) + 0.00739 * math.sin(moon - sun) - 0.00514 * math.sin(moon + sun)
    mean = datetime.datetime(2000, 1, 6, 14, 20, 36, tzinfo=datetime.UTC)  # Meeus's epoch, JDE 2451550.09766
    return mean + datetime.timedelta(days=SYNODIC_MONTH * k + off)


@pytest.mark.parametrize("name", sorted(ISLAMIC))
def test_islamic_days_are_those_of_the_tabular_calendar_within_a_day(name: str) -> None:
    month, day = ISLAMIC[name]
    known = {one.start for year in YEARS for one in holidays_in(name, year)}
    tabular = [islamic_day(year, month, day) for year in range(1420, 1459)]
    for expected in (one for one in tabular if Date(2000, 1, 10) <= one <= Date(2035, 12, 20)):
        assert min(abs(expected - one) for one in known) <= DAY, expected


@pytest.mark.parametrize("name", ["ramadan", "eid-al-fitr", "islamic-new-year"])
def test_islamic_months_begin_with_a_young_moon(name: str) -> None:
    assert all(0.2 <= moon_age(one.start) <= 3 for year in YEARS for one in holidays_in(name, year))


def test_the_chinese_year_begins_with_a_new_moon_in_january_or_february() -> None:
    for year in YEARS:
        day = holidays_in("lunar-new-year", year)[0].start
        assert Date(year, 1, 20) <= day <= Date(year, 2, 21)
        assert moon_age(day) <= 1.2 or moon_age(day) >= SYNODIC_MONTH - 1.2, day


def test_vesak_is_a_full_moon_and_nyepi_the_day_after_a_new_one() -> None:
    for year in YEARS:
        vesak, nyepi = (holidays_in(name, year)[0].start for name in ("vesak", "nyepi"))
        assert abs(moon_age(vesak) - SYNODIC_MONTH / 2) <= 1.6, vesak
        assert moon_age(nyepi) <= 2.2 or moon_age(nyepi) >= SYNODIC_MONTH - 1, nyepi


def test_diwali_is_the_dark_of_the_moon() -> None:
    for year in YEARS:
        age = moon_age(holidays_in("diwali", year)[0].start)
        assert age <= 1 or age >= SYNODIC_MONTH - 2, year


def test_jewish_days_keep_their_distances_and_shun_the_weekdays_that_they_must() -> None:
    for year in YEARS:
        passover, new_year = (holidays_in(name, year)[0].start for name in ("passover", "rosh-hashanah"))
        assert new_year - passover == 163 * DAY
        assert new_year.isoweekday() not in (7, 3, 5)
        assert holidays_in("yom-kippur", year)[0].start == new_year + 9 * DAY
        assert 83 * DAY <= holidays_in("hanukkah", year)[0].start - new_year <= 84 * DAY
        assert abs(moon_age(passover) - 15) <= 2


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("easter", "2000-04-23"), ("easter", "2008-03-23"), ("easter", "2011-04-24"), ("easter", "2035-03-25"),
        ("orthodox-easter", "2013-05-05"), ("orthodox-easter", "2017-04-16"), ("orthodox-easter", "2025-04-20"),
        ("ascension", "2024-05-09"), ("good-friday", "2024-03-29"), ("pentecost", "2021-05-23"),
        ("thanksgiving", "2024-11-28"), ("memorial-day", "2021-05-31"), ("labor-day-us", "2019-09-02"),
        ("eid-al-fitr", "2011-08-31"), ("eid-al-fitr", "2022-05-02"), ("eid-al-adha", "2015-09-24"),
        ("nowruz", "2024-03-20"), ("nowruz", "2023-03-21"), ("galungan", "2024-02-28"), ("diwali", "2022-10-24"),
    ],
)  # fmt: skip
def test_known_days(name: str, day: str) -> None:
    found = holiday(name, int(day[:4]))
    assert found is not None
    assert str(found.start) == day


def test_ramadan_lasts_to_the_day_before_eid() -> None:
    for year in range(2001, 2035):
        for month in holidays_in("ramadan", year):
            assert month.end - month.start in (28 * DAY, 29 * DAY)


def test_a_short_year_can_hold_a_holiday_twice() -> None:
    assert [str(one.start) for one in holidays_in("eid-al-fitr", 2033)] == ["2033-01-03", "2033-12-23"]


def test_years_of_the_islamic_calendar_lead_to_the_day() -> None:
    found = islamic_holiday("eid-al-fitr", 1445)
    assert found is not None
    assert str(found.start) == "2024-04-10"
    assert islamic_holiday("christmas", 1445) is None
    assert islamic_holiday("eid-al-fitr", 900) is None


def test_dates_that_are_calculated_or_local_are_said_to_be() -> None:
    assert holiday_note("eid-al-fitr", 2024) == "as observed in Indonesia"
    assert "calculated" in holiday_note("eid-al-fitr", 2030)
    assert holiday_note("christmas", 2030) == ""


# ---- how it was resolved ----


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("last week", "en", "calendar unit"),
        ("pukul 09.30 WITA", "id", "clock time; zone UTC+08:00"),
        ("at 9:30 local time", "en", "clock time; local time of the place"),
        ("9:30 GMT+3", "en", "clock time; zone UTC+03:00"),
        ("Senin malam", "id", "weekday; evening (TEV)"),
        ("every two weeks", "en", "repeated time: open, it happens again and again; every P2W"),
        ("setiap Jumat", "id", "repeated time: open, it happens again and again; every XXXX-WXX-5"),
        ("twice a week", "en", "repeated time: open, it happens again and again; every P1W"),
        ("recently", "en", "not settled: open, the words do not settle when (PAST_REF)"),
        ("dalam waktu dekat", "id", "not settled: open, the words do not settle when (FUTURE_REF)"),
        ("in recent weeks", "en", "untold number: open, the number is not told (PAST_REF)"),
        ("03/04/2024", "en", "numeric date: open, either number can be the day, and nothing says which"),
        ("30 Februari 2020", "id", "date: open, no such date in the calendar"),
        ("Friday or Saturday", "en", "one time or another: open, the words name more than one time"),
        ("Idul Fitri 2024", "id", "holiday; as observed in Indonesia"),
        ("Selasa (29/10/2014)", "id", "numeric date; the date is kept, though it is no such weekday"),
        ("Senin (29/10)", "id", "numeric date; the weekday is kept, for the date is no such weekday and weeks away"),
        ("before the vote", "en", "event: open, the text does not date the event that it counts from"),
        ("FY2024", "en", "fiscal or school year: open, a fiscal year need not be the calendar's, "
                         "and the text does not say where it begins"),
    ],
)  # fmt: skip
def test_every_value_says_how_it_was_resolved_in_one_wording(words: str, language: str, said: str) -> None:
    assert resolve_time(words, language, PUBLISHED).resolved == said


def test_the_way_that_the_sentence_looks_is_said() -> None:
    text = "The envoys arrived on Sunday."
    assert resolve_time("on Sunday", "en", PUBLISHED, sentence=text, offset=text.index("on")).resolved == (
        "weekday; looking back"
    )


def test_dates_in_figures_elsewhere_in_the_article_tell_which_number_is_the_day() -> None:
    lines = [Expression("25/03/2024", "On 25/03/2024.", 3, 0), Expression("03/04/2024", "On 03/04/2024.", 3, 1)]
    assert [one.value for one in resolve_times(lines, "en", PUBLISHED)] == ["2024-03-25", "2024-04-03"]


def test_an_event_that_the_text_dates_twice_dates_nothing() -> None:
    lines = [
        Expression("on 5 May", "The vote on 5 May was lost.", 9, 0),
        Expression("on 7 May", "The vote on 7 May was won.", 9, 1),
        Expression("Two days before the vote", "Two days before the vote it rained.", 0, 2),
    ]
    assert [one.value for one in resolve_times(lines, "en", PUBLISHED)] == ["2024-05-05", "2024-05-07", None]
