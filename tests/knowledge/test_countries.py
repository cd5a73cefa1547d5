"""Countries are found by all the words that papers have for them, in both languages."""

import datetime

import pycountry
import pytest

from lansir.knowledge import Knowledge, knowledge
from lansir.knowledge.build_countries import country_rows
from lansir.knowledge.countries import countries, country_forms, seats
from lansir.knowledge.names import rows


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


def test_every_country_of_iso_3166_is_there() -> None:
    assert set(countries()) == {country.alpha_3 for country in pycountry.countries} | {"XKX"}


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_country_is_found_by_its_names_in_both_languages(known: Knowledge, code: str) -> None:
    for name, language in ((known.name_in(code, "en"), "en"), (known.name_in(code, "id"), "id")):
        assert name
        assert f"country/{code}" in [match.id for match in known.find(name, language)]


def test_the_table_is_what_its_sources_make_of_it() -> None:
    assert [row[0] for row in rows("countries", 5)] == [row[0] for row in country_rows()]


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("Amerika Serikat", "id", "USA"),
        ("AS", "id", "USA"),
        ("as", "id", None),
        ("US", "en", "USA"),
        ("us", "en", None),
        ("Tiongkok", "id", "CHN"),
        ("Cina", "id", "CHN"),
        ("Inggris", "id", "GBR"),
        ("Korea Utara", "id", "PRK"),
        ("South Korean president", "en", "KOR"),
        ("Israeli prime minister", "en", "ISR"),
        ("tentara Israel", "id", "ISR"),
        ("Presiden RI", "id", "IDN"),
        ("Gubernur Jawa Barat", "id", "IDN"),
        ("Kementerian Luar Negeri Qatar", "id", "QAT"),
        ("Kremlin", "id", "RUS"),
        ("pejabat Gedung Putih", "id", "USA"),
        ("anggota KPK", "id", "IDN"),
        ("a spokesman", "en", None),
    ],
)
def test_the_country_that_words_name(known: Knowledge, words: str, language: str, code: str | None) -> None:
    assert known.country_of(words, language) == code


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("duta besar AS untuk Israel", "id", "USA"),
        ("US ambassador to Israel", "en", "USA"),
        ("the Russian envoy in Jakarta", "en", "RUS"),
        ("warga Palestina di Gaza", "id", "PSE"),
    ],
)
def test_whose_goes_before_where_and_to_whom(known: Knowledge, words: str, language: str, code: str) -> None:
    assert known.country_of(words, language) == code


def test_two_countries_that_are_equally_good_are_none(known: Knowledge) -> None:
    assert known.country_of("Rusia dan Ukraina", "id") is None


@pytest.mark.parametrize(
    ("words", "language", "key", "sector"),
    [
        ("Kementerian Pertahanan Israel", "id", "defence-ministry/ISR", "MIL"),
        ("Kenyan police", "en", "police/KEN", "COP"),
        ("warga Prancis", "id", "people/FRA", "CVL"),
        ("Pemerintah Filipina", "id", "government/PHL", "GOV"),
    ],
)
def test_bodies_that_every_state_has(known: Knowledge, words: str, language: str, key: str, sector: str) -> None:
    (match,) = known.find(words, language, datetime.date(2024, 1, 1))
    assert (match.id, match.sectors) == (key, [sector])


def test_a_country_named_alone_is_its_government(known: Knowledge) -> None:
    (match,) = known.find("Prancis", "id")
    assert (match.type, match.country, match.sectors) == ("GPE", "FRA", ["GOV"])


def test_seats_say_what_they_stand_for() -> None:
    for seat in seats():
        assert seat.country in countries(), seat.key
        assert seat.kind in ("seat", "capital"), seat.key
        assert seat.stands_for, seat.key


def test_forms_are_of_a_known_kind() -> None:
    kinds = {form.kind for _, _, form in country_forms()}
    assert kinds == {"name", "adjective", "people", "region", "group", "capital", "seat", "other"}
