"""Full text in a lake: words are what the store's index takes for words."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.scale.selection import _phrase
from lansir.scale.tables import folded

LETTERS = st.text(alphabet="abAB éÉöñçŠ'’-.,_123 \n\u0301日本гД", max_size=30)


def fts_finds(text: str, phrase: str) -> bool:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    words, star = phrase.rstrip("*"), "*" if phrase.endswith("*") else ""
    found = connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (f'"{words}"{star}',)).fetchone()
    connection.close()
    return found is not None


@given(LETTERS, st.text(alphabet="abé1Д", min_size=1, max_size=3), st.sampled_from(["", "*"]))
def test_a_phrase_stands_in_a_text_where_the_stores_index_finds_it(text: str, word: str, star: str) -> None:
    assert (_phrase(word + star) in folded(text)) == fts_finds(text, word + star)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Rumah-sakit itu", "rumah sakit", True),
        ("rumah besar, sakit", "rumah sakit", False),
        ("Café Délta", "cafe delta", True),
        ("serangan", "serang", False),
        ("serangan", "serang*", True),
    ],
)
def test_words_stand_side_by_side_without_case_and_accents(text: str, phrase: str, found: bool) -> None:
    assert (_phrase(phrase) in folded(text)) is found is fts_finds(text, phrase)
