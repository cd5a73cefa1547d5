"""The example world: its texts and its gold agree, and its pages read back as what they were made from."""

from typing import get_args

import pytest

from bench.world_gold import gold_conflicts, gold_outcomes
from lansir.examples.world import WorldPage, pages, world
from lansir.examples.world.texts import outlets
from lansir.page import read_page
from lansir.page.outlets import plain
from lansir.record import EventType, Status

TEXTS = world()
PAGES = {page.text.id: page for page in pages()}
SOME = sorted(PAGES)[::12]


def test_it_is_large_and_in_two_languages() -> None:
    assert len(TEXTS) >= 150
    assert len(outlets()) == 12
    assert {outlets()[text.outlet].language for text in TEXTS.values()} == {"id", "en"}
    kinds = {text.kind for text in TEXTS.values()}
    assert kinds == {"wire", "report", "rewrite", "translation", "update", "correction", "copy", "abridged"}


@pytest.mark.parametrize("identity", sorted(TEXTS))
def test_gold_agrees_with_the_text(identity: str) -> None:
    text = TEXTS[identity]
    assert text.outlet in outlets()
    assert text.origin in outlets()
    assert text.from_ is None or text.from_ in TEXTS
    for told in text.occurrences:
        inside = [text.title or "", *text.paragraphs]
        assert any(told.sentence in part for part in inside), told.sentence
        assert told.trigger in told.sentence
        assert told.type in get_args(EventType)
        assert told.status in get_args(Status)


def test_what_comes_from_another_text_comes_after_it_and_keeps_its_origin() -> None:
    for text in TEXTS.values():
        if text.from_ is not None:
            source = TEXTS[text.from_]
            assert (source.updated or source.published) <= (text.updated or text.published), text.id
        if text.from_ is not None and text.kind in ("copy", "abridged", "translation"):
            assert text.origin == TEXTS[text.from_].origin, text.id
            assert text.story == TEXTS[text.from_].story, text.id


def test_translations_are_in_the_other_language() -> None:
    for text in TEXTS.values():
        if text.kind == "translation" and text.from_:
            languages = {outlets()[text.outlet].language, outlets()[TEXTS[text.from_].outlet].language}
            assert languages == {"id", "en"}, text.id


def test_outcomes_and_conflicts_are_of_happenings_that_are_told() -> None:
    keys = {told.key for text in TEXTS.values() for told in text.occurrences}
    assert {key for row in gold_outcomes() for key in (row.ahead, row.result)} <= keys
    assert {key for key, _ in gold_conflicts()} <= keys
    assert ("o-strike-petra", "killed") in gold_conflicts()
    assert "o-threat-assault" not in {row.ahead for row in gold_outcomes()}


@pytest.mark.parametrize("identity", SOME)
def test_a_page_reads_back(identity: str) -> None:
    page: WorldPage = PAGES[identity]
    article = read_page(page.data, url=page.url)
    assert article.title == page.text.title
    assert plain(article.outlet or "") == plain(outlets()[page.text.outlet].name)
    assert article.language == outlets()[page.text.outlet].language
    assert article.published is not None
    assert article.published.value[:10] == f"{page.text.published:%Y-%m-%d}"
    paragraphs = "\n".join(block.span.text for block in article.blocks if block.kind == "paragraph")
    assert all(paragraph in paragraphs for paragraph in page.text.paragraphs)


def test_an_update_stands_where_the_first_text_stood() -> None:
    updates = [text for text in TEXTS.values() if text.kind == "update" and text.from_]
    assert updates
    assert all(PAGES[text.id].url == PAGES[text.from_].url for text in updates if text.from_)
