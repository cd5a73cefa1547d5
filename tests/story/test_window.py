"""The days around an article in memory: loaded once while there is room, and let go where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lansir.keys import key_of
from lansir.store import Store
from lansir.story import window
from lansir.story.articles import Features, features
from lansir.story.ties import DAYS
from lansir.story.window import Window
from tests.story.conftest import Place
from tests.story.handmade import Made, words

AROUND = 2 * DAYS + 1


@pytest.fixture
def march(store: Store, place: Place) -> list[Features]:
    """An article a day, for four weeks."""
    days = (f"2031-03-{day:02}T01:00:00+00:00" for day in range(1, 29))
    keys = [
        key_of(one) for one in place(*(Made(day, moment=day, paragraphs=(words(n),)) for n, day in enumerate(days)))
    ]
    found = features(store.connection, keys)
    return [found[key] for key in keys]


@contextmanager
def loads(store: Store) -> Iterator[list[str]]:
    """The days that are read from the store meanwhile."""
    told = list[str]()

    def hear(query: str) -> None:
        if "published_day =" in query:
            told.append(query.split("published_day = '", 1)[1][:10])

    store.connection.set_trace_callback(hear)
    yield told
    store.connection.set_trace_callback(None)


def test_an_outlet_after_another_goes_through_the_same_weeks(store: Store, march: list[Features]) -> None:
    held = Window(store.connection)
    with loads(store) as told:
        for article in [*march, *march]:
            held.nearest(article)
    assert len(told) == len(set(told)) == 28 + 2 * DAYS


def test_days_of_too_many_articles_are_let_go_but_for_those_around(
    store: Store, march: list[Features], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "KEPT_ROWS", 3)
    held = Window(store.connection)
    for article in march:
        held.nearest(article)
    with loads(store) as told:
        held.nearest(march[-1])
        assert told == []
        held.nearest(march[-1 - AROUND])
    assert len(told) == AROUND


def test_days_without_articles_are_not_held_for_ever(
    store: Store, march: list[Features], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "KEPT_DAYS", AROUND + 1)
    held = Window(store.connection)
    for article in march:
        held.nearest(article)
    with loads(store) as told:
        held.nearest(march[0])
    assert len(told) == AROUND
