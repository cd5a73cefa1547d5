"""Ids are made from content, and the parts of an article have ids that begin alike."""

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


@given(TEXT, TEXT, TEXT)
def test_articles_of_one_address_do_not_begin_alike(address: str, text: str, other: str) -> None:
    if text != other:
        assert prefix(article_id(address, text)) != prefix(article_id(address, other))


def test_pages_without_an_address_have_ids_of_their_own() -> None:
    ids = {article_id(None, f"Berita {number}") for number in range(1000)}
    assert len({prefix(identity) for identity in ids}) > 990
