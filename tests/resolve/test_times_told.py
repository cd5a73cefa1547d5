"""Times that an article tells by others: "the same day", "three days earlier", "yesterday", a clock time alone."""

import datetime

import pytest

from lansir.resolve.times import Expression, resolve_times

Date = datetime.date
PUBLISHED = Date(2025, 7, 10)  # a Thursday


def values(language: str, *sentences: tuple[str, str], published: Date = PUBLISHED) -> list[str | None]:
    """The values of an article's times, of which each sentence has one, or none ("")."""
    times = [
        Expression(words, sentence, sentence.index(words), index)
        for index, (sentence, words) in enumerate(sentences)
        if words
    ]
    return [time.value for time in resolve_times(times, language, published)]


# ---- days counted from the day told before ----


@pytest.mark.parametrize(
    ("language", "first", "sentence", "words", "expected"),
    [
        ("en", "The talks failed on 1 July.", "He fled the same day.", "the same day", "2025-07-01"),
        ("en", "The talks failed on 1 July.", "He was caught the same night.", "the same night", "2025-07-01"),
        ("en", "The talks failed on 1 July.", "The king had left the night before.", "the night before", "2025-06-30"),
        ("en", "The talks failed on 1 July.", "Two days later the bridge fell.", "Two days later", "2025-07-03"),
        ("en", "The talks failed on 1 July.", "A day earlier, he had fled.", "A day earlier", "2025-06-30"),
        ("id", "Rapat gagal pada 1 Juli.", "Hari itu juga ia lari.", "Hari itu", "2025-07-01"),
        ("id", "Rapat gagal pada 1 Juli.", "Pada hari yang sama ia lari.", "Pada hari yang sama", "2025-07-01"),
        ("id", "Rapat gagal pada 1 Juli.", "Sehari sebelumnya ia lari.", "Sehari sebelumnya", "2025-06-30"),
        ("id", "Rapat gagal pada 1 Juli.", "Tiga hari sebelumnya ia lari.", "Tiga hari sebelumnya", "2025-06-28"),
        ("id", "Rapat gagal pada 1 Juli.", "Tiga hari berikutnya ia lari.", "Tiga hari berikutnya", "2025-07-04"),
        ("id", "Rapat gagal pada 1 Juli.", "Sehari berselang ia lari.", "Sehari berselang", "2025-07-02"),
        ("id", "Rapat gagal pada 1 Juli.", "Selang dua hari ia lari.", "Selang dua hari", "2025-07-03"),
        ("id", "Rapat gagal pada 1 Juli.", "Malam sebelumnya ia lari.", "Malam sebelumnya", "2025-06-30"),
        ("id", "Rapat gagal pada 1 Juli.", "Dua, tiga hari sebelumnya ia lari.", "Dua, tiga hari sebelumnya", None),
    ],
)
def test_a_day_is_counted_from_the_day_told_before(
    language: str, first: str, sentence: str, words: str, expected: str | None
) -> None:
    told = "on 1 July" if language == "en" else "pada 1 Juli"
    assert values(language, (first, told), (sentence, words))[1] == expected


def test_the_day_may_have_been_told_many_sentences_before() -> None:
    between = [("Nobody knew why.", ""), ("The guards were silent.", ""), ("It rained.", ""), ("A bell rang.", "")]
    assert values("en", ("It began on 1 July.", "on 1 July"), *between, ("He fled the same day.", "the same day")) == [
        "2025-07-01",
        "2025-07-01",
    ]


def test_the_same_day_is_none_that_is_to_come() -> None:
    article = [
        ("The guards came back on Tuesday.", "on Tuesday"),
        ("They will be paid in full on 1 August.", "on 1 August"),
        ("A lawsuit was withdrawn the same day.", "the same day"),
    ]
    assert values("en", *article) == ["2025-07-08", "2025-08-01", "2025-07-08"]


def test_that_day_may_be_to_come_in_its_own_sentence() -> None:
    sentence = "Another march was called for July 30, and pupils were kept at home that day."
    times = [Expression(words, sentence, sentence.index(words)) for words in ("July 30", "that day")]
    assert [time.value for time in resolve_times(times, "en", PUBLISHED)] == ["2025-07-30", "2025-07-30"]


def test_a_clock_time_passes_over_a_day_told_in_passing() -> None:
    article = [
        ("Ratusan wartawan berunjuk rasa, Rabu (9/7).", "Rabu (9/7)"),
        ("Draf tertanggal 27 Maret itu ditolak.", "27 Maret"),
        ("Dewan tidak pernah dilibatkan.", ""),
        ("Sekitar pukul 13.30, tiga anggota keluar.", "Sekitar pukul 13.30"),
    ]
    assert values("id", *article)[-1] == "2025-07-09T13:30"


def test_right_behind_a_day_long_ago_a_clock_time_is_of_that_day() -> None:
    article = [
        ("The trial goes on since Tuesday.", "Tuesday"),
        ("The fire began on 27 March.", "on 27 March"),
        ("At 9:30 a.m. the roof fell in.", "At 9:30 a.m."),
    ]
    assert values("en", *article)[-1] == "2025-03-27T09:30"


# ---- yesterday ----


def test_the_yesterday_of_a_speaker_is_counted_from_the_day_that_the_article_dates() -> None:
    article = [
        ("Menteri itu tiba di Jakarta, Rabu (9/7).", "Rabu (9/7)"),
        ('"Kami kemarin sudah bertemu," katanya.', "kemarin"),
    ]
    assert values("id", *article) == ["2025-07-09", "2025-07-08"]


def test_this_week_of_a_plan_is_that_of_the_page() -> None:
    article = [
        ("Massa merusak gerbang gereja, Jumat (11/7).", "Jumat (11/7)"),
        ("Mereka bakal datang lagi Jumat pekan ini.", "Jumat pekan ini"),
    ]
    assert values("id", *article, published=Date(2025, 7, 14)) == ["2025-07-11", "2025-07-18"]
