"""What is wrong, told in the language of the labels."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.words.errors import in_words, spoken
from lansir.words.loading import catalogues, table

OTHERS = [language for language in catalogues() if language != "en"]
RAISED = table("en", "errors", dict[str, str])


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_with_names_that_are_there(language: str) -> None:
    told = table(language, "errors", dict[str, str])
    assert told.keys() == RAISED.keys()
    assert all(told[key] and braces(told[key]) <= braces(RAISED[key]) for key in told)


@pytest.mark.parametrize("key", RAISED)
def test_a_message_is_told_by_its_own_text(key: str) -> None:
    values = {name: f"<{name}>" for name in braces(RAISED[key])}
    told = table("id", "errors", dict[str, str])[key]
    assert in_words(RAISED[key].format(**values), "id") == told.format(**values)


def test_what_stands_before_a_message_stays_before_it() -> None:
    assert in_words("a: b.html: the input is a PDF, not a page: give HTML or text", "id").startswith(
        "a: b.html: ini PDF"
    )


def test_a_message_within_a_message_is_told_too() -> None:
    said = (
        "cannot fetch https://a.example: its site cannot be reached: "
        "host 'a.example' not found: check the address and the connection"
    )
    assert in_words(said, "id") == (
        "tidak dapat mengambil https://a.example: situsnya tidak dapat dijangkau: "
        "situs 'a.example' tidak ditemukan: periksa alamat dan sambungan internet"
    )


def test_what_nobody_wrote_words_for_is_told_as_it_is() -> None:
    assert in_words("the moon is full", "id") == "the moon is full"
    assert in_words("no such command 'x'", "en") == "no such command 'x'"


@given(st.text(max_size=300), st.sampled_from(sorted(RAISED.values())))
def test_no_text_breaks_it(text: str, raised: str) -> None:
    filled = raised.format(**dict.fromkeys(braces(raised), text or "x"))
    assert in_words(filled, "id")
    assert in_words(text, "id") or not text


def test_the_option_decides_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANSIR_LANG", "id")
    assert spoken(["lansir", "read", "a"]) == "id"
    assert spoken(["lansir", "read", "--lang", "en"]) == "en"
    assert spoken(["lansir", "read", "--lang=en"]) == "en"
    assert spoken(["lansir", "read", "--lang", "xx"]) == "en"
    assert spoken(["lansir", "read", "--lang"]) == "id"
