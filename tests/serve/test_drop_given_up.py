"""A dropped page that takes too long is given up in the reader's words, and no reading outlives the server."""

import time
from pathlib import Path

import pytest

from lansir.ingest.reading import Reader
from lansir.record import Article, Record
from lansir.serve.desk.drop_reading import Dropped
from lansir.store import Store
from lansir.vectors import Vectors
from tests.serve.test_drop import TEXT, Desk, client, fetcher, reader


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Store(tmp_path / "lansir.db", write=True).close()
    return tmp_path / "lansir.db"


def slow(article: Article) -> tuple[Record, Vectors]:
    """A reader that is given up."""
    if article.published:
        raise TimeoutError
    return reader(article)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Reading was given up: it took longer than 7 seconds."),
        ("id", "Pembacaan dihentikan: lebih dari 7 detik."),
    ],
)
def test_a_page_that_takes_too_long_is_told_in_the_language_of_the_reader(
    store: Path, language: str, told: str
) -> None:
    with client(store, language) as browser:
        browser.app.state.dropped = Dropped(slow, fetcher, seconds=7)  # type: ignore[attr-defined]
        desk = Desk(browser)
        given_up = desk.drop(text=TEXT, published="2031-03-06")
        again = desk.again(desk.drop(text=TEXT).location.rsplit("/", 1)[1], "2031-03-06")
    for answer in (given_up, again):
        assert answer.status == 503
        assert told in answer.text


def test_the_reading_process_ends_with_the_server_in_the_middle_of_a_page_too(store: Path) -> None:
    with client(store) as browser:
        held = Dropped(make=never_ready)
        browser.app.state.dropped = held  # type: ignore[attr-defined]
        browser.get("/drop")
        assert [thread.is_alive() for thread in held._readers._threads] == [True]
    assert browser.app.state.dropped is None  # type: ignore[attr-defined]
    assert [thread.is_alive() for thread in held._readers._threads] == [False]


def never_ready() -> Reader:
    """For a process of its own that is still loading its model."""
    time.sleep(600)
    raise AssertionError
