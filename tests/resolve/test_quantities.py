"""Quantities as ranges with unit and what they count, and the sizes of events, in both languages."""

import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.lang import codes, table
from lansir.resolve.event_sizes import CasualtyWords
from lansir.resolve.number_words import number_words
from lansir.resolve.quantities import event_size, find_quantities

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
    assert len(sentences(language)) >= 60


@pytest.mark.parametrize("language", codes())
def test_number_words_keep_their_order(language: str) -> None:
    words = number_words(language)
    assert {words.decimal, words.group} == {".", ","}
    assert all(low < high for low, high in (*words.vague.values(), *words.some.values()))
    assert set(words.bounds) == {"at_least", "more_than", "at_most", "less_than", "almost", "about"}


@pytest.mark.parametrize("language", codes())
def test_every_language_has_casualty_words(language: str) -> None:
    words = table(language, "casualties", CasualtyWords)
    assert all(cues.before and cues.after for cues in (words.killed, words.injured, words.arrested))


def test_several_quantities_keep_their_order() -> None:
    found = find_quantities("Sebanyak 12 rumah, 3 jembatan dan dua sekolah rusak.", "id")
    assert [(one.low, one.of) for one in found] == [(12, "rumah"), (3, "jembatan"), (2, "sekolah rusak")]


# ---- sizes of events ----

SIZES = [
    ("id", "Serangan bom itu menewaskan 12 orang.", "ASSAULT", None, "menewaskan", {"killed": 12}),
    ("id", "Serangan itu menewaskan sedikitnya lima prajurit.", "ASSAULT", None, "Serangan", {"killed": 5}),
    ("id", "Lebih dari 320 ribu warga tewas dalam perang itu.", "ASSAULT", None, "tewas", {"killed": 320000}),
    ("id", "Bentrokan melukai delapan polisi.", "ASSAULT", None, "melukai", {"injured": 8}),
    ("id", "Tiga puluh orang dibunuh dan 100 luka-luka.", "ASSAULT", None, "dibunuh", {"killed": 30, "injured": 100}),
    ("id", "Polisi menangkap empat tersangka.", "COERCE", "arrest", "menangkap", {"arrested": 4}),
    ("id", "Kelima pelaku telah ditangkap.", "COERCE", "arrest", "ditangkap", {"arrested": 5}),
    ("id", "Keempatnya ditangkap di pelabuhan.", "COERCE", "arrest", "ditangkap", {"arrested": 4}),
    ("id", "Seorang nelayan ditahan di pelabuhan.", "COERCE", "arrest", "ditahan", {"arrested": 1}),
    ("id", "Dua anak perempuan dan tiga pria diamankan.", "COERCE", "arrest", "diamankan", {"arrested": 5}),
    ("id", "Tersangka ketiga ditangkap di Bogor.", "COERCE", "arrest", "ditangkap", {}),
    ("id", "Salah satu pelaku ditangkap.", "COERCE", "arrest", "ditangkap", {}),
    ("id", "Polisi menyita 12 senjata.", "COERCE", "seize", "menyita", {}),
    ("id", "Serangan itu merusak 40 rumah.", "ASSAULT", None, "Serangan", {}),
    ("id", "Puluhan warga tewas.", "ASSAULT", None, "tewas", {}),
    ("id", "Polisi menangkap dua tersangka.", "CONSULT", None, "menangkap", {}),
    ("en", "The blast killed 12 people.", "ASSAULT", "explosives", "blast", {"killed": 12}),
    ("en", "At least 28 people were killed and 30 injured.", "ASSAULT", None, "killed", {"killed": 28, "injured": 30}),
    ("en", "The attack killed eight people and wounded scores.", "ASSAULT", None, "attack", {"killed": 8}),
    ("en", "Fourteen people were hurt in the riot.", "PROTEST", "riot", "riot", {"injured": 14}),
    ("en", "Six people were arrested in the old town.", "COERCE", "arrest", "arrested", {"arrested": 6}),
    ("en", "Police detained two dozen protesters.", "COERCE", "arrest", "detained", {"arrested": 24}),
    ("en", "No deaths were reported in the attack.", "ASSAULT", None, "attack", {"killed": 0}),
    ("en", "The attack destroyed 40 houses.", "ASSAULT", None, "attack", {}),
    ("en", "Dozens were killed.", "ASSAULT", None, "killed", {}),
    ("en", "Troops seized 300 rifles.", "COERCE", "seize", "seized", {}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "kind", "mode", "trigger", "expected"), SIZES)
def test_the_size_of_an_event_is_read(
    language: str, sentence: str, kind: str, mode: str | None, trigger: str, expected: dict[str, int]
) -> None:
    start = sentence.index(trigger)
    assert event_size(sentence, language, kind, mode, (start, start + len(trigger))) == expected


def test_the_trigger_may_be_counted_from_the_article() -> None:
    sentence = "Polisi menangkap empat tersangka."
    assert event_size(sentence, "id", "COERCE", "arrest", (507, 516), 500) == {"arrested": 4}


# ---- properties ----

PIECES = ["12", "1.500", "2,3", "juta", "million", "orang", "people", "Rp", "$", "US$", "-", "hingga", "to",
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
        place = one.end


@pytest.mark.parametrize("language", LANGUAGES)
@given(pieces=SOUP, start=st.integers(-5, 60), length=st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_sizes_of_any_text_are_whole_numbers(language: str, pieces: list[str], start: int, length: int) -> None:
    for kind in ("ASSAULT", "COERCE", "PROTEST", "AID"):
        sizes = event_size(" ".join(pieces), language, kind, None, (start, start + length))
        assert set(sizes) <= {"killed", "injured", "arrested"}
        assert all(isinstance(count, int) and count >= 0 for count in sizes.values())


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 10**12))
@settings(max_examples=100, deadline=None)
def test_a_number_with_the_separators_of_the_language_comes_back(language: str, number: int) -> None:
    digits = f"{number:,}".replace(",", number_words(language).group)
    found = find_quantities(f"{digits} xx", language)
    assert [one.low for one in found] == [number] or 1900 <= number < 2100


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_hostile_text_takes_linear_time(language: str) -> None:
    text = "1-" * 20000 + "dua " * 20000 + "lebih dari " * 10000 + "9" * 50000 + "Rp" * 10000 + "killed 3 " * 5000
    started = datetime.datetime.now()
    find_quantities(text, language)
    event_size(text, language, "ASSAULT", None, (200000, 200006))
    assert (datetime.datetime.now() - started).total_seconds() < 6
