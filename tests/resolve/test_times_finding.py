"""Time expressions are found by rule in whole sentences, and read in the light of their article."""

import pytest

from lansir.resolve.number_words import digits_value, spelled_number
from lansir.resolve.times import find_times
from tests.resolve.time_tables import LANGUAGES, Story, read, stories


@pytest.mark.parametrize("story", stories(), ids=lambda story: str(story.sentences[0][0])[:50])
def test_hard_sentences_are_read_from_finding_to_value(story: Story) -> None:
    found = read(story.language, story.published, [str(sentence[0]) for sentence in story.sentences])
    for index, (_, *expected) in enumerate(story.sentences):
        assert [[one.words, time.value] for one, time in found if one.index == index] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_twenty_hard_sentences_a_language(language: str) -> None:
    assert sum(len(story.sentences) for story in stories() if story.language == language) >= 20


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
        ("en", "The pact of May 2015 holds, Mrs May told the Sunday Herald.", ["May 2015"]),
        ("en", "It takes 45 minutes, and did for five months of her life.", []),
        ("en", "After Sunday's vote and before Christmas 2019 it closed.", ["Sunday", "before Christmas 2019"]),
        ("id", "Polisi pulang pada akhir pekan, terbanyak sepanjang tahun.", ["pada akhir pekan", "sepanjang tahun"]),
        ("id", "Sepanjang tahun 2017 hujan turun.", ["Sepanjang tahun 2017"]),
        ("en", "Throughout the week people came.", ["Throughout the week"]),
        ("en", "The train left at 6.40 on Tuesday morning.", ["at 6.40 on Tuesday morning"]),
        ("en", "The rate rose 1.25 on Tuesday morning.", ["on Tuesday morning"]),
        ("id", "Ia tadi menunggu selama 53 hari.", []),
        ("id", "Skornya 45/60 dan 3-2.", []),
        ("en", "", []),
    ],
)
def test_closed_forms_are_found(language: str, sentence: str, expected: list[str]) -> None:
    assert [sentence[start:end] for start, end in find_times(sentence, language)] == expected


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
