"""Briefs: headline and first paragraph of a page, as a page that can be read by itself."""

from bench.synthetic_briefs import LEAST, brief_page
from lansir.examples.world import pages
from lansir.page import read_page


def test_a_brief_reads_as_headline_and_first_paragraph_of_its_page() -> None:
    whole = [
        read_page(page.data, media_type="text/html", url=page.url) for _, page in zip(range(30), pages(), strict=False)
    ]
    for article in whole:
        data = brief_page(article)
        assert data is not None
        brief = read_page(data, media_type="text/html", url=article.url)
        paragraphs = [block.span.text for block in article.blocks if block.kind == "paragraph"]
        told = [block.span.text for block in brief.blocks if block.kind == "paragraph"]
        assert told == paragraphs[: len(told)] and 1 <= len(told) <= 2
        assert len(told) == 1 or len(told[0]) < LEAST
        stated = ("title", "outlet", "language", "canonical_url")
        assert [getattr(brief, name) for name in stated] == [getattr(article, name) for name in stated]
        assert brief.published is not None and article.published is not None
        assert brief.published.value == article.published.value


def test_what_states_no_title_has_no_brief() -> None:
    text = "Nobody said who had closed the harbour, and nobody asked the minister about it. " * 5
    assert brief_page(read_page(text.encode(), media_type="text/plain", url=None)) is None
