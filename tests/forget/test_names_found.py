"""Where a name stands, however it is written, and what is no name of the person's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.forget.blanking import BLANK, blanked, blanked_at, stand_in
from lansir.forget.folding import Folded, fold
from lansir.forget.names import Names

SARI = Names.of(["Sari Wijaya"])
ONE = Names.of(["Suhartra"])


@pytest.mark.parametrize(
    "text",
    [
        "kata Sari Wijaya.", "SARI WIJAYA", "sari wijaya", "Sari\n Wijaya", "Sari\u00a0Wijaya", "Sári Wijayâ",
        "Sa\u0301ri Wija\u00adya", "Sari-Wijaya", "/berita/sari-wijaya-ditahan", "sari_wijaya", "Sari%20Wijaya",
        "@sariwijaya", "#SariWijaya", "Wijaya, Sari", "Sari Wijaya's", "„Sari Wijaya“", "Ｓａｒｉ Ｗｉｊａｙａ",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert SARI.stand_in(text)
    assert not SARI.stand_in(blanked(text, SARI))


@pytest.mark.parametrize(
    "text",
    ["Sari Wijayanto", "Kasari Wijaya", "Sari dan Wijaya", "Sari. Lalu Wijaya", "sariwijaya", "Sari", "Wijaya", ""],
)
def test_other_words_are_not_the_name(text: str) -> None:
    assert not SARI.stand_in(text)
    assert blanked(text, SARI) == text


def test_longer_words_that_hold_the_letters_are_told() -> None:
    assert list(SARI.rest("Sari Wijayanto dan Sari Wijaya")) == ["Sari Wijayanto"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kata Suhartra kemarin", True), ("SUHARTRA MUNDUR", True), ("suhartra", True),
        ("lihat /suhartra-mundur di sana", True), ("https://kabar.example/suhartra", True), ("@suhartra menulis", True),
        ("sebuah suhartra biasa", False), ("Suhartranya", False), ("Suhartrani", False),
    ],
)  # fmt: skip
def test_a_name_of_one_word_needs_a_capital_or_an_address_or_to_stand_alone(text: str, found: bool) -> None:
    assert ONE.stand_in(text) == found


def test_a_name_with_an_apostrophe_or_hyphen_may_be_written_without() -> None:
    names = Names.of(["Rania al-Ammar", "Sean O'Dara"])
    assert names.stand_in("Rania alAmmar")
    assert names.stand_in("Sean ODara")
    assert names.stand_in("Sean O’Dara")


def test_a_name_of_one_letter_is_none() -> None:
    assert not Names.of(["X", "", "--"])


def test_json_keeps_its_shape_and_an_address_its_host() -> None:
    kept = '{"by":["Sari Wijaya","Budi"],"n":1}'
    assert json.loads(blanked(kept, SARI)) == {"by": [BLANK * 11, "Budi"], "n": 1}
    assert json.loads(blanked('{"by":"S\\u0061ri Wijaya"}', SARI)) == {"by": BLANK * 11}
    one, other = (blanked(f"https://kabar.example/sari-wijaya-{n}", SARI) for n in (1, 2))
    assert one.startswith("https://kabar.example/#")
    assert one != other
    assert blanked("https://kabar.example/lain?q=1", SARI) == "https://kabar.example/lain?q=1"


def test_an_address_in_escapes_is_seen_through() -> None:
    assert stand_in("https://kabar.example/%73ari-wijaya", SARI)
    assert not SARI.stand_in(blanked("https://kabar.example/%73ari-wijaya", SARI))


def test_a_million_repetitions_take_no_longer_than_one_look_each() -> None:
    text = "sari.wijaya" * 100_000
    assert len(blanked(text, SARI)) == len(text)
    assert ONE.spans("suhartra." * 100_000)


@given(st.text(), st.text(), st.sampled_from(["Sari Wijaya", "SARI WIJAYA", "Sári\u00a0Wijaya", "Ｓari Wijaya"]))
def test_what_is_blanked_keeps_every_place_and_holds_no_name(before: str, behind: str, name: str) -> None:
    text = f"{before} {name} {behind}"
    made = blanked_at(text, SARI.spans(text))
    assert len(made) == len(text)
    assert SARI.spans(made) == []
    assert BLANK * len(name) in made


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_places_in_folded_text_lead_back(text: str) -> None:
    folded = Folded(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[place] in fold(text[start:end])
