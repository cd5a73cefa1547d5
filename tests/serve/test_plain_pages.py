"""The pages beside the news: the codebook, what Lansir is, where articles are from, and a page as it was fetched."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lansir.serve.desk.sources import PER_PAGE
from lansir.store import Store
from tests.serve.explore_made import client, page


@pytest.mark.parametrize(("language", "said"), [("en", "The codebook"), ("id", "Buku kode")])
def test_the_codebook_has_every_type_in_the_readers_language(desk: TestClient, language: str, said: str) -> None:
    desk.headers["accept-language"] = language
    shown = page(desk, "/codebook")
    assert f'<html lang="{language}"' in shown
    assert all(f'id="{type_}"' in shown for type_ in ("ASSAULT", "CONSULT", "PROTEST"))
    assert said in shown


def test_the_page_about_lansir_counts_what_this_store_holds(desk: TestClient, world_store: Store) -> None:
    shown = page(desk, "/about")
    assert f"{len(world_store):,}" in shown


def test_a_page_is_shown_as_it_was_fetched_and_nothing_in_it_runs(desk: TestClient, world_store: Store) -> None:
    article = world_store.articles()[0]
    answer = desk.get(f"/article/{article}/page")
    kept = world_store.page(article)
    assert kept
    assert answer.text == kept.data.decode()
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"] == f'inline; filename="{article}.txt"'


def test_a_page_that_was_not_kept_is_told_from_an_article_that_is_not_there(waiting_path: Path) -> None:
    with Store(waiting_path) as store:
        article = store.articles()[0]
        assert store.page(article) is None
    desk = client(waiting_path)
    gone, unknown = desk.get(f"/article/{article}/page"), desk.get("/article/ar-0000000000000000/page")
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert "was not kept" in gone.text
    assert "not in this store" in unknown.text


@pytest.fixture
def troubled(review_path: Path) -> TestClient:
    """The desk over a store whose run failed at more pages than one page of the desk shows."""
    with Store(review_path, write=True) as store:
        run = (1, "2031-03-05T10:00:00+00:00", json.dumps(["feeds.opml"]), "0.1.0")
        store.connection.execute("INSERT INTO run(id, started, sources, lansir) VALUES (?, ?, ?, ?)", run)
        rows = [(f"https://press.example/{n:03}", "fetch" if n else "read", n) for n in range(PER_PAGE + 1)]
        store.connection.executemany(
            "INSERT INTO failure(key, stage, error, message, source, run, at) "
            "VALUES (?, ?, 'FetchError', 'fault number ' || ?, '{}', 1, '2031-03-05T10:00:00+00:00')",
            rows,
        )
    return client(review_path)


def test_failures_are_shown_in_pages_with_their_reasons_and_runs_with_their_sources(troubled: TestClient) -> None:
    first, second = page(troubled, "/sources"), page(troubled, "/sources", start=str(PER_PAGE))
    shown = [text.count("fault number") for text in (first, second)]
    assert shown == [PER_PAGE, 1]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert "feeds.opml" in first


def test_failures_of_one_stage_are_shown_alone(troubled: TestClient) -> None:
    assert page(troubled, "/sources", stage="read").count("fault number") == 1
    assert "fault number" not in page(troubled, "/sources", stage="store")


def test_a_store_without_failures_says_so(desk: TestClient) -> None:
    assert "fault number" not in page(desk, "/sources")
    assert 'rel="next"' not in page(desk, "/sources")
