"""Time expressions to ISO 8601 values, in both languages."""

import datetime
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.errors import DataFileError
from lansir.lang import codes
from lansir.resolve.number_words import digits_value, spelled_number
from lansir.resolve.time_periods import holiday
from lansir.resolve.time_words import lex, time_words
from lansir.resolve.times import (
    Calendar,
    Expression,
    article_calendar,
    find_times,
    resolve_time,
    resolve_times,
)

Date = datetime.date
LANGUAGES = ("en", "id")
DAY = r"\d{4}-\d\d-\d\d"
POINT = rf"(?:{DAY}(?:T\d\d:\d\d)?|\d{{4}}-W\d\d|\d{{4}}-\d\d|\d{{4}})"
VALUE = re.compile(rf"{POINT}(?:/{POINT})?|PT?\d+[SMHDWMY]")
PUBLISHED = Date(2024, 5, 3)


class Table(msgspec.Struct):
    published: Date
    rows: list[list[str | None]]


def table(language: str) -> Table:
    return msgspec.yaml.decode((Path(__file__).parent / f"times_{language}.yaml").read_bytes(), type=Table)


def rows() -> list[tuple[str, str, str | None, str]]:
    return [
        (language, str(row[0]), row[1], str(row[2] if len(row) > 2 else row[0]))
        for language in LANGUAGES
        for row in table(language).rows
    ]


def value(words: str, language: str, published: Date | None = PUBLISHED) -> str | None:
    return resolve_time(words, language, published).value


@pytest.mark.parametrize(("language", "words", "expected", "sentence"), rows())
def test_words_mean_the_value_of_the_table(language: str, words: str, expected: str | None, sentence: str) -> None:
    found = resolve_time(words, language, table(language).published, sentence=sentence, offset=sentence.index(words))
    assert found.value == expected, found
    assert found.resolved


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_large_enough(language: str) -> None:
    assert len(table(language).rows) >= 120


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


# ---- finding by rules ----


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("id", "Ia tiba di Bandung pada Minggu (21/8) malam.", ["pada Minggu (21/8) malam"]),
        ("id", "Rapat digelar Senin, 29 April 2024, pukul 09.30 WIB.", ["Senin, 29 April 2024, pukul 09.30 WIB"]),
        ("id", "Sejak 2014 ia tinggal di sana.", ["Sejak 2014"]),
        ("id", "Dua hari lalu hujan turun.", ["Dua hari lalu"]),
        ("id", "Harga naik pekan lalu dan turun hari ini.", ["pekan lalu", "hari ini"]),
        ("id", "Harganya 2014 rupiah per butir.", []),
        ("id", "Dua minggu penuh mereka menunggu.", []),
        ("en", "The envoys arrived on Sunday.", ["on Sunday"]),
        ("en", "They met on Monday, April 29, 2024 in Geneva.", ["on Monday, April 29, 2024"]),
        ("en", "It fell two years ago and again last month.", ["two years ago", "last month"]),
        ("en", "The talks begin at 9:30 a.m. on Tuesday.", ["at 9:30 a.m. on Tuesday"]),
        ("en", "You may march in June, perhaps.", ["in June"]),
        ("en", "They may march to the square.", []),
        ("en", "", []),
    ],
)
def test_closed_forms_are_found(language: str, sentence: str, expected: list[str]) -> None:
    assert [sentence[start:end] for start, end in find_times(sentence, language)] == expected


# ---- numbers in words ----


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("id", "dua puluh lima orang", (25, 3)),
        ("id", "seratus dua belas", (112, 3)),
        ("id", "seribu lima ratus", (1500, 3)),
        ("id", "tiga ratus ribu", (300000, 3)),
        ("id", "satu setengah tahun", (1.5, 2)),
        ("id", "orang", None),
        ("en", "two hundred and six houses", (206, 4)),
        ("en", "a dozen eggs", (12, 2)),
        ("en", "three million four hundred thousand", (3400000, 5)),
        ("en", "a house", None),
    ],
)
def test_numbers_are_read_from_words(language: str, words: str, expected: tuple[float, int] | None) -> None:
    assert spelled_number(words.split(), language) == expected


def test_separators_are_those_of_the_language() -> None:
    assert digits_value("1.500", "id") == 1500
    assert digits_value("1.500", "en") == 1.5
    assert digits_value("2,3", "id") == 2.3
    assert digits_value("1,250,000", "en") == 1250000
    assert digits_value("1.2.3", "id") is None
    assert digits_value("9" * 40, "en") is None


# ---- properties ----

WORDS = {language: [token for row in table(language).rows for token in str(row[0]).split()] for language in LANGUAGES}
DATES = st.dates(Date(1900, 1, 1), Date(2099, 12, 31))


def soup(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(WORDS[language]), st.text(max_size=6)), max_size=12).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_words_give_a_valid_value_or_a_reason(language: str, data: st.DataObject) -> None:
    words = data.draw(soup(language))
    published = data.draw(st.one_of(st.none(), st.dates()))
    found = resolve_time(words, language, published, sentence=words)
    assert found.resolved
    if found.value is not None:
        assert VALUE.fullmatch(found.value), found
        for day in re.findall(DAY, found.value):
            Date.fromisoformat(day)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_found_spans_are_in_order_and_in_range(language: str, data: st.DataObject) -> None:
    text = data.draw(soup(language))
    place = 0
    for start, end in find_times(text, language):
        assert place <= start < end <= len(text)
        place = end


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DATES)
@settings(max_examples=60, deadline=None)
def test_a_date_written_out_comes_back(language: str, day: Date) -> None:
    words = time_words(language)
    month = next(name for name, number in words.months.items() if number == day.month).capitalize()
    weekday = next(name for name, number in words.weekdays.items() if number == day.isoweekday()).capitalize()
    for text in (f"{day.day} {month} {day.year}", f"{weekday}, {day.day} {month} {day.year}", str(day)):
        assert value(text, language, None) == str(day)
        assert find_times(f"xx {text} xx", language) == [(3, 3 + len(text))]


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_tokens_tile_the_text_in_order(language: str, text: str) -> None:
    tokens = lex(text, language)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@given(st.lists(st.sampled_from(["Saat itu", "pukul 9", "kemarin", "Senin (1/4)", "dua hari kemudian"]), max_size=30))
@settings(max_examples=40, deadline=None)
def test_an_article_gets_one_answer_for_each_expression(words: list[str]) -> None:
    expressions = [Expression(one, one, 0, k) for k, one in enumerate(words)]
    assert len(resolve_times(expressions, "id", PUBLISHED)) == len(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_hostile_text_takes_linear_time(language: str) -> None:
    text = "1/1/ " * 4000 + "Senin Senin, (" * 2000 + "a" * 50000 + "1" * 50000 + "-" * 20000
    started = datetime.datetime.now()
    find_times(text, language)
    resolve_time(text, language, PUBLISHED, sentence=text, offset=10)
    many = [Expression("pukul 9", "pukul 9", 0, k) for k in range(3000)]
    resolve_times(many, language, PUBLISHED)
    assert (datetime.datetime.now() - started).total_seconds() < 5
