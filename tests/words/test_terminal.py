"""Text of others made fit for a terminal: it obeys none of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.words.terminal import clean, complain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("biasa saja", "biasa saja"),
        ("dua\nbaris\tdan\u00a0spasi\u2028lain", "dua baris dan spasi lain"),
        ("\x1b[31mmerah\x1b[0m\x07", "[31mmerah[0m"),
        ("\x9b2J\x7f", "2J"),
        ("\u202eterbalik\u2066\u200f\u061c", "terbalik"),
        ("ti\u00adtik\ufeff\u200b\U000e0041", "titik"),
        ("\ud800\ue000", "\ufffd\ufffd"),
        ("می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"),
    ],
)
def test_what_a_terminal_might_obey_is_gone(given: str, shown: str) -> None:
    assert clean(given) == shown


@given(st.text())
def test_nothing_shown_is_a_control_character(text: str) -> None:
    categories = {unicodedata.category(c) for c in clean(text) if c not in "\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_complaint_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    complain("a.html: dua\nbaris\x1b[31m")
    assert capsys.readouterr() == ("", "lansir: a.html: dua baris[31m\n")
