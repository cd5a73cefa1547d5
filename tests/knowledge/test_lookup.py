"""A name is looked up as papers write it, and the answer is the actor as it was on that day."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.knowledge import Actor, Knowledge, Role, knowledge
from lansir.knowledge.names import ACRONYM_LENGTH, indexed, key_of, tokens
from lansir.record import EntityType

ELECTED = datetime.date(2016, 5, 1)
RETIRED = datetime.date(2025, 5, 1)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


def village() -> Knowledge:
    """A small world of our own, in which each rule can be seen alone."""
    mayor = Role("mayor of Lindur", "wali kota Lindur", ["GOV"], "2010-03", "2014")
    envoy = Role("envoy", "utusan", ["IGO"], "2012-01-01", "2012-12-31", country="IGO")
    return Knowledge(
        [
            Actor("person/sari-mandala", "PER", {"mul": ["Sari Mandala"]}, "IDN", ["ELI"], ["Sari"], [mayor, envoy]),
            Actor("person/bram-sari", "PER", {"mul": ["Bram Sari"]}, "IDN", ["BUS"], ["Sari"]),
            Actor("org/balai", "ORG", {"en": ["Board of Ships"], "id": ["Balai Kapal", "BAK"]}, "IDN", ["GOV"]),
            Actor("org/angkatan-laut", "ORG", {"id": ["Angkatan Laut"], "en": ["Fleet of Lindur"]}, "IDN", ["MIL"]),
            Actor("org/armada", "ORG", {"mul": ["Armada Dunia"]}, "MNC", ["BUS"]),
        ]
    )


@pytest.mark.parametrize("name", ["Jokowi", "Joko Widodo", "JOKO WIDODO", "joko widodo", "Joko  Widodo,"])
def test_case_and_punctuation_do_not_count(known: Knowledge, name: str) -> None:
    assert [match.id for match in known.find(name, "id", ELECTED)] == ["person/joko-widodo"]


@pytest.mark.parametrize(
    ("words", "language", "on", "role", "original"),
    [
        ("Presiden Joko Widodo", "id", ELECTED, "president", "presiden"),
        ("Presiden Joko Widodo", "id", RETIRED, "former president", "mantan presiden"),
        ("Presiden Joko Widodo", "id", datetime.date(2013, 1, 1), "governor of Jakarta", "gubernur DKI Jakarta"),
        ("President Joko Widodo", "en", RETIRED, "former president", "former president"),
        ("Presiden AS Joe Biden", "id", datetime.date(2023, 5, 1), "president", "presiden"),
        ("Wapres Jusuf Kalla", "id", ELECTED, "vice president", "wakil presiden"),
    ],
)
def test_the_role_is_the_one_held_that_day(
    known: Knowledge, words: str, language: str, on: datetime.date, role: str, original: str
) -> None:
    (match,) = known.find_within(words, language, on, "PER")
    assert (match.role, match.role_original) == (role, original)


def test_those_whose_role_is_over_are_elites() -> None:
    (match,) = village().find("Sari Mandala", "id", datetime.date(2015, 1, 1))
    assert (match.sectors, match.role_original) == (["ELI"], "mantan wali kota Lindur")


def test_before_the_first_role_there_is_none() -> None:
    (match,) = village().find("Sari Mandala", "id", datetime.date(2009, 1, 1))
    assert (match.role, match.sectors) == (None, ["ELI"])


def test_a_date_known_by_its_month_or_year_covers_all_of_it() -> None:
    for on in (datetime.date(2010, 3, 1), datetime.date(2014, 12, 31)):
        assert village().find("Sari Mandala", "en", on)[0].role == "mayor of Lindur"


def test_the_role_that_stands_first_is_the_weightiest() -> None:
    (match,) = village().find("Sari Mandala", "en", datetime.date(2012, 6, 1))
    assert (match.role, match.country) == ("mayor of Lindur", "IDN")


def test_without_a_day_a_role_that_is_over_is_still_told(known: Knowledge) -> None:
    assert known.find("Joko Widodo", "en")[0].role == "president"


def test_a_shared_short_name_gives_all_with_those_in_office_first() -> None:
    matches = village().find("Sari", "id", datetime.date(2011, 1, 1))
    assert [match.id for match in matches] == ["person/sari-mandala", "person/bram-sari"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Wali Kota Sari", True),
        ("pengusaha Sari", True),
        ("Dewi Sari", False),
        ("Sari Kusuma", False),
        ("Sari Mandala Jr", False),
    ],
)
def test_a_short_name_counts_behind_titles_only(words: str, named: bool) -> None:
    assert bool(village().find_within(words, "id", type="PER")) is named


def test_a_name_of_one_word_is_no_part_of_a_longer_name(known: Knowledge) -> None:
    assert known.find_within("Kepala BNPB Suharyanto", "id", type="PER")[0].id == "person/suharyanto"
    assert known.find_within("Menlu Sugiono", "id", type="PER")[0].id == "person/sugiono"
    assert known.find_within("Eko Sugiono", "id", type="PER") == []


def test_a_first_lady_is_not_the_president(known: Knowledge) -> None:
    assert [match.id for match in known.find_within("Iriana Jokowi", "id", ELECTED, "PER")] == ["person/iriana"]


def test_short_acronyms_match_capitals_only(known: Knowledge) -> None:
    assert village().find("BAK", "id")
    assert not village().find("bak", "id")
    assert [match.id for match in known.find("MA", "id")] == ["org/ma"]
    assert not known.find("ma", "id")


def test_a_name_of_one_word_belongs_to_its_language() -> None:
    assert village().find("BAK", "id")
    assert not village().find("BAK", "en")
    assert village().find("Balai Kapal", "en")


def test_people_are_asked_for_as_people(known: Knowledge) -> None:
    assert known.find_within("Ketua KPK Firli Bahuri", "id", datetime.date(2021, 1, 1), "PER")[0].type == "PER"
    assert known.find_within("Ketua KPK", "id", type="PER") == []
    assert known.find_within("Ketua KPK", "id", type="ORG")[0].id == "org/kpk"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Angkatan Laut", "org/angkatan-laut"),
        ("komandan Angkatan Laut", "org/angkatan-laut"),
        ("Angkatan Laut Prancis", "navy/FRA"),
        ("komandan Angkatan Laut Prancis", "navy/FRA"),
        ("komandan Angkatan Laut Indonesia", "org/angkatan-laut"),
        ("pengacara Armada Dunia Prancis", "org/armada"),
    ],
)
def test_a_state_beside_an_organisation_says_whose_it_is(words: str, key: str) -> None:
    assert [match.id for match in village().find_within(words, "id")] == [key]


def test_in_english_the_state_stands_in_front() -> None:
    assert village().find_within("the French Board of Ships", "en") == []
    assert village().find_within("the Indonesian Board of Ships", "en")[0].id == "org/balai"


@pytest.mark.parametrize(
    ("name", "language", "key", "sector"),
    [
        ("Komisi Pemberantasan Korupsi", "id", "org/kpk", "JUD"),
        ("Corruption Eradication Commission", "en", "org/kpk", "JUD"),
        ("DPR RI", "id", "org/dpr", "LEG"),
        ("Mabes Polri", "id", "org/polri", "COP"),
        ("TNI AD", "id", "org/tni-ad", "MIL"),
        ("PDI-P", "id", "party/pdip", "PTY"),
        ("Muhammadiyah", "en", "org/muhammadiyah", "REL"),
        ("PBB", "id", "org/un", "IGO"),
        ("Istana", "id", "seat/istana-negara", "GOV"),
        ("Kremlin", "en", "seat/kremlin", "GOV"),
    ],
)
def test_organs_of_state_and_organisations(known: Knowledge, name: str, language: str, key: str, sector: str) -> None:
    (match,) = known.find(name, language)
    assert (match.id, match.sectors[0]) == (key, sector)


def test_the_answer_says_how_it_was_found(known: Knowledge) -> None:
    assert known.find("Ahok", "id")[0].how == "actor table: person/basuki-tjahaja-purnama, short name 'Ahok'"


def test_long_words_take_no_longer_than_their_first_tokens(known: Knowledge) -> None:
    hostile = "Presiden Sultan Al AS Joko " * 20_000
    started = time.process_time()
    known.find_within(hostile, "id")
    known.country_of(hostile, "id")
    assert time.process_time() - started < 10


WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["Presiden", "Jokowi", "AS", "Israel", "KPK", "al-", "'s", "Biden", "Jr", "of", "the", "TNI", "."]
        )
    ).map(" ".join),
)
TYPES = st.sampled_from(["PER", "ORG", "GPE", "LOC", "NORP", None])
DATES = st.one_of(st.none(), st.dates())


@given(WORDS, st.sampled_from(["id", "en", "xx"]), DATES, TYPES)
def test_a_lookup_never_raises(words: str, language: str, on: datetime.date | None, type: EntityType | None) -> None:
    knowledge().find(words, language, on, type)
    knowledge().find_within(words, language, on, type)
    knowledge().country_of(words, language)


@given(WORDS, st.sampled_from(["id", "en"]), DATES)
def test_what_is_found_stands_in_the_words(words: str, language: str, on: datetime.date | None) -> None:
    compared = f" {key_of(tokens(words))} "
    for match in knowledge().find_within(words, language, on):
        if match.how.startswith("actor table"):
            actor = knowledge().actors[match.id]
            names = [name for names in (*actor.names.values(), actor.short) for name in names]
            assert any(f" {key_of(tokens(name))} " in compared for name in names)


@given(st.one_of(st.text(max_size=30), st.text("aB3 .'-É", max_size=12)))
def test_a_name_is_indexed_by_its_tokens(name: str) -> None:
    found = tokens(name)
    capitals = len(found) == 1 and found[0].upper and len(found[0].key) <= ACRONYM_LENGTH
    assert indexed(name) == (key_of(found), len(found), capitals)
