"""Reasons and roles in the language of the labels: what the files hold, and how a reason is told by them."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.lang import codes, table
from lansir.resolve.title_words import TitleWords
from lansir.words.catalogue import messages
from lansir.words.loading import catalogues
from lansir.words.loading import table as words_of
from lansir.words.reasons import OPEN, Reasons, ReasonWords
from lansir.words.roles import RoleWords, role_words
from lansir.words.templates import template, values_of

OTHERS = [language for language in catalogues() if language != "en"]
TOLD = Reasons("id", {"land": {"Syria": "Suriah"}}).told


@pytest.mark.parametrize("language", OTHERS)
def test_each_pattern_names_in_both_languages_what_varies(language: str) -> None:
    for english, told in words_of(language, "reasons", ReasonWords).patterns.items():
        made, other = template(english, told), template(told, "")
        assert sorted(made.names) == sorted(other.names), english
        assert len(set(made.names)) == len(made.names), english
        assert told.strip() == told != "", english


@pytest.mark.parametrize("language", OTHERS)
def test_the_terms_of_a_file_are_all_asked_for(language: str) -> None:
    words = words_of(language, "reasons", ReasonWords)
    named = {name for english in words.patterns for name in template(english, "").names}
    assert words.terms.keys() <= named
    assert OPEN.keys() <= named
    assert all(told for terms in words.terms.values() for told in terms.values())


@pytest.mark.parametrize("language", OTHERS)
def test_every_role_that_title_words_give_has_words(language: str) -> None:
    given_by_words = {
        role
        for code in codes()
        for title in table(code, "titles", TitleWords).titles
        for role in ([title.role] if title.role else title.words)
    }
    words = words_of(language, "roles", RoleWords)
    assert given_by_words - words.roles.keys() == set()
    assert words.roles.keys() - given_by_words == set()
    assert all("{role}" in one and "{role}" in other for one, other in words.around.items())


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("first mention", "sebutan pertama"),
        (
            'linked by the model to "the envoy" (72%), named last in its sentence',
            "ditautkan model ke “the envoy” (72%), yang terakhir disebut namanya dalam kalimat itu",
        ),
        (
            'title words; sectors GOV, MIL: title words in "Menhan"; role former governor: title words in "Eks"',
            "dikenali dari kata-kata sebutannya; sektor pemerintah, militer: dari kata dalam “Menhan”; "
            "peran mantan gubernur: dari kata dalam “Eks”",
        ),
        ("weekday: open, no publication date to count from; looking back",
         "nama hari: tidak dipastikan karena tidak ada tanggal terbit sebagai titik hitung; menunjuk ke waktu lalu"),
        ("gazetteer: province or state Anbar, the northern part of it; behind 'di'",
         "daftar nama tempat: provinsi atau negara bagian Anbar, bagian utara; sesudah kata “di”"),
        ("gazetteer: country Syria", "daftar nama tempat: negara Suriah"),
        ("no place, part of a title of office (the model's chance that it says where: 0.93)",
         "bukan tempat, bagian dari nama jabatan (peluang menurut model bahwa ini menyatakan tempat: 0,93)"),
        ('12 killed: "12 orang tewas", at least; injured: no single number ("puluhan", vague: puluhan is 20 to 99)',
         "12 tewas: “12 orang tewas”, sedikitnya; terluka: tidak ada angka tunggal "
         "(“puluhan”, taksiran: puluhan berarti 20 sampai 99)"),
        ("only the first 12,000 of 1,500,000 characters were read: the page is longer than Lansir reads",
         "hanya 12.000 karakter pertama dari 1.500.000 yang dibaca: halaman lebih panjang daripada yang dibaca Lansir"),
    ],
)  # fmt: skip
def test_a_reason_is_told_part_by_part(reason: str, told: str) -> None:
    assert TOLD(reason) == told


def test_words_of_the_page_stay_as_they_are_whatever_signs_are_in_them() -> None:
    assert TOLD('linked by the model to "a; first mention" (50%)') == "ditautkan model ke “a; first mention” (50%)"
    assert TOLD('words: "a, b", "c"') == "kata: “a, b”, “c”"
    assert TOLD('title before the name "{words} {0}"') == "jabatan di depan nama “{words} {0}”"


def test_a_reason_of_which_a_part_has_no_words_is_not_told() -> None:
    assert TOLD("first mention; by the light of the moon") is None
    assert TOLD('role court jester: title words in "x"') is None
    assert TOLD("gazetteer: moon Luna") is None
    assert TOLD("") is None


def test_a_code_that_is_no_country_is_not_taken_for_one() -> None:
    assert TOLD('the one secretary of state in this article: "X"') == (
        "satu-satunya menteri luar negeri dalam artikel ini: “X”"
    )


def test_a_role_keeps_what_stands_around_it() -> None:
    assert role_words("former governor", "id") == "mantan gubernur"
    assert role_words("candidate for regent", "id") == "calon bupati"
    assert role_words("court jester", "id") is None
    assert role_words("court jester", "en") == "court jester"


def test_sectors_and_topics_are_those_of_the_labels() -> None:
    labels = messages("id")
    assert TOLD("sectors by the model: COP 64%") == f"sektor menurut model: {labels.sectors['COP']} 64%"
    assert TOLD('legal: "court"') == f"{labels.contexts['legal']}: “court”"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    TOLD(text)
    assert TOLD(f'same words as "{text or "x"}"') == f"kata-kata yang sama dengan “{text or 'x'}”"


def test_hostile_text_takes_little_time() -> None:
    named = ", ".join(['1 killed: "x" beside others without a number named, and "y"'] * 20)
    began = process_time()
    for text in ("; " * 2000, '"" in ' * 600, "killed: no single number (" * 150, '"a", ' * 800, f"{named}; on a whim"):
        assert TOLD(text) is None
    assert process_time() - began < 10


def test_a_text_made_by_a_template_gives_back_what_was_filled_in() -> None:
    made = template("{a} of {b}", "")
    assert values_of("king of Spain", made) == {"a": "king", "b": "Spain"}
    assert values_of("king of ", made) is None
    assert values_of("king", made) is None
