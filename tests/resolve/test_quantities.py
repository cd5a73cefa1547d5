"""Quantities as ranges, with their unit, what they count and how they were read, in both languages."""

from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.lang import codes
from lansir.resolve.number_words import number_words
from lansir.resolve.quantities import find_quantities

LANGUAGES = ("en", "id")
Row = tuple[str, str, list[str | float | None]]


class Table(msgspec.Struct):
    rows: list[list[str | float | None]]


def sentences(language: str) -> list[list[str | float | None]]:
    data = (Path(__file__).parent / f"quantities_{language}.yaml").read_bytes()
    return msgspec.yaml.decode(data, type=Table).rows


def rows(*, counting: bool) -> list[Row]:
    return [
        (language, str(row[0]), row[1:])
        for language in LANGUAGES
        for row in sentences(language)
        if (len(row) > 1) == counting
    ]


@pytest.mark.parametrize(("language", "sentence", "expected"), rows(counting=True))
def test_the_quantity_is_read(language: str, sentence: str, expected: list[str | float | None]) -> None:
    found = find_quantities(sentence, language)[0]
    assert [sentence[found.start : found.end], found.low, found.high, found.unit, found.of] == expected


@pytest.mark.parametrize(("language", "sentence"), [row[:2] for row in rows(counting=False)])
def test_years_dates_ordinals_laws_and_codes_are_no_quantities(language: str, sentence: str) -> None:
    assert find_quantities(sentence, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_large_enough(language: str) -> None:
    assert len(sentences(language)) >= 110


@pytest.mark.parametrize("language", codes())
def test_number_words_keep_their_order(language: str) -> None:
    words = number_words(language)
    assert {words.decimal, words.group} == {".", ","}
    assert all(low < high for low, high in (*words.vague.values(), *words.some.values()))
    assert set(words.bounds) == {"at_least", "more_than", "at_most", "less_than", "almost", "about"}


def test_several_quantities_keep_their_order() -> None:
    found = find_quantities("Sebanyak 12 rumah, 3 jembatan dan dua sekolah rusak.", "id")
    assert [(one.low, one.of) for one in found] == [(12, "rumah"), (3, "jembatan"), (2, "sekolah")]


# ---- how it was read ----


@pytest.mark.parametrize(
    ("language", "words", "resolved"),
    [
        ("id", "12 orang", "digits"),
        ("id", "dua belas orang", "number words"),
        ("id", "1.500 orang", "digits, Indonesian notation"),
        ("id", "1,500 orang", "digits, English notation, as such a count is whole"),
        ("id", "2.3 juta orang", "digits, English notation, as its signs stand so"),
        ("id", "puluhan ribu orang", "vague: puluhan ribu is 20000 to 99999"),
        ("id", "setidaknya 12 orang", "at least; digits"),
        ("id", "hampir 90 orang", "almost: up to 10% below; digits"),
        ("id", "10 hingga 15 orang", "range of two numbers; digits"),
        ("id", "tidak ada korban", "zero: tidak ada"),
        ("id", "separuh warga", "share: separuh; as a percentage"),
        ("id", "Budi Santoso (38)", "digits; an age, as it stands behind a name"),
        ("en", "1.500 people", "digits, Indonesian notation, as such a count is whole"),
        ("en", "1,500.5 metres", "digits, English notation"),
        ("en", "dozens of people", "vague: dozens of is 20 to 99"),
        ("en", "about 50 people", "about: ±10%; digits"),
        ("en", "up to $5 million", "at most; digits; $ without a country is taken for USD"),
        ("en", "more than a week", "more than; one of its unit"),
    ],
)
def test_a_quantity_says_how_it_was_read(language: str, words: str, resolved: str) -> None:
    assert find_quantities(words, language)[0].resolved == resolved


@pytest.mark.parametrize(
    ("language", "words", "stated", "bound"),
    [
        ("en", "at least 12 people", 12, "at_least"),
        ("en", "12 people", 12, None),
        ("en", "dozens of people", None, None),
        ("en", "10 to 15 people", None, None),
        ("id", "separuh warga", None, None),
    ],
)
def test_the_one_number_said_is_kept(language: str, words: str, stated: float | None, bound: str | None) -> None:
    found = find_quantities(words, language)[0]
    assert (found.stated, found.bound) == (stated, bound)


def test_a_change_is_two_numbers_and_a_range_is_one() -> None:
    assert [one.low for one in find_quantities("It rose from 10 to 15 points.", "en")] == [10, 15]
    assert [(one.low, one.high) for one in find_quantities("It ranged from 10 to 15 points.", "en")] == [(10, 15)]


# ---- properties ----

PIECES = ["half", "a third", "separuh", "antara", "between", "from", "no", "tidak ada", "one", "aged", "(38)",
    "12", "1.500", "2,3", "juta", "million", "orang", "people", "Rp", "$", "US$", "-", "hingga", "to",
    "lebih dari", "at least", "puluhan", "tens of", "thousands", "persen", "%", ".", ",", "ke-3", "tewas",
    "killed", "menangkap", "a", "dua", "belas", "seratus",
    "forty-two", "hundred", "and", "2014", "Pasal", "No", "dan"]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=20)


@pytest.mark.parametrize("language", LANGUAGES)
@given(pieces=SOUP, glue=st.sampled_from([" ", ""]))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_spans_and_closed_ranges(language: str, pieces: list[str], glue: str) -> None:
    text, place = glue.join(pieces), 0
    for one in find_quantities(text, language):
        assert place <= one.start < one.end <= len(text)
        assert one.low is None or one.high is None or one.low <= one.high
        assert one.low is not None or one.high is not None
        assert one.of is None or one.of in text
        assert one.resolved
        place = one.end


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 10**12))
@settings(max_examples=100, deadline=None)
def test_a_number_with_the_separators_of_the_language_comes_back(language: str, number: int) -> None:
    digits = f"{number:,}".replace(",", number_words(language).group)
    found = find_quantities(f"{digits} xx", language)
    assert [one.low for one in found] == [number] or 1900 <= number < 2100


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_hostile_text_takes_linear_time(language: str) -> None:
    text = "1-" * 3000 + "dua " * 3000 + "dua-" * 3000 + "lebih dari " * 1700 + "9" * 17000 + "Rp" * 3000
    started = process_time()
    find_quantities(text + "puluhan ribu " * 1700 + "antara 3 dan " * 1700 + "half a " * 1700, language)
    assert process_time() - started < 10
