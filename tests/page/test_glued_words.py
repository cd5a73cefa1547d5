"""Spaces that a page lost behind a stop or a comma."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.page.cleaning import squeeze


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Menurut dia,bantuan itu tiba.", "Menurut dia, bantuan itu tiba."),
        ("Talks ended,Marlow said.", "Talks ended, Marlow said."),
        ("Ia pulang ke Gaza.Menurut dia, belum.", "Ia pulang ke Gaza. Menurut dia, belum."),
    ],
)
def test_a_lost_space_is_put_back(line: str, read: str) -> None:
    assert squeeze(line) == read


@pytest.mark.parametrize(
    "line", ["Naik 2,5 persen", "kode a,b,c", "U.S.,U.K.", "https://contoh.id/berita,12.html", "harga Rp1.500,00"]
)
def test_figures_codes_and_addresses_stay(line: str) -> None:
    assert squeeze(line) == line


@given(st.text(alphabet="abA ,.”\"'1", max_size=60))
def test_only_white_space_is_changed_and_a_second_time_nothing(line: str) -> None:
    once = squeeze(line)
    assert once.replace(" ", "") == line.replace(" ", "")
    assert squeeze(once) == once
