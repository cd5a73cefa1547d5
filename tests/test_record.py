"""Ids are made from content, and the parts of an article have ids that begin alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.record import article_id, content_id

TEXT = st.text(max_size=40)


def prefix(identity: str) -> str:
    return identity.partition("-")[2][:6]


@given(TEXT, st.integers(), st.integers())
def test_the_same_parts_give_the_same_id(article: str, start: int, end: int) -> None:
    assert content_id("ev", article, start, end) == content_id("ev", article, start, end)


@given(TEXT, st.integers(), st.integers())
def test_parts_of_one_article_begin_alike_and_differ_behind(article: str, start: int, end: int) -> None:
    one, other = content_id("ev", article, start), content_id("mn", article, start, end)
    assert prefix(one) == prefix(other)
    assert one.partition("-")[2] != other.partition("-")[2]


@pytest.mark.parametrize("address", [None, "https://kabar.example/a"])
def test_articles_do_not_begin_alike_whether_they_have_an_address_or_not(address: str | None) -> None:
    ids = {article_id(address, f"Berita {number}") for number in range(1000)}
    assert len({prefix(identity) for identity in ids}) > 990
