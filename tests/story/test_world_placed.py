"""A handful of pages of the world, read by the model and placed: a strike told by a wire, its copies and others."""

from collections.abc import Iterator

import msgspec
import pytest

from lansir.examples.world import pages
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.store import Page, Store
from lansir.store.check import check_store
from lansir.store.connection import transaction
from lansir.story.reading import occurrence, stories, story

STRIKE = ("w-019", "w-020", "w-021", "w-022", "w-023", "w-024")


@pytest.fixture(scope="module")
def strike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the first pages about the airstrike."""
    with Store(tmp_path_factory.mktemp("world") / "lansir.db", write=True) as store:
        for page in (page for page in pages() if page.text.id in STRIKE):
            article = msgspec.structs.replace(read_page(page.data, url=page.url), captured=page.captured.isoformat())
            record, vectors = read_with_vector(article)
            with transaction(store.connection):
                store.put(record, Page(page.data, "text/html"), vectors)
                store.placer.place(key_of(article.id))
        yield store


def test_it_is_one_story_in_both_languages(strike: Store) -> None:
    (line,) = stories(strike.connection)
    assert (line.articles, line.languages) == (len(STRIKE), ["en", "id"])
    assert line.origins < line.outlets
    assert list(check_store(strike)) == []


def test_the_strike_is_told_by_several_with_numbers_that_differ(strike: Store) -> None:
    (line,) = stories(strike.connection)
    told = [one for day in story(strike.connection, line.id).days for one in day.occurrences]
    largest = max(told, key=lambda one: one.articles)
    assert (largest.type, largest.stage, largest.languages) == ("ASSAULT", "happened", ["en", "id"])
    assert "killed" in {conflict.kind for conflict in largest.conflicts}
    whole = occurrence(strike.connection, largest.id)
    assert {figure.value for figure in whole.figures if figure.kind == "killed"} >= {12, 15}
