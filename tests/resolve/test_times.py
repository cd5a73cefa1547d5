"""Time expressions to ISO 8601 values, in both languages."""

import datetime

import pytest

from lansir.errors import DataFileError
from lansir.lang import codes
from lansir.resolve.time_holidays import holiday
from lansir.resolve.time_words import time_words
from lansir.resolve.times import (
    Calendar,
    Expression,
    article_calendar,
    find_times,
    resolve_time,
    resolve_times,
)
from tests.resolve.time_tables import LANGUAGES, Row, rows

Date = datetime.date
PUBLISHED = Date(2024, 5, 3)


def value(words: str, language: str, published: Date | None = PUBLISHED) -> str | None:
    return resolve_time(words, language, published).value


@pytest.mark.parametrize("row", [row for language in LANGUAGES for row in rows(language)], ids=lambda row: row.words)
def test_words_mean_the_value_of_the_table(row: Row) -> None:
    offset = row.sentence.index(row.words)
    found = resolve_time(row.words, row.language, row.published, sentence=row.sentence, offset=offset)
    assert found.value == row.value, found
    assert row.type in (None, found.type)
    assert (": open, " in found.resolved) == (found.value is None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_hold_at_least_400_expressions_a_language(language: str) -> None:
    assert len({row.words for row in rows(language)}) >= 400


@pytest.mark.parametrize("language", codes())
def test_every_language_has_time_words_for_twelve_months_and_seven_days(language: str) -> None:
    words = time_words(language)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(1, 8))
    assert all(holiday(name, 2020) for name in words.holidays.values())


def test_a_language_without_time_words_is_said_to_lack_them() -> None:
    with pytest.raises(DataFileError, match=r"times\.yaml is missing"):
        find_times("ieri", "it")


# ---- types, granularity, anchor, reason ----


@pytest.mark.parametrize(
    ("words", "kind", "granularity"),
    [
        ("on Sunday", "DATE", "day"),
        ("last week", "DATE", "week"),
        ("in May 2015", "DATE", "month"),
        ("in 2015", "DATE", "year"),
        ("the 1990s", "DATE", "decade"),
        ("the first quarter of 2017", "DATE", "quarter"),
        ("from 2004 to 2009", "DATE", "range"),
        ("at 10 a.m.", "TIME", "minute"),
        ("Monday night", "TIME", "day"),
        ("three days", "DURATION", None),
        ("every day", "SET", None),
    ],
)
def test_type_and_granularity_are_kept(words: str, kind: str, granularity: str | None) -> None:
    found = resolve_time(words, "en", PUBLISHED)
    assert (found.type, found.granularity) == (kind, granularity)


def test_the_anchor_is_the_day_counted_from() -> None:
    assert resolve_time("two days ago", "en", PUBLISHED).anchor == "2024-05-03"


def test_without_a_publication_date_relative_words_stay_open_and_say_why() -> None:
    found = resolve_time("last week", "en", None)
    assert found.value is None
    assert "no publication date" in found.resolved


def test_without_a_publication_date_full_dates_still_have_their_value() -> None:
    assert value("17 Agustus 1945", "id", None) == "1945-08-17"


def test_the_dateline_can_say_which_day_the_article_speaks_from() -> None:
    found = resolve_time("kemarin", "id", PUBLISHED, dateline_context=Date(2024, 5, 1))
    assert found.value == "2024-04-30"


def test_now_is_the_publication_date_even_where_the_article_speaks_from_another_day() -> None:
    found = resolve_time("saat ini", "id", PUBLISHED, dateline_context=Date(2024, 5, 1))
    assert found.value == "2024-05-03"


# ---- the article as a whole ----


def article(*lines: tuple[str, str]) -> list[Expression]:
    """One expression a sentence: its words, and the sentence that holds them."""
    return [Expression(words, text, text.index(words), k) for k, (words, text) in enumerate(lines)]


def values(language: str, published: Date | None, *lines: tuple[str, str]) -> list[str | None]:
    return [one.value for one in resolve_times(article(*lines), language, published)]


def test_a_dated_weekday_shows_the_day_that_a_late_page_speaks_from() -> None:
    lines = article(("Rabu (1/5)", "Ia tiba, Rabu (1/5)."), ("hari ini", "Ia bertemu wali kota hari ini."))
    assert article_calendar(lines, "id", PUBLISHED) == Date(2024, 5, 1)
    assert [one.value for one in resolve_times(lines, "id", PUBLISHED)] == ["2024-05-01", "2024-05-01"]


def test_a_dated_today_outweighs_other_dated_weekdays() -> None:
    lines = article(
        ("Rabu (1/5)", "Ia tiba Rabu (1/5)."),
        ("Rabu (1/5)", "Ia berbicara Rabu (1/5)."),
        ("hari ini, Kamis (2/5)", "Ia pulang hari ini, Kamis (2/5)."),
    )
    assert article_calendar(lines, "id", PUBLISHED) == Date(2024, 5, 2)


def test_a_dated_tomorrow_tells_today() -> None:
    lines = article(("besok (4 Mei 2024)", "Ia akan pergi besok (4 Mei 2024)."))
    assert article_calendar(lines, "id", Date(2024, 5, 5)) == Date(2024, 5, 3)


def test_without_dated_weekdays_the_article_speaks_from_the_publication_date() -> None:
    assert article_calendar(article(("2014", "Pada 2014 ia pindah.")), "id", PUBLISHED) == PUBLISHED
    assert article_calendar([], "id", None) is None


def test_a_bare_weekday_means_the_one_that_the_article_dates() -> None:
    found = values(
        "id", PUBLISHED, ("Senin (22/4)", "Sidang dibuka Senin (22/4)."), ("pada Senin", "Ia hadir pada Senin.")
    )
    assert found == ["2024-04-22", "2024-04-22"]


def test_that_time_is_the_past_time_told_just_before() -> None:
    lines = (("pada 16 Maret 2017", "Ia dilantik pada 16 Maret 2017."), ("Saat itu", "Saat itu ia berjanji."))
    assert values("id", PUBLISHED, *lines) == ["2017-03-16", "2017-03-16"]


def test_days_are_counted_on_from_the_time_told_before() -> None:
    lines = (
        ("on March 1, 2020", "It opened on March 1, 2020."),
        ("Two days later", "Two days later it closed."),
        ("the next day", "It opened again the next day."),
    )
    assert values("en", PUBLISHED, *lines) == ["2020-03-01", "2020-03-03", "2020-03-04"]


def test_counting_on_from_a_coarser_time_stays_open() -> None:
    lines = (("in June 2015", "He was held in June 2015."), ("two days later", "He was freed two days later."))
    assert values("en", PUBLISHED, *lines) == ["2015-06", None]


def test_a_clock_time_belongs_to_the_day_of_its_sentence() -> None:
    sentence = "Gempa terjadi pukul 05.12 WIB, kata petugas, Rabu (1/5)."
    lines = [
        Expression("pukul 05.12 WIB", sentence, sentence.index("pukul"), 0),
        Expression("Rabu (1/5)", sentence, sentence.index("Rabu"), 0),
    ]
    assert resolve_times(lines, "id", PUBLISHED)[0].value == "2024-05-01T05:12"


def test_the_same_period_of_last_year_is_the_period_told_before() -> None:
    lines = (
        ("pada semester pertama tahun ini", "Ekspor naik pada semester pertama tahun ini."),
        ("periode yang sama tahun lalu", "Angka itu di atas periode yang sama tahun lalu."),
    )
    assert values("id", PUBLISHED, *lines) == ["2024-01-01/2024-06-30", "2023-01-01/2023-06-30"]


def test_a_year_named_before_a_date_in_its_sentence_is_its_year() -> None:
    sentence = "Tahun lalu, tepatnya pada 14 Juli, jembatan itu roboh."
    lines = [
        Expression("Tahun lalu", sentence, 0, 0),
        Expression("pada 14 Juli", sentence, sentence.index("pada"), 0),
    ]
    assert resolve_times(lines, "id", PUBLISHED)[1].value == "2023-07-14"


def test_a_page_without_date_takes_the_year_that_its_own_dates_state() -> None:
    lines = (("on 5 April", "They met on 5 April."), ("on 2 May 2016", "They will meet on 2 May 2016."))
    assert values("en", None, *lines) == ["2016-04-05", "2016-05-02"]


def test_a_calendar_can_be_made_once_and_used_for_single_expressions() -> None:
    calendar = Calendar.of(article(("Rabu (1/5)", "Ia tiba Rabu (1/5).")), "id", PUBLISHED)
    assert resolve_time("besok", "id", PUBLISHED, calendar=calendar).value == "2024-05-02"
